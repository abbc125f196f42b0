import { accessible, expect, fits, test, url } from './fixtures';

// Every component in every state, before any page: in both languages, by day, by night and with more contrast, on a phone and a desk.
const looks = [
	{ name: 'by day' },
	{ name: 'by night', colorScheme: 'dark' },
	{ name: 'with more contrast', contrast: 'more' },
	{ name: 'by night with more contrast', colorScheme: 'dark', contrast: 'more' }
] as const;
const screens = [
	{ width: 390, height: 844 },
	{ width: 1280, height: 800 }
];

for (const { name, ...look } of looks)
	test(`every component is accessible and fits ${name}`, async ({ as }) => {
		const { page } = await as(undefined, look);
		for (const part of ['look', 'parts', 'forms', 'cards']) {
			await page.goto(url(`/design?part=${part}`));
			await expect(page.getByTestId(part).getByRole('heading', { level: 2 }).first()).toBeVisible();
			for (const language of ['English', 'Eesti'] as const) {
				for (const viewport of screens) {
					await page.setViewportSize(viewport);
					if (viewport === screens[0]) await page.getByRole('button', { name: language }).click();
					await accessible(page);
					await fits(page);
				}
				await page.setViewportSize(screens[0]!);
			}
			await page.setViewportSize({ width: 320, height: 640 });
			await fits(page);
		}
	});

test('a theme that the device has not chosen can be looked at, by its address', async ({ as }) => {
	const { page } = await as(undefined, { colorScheme: 'light' });
	await page.goto(url('/design?part=parts'));
	await page.getByRole('link', { name: 'Tume' }).click();
	await expect(page).toHaveURL(/part=parts&theme=dark/);
	await expect(page.getByRole('link', { name: 'Tume' })).toHaveAttribute('aria-current', 'page');
	const colour = () => page.getByTestId('parts').evaluate((one) => getComputedStyle(one).backgroundColor);
	const dark = await colour();
	await accessible(page);
	await page.goBack();
	await expect.poll(colour).not.toBe(dark);
});

test('the page of the design is in the demo alone', async ({ as }) => {
	const { page } = await as(undefined);
	await page.route('**/graphql', async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: (await response.text()).replace('"demo":true', '"demo":false') });
	});
	await page.goto(url('/design'));
	await expect(page.getByRole('heading', { level: 1, name: 'Seda lehte ei ole' })).toBeVisible();
	await expect(page.getByTestId('look')).toHaveCount(0);
	await page.unrouteAll({ behavior: 'wait' });
});
