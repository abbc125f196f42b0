import { expect, test } from 'vitest';
import { instantOfTyped, readClock, readDate, writeDate } from './when';

test('a date is read as people write it, and only where there is such a day', () => {
	for (const typed of ['1.5.2026', '01.05.2026', ' 1 5 26', '01052026', '1/5/2026'])
		expect([typed, readDate(typed, '2026-04-30')]).toEqual([typed, '2026-05-01']);
	expect(readDate('30.4', '2026-04-30')).toBe('2026-04-30');
	expect(readDate('29.4.', '2026-04-30')).toBe('2027-04-29');
	expect(readDate('29.2', '2026-04-30')).toBeUndefined();
	for (const none of ['', '31.4.2026', '5', 'homme', '1.13.2026', '1.5.2026.1', '1.5.202'])
		expect([none, readDate(none, '2026-04-30')]).toEqual([none, undefined]);
	expect(writeDate('2026-05-01')).toBe('01.05.2026');
});

test('a clock is read on 24 hours', () => {
	for (const [typed, clock] of [
		['9', '09:00'],
		['9.30', '09:30'],
		['930', '09:30'],
		['23:59', '23:59'],
		['24', undefined],
		['9:60', undefined],
		['', undefined]
	])
		expect([typed, readClock(typed!)]).toEqual([typed, clock]);
});

test('it is the clock on the wall in Estonia, in summer and in winter', () => {
	expect(instantOfTyped({ date: '1.7.2026', clock: '10' })).toBe('2026-07-01T07:00:00.000Z');
	expect(instantOfTyped({ date: '1.12.2026', clock: '10' })).toBe('2026-12-01T08:00:00.000Z');
	expect(instantOfTyped({ date: '1.12.2026', clock: '' })).toBeNull();
});
