/** A date and a clock as people write them, read kindly. */
import { dayKey, instantOf } from '$i18n/i18n.svelte';

/** A day and a clock as they were typed. */
export interface Typed {
	date: string;
	clock: string;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** "1.5.2026", "01.05.26", "1 5" and "01052026" as "2026-05-01"; without a year the next such day from `today` on. */
export function readDate(text: string, today = dayKey(new Date())): string | undefined {
	const parts = (/^(\d\d)(\d\d)(\d{4})$/.exec(text.trim())?.slice(1) ?? text.split(/\D+/)).filter(Boolean);
	const [day = 0, month = 0, year] = parts.map(Number);
	if (parts.length > 3) return undefined;
	const on = (of: number) => {
		const date = new Date(Date.UTC(of, month - 1, day));
		return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && of > 1999
			? `${of}-${pad(month)}-${pad(day)}`
			: undefined;
	};
	if (year !== undefined) return on(year < 100 ? 2000 + year : year);
	const now = Number(today.slice(0, 4));
	return [on(now), on(now + 1)].find((one) => one && one >= today);
}

/** "9", "9.30", "09:30" and "930" as "09:30". */
export function readClock(text: string): string | undefined {
	const found = /^(\d{1,2})(?:[:. ]?([0-5]\d))?$/.exec(text.trim());
	return found && Number(found[1]) < 24 ? `${pad(Number(found[1]))}:${found[2] ?? '00'}` : undefined;
}

/** "01.05.2026". */
export const writeDate = (date: string): string => date.split('-').reverse().join('.');

/** The instant at which the clock on the wall here shows it; null for nothing typed, or what is neither. */
export function instantOfTyped({ date, clock }: Typed): string | null {
	const [day, time] = [readDate(date), readClock(clock)];
	return day && time ? instantOf(`${day}T${time}`) : null;
}
