/** Queries and mutations over HTTP, live subscriptions over one websocket; signed in by the session cookie. */
import { codeOf, type GraphQLFault } from './faults';
import { textOf, type Document } from './graphql';
import { Live, type LiveOptions, type Sink } from './live';

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

/** Carries out a document, once: for a mutation `attempt` is what pages use. */
export async function ask<Data, Variables extends object>(
	document: Document<Data, Variables>,
	variables: Variables
): Promise<Data> {
	const { data, errors = [] } = await post<Data>({ query: textOf(document), variables });
	if (errors.length === 0 && data) return data;
	const code = codeOf(errors);
	if (code === 'UNAUTHENTICATED') signedOut();
	throw new ApiFault(errors.length > 0 ? code : 'OFFLINE', errors);
}

/**
 * How long an answer may take, in milliseconds: the fullest view arrives in less on a bad line, and where a line has gone silent
 * nobody looks at "loading" for ever.
 */
export const patience = 20_000;

/** Asks the server for anything, and gives up on a line that neither answers nor breaks. */
export async function reach(path: string, how: RequestInit): Promise<Response> {
	const away = new AbortController();
	setTimeout(() => away.abort(), patience);
	try {
		return await fetch(path, { ...how, credentials: 'same-origin', signal: away.signal });
	} catch {
		throw new ApiFault('OFFLINE', []);
	}
}

/** What the server answers. What cannot be read is not from it: no network, or something between that says so in its own way. */
async function post<Data>(body: object): Promise<{ data?: Data | null; errors?: GraphQLFault[] }> {
	try {
		const answer = await reach('/graphql', {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/graphql-response+json, application/json'
			},
			body: JSON.stringify(body)
		});
		return await answer.json();
	} catch {
		throw new ApiFault('OFFLINE', []);
	}
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
	document: Document<Data, Variables>,
	variables: Variables,
	sink: Sink<Data>,
	over: Live = live()
): () => void {
	return over.subscribe<Data, Variables>({ query: textOf(document), variables }, sink);
}

/** After signing in or out the connection must be that person's. */
export function reconnect(): void {
	shared?.reconnect();
}
