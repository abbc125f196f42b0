import { words } from '$i18n/i18n.svelte';

// A single-page application: nothing is rendered on a server.
export const ssr = false;
export const prerender = false;

export async function load() {
	await words.start();
}
