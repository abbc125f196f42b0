/** The list of needs that a stream describes: newest version of each wins, a new picture replaces the old one in one step. */

import { Versions } from '../api/versions';

interface Versioned {
	id: string;
	version: number;
	startsAt: string;
	status?: string;
}

type Change<Need> =
	| { __typename: 'NeedOpened' | 'NeedChanged' | 'NeedClosed'; helpRequest: Need }
	| { __typename: 'CaughtUp' }
	| { __typename: 'StreamReset' };

export type Effect<Need> = { what: 'opened' | 'closed'; need: Need } | undefined;

export class NeedBook<Need extends Versioned> {
	/** False until the first whole picture is there. */
	complete = false;
	#shown = new Map<string, Need>();
	/** While a new picture arrives: it, and not yet on the screen. */
	#next: Map<string, Need> | undefined = new Map();
	/** Also of needs that were closed, so that an older word about them does not bring them back. */
	#versions = new Versions();

	/** What came since the last whole picture no longer counts; a new one follows. */
	restart(): void {
		this.#next = new Map();
		this.#versions.clear();
	}

	/** What changed on the screen, if anything a person should hear of. */
	apply(change: Change<Need>): Effect<Need> {
		const book = this.#next ?? this.#shown;
		switch (change.__typename) {
			case 'CaughtUp':
				if (this.#next) {
					this.#shown = this.#next;
					this.#next = undefined;
					this.complete = true;
				}
				return undefined;
			case 'StreamReset':
				return undefined;
			case 'NeedOpened':
			case 'NeedChanged': {
				const need = change.helpRequest;
				const known = book.get(need.id);
				// A need whose event left and came back opens again as it was.
				const again =
					change.__typename === 'NeedOpened' && !known && need.version === this.#versions.of(need.id);
				if (!this.#versions.take(need) && !again) return undefined;
				// What moved on after it was taken is not to be had; what is open and not known did not fit the filter before.
				if (change.__typename === 'NeedChanged' && !known && need.status !== 'OPEN') return undefined;
				book.set(need.id, need);
				return known || this.#next ? undefined : { what: 'opened', need };
			}
			case 'NeedClosed': {
				const need = change.helpRequest;
				const known = book.get(need.id);
				if (need.version < this.#versions.of(need.id)) return undefined;
				this.#versions.take(need);
				book.delete(need.id);
				return known && !this.#next ? { what: 'closed', need } : undefined;
			}
		}
	}

	/** Soonest first; equal times keep a fixed order. */
	list(): Need[] {
		return [...this.#shown.values()].sort(
			(a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id)
		);
	}
}
