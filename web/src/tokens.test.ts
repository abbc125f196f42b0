import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// The look is decided in the files of tokens alone: every other style takes colours and sizes of letters by their names there.
const here = new URL('./', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, here), 'utf8');
const names = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) =>
	/\.(svelte|css)$/.test(name)
);
const tokens = names.filter((name) => name.endsWith('tokens.css')).map(read);
const sources = names
	.filter((name) => !name.endsWith('tokens.css'))
	.map((name) => [name, read(name)] as const);

/** The rules of a file: those of its style element, or all of it. */
function rules(name: string, text: string): string {
	const css = name.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? '');
	return css.replace(/\/\*[^]*?\*\//g, '');
}

/** Colours that a picture in a page carries by itself. */
const drawn = /(?:fill|stroke|stop-color)="(?!none|currentcolor|\{)[^"]+"/gi;

const colour =
	/#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(|(?<![-\w])(?:white|black|red|green|blue|yellow|orange|gr[ae]y|silver|navy|teal|purple)(?![-\w])/i;
const ofProperties =
	/(?<![-\w])(?:color|background(?:-color)?|border(?:-[a-z-]+)?|outline(?:-color)?|fill|stroke|box-shadow|[a-z-]*-color)\s*:/;

/** What of it decides for itself what a token should. */
export function raw(name: string, text: string): string[] {
	const inPictures = name.endsWith('.svelte') ? [...text.matchAll(drawn)].map(([found]) => found) : [];
	return rules(name, text)
		.split(/[;{}]/)
		.map((one) => one.trim())
		.filter(
			(one) =>
				(ofProperties.test(one) && colour.test(one.slice(one.indexOf(':')))) ||
				(/^font-size\s*:/.test(one) && !/^font-size\s*:\s*(?:var\(--text-[\w-]+\)|inherit)$/.test(one)) ||
				(/^font\s*:/.test(one) && one !== 'font: inherit')
		)
		.concat(inPictures);
}

it('takes colours and sizes of letters from the tokens alone', () => {
	expect(sources.length).toBeGreaterThan(20);
	const found = sources.flatMap(([name, text]) => raw(name, text).map((one) => `${name}: ${one}`));
	expect(found).toEqual([]);
});

it('finds what is written past the tokens', () => {
	expect(
		raw(
			'a.css',
			'p { color: #fff; border: 1px solid white; margin: 0; font-size: 14px } a { color: var(--red-ish); font-size: var(--text-small); fill: rgb(0 0 0) }'
		)
	).toEqual(['color: #fff', 'border: 1px solid white', 'font-size: 14px', 'fill: rgb(0 0 0)']);
});

it('finds what a picture is painted with', () => {
	expect(raw('A.svelte', '<svg><path fill="#fff" stroke="none" /></svg><style>p{margin:0}</style>')).toEqual([
		'fill="#fff"'
	]);
});

it('names no token that is not there', () => {
	// What a component measures by for itself alone stands in its own style.
	for (const [name, text] of sources) {
		const own = `${tokens.join()} ${text}`;
		for (const [, token] of rules(name, text).matchAll(/var\((--[\w-]+)/g))
			expect(own.includes(`${token}:`), `${name} names ${token}`).toBe(true);
	}
});

// The parts of the page that are seen before any style: the browser's own bars.
it('says the same colours to the browser', () => {
	for (const text of [read('app.html'), read('../static/manifest.webmanifest')])
		for (const [found] of text.matchAll(/#[0-9a-f]{6}/g)) expect(tokens.join()).toContain(found);
});

/** The contrast of two colours as WCAG 2 counts it. */
function contrast(one: string, other: string): number {
	const light = (colour: string) => {
		const [r, g, b] = [1, 3, 5].map((at) => {
			const value = parseInt(colour.slice(at, at + 2), 16) / 255;
			return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
		}) as [number, number, number];
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const [darker, lighter] = [light(one), light(other)].sort((a, b) => a - b) as [number, number];
	return (lighter + 0.05) / (darker + 0.05);
}

// What is written on what; 7 for text that carries a page, 4.5 for the rest, 3 for edges that one must see to use a control.
const pairs: [front: string, back: string, least: number][] = [
	['ink', 'paper', 7],
	['ink', 'surface', 7],
	['ink-soft', 'paper', 7],
	['ink-soft', 'surface', 7],
	...['brand-soft', 'sun-soft', 'alert-soft', 'good-soft'].flatMap((back): [string, string, number][] => [
		['ink', back, 7],
		['ink-soft', back, 4.5],
		['brand', back, 4.5]
	]),
	['brand', 'paper', 4.5],
	['brand', 'surface', 4.5],
	['brand-strong', 'brand-soft', 4.5],
	['on-brand', 'brand', 4.5],
	['on-brand', 'brand-strong', 4.5],
	['on-sun', 'sun', 4.5],
	['alert', 'surface', 4.5],
	['alert', 'paper', 4.5],
	['alert', 'alert-soft', 4.5],
	['good', 'good-soft', 4.5],
	['good', 'surface', 4.5],
	['on-deep', 'deep', 4.5],
	['on-deep', 'deep-end', 4.5],
	['deep-ink', 'deep-lift', 4.5],
	['edge', 'surface', 3],
	['edge', 'paper', 3],
	['focus', 'paper', 3],
	['focus', 'surface', 3]
];

it.each(['day', 'night', 'day with more contrast', 'night with more contrast'])(
	'can be read by %s',
	(theme) => {
		const night = theme.startsWith('night');
		const colours = new Map<string, string>();
		const [plain = '', more = ''] = read('tokens.css').split('@media (prefers-contrast: more)');
		for (const part of theme.endsWith('contrast') ? [plain, more] : [plain])
			for (const [, name, both, one] of part.matchAll(
				/--([\w-]+): (?:light-dark\((#\w{6}, #\w{6})\)|(#\w{6}))/g
			))
				colours.set(name!, one ?? both!.split(', ')[night ? 1 : 0]!);
		for (const [front, back, least] of pairs) {
			const got = contrast(colours.get(front)!, colours.get(back)!);
			expect(got, `${front} on ${back}`).toBeGreaterThanOrEqual(least);
		}
	}
);
