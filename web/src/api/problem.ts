import { authored, t, type Key, type Localized } from '$i18n/i18n.svelte';
import { ApiFault } from './client';
import { retryAfter } from './faults';
import { isFailure } from './graphql';

const known = ['OFFLINE', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'];

/** What is wrong with one part of what was sent. The path is the contract's, e.g. private.phone. */
export interface Wrong {
	readonly path: readonly string[];
	readonly text: string;
	/** The id of the control that is meant, where several answer the question. */
	readonly at?: string;
}

/** What some failures tell beside their message. */
interface Parts {
	fields?: readonly { path?: readonly string[]; message: Localized }[];
	obstacles?: Parts['fields'];
	attemptsLeft?: number;
}

/**
 * Why something did not work, in words for a person: a refusal by a rule, a fault, a network that brings no answer, or a form that
 * is not complete. Whatever the reason is, there is a text.
 */
export class Problem<Refusal = unknown> {
	private constructor(
		/** For programs: the failure's type in the contract, or the code of the fault. */
		readonly code: string,
		/** The failure itself, for what only that one tells. */
		readonly refusal?: Refusal,
		private readonly wait = 0,
		private readonly missing?: readonly Wrong[]
	) {}

	/** From what a payload holds or an operation throws. */
	static of<Refusal = unknown>(why: unknown): Problem<Refusal> {
		if (why instanceof Problem) return why as Problem<Refusal>;
		if (isFailure(why)) return new Problem<Refusal>(why.__typename ?? '', why as Refusal);
		if (why instanceof ApiFault) return new Problem<Refusal>(why.code, undefined, retryAfter(why.errors));
		return new Problem<Refusal>(why instanceof TypeError ? 'OFFLINE' : 'OTHER');
	}

	/** A form that is not complete yet. */
	static incomplete(wrong: readonly Wrong[]): Problem<never> {
		return new Problem<never>('INCOMPLETE', undefined, 0, wrong);
	}

	/** In the language of the page, also when that is changed later. */
	get text(): string {
		if (this.missing) return t('form.incomplete');
		if (isFailure(this.refusal)) return authored(this.refusal.message).text;
		return this.wait > 0 && this.code === 'RATE_LIMITED'
			? t('fault.wait', { seconds: Math.ceil(this.wait) })
			: faultText(this.code);
	}

	/** Each wrong part; each obstacle, which no control belongs to; and how often a code may still be tried. */
	get wrong(): readonly Wrong[] {
		if (this.missing) return this.missing;
		const { fields = [], obstacles = [], attemptsLeft: count } = (this.refusal ?? {}) as Parts;
		const said = [...fields, ...obstacles].map(({ path = [], message }) => ({
			path,
			text: authored(message).text
		}));
		return count === undefined
			? said
			: [{ path: ['joinCode', 'code'], text: t('signIn.attempts', { count }) }];
	}

	/** All of it in one text, where there is no form with controls. */
	get whole(): string {
		return [this.text, ...this.wrong.map((one) => one.text)].join(' ');
	}
}

/** What to tell a person when something could not be read or done, and no form shows where. */
export const problemText = (why: unknown): string => Problem.of(why).whole;

export function faultText(code: string | undefined): string {
	return t((known.includes(code ?? '') ? `fault.${code}` : 'fault.OTHER') as Key);
}
