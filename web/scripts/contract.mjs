// The contract as one text: ../schema.graphqls, which holds the roots, and ../schema/, which holds a file for each concept.
import { readFileSync, readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

export const contract = () =>
	[
		'schema.graphqls',
		...readdirSync(new URL('schema/', root))
			.filter((name) => name.endsWith('.graphqls'))
			.sort()
			.map((name) => `schema/${name}`)
	]
		.map((name) => readFileSync(new URL(name, root), 'utf8'))
		.join('\n');
