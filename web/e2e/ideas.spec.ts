import { accessible, expect, fits, liveEvent, test, url } from './fixtures';

test('an idea is brought without a name', async ({ as }) => {
	const { page } = await as('demo-participant');
	await page.goto(url(`/events/${await liveEvent(page)}`));
	await page.getByText('Too idee').click();
	await page.getByLabel('Idee pealkiri').fill('Nimeta pink bussipeatusesse');
	await page.getByLabel(/Mis on praegu raske/).fill('Bussi oodates ei ole kuhugi istuda.');
	await page.getByLabel(/Ilma nimeta/).check();
	await page.getByRole('button', { name: 'Saada idee' }).click();
	await expect(page.getByText(/Aitäh, idee/).first()).toBeVisible();
	await accessible(page);
	await fits(page);
});
