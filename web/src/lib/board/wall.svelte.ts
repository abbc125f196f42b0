/** What stands on the wall: the board of one event as its stream tells it, held still while somebody pauses it. */
import { BoardStream, type Board, type SmallCount } from '$api/board';
import { ask, follow, openLive } from '$api/client';
import { LiveEventQuery } from '$api/event';
import type { LiveState } from '$api/live';
import { clock, clockWithSeconds, number, t, words } from '$i18n/i18n.svelte';

export class Wall {
	connection = $state.raw<LiveState>({ status: 'connecting', asOf: undefined, errors: [] });
	/** "live" was asked for, and nothing is on. */
	noEvent = $state(false);
	eventId = $state('');
	captionsOn = $state(false);
	captions = $state.raw<string[]>([]);
	/** Counts up while what does not fit is shown by turns. */
	turn = $state(0);
	now = $state(new Date());
	#board = $state.raw<Board>();
	/** While paused the screen keeps what it shows; the newest state waits behind it. */
	#frozen = $state.raw<{ board: Board | undefined; at: Date }>();

	get shown(): Board | undefined {
		return this.#frozen ? this.#frozen.board : this.#board;
	}

	get paused(): boolean {
		return this.#frozen !== undefined;
	}

	get stale(): boolean {
		return !this.paused && this.connection.status !== 'live';
	}

	/** How old the picture is, in words. */
	get freshness(): string {
		if (this.#frozen) return t('board.paused', { time: clock(this.#frozen.at) });
		const { status, asOf } = this.connection;
		if (status === 'refused') return t('board.refused');
		const time = asOf ? clockWithSeconds(asOf) : '';
		if (status === 'live') return t('live.live', { time });
		return asOf ? t('live.stale', { time }) : t('live.connecting');
	}

	pause(): void {
		this.#frozen = this.#frozen ? undefined : { board: this.#board, at: this.connection.asOf ?? new Date() };
	}

	/** Follows the event, with the board's own token if there is one; returns the way to end it. */
	open(event: string, token: string): () => void {
		const live = openLive({
			onRefused: 'retry',
			connectionParams: () => (token ? { authorization: `Bearer ${token}` } : undefined)
		});
		let stop = () => {};
		let gone = false;
		void (async () => {
			let id = event;
			while (id === 'live' && !gone) {
				// "live" is whatever event is on; before the doors open there is none, and the board waits for it.
				const found = await ask(LiveEventQuery, {}).catch(() => undefined);
				if (found?.events.nodes[0]) id = found.events.nodes[0].id;
				else {
					this.noEvent = found !== undefined;
					await new Promise((resolve) => setTimeout(resolve, 10_000));
				}
			}
			if (gone) return;
			this.noEvent = false;
			this.eventId = id;
			stop = follow(
				BoardStream,
				{ eventId: id },
				{
					next: ({ board: { change } }) => {
						if (change.__typename === 'BoardUpdated') this.#board = change.board;
					},
					state: (next) => (this.connection = next)
				},
				live
			);
		})();

		const tick = setInterval(() => (this.now = new Date()), 1000);
		const pages = setInterval(() => {
			if (!this.paused) this.turn++;
		}, 15_000);
		const channel = new BroadcastChannel('mano.captions');
		channel.onmessage = (message: MessageEvent<string>) => {
			this.captionsOn = true;
			this.captions = [...this.captions, String(message.data)].slice(-2);
		};
		return () => {
			gone = true;
			stop();
			live.dispose();
			clearInterval(tick);
			clearInterval(pages);
			channel.close();
		};
	}
}

export const small = (count: SmallCount): string =>
	count.value === null ? (count[words.language] ?? '') : number(count.value);

/** Whether there are any: a count that is not told may hide some. */
export const some = (count: SmallCount): boolean => count.value !== 0;

/** Heights are in the board's unit; a line holds about 38 letters. */
export const height = (text: string, letters = 38): number => Math.ceil(text.length / letters) * 4.1;
