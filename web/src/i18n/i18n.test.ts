import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import en from './en.json';
import et from './et.json';
import { instantOf } from './i18n.svelte';

const catalogues = { et, en } as unknown as Record<string, Record<string, string>>;

/** Names of the values that a message takes. */
function placeholders(message: string): string[] {
	const found = new Set<string>();
	const walk = (parts: ReturnType<IntlMessageFormat['getAst']>) => {
		for (const part of parts) {
			if ('value' in part && part.type !== 0) found.add(part.value);
			if ('options' in part) for (const option of Object.values(part.options)) walk(option.value);
		}
	};
	walk(new IntlMessageFormat(message, 'en').getAst());
	return [...found].sort();
}

it('both languages have the same keys', () => {
	expect(Object.keys(en).sort()).toEqual(Object.keys(et).sort());
});

it('both languages take the same values, and every message parses', () => {
	for (const key of Object.keys(et))
		expect([key, placeholders(catalogues.en![key]!)]).toEqual([key, placeholders(catalogues.et![key]!)]);
});

it('every key that the sources name exists', () => {
	const sources = import.meta.glob<string>('../**/*.{svelte,ts}', {
		query: '?raw',
		import: 'default',
		eager: true
	});
	for (const [path, source] of Object.entries(sources)) {
		for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g))
			expect([path, et]).toHaveProperty(['1', key!]);
	}
});

it.each([
	['2026-01-15T10:00', '2026-01-15T08:00:00.000Z'],
	['2026-07-15T10:00', '2026-07-15T07:00:00.000Z'],
	['2026-03-29T02:30', '2026-03-29T00:30:00.000Z'],
	['2026-03-29T04:30', '2026-03-29T01:30:00.000Z'],
	['2026-10-25T05:00', '2026-10-25T03:00:00.000Z']
])('%s on the wall is %s', (local, instant) => {
	expect(instantOf(local)).toBe(instant);
});

it('no text is left that nobody says', () => {
	const sources = Object.values(
		import.meta.glob<string>('../**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true })
	).join('\n');
	const made =
		/^(kind|status|side|eventStatus|eventKind|format|attendanceStatus|state|phase|ideaStatus|wheelchair|language|group|checker|ideaField|demo|fault|event\.measure|asked|took)\./;
	expect(Object.keys(et).filter((key) => !made.test(key) && !sources.includes(`'${key}'`))).toEqual([]);
});
