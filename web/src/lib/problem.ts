import { ApiFault } from '$api/client';
import { isFailure } from '$api/graphql';
import { authored, t, type Key } from '$i18n/i18n.svelte';

const known = ['OFFLINE', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'];

/** What to tell a person when something did not work: all of it, also what no control on the page belongs to. */
export function problemText(why: unknown): string {
	if (isFailure(why))
		return [why, ...('fields' in why ? why.fields : [])].map((one) => authored(one.message).text).join(' ');
	if (why instanceof ApiFault) return faultText(why.code);
	if (why instanceof TypeError) return t('fault.OFFLINE');
	return t('fault.OTHER');
}

export function faultText(code: string | undefined): string {
	return t((known.includes(code ?? '') ? `fault.${code}` : 'fault.OTHER') as Key);
}

/** Messages of wrong fields by the last name of their path. */
export function fieldProblems(why: unknown): Record<string, string> {
	if (!isFailure(why) || !('fields' in why)) return {};
	return Object.fromEntries(
		why.fields.map((field) => [
			field.path.filter((part) => !['et', 'en'].includes(part)).at(-1) ?? '',
			authored(field.message).text
		])
	);
}
