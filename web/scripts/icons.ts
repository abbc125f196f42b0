// Lucide's icons as plain pictures. Its own component for them can do much that nobody here asks for, and costs every view 5 kB.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

export function icons(): Plugin {
	return {
		name: 'icons',
		enforce: 'pre',
		load(id) {
			if (!/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/.test(id)) return;
			const found = /const iconData = (\{.*\});/.exec(readFileSync(id, 'utf8'));
			if (!found) throw new Error(`${id} is not written as an icon was; see scripts/icons.ts`);
			const parts = (JSON.parse(found[1]!).node as [string, Record<string, string>][]).map(
				([tag, attributes]) =>
					`<${tag} ${Object.entries(attributes)
						.map(([name, value]) => `${name}="${value}"`)
						.join(' ')} />`
			);
			return `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${parts.join('')}</svg>`;
		}
	};
}
