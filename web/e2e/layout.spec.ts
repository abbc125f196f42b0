import type { Page } from '@playwright/test';
import { accessible, expect, fits, liveEvent, test, url } from './fixtures';

// What no accessibility engine sees: words that do not fit, pages that jump, a focus that is lost, colours that are taken away.

const phone = { width: 390, height: 844 };

const views = (event: string): [string | undefined, string[]][] => [
	[undefined, ['/', '/sign-in', `/events/${event}`, '/needs']],
	['demo-participant', [`/events/${event}/ask`, '/my']],
	['demo-volunteer', ['/needs', '/my']]
];

async function settled(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText('Laadime…')).toHaveCount(0);
	await page
		.locator('details')
		.evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
}

test('a word of any length pushes no page sideways', async ({ as }) => {
	const long = 'Õnneparandamisühenduseligipääsetavuskomisjoniväljaanne'.repeat(3);
	const lengthen = (text: string) =>
		text.replace(/"(et|en|displayName|area|fromArea|toArea)":"[^"]*"/g, `"$1":"${long}"`);
	const event = await liveEvent((await as(undefined)).page);
	for (const [token, paths] of views(event)) {
		const { page, context } = await as(token, { viewport: { width: 320, height: 640 } });
		await page.route(/\/graphql(\?|$)/, async (route) => {
			const response = await route.fetch();
			await route.fulfill({ response, body: lengthen(await response.text()) });
		});
		await page.routeWebSocket(/\/graphql/, (socket) => {
			const server = socket.connectToServer();
			server.onMessage((message) => socket.send(typeof message === 'string' ? lengthen(message) : message));
		});
		for (const path of paths) {
			await page.goto(url(path));
			await settled(page);
			await fits(page);
		}
		await page.unrouteAll({ behavior: 'wait' });
		await context.close();
	}
});

test('on a small phone the menu keeps its words whole, and says who is signed in', async ({ as }) => {
	for (const width of [320, 360]) {
		const { page, context } = await as('demo-volunteer', { viewport: { width, height: 640 } });
		await page.goto(url('/'));
		await settled(page);
		for (const language of ['English', 'Eesti']) {
			await page.getByRole('button', { name: language }).click();
			await expect(page.locator('html')).toHaveAttribute('lang', language === 'Eesti' ? 'et' : 'en');
			const lines = await page
				.locator('nav a')
				.evaluateAll((all) =>
					all.map(
						(one) =>
							new Set(
								[
									...((range) => (range.selectNodeContents(one), range.getClientRects()))(
										document.createRange()
									)
								].map(({ top }) => top)
							).size
					)
				);
			expect(lines, `${language} at ${width}`).toEqual([1, 1, 1]);
			const tops = await page
				.locator('nav a')
				.evaluateAll((all) => all.map((one) => (one as HTMLElement).offsetTop));
			expect(new Set(tops).size, `${language} at ${width}: one row`).toBe(1);
			const [head, row] = await Promise.all(
				['header', 'nav'].map((part) => page.locator(part).first().boundingBox())
			);
			expect(head!.height / row!.height, `${language} at ${width}: two rows`).toBeLessThan(2.5);
			await expect(page.locator('.short')).toBeVisible();
			await expect(page.locator('.short')).toContainText('Anete');
			await fits(page);
		}
		await context.close();
	}
});

test('a volunteer with a small phone sees the first need without scrolling', async ({ as }) => {
	const { page } = await as('demo-volunteer', { viewport: { width: 320, height: 640 } });
	await page.goto(url('/needs'));
	await settled(page);
	await page.locator('details').evaluateAll((all) => all.forEach((one) => one.removeAttribute('open')));
	await expect(page.locator('[data-need] h3').first()).toBeInViewport({ ratio: 1 });
});

test('links lead to the parts of an event by keyboard, and Back leads up again', async ({ as }) => {
	const { page } = await as(undefined, { viewport: phone });
	const event = await liveEvent(page);
	await page.goto(url(`/events/${event}`));
	const parts = page.getByRole('navigation', { name: 'Sellel lehel' });
	const heading = (name: string) => page.getByRole('heading', { level: 2, name });
	await expect(heading('Ideed')).toBeVisible();
	for (const name of ['Ligipääsetavus', 'Töörühmad', 'Ideed']) {
		await parts.getByRole('link', { name }).press('Enter');
		await expect(heading(name)).toBeInViewport({ ratio: 1 });
		await expect(heading(name)).toBeFocused();
	}
	await page.goBack();
	await expect(page).toHaveURL(/#groups$/);
	await expect(parts, 'Back leads to where the link was pressed').toBeInViewport();
	// The address of a part opens there, though the part comes later than the page.
	await page.goto(url('/'));
	await page.goto(url(`/events/${event}#ideas`));
	await expect(heading('Ideed')).toBeInViewport();
	await expect(heading('Ideed')).toBeFocused();
	await accessible(page);
});

test('enlarged to 400 % nothing is wider than the screen', async ({ as }) => {
	const event = await liveEvent((await as(undefined)).page);
	for (const deviceScaleFactor of [2, 4]) {
		for (const [token, paths] of views(event)) {
			const { page, context } = await as(token, { viewport: { width: 320, height: 256 }, deviceScaleFactor });
			for (const path of paths) {
				await page.goto(url(path));
				await settled(page);
				for (const kind of path.endsWith('/ask') ? ['TRANSPORT', 'SIGN_LANGUAGE_INTERPRETER'] : []) {
					await page.locator(`input[value=${kind}]`).check();
					await fits(page);
				}
				await fits(page);
			}
			await context.close();
		}
	}
});

test('nothing jumps while a page fills', async ({ as }) => {
	const event = await liveEvent((await as(undefined)).page);
	for (const [token, paths] of views(event)) {
		for (const path of paths) {
			const { page, context } = await as(token, { viewport: phone });
			await page.addInitScript(() => {
				const seen = window as unknown as { shift: number; told: string[] };
				seen.shift = 0;
				seen.told = [];
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries() as (PerformanceEntry & {
						value: number;
						hadRecentInput: boolean;
						sources: { node?: Element }[];
					})[]) {
						if (entry.hadRecentInput) continue;
						seen.shift += entry.value;
						seen.told.push(...entry.sources.map(({ node }) => `${node?.nodeName} ${node?.className ?? ''}`));
					}
				}).observe({ type: 'layout-shift', buffered: true });
			});
			await page.goto(url(path));
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await expect(page.getByText('Laadime…')).toHaveCount(0);
			await page.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))
			);
			const { shift, told } = await page.evaluate(() => {
				const { shift, told } = window as unknown as { shift: number; told: string[] };
				return { shift, told };
			});
			expect(shift, `${path} as ${token}: ${told.join(', ')}`).toBeLessThan(0.05);
			await context.close();
		}
	}
});

test('the focus stays where one is after taking a need and after letting it go', async ({ as }) => {
	const event = await liveEvent((await as(undefined)).page);
	const asker = await as('demo-participant');
	const answer = await asker.context.request.post(url('/graphql'), {
		data: {
			query:
				'mutation ($input: RequestHelpInput!) { requestHelp(input: $input) { ... on RequestHelpSuccess { helpRequest { id } } } }',
			variables: { input: { eventId: event, kind: 'ONSITE_HELP', onSite: true } }
		}
	});
	const id = (await answer.json()).data.requestHelp.helpRequest.id;
	const { page } = await as('demo-volunteer', { viewport: phone });
	const inside = () =>
		page.evaluate(
			(id) =>
				document.activeElement
					?.closest('[data-need], [data-request]')
					?.matches(`[data-need="${id}"], [data-request="${id}"]`) ?? false,
			id
		);
	await page.goto(url('/needs'));
	const need = page.locator(`[data-need="${id}"]`);
	await need.getByRole('button').focus();
	await page.keyboard.press('Enter');
	await expect(need.locator('.notice.good')).toBeVisible();
	await expect.poll(inside).toBe(true);
	await accessible(page);

	await page.goto(url('/my'));
	const request = page.locator(`[data-request="${id}"]`);
	await request.locator('[data-move=RELEASE]').focus();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab'); // past the button that keeps all as it is
	await expect(page.getByTestId('confirm')).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(request).toHaveCount(0);
	await expect.poll(() => page.evaluate(() => document.activeElement?.nodeName)).toBe('H1');
});

test('without colours one still sees where one is and what a message is', async ({ as }) => {
	const { page } = await as(undefined, { viewport: phone, forcedColors: 'active' });
	await page.goto(url('/sign-in'));
	await settled(page);
	const edges = await page
		.locator('nav a')
		.evaluateAll((all) => all.map((one) => getComputedStyle(one).borderBottomColor));
	await page.goto(url('/needs'));
	await settled(page);
	const current = await page
		.locator('nav a[aria-current=page]')
		.evaluate((one) => getComputedStyle(one).borderBottomColor);
	expect(new Set(edges).size, 'on another page none looks current').toBe(1);
	expect(edges).not.toContain(current);
	// Each kind of message has a sign of its own.
	const signs = await page.evaluate(() =>
		['good', 'alert', 'sun'].map((tone) => {
			const notice = document.createElement('p');
			notice.className = `notice ${tone}`;
			document.body.append(notice);
			return getComputedStyle(notice, '::before').content;
		})
	);
	expect(new Set(signs).size).toBe(3);
	expect(signs).not.toContain('none');
});

test('who is no longer signed in is told so, with the way back in', async ({ as }) => {
	const { page, context } = await as('demo-volunteer', { viewport: phone });
	await page.goto(url('/needs'));
	await settled(page);
	await expect(page.getByRole('button', { name: 'Logi välja' })).toBeVisible();
	const duty = page.getByRole('button', { name: /valve/i });
	await expect(duty).toBeVisible();
	await context.clearCookies();
	await duty.click();
	const told = page.getByText('Sinu sisselogimine on lõppenud.');
	await expect(told).toBeVisible();
	await expect(page.getByRole('button', { name: 'Logi välja' })).toHaveCount(0);
	await accessible(page);
	await told.getByRole('link', { name: 'Logi sisse' }).click();
	await expect(page).toHaveURL(/\/sign-in\?next=%2Fneeds/);
});

test('who could not be signed out is told so, and may try again', async ({ as }) => {
	const { page } = await as('demo-volunteer', { viewport: phone });
	await page.goto(url('/'));
	await settled(page);
	await page.route('**/session', (route) => route.abort());
	const out = page.getByRole('button', { name: 'Logi välja' });
	await out.click();
	const told = page.getByRole('alert').filter({ hasText: 'Sa oled siin veel sisse logitud.' });
	await expect(told).toBeVisible();
	await accessible(page);
	await page.unroute('**/session');
	await out.click();
	await expect(page.getByRole('link', { name: 'Logi sisse' }).first()).toBeFocused();
	await expect(told).toHaveCount(0);
});

for (const who of [undefined, 'demo-participant'])
	test(`the page of an event asks for it once: ${who ?? 'nobody'}`, async ({ as }) => {
		const { page } = await as(who, { viewport: phone });
		const event = await liveEvent(page);
		const asked: string[] = [];
		let caughtUp = () => {};
		const live = new Promise<void>((resolve) => (caughtUp = resolve));
		page.on('request', (request) => {
			// What is the same for everybody is asked by an address that names its document by a hash.
			const variables = new URL(request.url()).searchParams.get('variables');
			const byName = request.method() === 'POST' && /query Event\b/.test(request.postData() ?? '');
			if (byName || variables === JSON.stringify({ id: event })) asked.push(request.url());
		});
		page.on('websocket', (socket) =>
			socket.on('framereceived', ({ payload }) => {
				if (String(payload).includes('CaughtUp')) caughtUp();
			})
		);
		await page.goto(url(`/events/${event}`));
		await settled(page);
		await live;
		await page.evaluate(() => new Promise((done) => requestIdleCallback(() => done(0))));
		expect(asked).toHaveLength(1);
	});

test('a view that was never opened opens without network', async ({ as }) => {
	const { page, context } = await as(undefined, { serviceWorkers: 'allow', viewport: phone });
	await page.goto(url('/'));
	// By itself, some seconds after the page has loaded.
	await page.evaluate(
		() =>
			new Promise((kept) => {
				navigator.serviceWorker.addEventListener('message', ({ data }) => data === 'kept' && kept(0));
				navigator.serviceWorker.startMessages();
			})
	);
	await context.setOffline(true);
	await page.getByRole('link', { name: 'Abistan' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText('Seda vaadet ei saa praegu avada')).toHaveCount(0);
});
