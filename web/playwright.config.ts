import { defineConfig } from '@playwright/test';

// The whole of it in a real browser: e2e/server.ts builds and starts the real program with the demo hackathon.
export default defineConfig({
	testDir: 'e2e',
	globalSetup: './e2e/server.ts',
	fullyParallel: false,
	workers: 1,
	timeout: 180_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	outputDir: 'test-results',
	use: {
		locale: 'et-EE',
		timezoneId: 'Europe/Tallinn',
		viewport: { width: 390, height: 844 },
		screenshot: 'only-on-failure',
		// The one test of the service worker allows it.
		serviceWorkers: 'block',
		launchOptions: {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
