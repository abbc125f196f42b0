import { accessible, expect, fits, liveEvent, test, url } from './fixtures';

const phone = { viewport: { width: 320, height: 640 } };

test('whoever joins by a code stands on the page of the event, and is registered', async ({ as }) => {
	const staff = await as('demo-organiser', phone);
	const event = await liveEvent(staff.page);
	await staff.page.goto(url(`/events/${event}`));
	const code = (await staff.page.locator('strong.code').innerText()).trim();
	const { page } = await as(undefined, phone);
	await page.goto(url('/sign-in'));
	await page.getByLabel('Sündmuse kood').fill(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase());
	await page.getByLabel('Nimi, mida teised näevad').last().fill('Kadri M.');
	await page.getByRole('button', { name: 'Tulen kaasa' }).click();
	await expect(page).toHaveURL(url(`/events/${event}`));
	await expect(page.getByTestId('attendance')).toContainText('Oled kirjas');

	// There is no way back in for a guest: that is said before.
	const leave = page.getByRole('button', { name: 'Logi välja' });
	await leave.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Kas logid välja?' });
	await expect(dialog).toContainText('ei pääse oma abisoovide');
	await accessible(page);
	await fits(page);
	await page.keyboard.press('Escape');
	await expect(leave).toBeFocused();
	await leave.click();
	await dialog.getByTestId('confirm').click();
	await expect(leave).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'Logi sisse' }).first()).toBeFocused();
});

test('the wall carries the code for guests when the organiser wants it, and only then', async ({ as }) => {
	const staff = await as('demo-organiser', phone);
	const event = await liveEvent(staff.page);
	await staff.page.goto(url(`/events/${event}`));
	const code = (await staff.page.locator('strong.code').innerText()).trim();
	const wall = await as(undefined, { viewport: { width: 1920, height: 1080 } });
	for (const wanted of [false, true]) {
		await staff.page.getByLabel('Näita ekraanil ka sündmuse koodi').setChecked(wanted);
		await staff.page.getByRole('button', { name: 'Tee saali ekraani aadress' }).click();
		const link = staff.page.locator(`a.code[href${wanted ? '$' : '*'}="${wanted ? `.${code}` : '#'}"]`);
		await expect(link).toBeVisible();
		await fits(staff.page);
		await wall.page.goto(url((await link.getAttribute('href'))!));
		await wall.page.reload();
		await expect(wall.page.getByTestId('board')).toHaveAttribute('data-status', 'live');
		await expect(wall.page.getByTestId('guest-code')).toHaveCount(wanted ? 1 : 0);
		if (wanted) await expect(wall.page.getByTestId('guest-code')).toHaveText(`Kood: ${code}`);
		await fits(wall.page);
		expect(await wall.page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080);
	}
	await accessible(staff.page);
	await accessible(wall.page);
	// What the picture leads to: the code is there, a name is all that is asked for.
	const { page } = await as(undefined, phone);
	await page.goto(url(`/sign-in?next=${encodeURIComponent(`/events/${event}`)}#code=${code}`));
	await expect(page.getByLabel('Sündmuse kood')).toHaveValue(code);
	await expect(page.getByLabel('Nimi, mida teised näevad').last()).toBeFocused();
	await accessible(page);
	await page.keyboard.type('Mihkel T.');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(url(`/events/${event}`));
	await expect(page.getByTestId('attendance')).toBeVisible();
});
