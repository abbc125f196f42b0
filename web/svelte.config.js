import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		// A single-page application: every path is answered with index.html, which the Go program embeds.
		adapter: adapter({ pages: 'dist', assets: 'dist', fallback: 'index.html', strict: false }),
		// A fixed name: two builds of the same sources are byte-identical.
		version: { name: 'mano' },
		// Hashes of the few inline scripts; the server copies the policy from the page into its header.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				// One style attribute is allowed, by its hash: that of Kit's own route announcer.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				'worker-src': ['self'],
				'form-action': ['self'],
				'base-uri': ['none']
			}
		},
		alias: { $api: 'src/api', $i18n: 'src/i18n' }
	}
};
