import { buildSchema, GraphQLError, parse, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { backoff, Live, type LiveOptions, type LiveState } from './live';

interface Item {
	cursor: string;
	change: { __typename: string; [field: string]: unknown };
}
interface Data {
	needs: Item;
}
type Frame = { data: Data; extensions?: { cursor?: string; prev?: string } };
type Script = (after: string | null, say: (frame: Frame) => void, socket: WebSocket) => void | 'end';

const item = (cursor: string, typename: string, prev?: string, more: object = {}): Frame => ({
	data: { needs: { cursor, change: { __typename: typename, ...more } } },
	extensions: { cursor, prev }
});

const cleanup: (() => void | Promise<void>)[] = [];
afterEach(async () => {
	for (const step of cleanup.splice(0).reverse()) await step();
});

/** A graphql-ws server of the reference implementation whose n-th subscribe follows the n-th script. */
async function serve(scripts: Script[], port = 0) {
	const http = new WebSocketServer({ port, host: '127.0.0.1', path: '/graphql' });
	await new Promise((resolve) => http.once('listening', resolve));
	const seen: (string | null)[] = [];
	const rules: { refuse: (after: unknown) => false | readonly GraphQLError[] } = { refuse: () => false };
	useServer(
		{
			onSubscribe: (ctx, _id, payload) => {
				const refused = rules.refuse(payload.variables?.after);
				if (refused) return refused;
				return {
					schema: buildSchema('type Query { a: Int }'),
					document: parse(payload.query),
					contextValue: { socket: ctx.extra.socket },
					variableValues: payload.variables
				};
			},
			subscribe: (args: ExecutionArgs) => {
				const after = (args.variableValues?.after ?? null) as string | null;
				const { socket } = args.contextValue as { socket: WebSocket };
				const script = scripts[Math.min(seen.push(after) - 1, scripts.length - 1)]!;
				const queue: Frame[] = [];
				let wake = () => {};
				const end = script(after, (frame) => (queue.push(frame), wake()), socket) === 'end';
				return (async function* () {
					for (;;) {
						while (queue.length) yield queue.shift()!;
						if (end) return;
						await new Promise<void>((resolve) => (wake = resolve));
					}
				})() as AsyncGenerator<ExecutionResult & Frame>;
			}
		},
		http
	);
	const close = async () => {
		for (const socket of http.clients) socket.terminate();
		await new Promise((resolve) => http.close(resolve));
	};
	cleanup.push(close);
	return Object.assign(rules, {
		seen,
		http,
		close,
		url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`
	});
}

function follow(url: string, options: Partial<LiveOptions> = {}, variables: Record<string, unknown> = {}) {
	const live = new Live({ url, webSocketImpl: WebSocket, retryWait: () => 5, ...options });
	cleanup.push(() => live.dispose());
	const got: string[] = [];
	const states: LiveState[] = [];
	const waiting: { test: () => boolean; resolve: () => void }[] = [];
	const check = () => {
		for (const one of waiting.filter(({ test }) => test())) {
			waiting.splice(waiting.indexOf(one), 1);
			one.resolve();
		}
	};
	const stop = live.subscribe<Data, object>(
		{ query: 'subscription Needs($after: String) { needs(after: $after) { cursor } }', variables },
		{
			next: ({ needs }) => (got.push(`${needs.change.__typename}:${needs.cursor}`), check()),
			restart: (reason) => (got.push(`restart:${reason}`), check()),
			state: (state) => (states.push(state), check())
		}
	);
	const until = (test: () => boolean) =>
		new Promise<void>((resolve) => (waiting.push({ test, resolve }), check()));
	return { live, got, states, stop, until, status: () => states.at(-1)?.status ?? 'connecting' };
}

describe('resumption', () => {
	it('resumes after the last item held, without a snapshot', async () => {
		const server = await serve([
			(_after, say, socket) => {
				say(item('1', 'NeedOpened'));
				say(item('2', 'CaughtUp', '1'));
				say(item('3', 'NeedOpened', '2'));
				setTimeout(() => socket.close(1012, 'drain'), 20);
			},
			(_after, say) => {
				say(item('4', 'NeedClosed'));
				say(item('5', 'CaughtUp', '4'));
			}
		]);
		const client = follow(server.url);
		await client.until(() => client.got.includes('CaughtUp:5'));
		expect(server.seen).toEqual([null, '3']);
		expect(client.got).toEqual(['NeedOpened:1', 'CaughtUp:2', 'NeedOpened:3', 'NeedClosed:4', 'CaughtUp:5']);
		expect(client.states.map((state) => state.status).filter((s, i, all) => s !== all[i - 1])).toEqual([
			'connecting',
			'live',
			'stale',
			'live'
		]);
	});

	it('begins a broken snapshot again instead of resuming inside it', async () => {
		const server = await serve([
			(_after, say, socket) => {
				say(item('1', 'NeedOpened'));
				setTimeout(() => socket.terminate(), 20);
			},
			(_after, say) => {
				say(item('1', 'NeedOpened'));
				say(item('2', 'CaughtUp', '1'));
			}
		]);
		const client = follow(server.url);
		await client.until(() => client.got.includes('CaughtUp:2'));
		expect(server.seen).toEqual([null, null]);
		expect(client.got).toEqual(['NeedOpened:1', 'restart:CONNECTION_LOST', 'NeedOpened:1', 'CaughtUp:2']);
	});

	it('starts anew after StreamReset', async () => {
		const server = await serve([
			(_after, say) => {
				say(item('9', 'StreamReset', undefined, { reason: 'DIVERGED' }));
				say(item('9', 'NeedOpened', '9'));
				say(item('10', 'CaughtUp', '9'));
			}
		]);
		const client = follow(server.url, {}, { after: '8' });
		await client.until(() => client.got.includes('CaughtUp:10'));
		expect(server.seen).toEqual(['8']);
		expect(client.got).toEqual(['restart:DIVERGED', 'StreamReset:9', 'NeedOpened:9', 'CaughtUp:10']);
		expect(client.status()).toBe('live');
	});

	it('asks again when something between was withheld', async () => {
		const server = await serve([
			(_after, say) => {
				say(item('1', 'CaughtUp'));
				say(item('3', 'NeedClosed', '2'));
			},
			(_after, say) => {
				say(item('2', 'NeedOpened'));
				say(item('3', 'NeedClosed', '2'));
			}
		]);
		const client = follow(server.url);
		await client.until(() => client.got.includes('NeedClosed:3'));
		expect(server.seen).toEqual([null, '1']);
		expect(client.got).toEqual(['CaughtUp:1', 'NeedOpened:2', 'NeedClosed:3']);
	});

	it('drops a cursor that the server does not know', async () => {
		const server = await serve([(_after, say) => say(item('1', 'CaughtUp'))]);
		server.refuse = (after) =>
			after === 'foreign' && [new GraphQLError('cursor', { extensions: { code: 'INVALID' } })];
		const client = follow(server.url, {}, { after: 'foreign' });
		await client.until(() => client.got.includes('CaughtUp:1'));
		expect(server.seen).toEqual([null]);
		expect(client.got[0]).toBe('restart:INVALID_CURSOR');
	});
});

describe('refusal', () => {
	const forbidden = () => [new GraphQLError('no', { extensions: { code: 'FORBIDDEN' } })];

	it('stops and says why', async () => {
		const server = await serve([]);
		server.refuse = forbidden;
		const client = follow(server.url);
		await client.until(() => client.status() === 'refused');
		expect(client.states.at(-1)?.errors[0]?.extensions?.code).toBe('FORBIDDEN');
	});

	it('is asked again by an unattended display', async () => {
		const server = await serve([(_after, say) => say(item('1', 'CaughtUp'))]);
		let allowed = false;
		server.refuse = () => !allowed && forbidden();
		const client = follow(server.url, { onRefused: 'retry' });
		await client.until(() => client.status() === 'refused');
		allowed = true;
		client.live.waits.interrupt();
		await client.until(() => client.status() === 'live');
	});
});

describe('reconnection', () => {
	it.each([1000, 1001, 1011, 1012, 1013, 4290, 4401, 4403, CloseCode.InternalServerError])(
		'comes back after close code %i',
		async (code) => {
			const server = await serve([
				(_after, say, socket) => {
					say(item('1', 'CaughtUp'));
					setTimeout(() => socket.close(code, 'test'), 10);
				},
				(_after, say) => say(item('2', 'CaughtUp'))
			]);
			const client = follow(server.url);
			await client.until(() => client.got.includes('CaughtUp:2'));
			expect(server.seen).toEqual([null, '1']);
		}
	);

	it('outlives a server that is away when it starts', async () => {
		const gone = await serve([() => {}]);
		const port = Number(new URL(gone.url).port);
		await gone.close();
		const client = follow(gone.url);
		let attempts = 0;
		client.live.client.on('connecting', () => attempts++);
		await new Promise<void>((resolve) => {
			const off = client.live.client.on('closed', () => attempts > 3 && (off(), resolve()));
		});
		expect(client.status()).toBe('connecting');
		await serve([(_after, say) => say(item('1', 'CaughtUp'))], port);
		await client.until(() => client.got.includes('CaughtUp:1'));
	});

	it('comes back when the server completes the operation', async () => {
		const server = await serve([
			(_after, say) => {
				say(item('1', 'CaughtUp'));
				return 'end';
			},
			(_after, say) => say(item('2', 'CaughtUp'))
		]);
		const client = follow(server.url);
		await client.until(() => client.got.includes('CaughtUp:2'));
		expect(server.seen).toEqual([null, '1']);
	});

	it('notices a peer that still holds the connection and answers nothing', async () => {
		const server = await serve([
			(_after, say) => say(item('1', 'CaughtUp')),
			(_after, say) => say(item('2', 'CaughtUp'))
		]);
		let connections = 0;
		server.http.on('connection', (socket) => {
			if (connections++ > 0) return;
			const send = socket.send.bind(socket);
			socket.send = ((data: string, ...rest: []) => {
				if (JSON.parse(data).type !== 'pong') send(data, ...rest);
			}) as typeof socket.send;
		});
		const client = follow(server.url, { keepAlive: 50, pongTimeout: 400 });
		await client.until(() => client.got.includes('CaughtUp:2'));
		expect(server.seen).toEqual([null, '1']);
	});

	it('gives up dialling a peer that never acknowledges, and tries again', async () => {
		const server = await serve([(_after, say) => say(item('1', 'CaughtUp'))]);
		let connections = 0;
		server.http.on('connection', (socket) => {
			if (connections++ > 0) return;
			socket.send = (() => {}) as typeof socket.send;
		});
		const client = follow(server.url, { connectTimeout: 400 });
		await client.until(() => client.got.includes('CaughtUp:1'));
		expect(connections).toBeGreaterThan(1);
	});

	it('says that the picture is stale when the server only pongs', async () => {
		const server = await serve([(_after, say) => say(item('1', 'CaughtUp'))]);
		const client = follow(server.url, { staleAfter: 200, keepAlive: 50 });
		await client.until(() => client.status() === 'stale');
		expect(client.states.at(-1)?.asOf).toBeInstanceOf(Date);
	});

	it('connects anew at once when asked, and stops when told', async () => {
		const server = await serve([
			(_after, say) => say(item('1', 'CaughtUp')),
			(_after, say) => say(item('2', 'CaughtUp'))
		]);
		const client = follow(server.url);
		await client.until(() => client.got.includes('CaughtUp:1'));
		client.live.reconnect();
		await client.until(() => client.got.includes('CaughtUp:2'));
		client.stop();
		expect(client.got).toEqual(['CaughtUp:1', 'CaughtUp:2']);
	});
});

describe('backoff', () => {
	it('doubles, is capped and is spread', () => {
		expect([0, 1, 2, 3, 4, 5, 60].map((attempt) => backoff(attempt, () => 1))).toEqual([
			500, 1000, 2000, 4000, 8000, 10000, 10000
		]);
		expect(backoff(0, () => 0)).toBe(250);
	});
});
