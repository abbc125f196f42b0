import { expect, liveEvent, test, url } from './fixtures';
import type { Locator, Page } from '@playwright/test';

// The way of who uses no pointer: every step is a key, and each place where the focus comes to can be seen.

/** Goes on with a key until the focus is there, as a person does, who must not come by too much. */
async function onTo(page: Page, there: Locator, key = 'Tab', most = 40): Promise<void> {
	await expect(there).toBeVisible();
	for (let pressed = 0; pressed < most; pressed++) {
		await page.keyboard.press(key);
		const seen = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
		if (!(await there.evaluate((one) => one === document.activeElement))) continue;
		expect(seen, `the focus on ${there} is seen`).not.toBe('none');
		await expect(there).toBeInViewport();
		return;
	}
	throw new Error(`${most} times ${key} do not lead to ${there}`);
}

test('by keyboard alone help is found, asked for, taken and received', async ({ as }) => {
	const [{ page: asker }, { page: volunteer }] = [await as('demo-participant'), await as('demo-volunteer')];
	const event = await liveEvent(asker);

	await volunteer.goto(url('/'));
	await onTo(volunteer, volunteer.getByRole('link', { name: 'Abistan' }));
	await volunteer.keyboard.press('Enter');
	await expect(volunteer.locator('[data-testid=live][data-status=live]')).toBeVisible();

	await asker.goto(url('/'));
	await onTo(asker, asker.getByRole('link', { name: 'Ava sündmus' }).first());
	await asker.keyboard.press('Enter');
	await expect(asker).toHaveURL(url(`/events/${event}`));
	await onTo(asker, asker.getByRole('link', { name: 'Küsi abi' }));
	await asker.keyboard.press('Enter');
	const question = (name: string) => asker.getByRole('heading', { level: 2, name });
	await onTo(asker, asker.getByRole('radio').first());
	await onTo(asker, asker.getByRole('radio', { name: 'abi lugemisel ja kirjutamisel' }), 'ArrowDown');
	await expect(asker.getByRole('radio', { name: 'abi lugemisel ja kirjutamisel' })).toBeChecked();
	await onTo(asker, asker.getByRole('button', { name: 'Edasi' }));
	await asker.keyboard.press('Enter');
	await expect(question('Millal?')).toBeFocused();
	await onTo(asker, asker.getByLabel('Olen kohapeal ja vajan abi nüüd'));
	await asker.keyboard.press('Space');
	await onTo(asker, asker.getByRole('button', { name: 'Edasi' }));
	await asker.keyboard.press('Enter');
	await expect(question('Ainult sinu abistajale')).toBeFocused();
	await onTo(asker, asker.getByLabel(/Mida abistaja peaks teadma/));
	await asker.keyboard.type('Näidis: leht on peenikeses kirjas.');
	await onTo(asker, asker.getByRole('button', { name: 'Edasi' }));
	await asker.keyboard.press('Enter');
	await expect(question('Vaata üle')).toBeFocused();
	await onTo(asker, asker.getByRole('button', { name: 'Saada abisoov' }));
	await asker.keyboard.press('Enter');
	await expect(asker).toHaveURL(/\/my/);

	// It comes to the volunteer while the page is open, and is said once.
	const fresh = volunteer.locator('[data-need]').filter({ hasText: 'uus' }).filter({ hasText: 'lugemisel' });
	await expect(fresh).toHaveCount(1);
	await expect(volunteer.getByTestId('announcer')).toContainText('Uus abivajadus');
	const id = await fresh.getAttribute('data-need');
	const need = volunteer.locator(`[data-need="${id}"]`);
	await onTo(volunteer, need.getByRole('button', { name: /^Võtan/ }));
	await volunteer.keyboard.press('Enter');
	await expect(need).toContainText('Sina võtsid selle');
	await onTo(volunteer, need.getByRole('link', { name: 'Ava „Minu abi“' }), 'Tab', 2);
	await volunteer.keyboard.press('Enter');
	await expect(volunteer.locator(`[data-testid=matches] [data-request="${id}"]`)).toContainText('peenikeses');

	const mine = asker.locator(`[data-testid=requests] [data-request="${id}"]`);
	await expect(mine).toContainText('Anete L.');
	await onTo(asker, mine.getByRole('button', { name: /^Abistaja on kohal/ }));
	await asker.keyboard.press('Enter');
	await expect(mine.getByTestId('status')).toHaveText('toimub');
	await onTo(asker, mine.getByRole('button', { name: /^Abi on saadud/ }));
	await asker.keyboard.press('Enter');
	// It has gone to what is earlier, and the focus is not lost with it.
	await expect(mine).toHaveCount(0);
	await expect(asker.getByRole('heading', { level: 1 })).toBeFocused();
});
