import { accessible, expect, fits, liveEvent, next, test, url, when } from './fixtures';
import type { Page } from '@playwright/test';

// The one sentence that everything serves: a need that someone dares to state is seen by the right volunteers within a
// second, is taken by exactly one, and is never lost.

const row = (wall: Page, kind: string) =>
	wall.getByRole('row').filter({ has: wall.getByRole('rowheader', { name: kind }) });

async function ask(page: Page, event: string, kind: string, words: string) {
	await page.goto(url(`/events/${event}`));
	await page.getByRole('link', { name: 'Küsi abi' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Küsi abi' })).toBeVisible();
	await expect(page.getByRole('link', { name: '112' })).toBeVisible();
	await page.getByRole('radio', { name: kind, exact: true }).check();
	await next(page);
	await page.getByLabel('Olen kohapeal ja vajan abi nüüd').check();
	await next(page);
	await page.getByLabel(/Mida abistaja peaks teadma/).fill(words);
	await page.getByLabel(/^Telefon/).fill('+372 5555 0123');
	// A browser brings back what a closed tab has kept, so private words are never written down.
	expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toMatch(/mano\.form(?!.*5555 0123)/);
	await next(page);
	// Before it is sent, all of it is seen.
	await expect(page.getByRole('term')).toHaveCount(3);
	for (const said of [kind, words, '+372 5555 0123'])
		await expect(page.getByRole('definition').filter({ hasText: said })).toBeVisible();
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	await expect(page).toHaveURL(/\/my/);
}

test('a need is asked, seen by all at once, taken by one and gone for the others', async ({ as }) => {
	const [asker, first, second] = [
		await as('demo-participant'),
		await as('demo-volunteer'),
		await as('demo-volunteer-2')
	];
	const wall = await as(undefined, { viewport: { width: 1920, height: 1080 } });
	const event = await liveEvent(asker.page);

	await wall.page.goto(url(`/board/${event}#demo-board`));
	await expect(wall.page.getByTestId('board')).toHaveAttribute('data-status', 'live');
	for (const { page } of [first, second]) {
		await page.goto(url('/needs'));
		await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	}
	const before = await first.page
		.locator('[data-need]')
		.evaluateAll((all) => all.map((one) => one.getAttribute('data-need')));

	const words = 'Ootan õhtul ukse juures, ŠŽõäöü „näidis“.';
	await ask(asker.page, event, 'abivahendi laen', words);
	const asked = Date.now();
	const fresh = (page: Page) =>
		page.locator('[data-need]').filter({ hasText: 'abivahendi laen' }).filter({ hasText: 'uus' });
	await expect(fresh(first.page)).toHaveCount(1);
	await expect(fresh(second.page)).toHaveCount(1);
	// Four browsers share the machine with the server here; without them it is a few milliseconds.
	expect(Date.now() - asked).toBeLessThan(3_000);
	const id = (await fresh(first.page).getAttribute('data-need'))!;
	expect(before).not.toContain(id);
	await expect(first.page.getByTestId('announcer')).toContainText(/Uus abivajadus/);
	// The teaser is all that a volunteer sees before.
	await expect(first.page.locator('main')).not.toContainText(words);
	await expect(first.page.locator('main')).not.toContainText('5555 0123');
	await expect(row(wall.page, 'abivahendi laen').getByRole('cell').first()).not.toHaveText('0');

	// A second click of an eager finger does nothing more.
	const take = first.page.locator(`[data-need="${id}"]`).getByRole('button', { name: /^Võtan/ });
	await take.dblclick();
	await expect(first.page.locator(`[data-need="${id}"]`)).toContainText('Sina võtsid selle');
	await expect(second.page.locator(`[data-need="${id}"]`)).toContainText(/Läinud/);
	await expect(second.page.locator(`[data-need="${id}"]`)).toHaveCount(0);
	await expect(row(wall.page, 'abivahendi laen').getByRole('cell').first()).toHaveText('0');

	// The contact opens to the one who took it, and to nobody else.
	await first.page.getByRole('link', { name: 'Ava „Minu abi“' }).first().click();
	const match = first.page.locator(`[data-testid=matches] [data-request="${id}"]`);
	await expect(match).toContainText(words);
	await expect(match).toContainText('5555 0123');
	await accessible(first.page);

	const mine = asker.page.locator(`[data-testid=requests] [data-request="${id}"]`);
	await expect(mine.getByTestId('status')).toHaveText('kokku lepitud');
	await expect(mine).toContainText('Anete L.');
	await accessible(asker.page);
	await fits(asker.page);

	// Giving it back, without blame, opens it again for all.
	await match.getByRole('button', { name: /^Ei saa siiski/ }).click();
	await first.page.getByTestId('confirm').click();
	await expect(
		second.page.locator(`[data-need="${id}"]`).getByRole('button', { name: /^Võtan/ })
	).toBeVisible();
	await second.page
		.locator(`[data-need="${id}"]`)
		.getByRole('button', { name: /^Võtan/ })
		.click();
	await expect(second.page.locator(`[data-need="${id}"]`)).toContainText('Sina võtsid selle');

	// And to the end.
	await expect(mine).toContainText('Oskar R.');
	await mine.getByRole('button', { name: /^Abistaja on kohal/ }).click();
	await expect(mine.getByTestId('status')).toHaveText('toimub');
	await mine.getByRole('button', { name: /^Abi on saadud/ }).click();
	await expect(asker.page.locator('details', { hasText: 'Varasemad' }).first()).toBeVisible();
});

test('two volunteers press at the same moment: exactly one has it', async ({ as }) => {
	const [asker, first, second] = [
		await as('demo-participant'),
		await as('demo-volunteer'),
		await as('demo-volunteer-2')
	];
	const event = await liveEvent(asker.page);
	for (const { page } of [first, second]) {
		await page.goto(url('/needs'));
		await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	}
	await ask(asker.page, event, 'tugiisik', 'Võistlus');
	const card = (page: Page) =>
		page.locator('[data-need]').filter({ hasText: 'tugiisik' }).filter({ hasText: 'uus' });
	await expect(card(first.page)).toHaveCount(1);
	await expect(card(second.page)).toHaveCount(1);
	const id = await card(first.page).getAttribute('data-need');
	// The mutation of both leaves at once, whatever the stream says in between.
	await Promise.all(
		[first, second].map(({ page }) =>
			page.locator(`[data-need="${id}"] .take`).evaluate((button: HTMLElement) => button.click())
		)
	);
	const outcome = (page: Page) => page.locator(`[data-need="${id}"] .notice`);
	await expect(outcome(first.page)).toBeVisible();
	await expect(outcome(second.page)).toBeVisible();
	const texts = await Promise.all([first, second].map(({ page }) => outcome(page).innerText()));
	expect(texts.filter((text) => text.includes('Sina võtsid selle'))).toHaveLength(1);
	expect(texts.filter((text) => /Keegi jõudis ette|Läinud/.test(text))).toHaveLength(1);
});

test('the form says which field is wrong and keeps what was written', async ({ as }) => {
	const { page } = await as('demo-participant');
	const event = await liveEvent(page);
	await page.goto(url(`/events/${event}/ask`));
	await page.getByRole('radio', { name: 'transport', exact: true }).check();
	await next(page);
	await page.getByLabel(/^Kust\?/).fill('Vastseliina');
	await next(page);
	await when(page, 'Sõit algab', '2.1.2020', '10');
	await when(page, 'Lõpeb', '1.1.2020', '10');
	await expect(page.getByText('neljapäev, 2. jaanuar 2020')).toBeVisible();
	await next(page);
	await next(page);
	await accessible(page);
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	// It is told where the answer was given, and leads to it.
	const said = page.getByRole('alert');
	await expect(page.getByRole('heading', { level: 2 })).toContainText('Millal?');
	await expect(said).toBeFocused();
	await accessible(page);
	await said.getByRole('link').first().press('Enter');
	await expect(
		page
			.getByRole('group', { name: /^(Sõit algab|Lõpeb)/ })
			.getByLabel('Kuupäev')
			.and(page.locator(':focus'))
	).toHaveCount(1);
	// Neither Back nor a reload takes what was written.
	await page.reload();
	await expect(page.getByRole('group', { name: 'Sõit algab' }).getByLabel('Kell')).toHaveValue('10:00');
	await page.getByRole('link', { name: 'Tagasi', exact: true }).click();
	await expect(page.getByLabel(/^Kust\?/)).toHaveValue('Vastseliina');
	await page.goBack();
	await expect(page.getByRole('group', { name: 'Sõit algab' }).getByLabel('Kell')).toHaveValue('10:00');
});

test('what is refused of an earlier question leads back to it', async ({ as }) => {
	const { page } = await as('demo-participant');
	await page.goto(url(`/events/${await liveEvent(page)}/ask`));
	await page.getByRole('radio', { name: 'transport', exact: true }).check();
	await next(page);
	// While the list cannot be asked, nobody is kept at the question.
	await page.route(/\/graphql\?operationName=Places&/, (route) => route.abort());
	await page.getByLabel(/^Kust\?/).fill('Õõõõ');
	await next(page);
	await page.unrouteAll({ behavior: 'wait' });
	await when(page, 'Sõit algab', '2.1.2020', '10');
	await next(page);
	await next(page);
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	const link = page.getByRole('alert').getByRole('link', { name: /nimekirjast/ });
	await link.press('Enter');
	await expect(page.getByLabel(/^Kust\?/)).toHaveValue('Õõõõ');
});

test('a ride has its time of departure, and is not help in the room', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: { width: 320, height: 640 } });
	await page.goto(url(`/events/${await liveEvent(page)}/ask`));
	const now = page.getByLabel('Olen kohapeal ja vajan abi nüüd');
	await page.getByRole('radio', { name: 'abi kohapeal', exact: true }).check();
	await next(page);
	await now.check();
	await page.goBack();
	await page.getByRole('radio', { name: 'transport', exact: true }).check();
	await next(page);
	await page.getByRole('combobox', { name: /^Kust\?/ }).fill('Vastseliina');
	await next(page);
	await expect(page.getByRole('group', { name: 'Sõit algab' })).toBeVisible();
	await expect(now).toHaveCount(0);
	await next(page);
	const said = page.getByRole('alert');
	await expect(said).toBeFocused();
	await accessible(page);
	await said.getByRole('link', { name: /^Sõit algab/ }).press('Enter');
	await expect(page.getByRole('group', { name: 'Sõit algab' }).getByLabel('Kuupäev')).toBeFocused();
	await expect(page).toHaveURL(/\/ask/);
	// Of a day and a clock that are both wrong, both are told.
	await when(page, 'Sõit algab', '31.2.2026', '25');
	await page.getByRole('button', { name: 'Edasi' }).click();
	await expect(said.getByRole('link')).toHaveText([/kirjuta kuupäev/, /kirjuta kellaaeg/]);
	await said.getByRole('link').last().press('Enter');
	await expect(page.getByRole('group', { name: 'Sõit algab' }).getByLabel('Kell')).toBeFocused();
	await accessible(page);
	await fits(page);
});
