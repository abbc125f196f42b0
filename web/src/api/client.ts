/** Queries and mutations over HTTP, live subscriptions over one websocket; signed in by the session cookie. */
import {
	Client,
	fetchExchange,
	stringifyDocument,
	type CombinedError,
	type TypedDocumentNode
} from '@urql/core';
import { Live, type LiveOptions, type Sink } from './live';
import { codeOf, type GraphQLFault } from './faults';

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
 * Sends a mutation. Its `idempotencyKey` makes it safe to send again when the answer is lost on the way, so that is done, twice.
 */
export async function act<Data, Input extends object>(
	document: TypedDocumentNode<Data, { input: Input }>,
	input: Omit<Input, 'idempotencyKey'>,
	{ idempotent = true } = {}
): Promise<Data> {
	const variables = { input: idempotent ? { ...input, idempotencyKey: randomKey() } : input };
	for (let attempt = 0; ; attempt++) {
		const { data, error } = await http.mutation(document, variables as never).toPromise();
		if (!error) return data as Data;
		if (!idempotent || !error.networkError || attempt === 2) throw faultOf(error);
		await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** attempt));
	}
}

function faultOf(error: CombinedError): ApiFault {
	if (error.networkError && error.graphQLErrors.length === 0) return new ApiFault('OFFLINE', []);
	return new ApiFault(codeOf(error.graphQLErrors as GraphQLFault[]), error.graphQLErrors as GraphQLFault[]);
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

/** crypto.randomUUID exists only on https and localhost; an event's wifi may have neither. */
export function randomKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
