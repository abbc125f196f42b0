import type { Need } from '$api/help-request';

export type Kind = Need['kind'];

/** The kinds of help in the order in which they are offered for choice. */
export const kindGroups: readonly {
	name: 'ask.kindPersonal' | 'ask.kindAccess' | 'ask.kindOther';
	kinds: readonly Kind[];
}[] = [
	{
		name: 'ask.kindPersonal',
		kinds: [
			'ONSITE_HELP',
			'PERSONAL_ASSISTANCE',
			'COMPANION',
			'TRANSPORT',
			'READING_WRITING',
			'SUPPORT_PERSON',
			'ONLINE_HELP'
		]
	},
	{
		name: 'ask.kindAccess',
		kinds: ['SIGN_LANGUAGE_INTERPRETER', 'SPEECH_TO_TEXT_INTERPRETER', 'AUDIO_DESCRIBER']
	},
	{ name: 'ask.kindOther', kinds: ['EQUIPMENT_LOAN', 'RESPITE_AT_HOME', 'OTHER'] }
];

export const kinds: readonly Kind[] = kindGroups.flatMap((group) => group.kinds);
export const interpreting: readonly Kind[] = [
	'SIGN_LANGUAGE_INTERPRETER',
	'SPEECH_TO_TEXT_INTERPRETER',
	'AUDIO_DESCRIBER'
];
export const languageCodes = ['et', 'ru', 'en', 'vro', 'eso', 'uk', 'fi'] as const;
