import { ApiFault } from '$api/client';
import type { Failure } from '$api/graphql';
import { authored, t, type Key } from '$i18n/i18n.svelte';

const known = ['OFFLINE', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED'];

/** What to tell a person when something did not work. */
export function problemText(why: unknown): string {
	if (isFailure(why)) return authored(why.message).text;
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

function isFailure(why: unknown): why is Failure {
	return (
		typeof why === 'object' &&
		why !== null &&
		'message' in why &&
		typeof why.message === 'object' &&
		why.message !== null
	);
}
