import type { RequestHelp } from '$api/help-request';
import type { VariablesOf } from '$api/graphql';
import { placeCalled, placeId } from '$api/place';
import { Problem } from '$api/problem';
import { t } from '$i18n/i18n.svelte';
import type { Form } from '../form.svelte';
import { interpreting, type Kind } from '../kinds';
import { instantOfTyped } from '../when';

/** What is asked of who asks for help. */
export const nothing = {
	kind: '' as Kind | '',
	wantsNow: false,
	acceptFirst: false,
	startsAt: { date: '', clock: '' },
	endsAt: { date: '', clock: '' },
	fromPlace: '',
	toPlace: '',
	wheelchair: 'NONE' as 'NONE' | 'FOLDING' | 'POWERED',
	canTransfer: false,
	seats: 1,
	dog: false,
	returnAt: { date: '', clock: '' },
	fromLanguage: 'et',
	toLanguage: 'eso',
	online: false,
	description: '',
	phone: '',
	address: ''
};
export type Asking = typeof nothing;

/** What every part of the form gets. */
export interface Part {
	form: Form<Asking>;
	mayNow: boolean;
}

export const rides = ({ kind }: Asking) => kind === 'TRANSPORT';
/** A ride has its time; it is not help in the room. */
export const onSite = (asking: Asking, mayNow: boolean) => asking.wantsNow && mayNow && !rides(asking);
export const interprets = ({ kind }: Asking) => kind !== '' && interpreting.includes(kind);
export const languagesOf = ({ kind, fromLanguage, toLanguage }: Asking) =>
	kind === 'SIGN_LANGUAGE_INTERPRETER' ? [fromLanguage, toLanguage] : [fromLanguage];

export type Step = 'kind' | 'ride' | 'languages' | 'time' | 'private' | 'check';

/** The questions that this kind of help needs, in their order. */
export function stepsOf(asking: Asking): Step[] {
	const details: Step[] = rides(asking) ? ['ride'] : interprets(asking) ? ['languages'] : [];
	return ['kind', ...details, 'time', 'private', 'check'];
}

/** The last step that may be stood on: every answer before it is there. */
export function reach(asking: Asking): Step {
	if (!asking.kind) return 'kind';
	if (rides(asking) && !asking.fromPlace.trim()) return 'ride';
	return rides(asking) && !instantOfTyped(asking.startsAt) ? 'time' : 'check';
}

/** What is wrong with the answers of a step that only the server knows; where it cannot be asked now, it says so at the end. */
export async function wrongOf(step: Step, { fromPlace, toPlace }: Asking): Promise<Problem | undefined> {
	if (step !== 'ride') return undefined;
	const wrong = await Promise.all(
		Object.entries({ fromPlace, toPlace }).map(async ([name, text]) =>
			!text.trim() || (await placeCalled(text).catch(() => true))
				? []
				: [{ path: ['transport', name], text: t('place.missing') }]
		)
	);
	return wrong.some((one) => one.length > 0) ? Problem.incomplete(wrong.flat()) : undefined;
}

/** Where each part of the input is answered. */
export const home: Record<string, Step> = {
	kind: 'kind',
	transport: 'ride',
	interpreting: 'languages',
	languages: 'languages',
	onSite: 'time',
	startsAt: 'time',
	endsAt: 'time',
	private: 'private'
};

const orNull = (text: string) => text.trim() || null;

export async function inputOf(
	asking: Asking,
	eventId: string,
	mayNow: boolean
): Promise<VariablesOf<typeof RequestHelp>['input']> {
	const { kind, description, phone, address, ...a } = asking;
	const now = onSite(asking, mayNow);
	const [from = '', to = from] = languagesOf(asking);
	return {
		eventId,
		kind: kind as Kind,
		onSite: now,
		acceptFirst: a.acceptFirst,
		startsAt: now ? null : instantOfTyped(a.startsAt),
		endsAt: now ? null : instantOfTyped(a.endsAt),
		languages: interprets(asking) ? [from] : null,
		transport: rides(asking)
			? {
					fromPlace: await placeId(a.fromPlace),
					toPlace: orNull(await placeId(a.toPlace)),
					wheelchair: a.wheelchair,
					canTransfer: a.wheelchair === 'NONE' || a.canTransfer,
					seats: a.seats,
					assistanceDog: a.dog,
					returnAt: instantOfTyped(a.returnAt)
				}
			: null,
		interpreting: interprets(asking) ? { fromLanguage: from, toLanguage: to, online: a.online } : null,
		private:
			description.trim() || phone.trim() || address.trim()
				? { description: orNull(description), phone: orNull(phone), address: orNull(address) }
				: null
	};
}
