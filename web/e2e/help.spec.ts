import { accessible, expect, fits, liveEvent, test, url } from './fixtures';
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
	await page.getByLabel('Olen kohapeal ja vajan abi nüüd').check();
	await page.getByLabel(/Mida abistaja peaks teadma/).fill(words);
	await page.getByLabel(/^Telefon/).fill('+372 5555 0123');
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
	await page.getByLabel(/^Kust\?/).fill('Vastseliina');
	await page.getByLabel('Sõit algab').fill('2020-01-02T10:00');
	await page.getByLabel('Lõpeb').fill('2020-01-01T10:00');
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	await expect(page.getByRole('alert')).toBeFocused();
	await expect(page.getByLabel(/^Kust\?/)).toHaveValue('Vastseliina');
	await accessible(page);
});

test('a ride has its time of departure, and is not help in the room', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: { width: 320, height: 640 } });
	await page.goto(url(`/events/${await liveEvent(page)}/ask`));
	const now = page.getByLabel('Olen kohapeal ja vajan abi nüüd');
	await page.getByRole('radio', { name: 'abi kohapeal', exact: true }).check();
	await now.check();
	await page.getByRole('radio', { name: 'transport', exact: true }).check();
	await expect(now).toHaveCount(0);
	await page.getByRole('combobox', { name: /^Kust\?/ }).fill('Vastseliina');
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	await expect(page.getByLabel('Sõit algab')).toBeFocused();
	await expect(page).toHaveURL(/\/ask/);
	await accessible(page);
	await fits(page);
});
