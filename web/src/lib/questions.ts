import { written } from '$i18n/i18n.svelte';

/** A question that a form asks for a field of the contract, whose words stand there. Texts are in the language of who writes. */
export interface FieldAsked {
	readonly name: string;
	readonly as: 'line' | 'text' | 'number';
	/** Characters of a text, or the greatest number. */
	readonly most: number;
	readonly optional?: true;
}

type Answer<Q extends FieldAsked> = Q['as'] extends 'number' ? number : ReturnType<typeof written>;

/** What the input of a mutation takes. */
export type Answers<Asked extends readonly FieldAsked[]> = {
	[Q in Asked[number] as Q['name']]: Q extends { optional: true } ? Answer<Q> | null : Answer<Q>;
};

/** What stands in the controls: of a number, too, text until there is one. */
export type Written<Asked extends readonly FieldAsked[]> = Record<
	Asked[number]['name'],
	string | number | undefined
>;

export const unanswered = <Asked extends readonly FieldAsked[]>(asked: Asked) =>
	Object.fromEntries(asked.map(({ name }) => [name, ''])) as Written<Asked>;

export const answers = <Asked extends readonly FieldAsked[]>(asked: Asked, values: Written<Asked>) =>
	Object.fromEntries(
		asked.map(({ name, as, optional }) => {
			const value = values[name as keyof typeof values] ?? '';
			if (optional && String(value).trim() === '') return [name, null];
			return [name, as === 'number' ? Number(value) : written(String(value))];
		})
	) as Answers<Asked>;
