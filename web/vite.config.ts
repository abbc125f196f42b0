import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { icons } from './scripts/icons.ts';
import { operations } from './scripts/operations.ts';

// In development the Go program answers everything that is not the page itself.
const server = process.env.MANO_ORIGIN ?? 'http://127.0.0.1:8080';

export default defineConfig({
	plugins: [icons(), operations(), sveltekit()],
	build: { target: 'es2022' },
	server: {
		port: 5173,
		strictPort: true,
		proxy: {
			'/graphql': { target: server, ws: true },
			...Object.fromEntries(
				['/session', '/graphiql', '/schema.graphql', '/healthz', '/readyz', '/metrics'].map((path) => [
					path,
					server
				])
			)
		}
	},
	test: {
		projects: [
			{
				extends: true,
				// One copy of graphql: the reference server, loaded by Node itself, takes the CommonJS one.
				resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
				test: { name: 'logic', include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 20_000 }
			},
			{
				extends: true,
				plugins: [svelteTesting()],
				test: { name: 'components', include: ['src/**/*.test.svelte.ts'], environment: 'happy-dom' }
			}
		]
	}
});
