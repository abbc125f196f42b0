/** Documents typed by the contract: a wrong field or argument fails `npm run check`. */
import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada';
import type { introspection } from '../graphql-env.d.ts';

export const graphql = initGraphQLTada<{
	introspection: introspection;
	disableMasking: true;
	scalars: { ID: string; Time: string; Date: string; Cursor: string };
}>();

export type { ResultOf, VariablesOf };

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
