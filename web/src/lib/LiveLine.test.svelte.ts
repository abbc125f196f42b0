import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { words } from '$i18n/i18n.svelte';
import { announcer } from './announcer.svelte';
import LiveLine from './LiveLine.svelte';

beforeEach(async () => {
	vi.useFakeTimers();
	await words.use('et');
	return () => vi.useRealTimers();
});

const asOf = new Date('2026-01-15T10:03:07Z');

describe('LiveLine', () => {
	it('says until when the picture is true, in the time of the place', () => {
		render(LiveLine, { state: { status: 'live', asOf, errors: [] } });
		expect(screen.getByTestId('live').textContent).toContain('12:03:07');
	});

	it('lets a short break heal unseen, and speaks of a longer one', async () => {
		const said = vi.spyOn(announcer, 'say');
		const { rerender } = render(LiveLine, { state: { status: 'live', asOf, errors: [] } });
		await rerender({ state: { status: 'stale', asOf, errors: [] } });
		await vi.advanceTimersByTimeAsync(2_000);
		expect(screen.getByTestId('live').textContent).toContain('Otse');
		await vi.advanceTimersByTimeAsync(1_500);
		expect(screen.getByTestId('live').textContent).toContain('Ühendus katkes. Näed seisu kell 12:03:07');
		expect(said).toHaveBeenCalledTimes(1);
		await rerender({ state: { status: 'live', asOf: new Date('2026-01-15T10:04:00Z'), errors: [] } });
		expect(said).toHaveBeenLastCalledWith(expect.stringContaining('Otse'));
	});

	it('says what was refused', () => {
		render(LiveLine, {
			state: {
				status: 'refused',
				asOf: undefined,
				errors: [{ message: '', extensions: { code: 'FORBIDDEN' } }]
			}
		});
		expect(screen.getByTestId('live').textContent).toContain('Sul ei ole selleks õigust.');
	});
});
