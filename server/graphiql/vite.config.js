import { defineConfig } from 'vite';

// One page that works without the internet; the server mounts dist/ at /graphiql/.
export default defineConfig({
	base: '/graphiql/',
	esbuild: { jsx: 'automatic' },
	build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 4000, modulePreload: false },
});
