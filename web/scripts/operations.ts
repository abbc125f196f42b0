// The documents of src/api, written down when the application is built: for the server their texts, so that it knows them before
// anybody asks, and for the pages the hashes of those that they ask by a short address. A phone need not compute them, and could
// not where the page came without https.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';

const [hashes, every] = ['virtual:hashes', 'virtual:every'];
const api = fileURLToPath(new URL('../src/api/', import.meta.url));

interface Sent {
	text: string;
	forAll: boolean;
}

export function operations(): Plugin {
	let all: Promise<Sent[]> | undefined;
	let building = false;
	return {
		name: 'operations',
		configResolved({ command, build }) {
			building = command === 'build' && !build.ssr;
		},
		buildStart() {
			if (building) all = read();
		},
		resolveId: (id) => (id === hashes ? `\0${hashes}` : undefined),
		async load(id) {
			if (id !== `\0${hashes}`) return;
			// In development there are none: the server that answers may be of other documents.
			const known = ((await all) ?? [])
				.filter(({ forAll }) => forAll)
				.map(({ text }) => [nameOf(text), hashOf(text)]);
			return `export default ${JSON.stringify(Object.fromEntries(known))};`;
		},
		async generateBundle() {
			if (!building) return;
			const texts = (await all)!.map(({ text }) => text).sort();
			this.emitFile({
				type: 'asset',
				fileName: 'operations.json',
				source: JSON.stringify(texts, undefined, '\t')
			});
		}
	};
}

/** Loads what has documents, as pages do. */
async function read(): Promise<Sent[]> {
	const files = readdirSync(api).filter(
		(name) => !name.endsWith('.test.ts') && /\bgraphql\(/.test(source(name))
	);
	const { module } = await runnerImport<{
		textOf: (document: object) => string;
		modules: { forAll?: unknown[]; [document: string]: unknown }[];
	}>(every, {
		configFile: false,
		logLevel: 'error',
		plugins: [
			{
				name: 'every document',
				resolveId: (id) => (id === every || id === hashes ? `\0${id}` : undefined),
				load: (id) =>
					id === `\0${hashes}`
						? 'export default {};'
						: id === `\0${every}`
							? files.map((name, i) => `import * as m${i} from ${JSON.stringify(api + name)};`).join('\n') +
								`export { textOf } from ${JSON.stringify(api + 'graphql.ts')};
								export const modules = [${files.map((_, i) => `m${i}`).join()}];`
							: undefined
			}
		]
	});
	const all = new Map<string, Sent>();
	for (const { forAll = [], ...documents } of module.modules)
		for (const one of documentsIn(documents)) {
			const text = module.textOf(one);
			if (written.test(text)) all.set(text, { text, forAll: forAll.includes(one) });
		}
	const found = [...all.values()].map(({ text }) => nameOf(text));
	for (const name of files.flatMap((file) => [
		...source(file).matchAll(/^\s*(query|mutation|subscription) \w+/gm)
	]))
		if (!found.includes(nameOf(name[0].trim())))
			throw new Error(`${name[0].trim()} of src/api is not exported`);
	return [...all.values()];
}

const written = /^(?:query|mutation|subscription) (\w+)/;
const source = (file: string) => readFileSync(api + file, 'utf8');

/** Those of a module, in tables too. */
function documentsIn(exported: unknown): object[] {
	if (typeof exported !== 'object' || exported === null) return [];
	return 'fragments' in exported ? [exported] : Object.values(exported).flatMap(documentsIn);
}

const nameOf = (text: string) => written.exec(text)![1]!;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
