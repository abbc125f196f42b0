/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
import { build } from '$service-worker';

/**
 * A phone in a village without network still opens every view, which then says that the server does not answer and tries on.
 * Kept are the shell and the scripts: what is used at once, the rest while nothing else is going on and only where the phone
 * does not ask to save data. Nothing that anybody may see only when signed in is kept.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const name = 'mano-shell';
const ours = new Set(build);

worker.addEventListener('install', (event) => {
	event.waitUntil(caches.open(name).then((cache) => cache.add(new Request('/', { cache: 'no-cache' }))));
	void worker.skipWaiting();
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(
		(async () => {
			// Scripts of earlier builds.
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const { pathname } = new URL(request.url);
				if (pathname !== '/' && !ours.has(pathname)) await cache.delete(request);
			}
			await worker.clients.claim();
		})()
	);
});

// Said by a page that has loaded and is at rest.
worker.addEventListener('message', (event) => {
	if (event.data === 'keep') event.waitUntil(keepAll().then(() => event.source?.postMessage('kept')));
});

async function keepAll(): Promise<void> {
	for (const path of build) {
		try {
			await script(new Request(path, { priority: 'low' }));
		} catch {
			return; // the network has gone; the next page says it again
		}
	}
}

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== location.origin) return;
	if (request.mode === 'navigate') event.respondWith(page(request));
	else if (ours.has(pathname)) event.respondWith(script(request));
});

/** The newest page there is: the server's, and without it the one kept. */
async function page(request: Request): Promise<Response> {
	try {
		return await fetch(request);
	} catch (why) {
		const kept = await (await caches.open(name)).match('/');
		if (kept) return kept;
		throw why;
	}
}

/** Names carry a hash of the content, so what is kept is right. */
async function script(request: Request): Promise<Response> {
	const cache = await caches.open(name);
	const kept = await cache.match(request);
	if (kept) return kept;
	const answer = await fetch(request);
	if (answer.ok) void cache.put(request, answer.clone());
	return answer;
}
