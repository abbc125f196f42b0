// The size budget: what a phone on a bad rural connection has to load before it shows the first view.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budget = { all: 110_000, largest: 45_000 };

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const files = readdirSync(dist, { recursive: true })
	.filter((name) => /\.(js|css)$/.test(name))
	.map((name) => ({ name, bytes: gzipSync(readFileSync(join(dist, name))).length }))
	.sort((a, b) => b.bytes - a.bytes);
const all = files.reduce((sum, file) => sum + file.bytes, 0);

for (const { name, bytes } of files.slice(0, 8)) console.log(String(bytes).padStart(7), name);
console.log(String(all).padStart(7), `all ${files.length} scripts and styles, gzip`);
if (all > budget.all || (files[0]?.bytes ?? 0) > budget.largest) {
	console.error(`over the budget: all ${budget.all}, largest ${budget.largest}`);
	process.exit(1);
}
