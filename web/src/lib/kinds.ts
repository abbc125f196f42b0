import type { Need } from '$api/help-request';
import values from '$i18n/values.json';

export type Kind = Need['kind'];

/** The kinds of help in the order in which they are offered for choice: that of the schema. */
export const kinds = values.kind as readonly Kind[];
export const interpreting: readonly Kind[] = [
	'SIGN_LANGUAGE_INTERPRETER',
	'SPEECH_TO_TEXT_INTERPRETER',
	'AUDIO_DESCRIBER'
];

const access = kinds.findIndex((kind) => interpreting.includes(kind));
export const kindGroups = [
	{ name: 'ask.kindPersonal', kinds: kinds.slice(0, access) },
	{ name: 'ask.kindAccess', kinds: interpreting },
	{ name: 'ask.kindOther', kinds: kinds.slice(access + interpreting.length) }
] as const;

export const languageCodes = ['et', 'ru', 'en', 'vro', 'eso', 'uk', 'fi'] as const;
