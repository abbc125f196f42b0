import { expect, it } from 'vitest';
import { moment, words } from './i18n.svelte';

it('a moment names its day unless that is today', async () => {
	await words.use('et');
	const now = new Date('2026-05-01T18:00:00Z');
	expect(moment('2026-05-01T20:10:00Z', now)).toBe('23:10');
	expect(moment('2026-05-01T21:10:00Z', now)).toBe('homme 00:10');
	expect(moment('2026-05-03T08:00:00Z', now)).toMatch(/3\. mai 11:00$/);
});
