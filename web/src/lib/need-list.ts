/** What a stream of needs says, told to the list of them. */
import type { LiveList } from './live-list.svelte';

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

/** Soonest first; equal times keep a fixed order. */
export const soonest = (a: Versioned, b: Versioned): number =>
	a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id);

/** What changed on the screen, if anything a person should hear of. */
export function tellNeed<Need extends Versioned>(
	list: LiveList<Need>,
	change: Change<Need>
): 'opened' | 'closed' | undefined {
	switch (change.__typename) {
		case 'CaughtUp':
			list.caughtUp();
			return undefined;
		case 'StreamReset':
			return undefined;
		case 'NeedOpened':
		case 'NeedChanged': {
			const need = change.helpRequest;
			const opened = change.__typename === 'NeedOpened';
			// What moved on after it was taken is not to be had; what is open and not known did not fit the filter before.
			if (!opened && !list.get(need.id) && need.status !== 'OPEN') {
				list.pass(need);
				return undefined;
			}
			// A need whose event left and came back opens again as it was.
			return list.tell(need, opened) === 'added' ? 'opened' : undefined;
		}
		case 'NeedClosed':
			return list.drop(change.helpRequest) ? 'closed' : undefined;
	}
}
