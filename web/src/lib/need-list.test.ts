import { describe, expect, it } from 'vitest';
import { LiveList } from './live-list.svelte';
import { soonest, tellNeed } from './need-list';

interface Need {
	id: string;
	version: number;
	startsAt: string;
	status?: string;
}
const need = (id: string, version: number, startsAt = '2026-01-01T10:00:00Z'): Need => ({
	id,
	version,
	startsAt
});
const opened = (id: string, version: number, startsAt?: string) => ({
	__typename: 'NeedOpened' as const,
	helpRequest: need(id, version, startsAt)
});
const changed = (id: string, version: number) => ({
	__typename: 'NeedChanged' as const,
	helpRequest: need(id, version)
});
const closed = (id: string, version: number) => ({
	__typename: 'NeedClosed' as const,
	helpRequest: need(id, version)
});
const caughtUp = { __typename: 'CaughtUp' as const };

type Change = Parameters<typeof tellNeed<Need>>[1];
function listed(...changes: Change[]) {
	const made = new LiveList<Need>({ order: soonest });
	made.restart();
	for (const change of changes) tellNeed(made, change);
	return made;
}
const ids = (of: ReturnType<typeof listed>) => of.items.map((one) => `${one.id}${one.version}`);

describe('the list of needs', () => {
	it('shows nothing before the first picture is whole', () => {
		const made = listed(opened('a', 1));
		expect([made.complete, ids(made)]).toEqual([false, []]);
		tellNeed(made, caughtUp);
		expect([made.complete, ids(made)]).toEqual([true, ['a1']]);
	});

	it('orders by start', () => {
		expect(
			ids(listed(opened('a', 1, '2026-01-01T12:00:00Z'), opened('b', 1, '2026-01-01T11:00:00Z'), caughtUp))
		).toEqual(['b1', 'a1']);
	});

	it('drops what is older than what it has', () => {
		expect(ids(listed(caughtUp, opened('a', 3), changed('a', 2)))).toEqual(['a3']);
		expect(ids(listed(caughtUp, opened('a', 3), closed('a', 2)))).toEqual(['a3']);
		expect(ids(listed(caughtUp, opened('a', 1), closed('a', 2), opened('a', 1)))).toEqual([]);
	});

	it('opens a need again when the volunteer withdraws', () => {
		expect(ids(listed(caughtUp, opened('a', 1), closed('a', 2), opened('a', 3)))).toEqual(['a3']);
	});

	it('opens a need again in the same version when its event left and came back', () => {
		const made = listed(opened('a', 2), caughtUp);
		expect(tellNeed(made, closed('a', 2))).toBe('closed');
		expect(ids(made)).toEqual([]);
		expect(tellNeed(made, opened('a', 2))).toBe('opened');
		expect(ids(made)).toEqual(['a2']);
	});

	it('does not list what changes after it was taken', () => {
		expect(ids(listed(caughtUp, changed('a', 5)))).toEqual([]);
		const taken = { ...need('a', 5), status: 'MATCHED' };
		expect(ids(listed(caughtUp, { __typename: 'NeedChanged', helpRequest: taken }))).toEqual([]);
	});

	it('lists what was changed so that it fits the filter now', () => {
		const made = listed(caughtUp);
		const helpRequest = { ...need('a', 2), status: 'OPEN' };
		expect(tellNeed(made, { __typename: 'NeedChanged', helpRequest })).toBe('opened');
		expect(ids(made)).toEqual(['a2']);
	});

	it('keeps the old picture until the new one is whole', () => {
		const made = listed(opened('a', 1), opened('b', 1), caughtUp);
		made.restart();
		tellNeed(made, opened('b', 2));
		expect(ids(made)).toEqual(['a1', 'b1']);
		tellNeed(made, caughtUp);
		expect(ids(made)).toEqual(['b2']);
	});

	it('takes a version again after a reset, since the history may be another', () => {
		const made = listed(opened('a', 7), caughtUp, closed('a', 8));
		made.restart();
		tellNeed(made, opened('a', 5));
		tellNeed(made, caughtUp);
		expect(ids(made)).toEqual(['a5']);
	});

	it('says what a person should hear of', () => {
		const made = listed(opened('a', 1), caughtUp);
		expect(tellNeed(made, opened('b', 1))).toBe('opened');
		expect(tellNeed(made, changed('b', 2))).toBeUndefined();
		expect(tellNeed(made, closed('b', 3))).toBe('closed');
		expect(tellNeed(made, closed('b', 3))).toBeUndefined();
	});
});
