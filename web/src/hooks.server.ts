import type { Handle } from '@sveltejs/kit';
import letters from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url';

// Runs once, while the one page that answers every path is built: the letters are asked for with it, before any script has run.
export const handle: Handle = ({ event, resolve }) =>
	resolve(event, { transformPageChunk: ({ html }) => html.replace('/letters.woff2', letters) });
