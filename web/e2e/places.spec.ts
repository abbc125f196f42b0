import { accessible, expect, fits, liveEvent, next, test, url, when } from './fixtures';
import type { Page } from '@playwright/test';

// Where somebody is, is chosen from a list and never written in words: by keyboard, on a small phone, and again later.

/** Types into a place's field and takes what the arrow keys come to first. */
async function choose(page: Page, label: string | RegExp, typed: string, name: string) {
	const field = page.getByRole('combobox', { name: label });
	await field.focus();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(typed);
	const option = page.getByRole('option').filter({ hasText: name }).first();
	await expect(option).toBeVisible();
	await expect(field).toHaveAttribute('aria-expanded', 'true');
	await fits(page);
	for (let i = 0; (await option.getAttribute('aria-selected')) !== 'true' && i < 10; i++)
		await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(field).toHaveValue(name);
	await expect(field).toHaveAttribute('aria-expanded', 'false');
}

test('a ride starts at a place of the list, and no address goes to anybody', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: { width: 320, height: 640 } });
	await page.goto(url(`/events/${await liveEvent(page)}/ask`));
	await page.getByRole('radio', { name: 'transport', exact: true }).check();
	await next(page);
	const from = page.getByRole('combobox', { name: /^Kust\?/ });
	await from.pressSequentially('Jüri tn 12-5');
	await expect(page.getByText('Sellist kohta nimekirjas ei ole.')).toBeVisible();
	await expect(from).toHaveAttribute('aria-invalid', 'true');
	// It is refused where it is asked.
	await next(page);
	const said = page.getByRole('alert');
	await expect(said).toBeFocused();
	await accessible(page);
	await said.getByRole('link', { name: /^Kust\? Sellist kohta/ }).press('Enter');
	await expect(from).toBeFocused();
	await choose(page, /^Kust\?/, 'vastse', 'Vastseliina');
	await page.keyboard.press('Escape');
	await expect(from).toHaveValue('Vastseliina');
	await next(page);
	const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('.');
	await when(page, 'Sõit algab', day, '10.30');
	await fits(page);
	await next(page);
	await next(page);
	await page.getByRole('link', { name: /^Muuda.*Sõit$/ }).click();
	await accessible(page);
	// Written in full, it need not be chosen; and voru is Võru.
	await page.getByRole('combobox', { name: /^Kuhu\?/ }).fill('põlva');
	await accessible(page);
	await fits(page);
	// Who has looked it all over comes back to that.
	await next(page);
	await accessible(page);
	await fits(page);
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	await expect(page).toHaveURL(/\/my/);
	const asked = page
		.locator('[data-testid=requests] [data-request]')
		.filter({ hasText: 'Vastseliina → Põlva' });
	await expect(asked.first()).toBeVisible();
	await asked
		.first()
		.getByRole('button', { name: /^Lahenes muul viisil/ })
		.click();
});

test("a volunteer's data is opened again, changed by keyboard, and there the next time", async ({ as }) => {
	const { page } = await as('demo-volunteer-2', { viewport: { width: 320, height: 640 } });
	await page.goto(url('/my'));
	await page.getByRole('link', { name: 'Minu andmed abistajana' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Minu andmed abistajana' })).toBeVisible();
	const place = page.getByRole('combobox', { name: 'Kus sa oled?' });
	const radius = page.getByLabel('Kui kaugele saad minna?');
	const seats = page.getByLabel('Vabu istekohti');
	const lift = page.getByLabel('Autol on kaldtee või tõstuk');

	// What was stated stands there.
	await expect(place).toHaveValue('Võru linn');
	await expect(radius).toHaveValue('100');
	await expect(seats).toHaveValue('4');
	await expect(lift).toBeChecked();
	await expect(page.getByLabel('transport', { exact: true })).toBeChecked();
	await expect(
		page.getByRole('group', { name: 'Mul on tõlgi pädevus' }).getByLabel('viipekeeletõlk')
	).toBeChecked();
	await accessible(page);
	await fits(page);

	await choose(page, 'Kus sa oled?', 'voru v', 'Võru vald');
	await seats.focus();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type('5');
	await page.getByRole('button', { name: 'Salvesta' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText('Andmed on salvestatud.').first()).toBeVisible();
	await expect(page.locator('main :focus')).toContainText('Andmed on salvestatud.');

	await page.goto(url('/my/volunteer'));
	await expect(place).toHaveValue('Võru vald');
	await expect(seats).toHaveValue('5');
	await expect(lift).toBeChecked();

	// As it was, for the others.
	await choose(page, 'Kus sa oled?', 'voru l', 'Võru linn');
	await seats.fill('4');
	await page.getByRole('button', { name: 'Salvesta' }).click();
	await expect(page.getByText('Andmed on salvestatud.').first()).toBeVisible();
});
