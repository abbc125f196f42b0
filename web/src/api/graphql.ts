/**
 * Documents typed by the contract: a wrong field or argument fails `npm run check`. Only their types are gql.tada's. What a phone
 * loads is their text: it is the server that reads it.
 */
import type { DocumentDecoration, initGraphQLTada, ResultOf, VariablesOf } from 'gql.tada';
import type { introspection } from '../graphql-env.d.ts';

export type Document<Data, Variables> = DocumentDecoration<Data, Variables>;
export type { ResultOf, VariablesOf };

interface Written {
	text: string;
	fragments: readonly Written[];
}

const write = (text: string, fragments: readonly Written[] = []): Written => ({
	text: text.replace(/\s+/g, ' ').trim(),
	fragments
});

export const graphql = write as unknown as initGraphQLTada<{
	introspection: introspection;
	disableMasking: true;
	scalars: { ID: string; Time: string; Date: string; Cursor: string };
}>;

/** What is sent of a document: its text, and that of each fragment below it once. */
export function textOf<Data, Variables>(document: Document<Data, Variables>): string {
	const all = new Set<Written>();
	(function add(one: Written): void {
		all.add(one);
		one.fragments.forEach(add);
	})(document as unknown as Written);
	return [...all].map(({ text }) => text).join(' ');
}

export const LocalizedParts = graphql(`
	fragment LocalizedParts on Localized {
		et
		en
		ru
		vro
	}
`);

/** What every expected failure has: a text for people, and with ValidationFailed which fields are wrong. */
export const Failed = graphql(`
	fragment Failed on Failure {
		message {
			et
			en
		}
		... on ValidationFailed {
			fields {
				path
				message {
					et
					en
				}
			}
		}
	}
`);
export type Failure = ResultOf<typeof Failed>;

/** Whether a payload says that nothing was done, and why. */
export function isFailure(payload: unknown): payload is Failure {
	return (
		typeof payload === 'object' &&
		payload !== null &&
		'message' in payload &&
		typeof payload.message === 'object' &&
		payload.message !== null
	);
}
