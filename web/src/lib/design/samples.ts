/** What the page of the design shows its components with: the longest words that there may be, and every state. */
import type { Mine, Need } from '$api/help-request';
import { words, type Localized } from '$i18n/i18n.svelte';

/** The page's own words: it is served in demo mode alone, so they weigh on no catalogue. */
export const say = (et: string, en: string): string => (words.language === 'et' ? et : en);

const localized = (et: string, en: string) => ({ et, en, ru: null, vro: null }) satisfies Localized;
export const longName = localized(
	'Lõuna-Eesti erivajadustega inimeste õnneparandamisühenduse ligipääsetavuskomisjon',
	'The accessibility commission of the South Estonian union for mending fortunes of people with special needs'
);
export const person = 'Kadri-Mariann Žuravljova-Šmõrjova';

export function need(id: string, change: Partial<Need> = {}): Need {
	return {
		id,
		version: 1,
		kind: 'SIGN_LANGUAGE_INTERPRETER',
		status: 'OPEN',
		teaser: localized('Viipekeeletõlk arutelule', 'A sign language interpreter for a discussion'),
		area: 'Võru linn',
		areaEn: 'Võru town',
		startsAt: '2026-05-01T07:00:00Z',
		endsAt: '2026-05-01T09:00:00Z',
		languages: ['et', 'vro', 'ru'],
		onSite: true,
		escalated: false,
		minimumVerification: 'NONE',
		details: {
			__typename: 'InterpretingDetails',
			notice: null,
			fromLanguage: 'et',
			toLanguage: 'eso',
			online: false
		},
		event: { id: 'event', title: longName },
		...change
	} as Need;
}

export const mine = (id: string, change: Partial<Mine>): Mine =>
	({ ...need(id), viewerActs: [], match: null, ...change }) as Mine;

export const agreed = {
	asker: { displayName: person },
	volunteer: { displayName: person },
	offer: null,
	expiresAt: '2026-05-01T06:30:00Z',
	private: {
		description: 'Ootan fuajees.\nKõnnin karguga.',
		phone: '+372 5550 0000',
		address: 'Kreutzwaldi 16',
		volunteerEmail: 'abistaja@example.org'
	}
} as Mine['match'];
