/**
 * Live subscriptions over the stock graphql-ws client, made fit for a wall display that nobody watches over: endless capped
 * reconnects, detection of dead connections, resumption without gap or double, and an honest word on how fresh the picture is.
 * See README.md beside this file. No framework and no other part of this program is needed to use it.
 */
import {
	createClient,
	type Client,
	type ClientOptions,
	type FormattedExecutionResult
} from 'graphql-ws/client';
import { Interruptible } from './interruptible';
import { errorsOf, isFinal, retryAfter, type GraphQLFault } from './faults';

export type LiveStatus =
	/** Nothing shown yet. */
	| 'connecting'
	/** Everything up to `asOf` has arrived and the connection answers. */
	| 'live'
	/** What is shown was true at `asOf`; a connection is being sought. */
	| 'stale'
	/** The server refuses this operation for good (no right, wrong argument, unknown event). */
	| 'refused';

export interface LiveState {
	status: LiveStatus;
	/** When the server last spoke on this subscription: the time of what is on the screen. */
	asOf: Date | undefined;
	/** With `refused`: why. */
	errors: readonly GraphQLFault[];
}

export interface Operation<Variables> {
	query: string;
	variables: Variables;
	operationName?: string;
}

export interface Sink<Data> {
	/** One item, in order, each once. */
	next(data: Data): void;
	/** What was received so far no longer counts: a whole new picture follows, closed by CaughtUp. Keep showing the old one until then. */
	restart?(reason: string): void;
	state?(state: LiveState): void;
	/** An item that the server could not render; the stream goes on. */
	fault?(errors: readonly GraphQLFault[]): void;
}

export interface LiveOptions extends Pick<ClientOptions, 'url' | 'connectionParams' | 'webSocketImpl'> {
	/** Milliseconds of quiet after which a ping is sent. */
	keepAlive?: number;
	/** Milliseconds that a pong, or anything else, may take after a ping. */
	pongTimeout?: number;
	/** Milliseconds from dialling to acknowledgement. */
	connectTimeout?: number;
	/** Milliseconds without an item (the server sends one at least every 15 s) after which the picture counts as stale. */
	staleAfter?: number;
	/** Milliseconds to wait before attempt n = 0, 1, 2 …; the default doubles to 10 s and spreads reconnecting herds. */
	retryWait?: (attempt: number) => number;
	/** What final refusals do: `stop` for a person's page, `retry` (every 30 s) for an unattended display. */
	onRefused?: 'stop' | 'retry';
}

/** From half a second to ten, each somewhere in the second half of its step. */
export function backoff(attempt: number, random: () => number = Math.random): number {
	const step = Math.min(10_000, 500 * 2 ** Math.min(attempt, 10));
	return Math.round(step / 2 + (random() * step) / 2);
}

/** One connection, shared by all its subscriptions, open while there is one. */
export class Live {
	readonly client: Client;
	readonly options: Required<Omit<LiveOptions, 'connectionParams' | 'webSocketImpl'>>;
	/** Waits for reconnection; cut short when the network or the screen comes back. */
	readonly waits = new Interruptible();
	#lastHeard = 0;
	#timers: { connect?: ReturnType<typeof setTimeout>; pong?: ReturnType<typeof setTimeout> } = {};
	#closedListeners = new Set<() => void>();
	#detach: () => void;

	constructor({ url, connectionParams, webSocketImpl, ...rest }: LiveOptions) {
		const options = {
			url,
			keepAlive: 10_000,
			pongTimeout: 5_000,
			connectTimeout: 10_000,
			staleAfter: 35_000,
			retryWait: backoff,
			onRefused: 'stop' as const,
			...rest
		};
		this.options = options;
		this.client = createClient({
			url,
			connectionParams,
			webSocketImpl,
			lazy: true,
			lazyCloseTimeout: 2_000,
			keepAlive: options.keepAlive,
			retryAttempts: Infinity,
			// The stock client takes a refused connection for fatal; for a display it is Tuesday.
			shouldRetry: () => true,
			retryWait: (attempt) => this.waits.sleep(options.retryWait(attempt)),
			on: {
				connecting: () => this.#arm('connect', options.connectTimeout),
				connected: () => {
					clearTimeout(this.#timers.connect);
					this.#heard();
				},
				ping: (received) => {
					// A ping that meets no answer means a dead peer behind a connection that still looks open.
					if (!received) this.#arm('pong', options.pongTimeout);
				},
				message: () => this.#heard(),
				closed: () => {
					clearTimeout(this.#timers.connect);
					clearTimeout(this.#timers.pong);
					for (const listener of [...this.#closedListeners]) listener();
				}
			}
		});
		this.#detach = this.#followBrowser();
	}

	/** Opens `operation`. Its variable `after`, when declared, is kept at the last cursor, so that a reconnect resumes. Returns the way to end it. */
	subscribe<Data, Variables>(operation: Operation<Variables>, sink: Sink<Data>): () => void {
		return new Subscription<Data>(this, operation as Operation<unknown>, sink).stop;
	}

	/** Connects anew at once and resumes: after signing in or out, or at a person's request. */
	reconnect(): void {
		this.waits.interrupt();
		this.client.terminate();
	}

	dispose(): void {
		this.#detach();
		clearTimeout(this.#timers.connect);
		clearTimeout(this.#timers.pong);
		this.waits.interrupt();
		Promise.resolve(this.client.dispose()).catch(() => {}); // rejects when it was still dialling
	}

	onClosed(listener: () => void): () => void {
		this.#closedListeners.add(listener);
		return () => this.#closedListeners.delete(listener);
	}

	#heard(): void {
		this.#lastHeard = Date.now();
		clearTimeout(this.#timers.pong);
	}

	#arm(name: 'connect' | 'pong', milliseconds: number): void {
		clearTimeout(this.#timers[name]);
		this.#timers[name] = setTimeout(() => this.client.terminate(), milliseconds);
	}

	/** A phone that slept or left the tunnel reconnects at once, not at the end of a wait. */
	#followBrowser(): () => void {
		if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
		const awake = () => {
			if (document.visibilityState !== 'visible') return;
			this.waits.interrupt();
			if (Date.now() - this.#lastHeard > this.options.keepAlive + this.options.pongTimeout)
				this.client.terminate();
		};
		window.addEventListener('online', awake);
		document.addEventListener('visibilitychange', awake);
		return () => {
			window.removeEventListener('online', awake);
			document.removeEventListener('visibilitychange', awake);
		};
	}
}

interface Envelope {
	cursor?: string;
	at?: string;
	change?: { __typename?: string; reason?: string };
}

class Subscription<Data> {
	#live: Live;
	#payload: { query: string; operationName?: string; variables: Record<string, unknown> };
	#sink: Sink<Data>;
	#state: LiveState = { status: 'connecting', asOf: undefined, errors: [] };
	/** Inside a snapshot no cursor may be resumed from: the rest of it would be missing. */
	#snapshot: boolean;
	#partial = false;
	#last: string | undefined;
	#gaps = 0;
	#attempt = 0;
	#stopped = false;
	#end: () => void = () => {};
	#staleTimer: ReturnType<typeof setTimeout> | undefined;
	#unlisten: () => void;

	constructor(live: Live, operation: Operation<unknown>, sink: Sink<Data>) {
		this.#live = live;
		this.#sink = sink;
		// Our own copy of the variables: graphql-ws serialises this very object again on each reconnect.
		this.#payload = { ...operation, variables: { ...(operation.variables as Record<string, unknown>) } };
		this.#last = this.#after;
		this.#snapshot = this.#last === undefined;
		this.#unlisten = live.onClosed(() => this.#lost());
		void this.#run();
	}

	readonly stop = (): void => {
		if (this.#stopped) return;
		this.#stopped = true;
		clearTimeout(this.#staleTimer);
		this.#unlisten();
		this.#end();
	};

	get #after(): string | undefined {
		return (this.#payload.variables.after as string | null | undefined) ?? undefined;
	}

	/** Reconnecting is graphql-ws's; this loop outlives what that client takes for the end: fatal close codes, errors, completion. */
	async #run(): Promise<void> {
		while (!this.#stopped) {
			const ended = await this.#once();
			if (this.#stopped) return;
			this.#lost();
			if (ended === 'gap') continue;
			let wait = this.#live.options.retryWait(this.#attempt++);
			const errors = errorsOf(ended);
			wait = Math.max(wait, 1000 * retryAfter(errors));
			if (errors.length > 0 && isFinal(errors)) {
				if (errors.every((error) => error.extensions?.code === 'INVALID') && this.#after !== undefined) {
					// A cursor of another database (restored, seeded anew): begin from the present state.
					this.#forget('INVALID_CURSOR');
				} else {
					this.#report({ status: 'refused', errors });
					if (this.#live.options.onRefused === 'stop') return this.stop();
					wait = 30_000;
				}
			}
			await this.#live.waits.sleep(wait);
		}
	}

	#once(): Promise<unknown> {
		return new Promise((resolve) => {
			let over = false;
			const end = (why: unknown) => {
				if (over) return;
				over = true;
				dispose();
				resolve(why);
			};
			const dispose = this.#live.client.subscribe<Data>(this.#payload, {
				next: (frame) => {
					if (!over && !this.#stopped) this.#receive(frame as Frame<Data>, end);
				},
				error: end,
				complete: () => end('complete')
			});
			this.#end = () => end('stopped');
		});
	}

	#receive(frame: Frame<Data>, end: (why: unknown) => void): void {
		const envelope = envelopeOf(frame.data);
		const cursor = frame.extensions?.cursor ?? envelope?.cursor;
		const prev = frame.extensions?.prev;
		if (prev !== undefined && this.#last !== undefined && prev !== this.#last && this.#gaps < 3) {
			// Something between was withheld: never show it as if nothing had been. Ask again after the last item held.
			this.#gaps++;
			return end('gap');
		}
		this.#gaps = 0;
		this.#attempt = 0;
		if (cursor !== undefined) this.#last = cursor;

		const kind = envelope?.change?.__typename;
		if (kind === 'StreamReset') {
			this.#forget(envelope?.change?.reason ?? 'RESET', cursor);
		} else if (kind === 'CaughtUp' || (kind === undefined && envelope !== undefined)) {
			this.#snapshot = false;
		}
		if (this.#snapshot) this.#partial = true;
		else if (cursor !== undefined) this.#payload.variables.after = cursor;

		if (frame.errors?.length) this.#sink.fault?.(frame.errors);
		if (frame.data) this.#sink.next(frame.data);
		const at = envelope?.at ? new Date(envelope.at) : new Date();
		// Before CaughtUp the past is still being replayed: not live yet.
		this.#report(
			kind === 'CaughtUp' || this.#state.status === 'live' || kind === undefined
				? { status: 'live', asOf: at, errors: [] }
				: { asOf: at }
		);
		clearTimeout(this.#staleTimer);
		this.#staleTimer = setTimeout(() => this.#report({ status: 'stale' }), this.#live.options.staleAfter);
	}

	/** From here on a new snapshot counts; a reconnect begins it again. */
	#forget(reason: string, cursor?: string): void {
		this.#snapshot = true;
		this.#partial = false;
		this.#last = cursor;
		this.#payload.variables.after = null;
		this.#sink.restart?.(reason);
	}

	#lost(): void {
		clearTimeout(this.#staleTimer);
		if (this.#stopped) return;
		if (this.#snapshot) {
			if (this.#partial) this.#forget('CONNECTION_LOST');
			this.#last = undefined;
		}
		if (this.#state.status === 'live') this.#report({ status: 'stale' });
	}

	#report(change: Partial<LiveState>): void {
		this.#state = { ...this.#state, ...change };
		this.#sink.state?.(this.#state);
	}
}

type Frame<Data> = FormattedExecutionResult<Data, { cursor?: string; prev?: string }> & {
	errors?: readonly GraphQLFault[];
};

/** The value of the one root field of a subscription. */
function envelopeOf(data: unknown): Envelope | undefined {
	if (typeof data !== 'object' || data === null) return undefined;
	const [first] = Object.values(data);
	return typeof first === 'object' && first !== null ? (first as Envelope) : undefined;
}
