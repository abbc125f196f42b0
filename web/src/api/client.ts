/** Queries and mutations over HTTP, live subscriptions over one websocket; signed in by the session cookie. */
import { codeOf, type GraphQLFault } from './faults';
import { textOf, type Document } from './graphql';
import hashes from 'virtual:hashes';
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

/**
 * Carries out a document, once: for a mutation `attempt` is what pages use. What is the same for everybody (`forAll` beside the
 * document) is asked without saying who asks, so that the server answers it once and the browser keeps it; `asViewer` asks it by
 * name, for what others may not see and for what the viewer has just changed.
 */
export async function ask<Data, Variables extends object>(
	document: Document<Data, Variables>,
	variables: Variables,
	asViewer = false
): Promise<Data> {
	const text = textOf(document);
	const { data, errors = [] } =
		(asViewer ? undefined : await get<Data>(text, variables)) ??
		(await post<Data>({ query: text, variables }));
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
		return await fetch(path, { credentials: 'same-origin', ...how, signal: away.signal });
	} catch {
		throw new ApiFault('OFFLINE', []);
	}
}

interface Answer<Data> {
	data?: Data | null;
	errors?: GraphQLFault[];
}
const accept = 'application/graphql-response+json, application/json';

const post = async <Data>(body: object): Promise<Answer<Data>> =>
	read(
		await reach('/graphql', {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept },
			body: JSON.stringify(body)
		})
	);

/**
 * By an address that names the document, where that is the same for everybody. Undefined: the server does not know it, or what
 * stands in front of it wants to know who asks.
 */
async function get<Data>(text: string, variables: object): Promise<Answer<Data> | undefined> {
	const operationName = /^query (\w+)/.exec(text)?.[1] ?? '';
	const sha256Hash = hashes[operationName];
	if (!sha256Hash) return undefined;
	const asked = new URLSearchParams({
		operationName,
		extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }),
		variables: JSON.stringify(variables)
	});
	// Also where a browser shows again what it showed before, it asks whether that is still right.
	const how: RequestInit = { credentials: 'omit', cache: 'no-cache', headers: { accept } };
	const response = await reach(`/graphql?${asked}`, how);
	if (response.status === 401) return undefined;
	const answer = await read<Data>(response);
	return codeOf(answer.errors ?? []) === 'PERSISTED_QUERY_NOT_FOUND' ? undefined : answer;
}

/** What the server answers. What cannot be read is not from it: no network, or something between that says so in its own way. */
async function read<Data>(response: Response): Promise<Answer<Data>> {
	try {
		return await response.json();
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
