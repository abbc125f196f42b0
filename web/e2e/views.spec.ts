import { accessible, accessibleInTheDark, expect, fits, liveEvent, test, url } from './fixtures';

const phone = { width: 390, height: 844 };
const projector = { width: 1920, height: 1080 };

test('every view is accessible and fits, in light and in dark', async ({ as }) => {
	const probe = await as(undefined);
	const event = await liveEvent(probe.page);
	const visits: [string | undefined, string[]][] = [
		[undefined, ['/', '/sign-in', `/events/${event}`, `/events/${event}/ask`, '/needs', '/no-such-page']],
		['demo-participant', ['/needs', `/events/${event}/ask`, '/my']],
		['demo-volunteer', ['/needs', '/my']],
		['demo-organiser', [`/events/${event}`]]
	];
	for (const [token, paths] of visits) {
		const { page, context } = await as(token, { viewport: phone });
		for (const path of paths) {
			await page.goto(url(path));
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await expect(page.getByText('Laadime…')).toHaveCount(0);
			await page
				.locator('details')
				.evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
			await accessible(page);
			await accessibleInTheDark(page);
			await fits(page);
			// As narrow as a phone enlarged to 400 %.
			await page.setViewportSize({ width: 320, height: 640 });
			await fits(page);
			await page.setViewportSize(phone);
		}
		await context.close();
	}
});

test('the board is accessible, fits the projector and shows no person', async ({ as }) => {
	const { page } = await as(undefined, { viewport: projector });
	const event = await liveEvent(page);
	await page.goto(url(`/board/${event}#demo-board`));
	await expect(page.getByTestId('board')).toHaveAttribute('data-status', 'live');
	// The token does not stay in the address bar.
	await expect(page).toHaveURL(url(`/board/${event}`));
	// And the display survives a reload all the same.
	await page.reload();
	await expect(page.getByTestId('board')).toHaveAttribute('data-status', 'live');
	await accessible(page);
	await fits(page);
	expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(
		projector.height
	);
	for (const name of ['Maarja K.', 'Anete L.', 'Leida P.', 'Oskar R.'])
		await expect(page.getByText(name)).toHaveCount(0);
	// Legible from 8 metres: the letters of what the hall reads are at least 1/30 of the picture high.
	const sizes = await page
		.locator('main :is(strong, th, td, li, h2)')
		.evaluateAll((all) =>
			all.filter((one) => one.textContent?.trim()).map((one) => parseFloat(getComputedStyle(one).fontSize))
		);
	expect(Math.min(...sizes)).toBeGreaterThan(30);

	// Nothing on it moves: what it shows is replaced at most every 15 seconds, and can be stopped.
	await page.getByRole('button', { name: /Peata/ }).click();
	await expect(page.getByTestId('fresh')).toContainText('Peatatud');
	await accessible(page);
	await page.getByRole('button', { name: /Jätka/ }).click();
	await expect(page.getByTestId('fresh')).toContainText('Otse');

	await page.getByRole('button', { name: 'Subtiitrid' }).click();
	await expect(page.getByText('Siia tulevad subtiitrid')).toBeVisible();
	const writer = await page.context().newPage();
	await writer.goto(url(`/board/${event}/captions`));
	await writer.getByLabel('Rida').fill('Tere tulemast Võrru!');
	await writer.getByRole('button', { name: 'Näita' }).click();
	await expect(page.getByText('Tere tulemast Võrru!')).toBeVisible();
	await fits(page);
	expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(
		projector.height
	);
});

test('a board without permission says so', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: projector });
	await page.goto(url(`/board/${await liveEvent(page)}`));
	await expect(page.getByText('Sellel ekraanil ei ole luba').first()).toBeVisible();
	await accessible(page);
});

test('the board heals by itself and says how old its picture is', async ({ as }) => {
	const { page } = await as(undefined, { viewport: projector });
	const event = await liveEvent(page);
	let cut: (() => Promise<void>) | undefined;
	let refuse = false;
	await page.routeWebSocket(/\/graphql/, (socket) => {
		if (refuse) return void socket.close({ code: 1013, reason: 'test' });
		const server = socket.connectToServer();
		cut = async () => {
			refuse = true;
			await server.close({ code: 1000 });
			await socket.close({ code: 1012, reason: 'test' });
		};
	});
	await page.goto(url(`/board/${event}#demo-board`));
	await expect(page.getByTestId('board')).toHaveAttribute('data-status', 'live');
	await cut!();
	await expect(page.getByTestId('board')).toHaveAttribute('data-status', 'stale');
	await expect(page.getByTestId('fresh')).toContainText(/Ühendus katkes. Näed seisu kell \d\d:\d\d/);
	await accessible(page);
	refuse = false;
	await expect(page.getByTestId('board')).toHaveAttribute('data-status', 'live', { timeout: 20_000 });
});

test('a lost connection is said on the volunteer’s list, and what happened meanwhile arrives', async ({
	as
}) => {
	const { page } = await as('demo-volunteer');
	const asker = await as('demo-participant');
	const event = await liveEvent(page);
	let cut: (() => Promise<void>) | undefined;
	let refuse = false;
	await page.routeWebSocket(/\/graphql/, (socket) => {
		if (refuse) return void socket.close({ code: 1013, reason: 'test' });
		const server = socket.connectToServer();
		cut = async () => {
			refuse = true;
			await server.close({ code: 1000 });
			await socket.close({ code: 1012, reason: 'test' });
		};
	});
	await page.goto(url('/needs'));
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await cut!();
	await expect(page.getByText(/Ühendus katkes/).first()).toBeVisible();
	await accessible(page);
	const before = await page.locator('[data-need]').count();
	const answer = await asker.context.request.post(url('/graphql'), {
		data: {
			query: 'mutation ($input: RequestHelpInput!) { requestHelp(input: $input) { __typename } }',
			variables: { input: { eventId: event, kind: 'ONSITE_HELP', onSite: true } }
		}
	});
	expect((await answer.json()).data.requestHelp.__typename).toBe('RequestHelpSuccess');
	refuse = false;
	// The page may come back by itself in this very moment; then the button is gone.
	const live = page.locator('[data-testid=live][data-status=live]');
	const again = page.getByRole('button', { name: 'Proovi kohe' });
	await Promise.race([again.click().catch(() => undefined), live.waitFor()]);
	await expect(live).toBeVisible({ timeout: 20_000 });
	await expect(page.locator('[data-need]')).toHaveCount(before + 1);
});

test('the language can be changed and is kept', async ({ as }) => {
	const { page } = await as(undefined);
	await page.goto(url('/'));
	await expect(page.locator('html')).toHaveAttribute('lang', 'et');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Social hackathons that leave nobody out');
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await accessible(page);
});

test('all of it works with the keyboard alone', async ({ as }) => {
	const { page } = await as(undefined);
	await page.goto(url('/'));
	await expect(page.getByRole('link', { name: 'Ava sündmus' })).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Liigu põhisisu juurde' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('#main')).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Ava sündmus' })).toBeFocused();
	// The focus can be seen.
	expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/events\//);
	// The change of view is said.
	await expect(page.locator('#svelte-announcer')).toContainText(/mano/);
});

test('one signs in as a demo person and out again', async ({ as }) => {
	const { page } = await as(undefined, { viewport: { width: 1280, height: 800 } });
	await page.goto(url('/sign-in?next=/needs'));
	await page.getByRole('button', { name: 'Vabatahtlik', exact: true }).click();
	await expect(page).toHaveURL(/\/needs/);
	await expect(page.getByText('Sisse logitud: Anete L.')).toBeVisible();
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await page.getByRole('button', { name: 'Logi välja' }).click();
	await expect(page.getByText('Abivajadusi näevad sisse logitud vabatahtlikud.')).toBeVisible();
});

test('a wrong join code is said beside its form', async ({ as }) => {
	const { page } = await as(undefined);
	await page.goto(url('/sign-in'));
	await page.getByLabel('Sündmuse kood').fill('VALE-KOOD');
	await page.getByLabel('Nimi, mida teised näevad').last().fill('Kadri-Mariann Ž.');
	await page.getByRole('button', { name: 'Tulen kaasa' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	// Nobody sends a new one of these.
	await expect(page.getByRole('alert')).not.toContainText('Küsi uus kood');
	await accessible(page);
});

test('an empty choice does not say that nobody waits', async ({ as }) => {
	const { page } = await as('demo-volunteer');
	await page.goto(url('/needs'));
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await page.getByText('Vali, mida näed').click();
	await page.getByRole('checkbox', { name: 'lähedase asendamine kodus' }).check();
	await expect(page.getByTestId('count')).toHaveText('Sinu valikuga sobivaid vajadusi praegu ei ole.');
	await page.getByRole('checkbox', { name: 'Ainult need, mida saan ise võtta' }).check();
	await expect(page.getByTestId('count')).toHaveText('Sulle sobivaid vajadusi praegu ei ole');
	await expect(page.locator('.empty')).toContainText('Teised võivad siiski abi oodata');
	await expect(page.locator('main')).not.toContainText('Praegu keegi abi ei oota');
});

test('a broken link to an event is no page, and not something to try again', async ({ as }) => {
	const { page } = await as(undefined);
	await page.goto(url('/events/katki'));
	await expect(page.getByRole('heading', { level: 1, name: 'Seda lehte ei ole' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Proovi uuesti' })).toHaveCount(0);
	await accessible(page);
});

test('reduced motion and forced colours are respected', async ({ as }) => {
	const { page } = await as('demo-volunteer', { reducedMotion: 'reduce', forcedColors: 'active' });
	await page.goto(url('/needs'));
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	const moving = await page.evaluate(() => document.getAnimations().length);
	expect(moving).toBe(0);
	await accessible(page);
});

test('without network the page still opens and says so', async ({ as }) => {
	const { page, context } = await as(undefined, { serviceWorkers: 'allow' });
	await page.goto(url('/'));
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	// The second visit is the worker's: it keeps what is used.
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.waitForFunction(async () => (await (await caches.open('mano-shell')).keys()).length > 5);
	await context.setOffline(true);
	await page.reload();
	await expect(page.getByRole('alert')).toContainText('Server ei vasta');
	await context.setOffline(false);
	await page.getByRole('button', { name: 'Proovi uuesti' }).click();
	await expect(page.getByRole('link', { name: 'Ava sündmus' })).toBeVisible();
});
