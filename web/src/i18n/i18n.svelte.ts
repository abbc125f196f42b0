/**
 * Words of the interface: two catalogues in ICU MessageFormat, of which only the one in use is loaded, and with it the words for
 * enum values, which stand in the schema (families.json says what they are called here).
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type catalogue from './et.json';
import type families from './families.json';

export type Language = 'et' | 'en';
export type Key = keyof typeof catalogue & string;
export const languages: readonly Language[] = ['et', 'en'];

const load: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
	et: () => import('./et'),
	en: () => import('./en')
};

/** Venues are in Estonia; times are shown as the clock on their wall, wherever the reader is. */
const timeZone = 'Europe/Tallinn';

class Words {
	language = $state<Language>('et');
	#messages = $state.raw<Record<string, string>>({});
	#compiled = new Map<string, IntlMessageFormat>();

	/** Loads the language chosen before, else the browser's, else Estonian. */
	async start(): Promise<void> {
		await this.use(chosenBefore() ?? ofBrowser() ?? 'et');
	}

	async use(language: Language): Promise<void> {
		const { default: messages } = await load[language]();
		this.#compiled.clear();
		this.#messages = messages;
		this.language = language;
		document.documentElement.lang = language;
	}

	/** The person's own choice: remembered. */
	async choose(language: Language): Promise<void> {
		await this.use(language);
		try {
			localStorage.setItem('mano.language', language);
		} catch {
			// Private windows may refuse; the choice then lasts as long as the page.
		}
	}

	/** The text of a key that may not be there, as it stands. */
	find(key: string): string | undefined {
		return this.#messages[key];
	}

	text(key: string, values?: Record<string, string | number>): string {
		const message = this.find(key);
		if (message === undefined) return key;
		if (!message.includes('{')) return message;
		let format = this.#compiled.get(key);
		if (!format) this.#compiled.set(key, (format = new IntlMessageFormat(message, this.language)));
		return format.format(values) as string;
	}
}

export const words = new Words();

/** The text of `key` in the present language. */
export function t(key: Key, values?: Record<string, string | number>): string {
	return words.text(key, values);
}

/** The word for an enum value, e.g. label('kind', 'TRANSPORT'). */
export function label(family: keyof typeof families | 'language', value: string): string {
	const key = `${family}.${value}`;
	const text = words.text(key);
	// A value that is newer than this page is better shown raw than not at all.
	return text === key ? value : text;
}

export interface Localized {
	et?: string | null;
	en?: string | null;
	ru?: string | null;
	vro?: string | null;
}

/** Authored text in the present language, else in the first of the stated order that exists, with the language it is really in. */
export function authored(text: Localized | null | undefined): { text: string; lang: string } {
	for (const lang of [words.language, 'et', 'en', 'ru', 'vro'] as const) {
		const found = text?.[lang];
		if (found) return { text: found, lang };
	}
	return { text: '', lang: words.language };
}

/** What a person has written, in the language that the page speaks with them. */
export function written(text: string): { et: string } | { en: string } {
	return words.language === 'et' ? { et: text.trim() } : { en: text.trim() };
}

export const writtenIfAny = (text: string) => (text.trim() ? written(text) : null);

/** Writes an instant as the clock on the wall here shows it. A formatter is dear to make, so each language's is made once. */
function writes(options: Intl.DateTimeFormatOptions): (at: string | Date) => string {
	const made: Partial<Record<Language, Intl.DateTimeFormat>> = {};
	return (at) => {
		const { language } = words;
		made[language] ??= new Intl.DateTimeFormat(language === 'et' ? 'et-EE' : 'en-GB', {
			timeZone,
			...options
		});
		return made[language].format(new Date(at));
	};
}

export const day = writes({ weekday: 'short', day: 'numeric', month: 'long' });
export const longDay = writes({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
export const dateOf = writes({ day: 'numeric', month: 'numeric', year: 'numeric' });
export const clock = writes({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const clockWithSeconds = writes({
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23'
});
export const number = (value: number): string => new Intl.NumberFormat(words.language).format(value);

const wallFormat = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });

/** The instant at which the clock on the wall here shows `local`, as a browser's date and time field gives it ("2026-05-01T10:00"). */
export function instantOf(local: string): string {
	const asUtc = new Date(`${local}Z`).getTime();
	const shown = (at: number) => new Date(`${wallFormat.format(at).replace(' ', 'T')}Z`).getTime();
	// Once around may miss by the hour of a change to summer time; the second is exact.
	let instant = asUtc - (shown(asUtc) - asUtc);
	instant += asUtc - shown(instant);
	return new Date(instant).toISOString();
}

const keyFormat = new Intl.DateTimeFormat('en-CA', { timeZone });
/** The day on the calendar here: "2026-05-01". */
export const dayKey = (at: Date) => keyFormat.format(at);

/** Only the clock today, else with the day: "homme 03:10". */
export function moment(at: string | Date, now: Date = new Date()): string {
	const key = dayKey(new Date(at));
	if (key === dayKey(now)) return clock(at);
	if (key === dayKey(new Date(now.getTime() + 86_400_000))) return `${t('time.tomorrow')} ${clock(at)}`;
	return `${day(at)} ${clock(at)}`;
}

/** "täna 10.00–16.00", "homme …", else the day; with both days when the end is on another. */
export function period(startsAt: string, endsAt: string, now: Date = new Date()): string {
	const start = new Date(startsAt);
	const end = new Date(endsAt);
	const named = (at: Date) => {
		if (dayKey(at) === dayKey(now)) return t('time.today');
		if (dayKey(at) === dayKey(new Date(now.getTime() + 86_400_000))) return t('time.tomorrow');
		return day(at);
	};
	if (dayKey(start) === dayKey(end)) return `${named(start)} ${clock(start)}–${clock(end)}`;
	return `${named(start)} ${clock(start)} – ${named(end)} ${clock(end)}`;
}

function chosenBefore(): Language | undefined {
	try {
		return known(localStorage.getItem('mano.language'));
	} catch {
		return undefined;
	}
}

function ofBrowser(): Language | undefined {
	for (const tag of navigator.languages ?? []) {
		const language = known(tag.split('-')[0]);
		if (language) return language;
	}
	return undefined;
}

const known = (tag: string | null | undefined): Language | undefined =>
	languages.find((language) => language === tag);
