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

/** Sends a mutation, once: `attempt` is what pages use. */
export async function send<Data, Variables extends object>(
	document: TypedDocumentNode<Data, Variables>,
	variables: Variables
): Promise<Data> {
	const { data, error } = await http.mutation(document, variables as never).toPromise();
	if (error) throw faultOf(error);
	return data as Data;
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
