import { accessible, expect, fits, liveEvent, test, url } from './fixtures';
import type { Page } from '@playwright/test';

async function api<T>(page: Page, query: string, variables: object): Promise<T> {
	const answer = await page.request.post(url('/graphql'), { data: { query, variables } });
	const { data, errors } = await answer.json();
	expect(errors, JSON.stringify(errors)).toBeUndefined();
	return data as T;
}

async function askNow(page: Page, kind: string): Promise<string> {
	const { requestHelp } = await api<{ requestHelp: { helpRequest: { id: string } } }>(
		page,
		`mutation ($input: RequestHelpInput!) { requestHelp(input: $input) {
			... on RequestHelpSuccess { helpRequest { id } } } }`,
		{ input: { eventId: await liveEvent(page), kind, onSite: true } }
	);
	return requestHelp.helpRequest.id;
}

const act = (page: Page, mutation: string, id: string) =>
	api(
		page,
		`mutation ($id: ID!) { ${mutation}(input: {helpRequestId: $id}) { ... on Failure { message { en } } __typename } }`,
		{ id }
	);

const moves = (page: Page, id: string) =>
	page
		.locator(`[data-request="${id}"] [data-move]`)
		.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.move).sort());

test('calling a request off asks first, says what happens, and can be left', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: { width: 320, height: 640 } });
	const id = await askNow(page, 'OTHER');
	await page.goto(url('/my'));
	const request = page.locator(`[data-request="${id}"]`);
	const cancel = request.getByRole('button', { name: /^Tühistan/ });
	await cancel.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Kas tühistad abisoovi?' });
	await expect(dialog).toContainText('seda ei saa taastada');
	// The answer that changes nothing is the nearest.
	await expect(dialog.getByRole('button', { name: 'Ei, jäta nii' })).toBeFocused();
	await accessible(page);
	await fits(page);
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(cancel).toBeFocused();
	await expect(request.getByTestId('status')).toHaveText('avatud');

	// A press beside it is no answer either.
	await cancel.click();
	await page.mouse.click(5, 5);
	await expect(dialog).toBeHidden();
	await expect(cancel).toBeFocused();
	await expect(request.getByTestId('status')).toHaveText('avatud');

	await cancel.click();
	await dialog.getByRole('button', { name: 'Jah, tühistan abisoovi' }).click();
	await expect(page.locator(`[data-testid=requests] [data-request="${id}"]`)).toHaveCount(0);
	// What is over is told as that, and not as never asked.
	await expect(page.getByText('Sa ei ole abi küsinud.')).toHaveCount(0);
	await page.locator('details', { hasText: 'Varasemad' }).first().locator('summary').click();
	await expect(request.getByTestId('status')).toHaveText('tühistatud');
});

test('each side is offered what the server takes from it, at every step', async ({ as }) => {
	const asker = await as('demo-participant');
	const helper = await as('demo-volunteer');
	const id = await askNow(asker.page, 'COMPANION');
	await act(helper.page, 'claimHelpRequest', id);
	for (const { page } of [asker, helper]) await page.goto(url('/my'));
	const seen = (page: Page) => expect.poll(() => moves(page, id));
	await seen(asker.page).toEqual(['CANCEL', 'CLOSE', 'COMPLETE', 'REPORT_NO_SHOW', 'START']);
	await seen(helper.page).toEqual(['COMPLETE', 'RELEASE', 'START']);
	await helper.page
		.locator(`[data-request="${id}"]`)
		.getByRole('button', { name: /^Alustan/ })
		.click();
	await seen(helper.page).not.toContain('START');
	await expect(
		helper.page.locator(`[data-request="${id}"]`).getByRole('button', { name: /^Abi on antud/ })
	).toBeVisible();
	for (const name of await moves(helper.page, id)) expect(['CANCEL', 'COMPLETE', 'RELEASE']).toContain(name);
	await asker.page.reload();
	await seen(asker.page).toEqual(['CANCEL', 'COMPLETE', 'REPORT_NO_SHOW']);
	await asker.page
		.locator(`[data-request="${id}"]`)
		.getByRole('button', { name: /^Abi on saadud/ })
		.click();
	await seen(asker.page).toEqual([]);
	await expect(asker.page.getByText('Sa ei ole abi küsinud.')).toHaveCount(0);
});

test('what was done on another device is seen on coming back, and an old refusal goes', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: { width: 320, height: 640 } });
	const helper = await as('demo-volunteer');
	const id = await askNow(page, 'COMPANION');
	await act(helper.page, 'claimHelpRequest', id);
	await page.goto(url('/my?sent'));
	const request = page.locator(`[data-request="${id}"]`);
	const start = request.getByRole('button', { name: /^Abistaja on kohal/ });
	await expect(page.getByText('Abisoov on vabatahtlike ees.')).toBeVisible();
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await expect(start).toBeVisible();
	await start.click();
	await expect(page.getByText('Abisoov on vabatahtlike ees.')).toHaveCount(0);
	await expect(request.getByTestId('status')).toHaveText('toimub');

	await page.route('**/graphql', (route) =>
		route.request().postData()?.includes('completeHelpRequest')
			? route.fulfill({
					json: {
						data: { outcome: { __typename: 'StateConflict', message: { et: 'Ei saa nii.', en: 'No.' } } }
					}
				})
			: route.continue()
	);
	await request.getByRole('button', { name: /^Abi on saadud/ }).click();
	await expect(request.getByRole('alert')).toHaveText('Ei saa nii.');

	// Called off elsewhere: one is not told of one's own act.
	await act(page, 'cancelHelpRequest', id);
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await expect(page.locator(`[data-testid=requests] [data-request="${id}"]`)).toHaveCount(0);
	await page.locator('details', { hasText: 'Varasemad' }).first().locator('summary').click();
	await expect(request.getByTestId('status')).toHaveText('tühistatud');
	await expect(request.getByRole('alert')).toHaveCount(0);
	await page.unrouteAll({ behavior: 'wait' });
});

test('what came of an act is shown too, beside the control that has the focus', async ({ as }) => {
	const { page } = await as('demo-participant', { viewport: { width: 320, height: 640 } });
	const id = await askNow(page, 'OTHER');
	await page.goto(url('/my'));
	await page
		.locator(`[data-request="${id}"]`)
		.getByRole('button', { name: /^Tühistan/ })
		.click();
	await page.getByTestId('confirm').click();
	const told = page.getByTestId('told');
	await expect(told).toHaveText('Tehtud: tühistatud');
	await expect(page.getByRole('status').filter({ hasText: 'Tehtud: tühistatud' })).toHaveCount(1);
	await accessible(page);
	await fits(page);
	// A control at the foot of the screen is not covered.
	await page.evaluate(() => scrollTo(0, 0));
	await page.evaluate(() => {
		const last = document.createElement('button');
		last.textContent = 'viimane';
		last.style.cssText = 'position: fixed; bottom: 1rem; left: 1rem; height: 3rem';
		document.body.append(last);
		last.focus();
	});
	await expect.poll(async () => (await told.boundingBox())!.y).toBeLessThan(200);
});
