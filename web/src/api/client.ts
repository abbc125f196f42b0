/** Queries and mutations over HTTP, live subscriptions over one websocket; signed in by the session cookie. */
import {
	Client,
	fetchExchange,
	stringifyDocument,
	type CombinedError,
	type TypedDocumentNode
} from '@urql/core';
import { Live, type LiveOptions, type Sink } from './live';
import type { Draft } from './draft';
import { codeOf, type GraphQLFault } from './faults';
import { isFailure } from './graphql';

const http = new Client({
	url: '/graphql',
	exchanges: [fetchExchange],
	preferGetMethod: false,
	requestPolicy: 'network-only',
	fetchOptions: { credentials: 'same-origin' }
});

/** A question that got no answer: the network (code OFFLINE) or a fault with the API's code. */
export class ApiFault extends Error {
	constructor(
		readonly code: string,
		readonly errors: readonly GraphQLFault[]
	) {
		super(errors.map((error) => error.message).join('; ') || code);
		this.name = 'ApiFault';
	}
}

export async function ask<Data, Variables extends object>(
	document: TypedDocumentNode<Data, Variables>,
	variables: Variables
): Promise<Data> {
	const { data, error } = await http.query(document, variables as never).toPromise();
	if (error) throw faultOf(error);
	return data as Data;
}

/**
 * Sends a mutation. With a draft it is safe to send again when the answer is lost on the way, so that is done, twice; without one
 * (null, where nothing may or can be kept by which a repetition is known) it is for the person to press again.
 */
export async function act<Data extends object, Input extends object>(
	document: TypedDocumentNode<Data, { input: Input }>,
	input: Omit<Input, 'idempotencyKey'>,
	draft: Draft | null
): Promise<Data> {
	const variables = { input: draft ? { ...input, idempotencyKey: draft.key } : input };
	for (let attempt = 0; ; attempt++) {
		const { data, error } = await http.mutation(document, variables as never).toPromise();
		if (!error) {
			// What was refused left nothing behind, so its key goes with the next try. That way it also finds what an earlier press
			// of this draft has stored unseen.
			if (!Object.values(data as Data).some(isFailure)) draft?.answered();
			return data as Data;
		}
		const fault = faultOf(error);
		if (fault.code === 'CONFLICT') draft?.answered();
		if (!draft || fault.code !== 'OFFLINE' || attempt === 2) throw fault;
		await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** attempt));
	}
}

/** Whether a mutation was carried out: its success is named after it, whatever it is. */
export function succeeded<Outcome extends { __typename: string }>(
	outcome: Outcome
): outcome is Extract<Outcome, { __typename: `${string}Success` }> {
	return outcome.__typename.endsWith('Success');
}

function faultOf(error: CombinedError): ApiFault {
	if (error.networkError && error.graphQLErrors.length === 0) return new ApiFault('OFFLINE', []);
	const errors = error.graphQLErrors as GraphQLFault[];
	if (codeOf(errors) === 'UNAUTHENTICATED') signedOut();
	return new ApiFault(codeOf(errors), errors);
}

let signedOut = () => {};

/** What to do when the API says that nobody is signed in: a session may end while its page is open. */
export function whenSignedOut(then: () => void): void {
	signedOut = then;
}

let shared: Live | undefined;

/** The one connection of this page. */
export function live(): Live {
	return (shared ??= openLive());
}

export function openLive(options: Partial<LiveOptions> = {}): Live {
	return new Live({
		url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
		...options
	});
}

/** Follows a subscription document; returns the way to end it. */
export function follow<Data, Variables>(
	document: TypedDocumentNode<Data, Variables>,
	variables: Variables,
	sink: Sink<Data>,
	over: Live = live()
): () => void {
	return over.subscribe<Data, Variables>({ query: stringifyDocument(document), variables }, sink);
}

/** After signing in or out the connection must be that person's. */
export function reconnect(): void {
	shared?.reconnect();
}
