// The size budget: what a phone on a bad rural connection loads, compressed, before it shows a view. Run after the build.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

// It was 97 000 before documents were sent as they are written.
const budget = 93_000;
// The letters come beside the view, which is shown without waiting for them, once, and are kept: those that Estonian and English
// need at once, and those of š and ž, fetched where one stands. They are compressed in themselves.
const lettersBudget = 55_000;

const client = fileURLToPath(new URL('../.svelte-kit/output/client/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${client}.vite/manifest.json`, 'utf8'));
const sizes = new Map();

const size = (file) => {
	if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(client + file)).length);
	return sizes.get(file);
};

/** The files of an entry and of all that it imports at once. */
function files(entry, found = new Set()) {
	const chunk = manifest[entry];
	if (!chunk || found.has(chunk.file)) return found;
	found.add(chunk.file);
	for (const style of chunk.css ?? []) found.add(style);
	for (const imported of chunk.imports ?? []) files(imported, found);
	return found;
}

const key = (end) => Object.keys(manifest).filter((name) => name.endsWith(end));
// Node 0 is the root layout, 1 the error page, 2 the app's layout; the rest are the views.
const base = ['runtime/client/entry.js', 'client-optimized/app.js', 'nodes/0.js', 'i18n/et.ts'].flatMap(key);
const views = Object.keys(manifest).filter((name) => /nodes\/([3-9]|\d\d+)\.js$/.test(name));

let worst = 0;
for (const view of views) {
	const all = new Set();
	for (const entry of [...base, ...key('nodes/2.js'), view]) files(entry, all);
	const bytes = [...all].reduce((sum, file) => sum + size(file), 0);
	const route = readFileSync(
		new URL(
			`../.svelte-kit/generated/client-optimized/${view.replace(/.*(nodes\/)/, '$1')}`,
			import.meta.url
		),
		'utf8'
	).match(/routes\/([^"]*)\/?\+page/)?.[1];
	console.log(String(bytes).padStart(7), `/${route ?? view}`);
	worst = Math.max(worst, bytes);
}
const assets = `${client}_app/immutable/assets/`;
const letters = readdirSync(assets)
	.filter((name) => name.endsWith('.woff2'))
	.reduce((sum, name) => sum + readFileSync(assets + name).length, 0);
console.log(String(letters).padStart(7), 'letters');
if (letters === 0 || letters > lettersBudget) {
	console.error(`the letters may take ${lettersBudget} bytes; they take ${letters}`);
	process.exit(1);
}
if (views.length === 0 || base.length < 4 || worst > budget) {
	console.error(
		`a view may take ${budget} bytes; the largest takes ${worst} (${base.length} base entries, ${views.length} views)`
	);
	process.exit(1);
}
