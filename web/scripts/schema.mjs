// Types of the contract for gql.tada: writes src/graphql-env.d.ts, or with --check fails when it is not fresh.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract } from './contract.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const committed = join(root, 'src/graphql-env.d.ts');
const tada = join(root, 'node_modules/.bin/gql.tada');

// gql.tada takes one file.
mkdirSync(join(root, '.svelte-kit'), { recursive: true });
writeFileSync(join(root, '.svelte-kit/contract.graphqls'), contract());

const generate = (output) =>
	execFileSync(tada, ['generate-output', '--disable-preprocessing', '--output', output], {
		cwd: root,
		stdio: 'inherit'
	});

if (process.argv.includes('--check')) {
	const folder = mkdtempSync(join(tmpdir(), 'mano-schema-'));
	try {
		const fresh = join(folder, 'graphql-env.d.ts');
		generate(fresh);
		if (readFileSync(fresh, 'utf8') !== readFileSync(committed, 'utf8')) {
			console.error('src/graphql-env.d.ts does not fit the schema: run npm run schema');
			process.exit(1);
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
} else {
	generate(committed);
}
