import { describe, expect, it } from 'vitest';
import { NeedBook } from './need-book';

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

function book(...changes: Parameters<NeedBook<ReturnType<typeof need>>['apply']>[0][]) {
	const made = new NeedBook<ReturnType<typeof need>>();
	for (const change of changes) made.apply(change);
	return made;
}
const ids = (of: ReturnType<typeof book>) => of.list().map((one) => `${one.id}${one.version}`);

describe('NeedBook', () => {
	it('shows nothing before the first picture is whole', () => {
		const made = book(opened('a', 1));
		expect([made.complete, ids(made)]).toEqual([false, []]);
		made.apply(caughtUp);
		expect([made.complete, ids(made)]).toEqual([true, ['a1']]);
	});

	it('orders by start', () => {
		expect(
			ids(book(opened('a', 1, '2026-01-01T12:00:00Z'), opened('b', 1, '2026-01-01T11:00:00Z'), caughtUp))
		).toEqual(['b1', 'a1']);
	});

	it('drops what is older than what it has', () => {
		expect(ids(book(caughtUp, opened('a', 3), changed('a', 2)))).toEqual(['a3']);
		expect(ids(book(caughtUp, opened('a', 3), closed('a', 2)))).toEqual(['a3']);
		expect(ids(book(caughtUp, opened('a', 1), closed('a', 2), opened('a', 1)))).toEqual([]);
	});

	it('opens a need again when the volunteer withdraws', () => {
		expect(ids(book(caughtUp, opened('a', 1), closed('a', 2), opened('a', 3)))).toEqual(['a3']);
	});

	it('opens a need again in the same version when its event left and came back', () => {
		const made = book(opened('a', 2), caughtUp);
		expect(made.apply(closed('a', 2))?.what).toBe('closed');
		expect(ids(made)).toEqual([]);
		expect(made.apply(opened('a', 2))?.what).toBe('opened');
		expect(ids(made)).toEqual(['a2']);
	});

	it('does not list what changes after it was taken', () => {
		expect(ids(book(caughtUp, changed('a', 5)))).toEqual([]);
		const taken = { ...need('a', 5), status: 'MATCHED' };
		expect(ids(book(caughtUp, { __typename: 'NeedChanged', helpRequest: taken }))).toEqual([]);
	});

	it('lists what was changed so that it fits the filter now', () => {
		const made = book(caughtUp);
		const helpRequest = { ...need('a', 2), status: 'OPEN' };
		expect(made.apply({ __typename: 'NeedChanged', helpRequest })?.what).toBe('opened');
		expect(ids(made)).toEqual(['a2']);
	});

	it('keeps the old picture until the new one is whole', () => {
		const made = book(opened('a', 1), opened('b', 1), caughtUp);
		made.restart();
		made.apply(opened('b', 2));
		expect(ids(made)).toEqual(['a1', 'b1']);
		made.apply(caughtUp);
		expect(ids(made)).toEqual(['b2']);
	});

	it('takes a version again after a reset, since the history may be another', () => {
		const made = book(opened('a', 7), caughtUp, closed('a', 8));
		made.restart();
		made.apply(opened('a', 5));
		made.apply(caughtUp);
		expect(ids(made)).toEqual(['a5']);
	});

	it('says what a person should hear of', () => {
		const made = book(opened('a', 1), caughtUp);
		expect(made.apply(opened('b', 1))?.what).toBe('opened');
		expect(made.apply(changed('b', 2))).toBeUndefined();
		expect(made.apply(closed('b', 3))?.what).toBe('closed');
		expect(made.apply(closed('b', 3))).toBeUndefined();
	});
});
