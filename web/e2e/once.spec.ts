import { expect, liveEvent, next, test, url } from './fixtures';
import type { Page } from '@playwright/test';

// A lost answer is not a lost act: whoever presses again repeats what was done, and does not do it twice.

/** Lets the mutation through to the server and drops its answer, as a tunnel does, until told to stop. */
async function dropAnswers(page: Page, mutation: string): Promise<{ stop: () => void; seen: () => number }> {
	let dropping = true;
	let seen = 0;
	await page.route('**/graphql', async (route) => {
		if (!dropping || !route.request().postData()?.includes(`mutation ${mutation}`)) return route.fallback();
		await route.fetch();
		seen++;
		await route.abort('connectionreset');
	});
	return { stop: () => (dropping = false), seen: () => seen };
}

async function asked(page: Page): Promise<{ id: string; kind: string; status: string }[]> {
	const answer = await page.request.post(url('/graphql'), {
		data: { query: '{ viewer { helpRequests(first: 50) { nodes { id kind status } } } }' }
	});
	return (await answer.json()).data.viewer.helpRequests.nodes;
}

test('a request whose answer was lost is stored once, however often one presses', async ({ as }) => {
	const { page } = await as('demo-participant');
	const event = await liveEvent(page);
	await page.goto(url(`/events/${event}/ask`));
	await page.getByRole('radio', { name: 'kirjeldustõlk', exact: true }).check();
	await next(page);
	await next(page);
	await page.getByLabel('Olen kohapeal ja vajan abi nüüd').check();
	await next(page);
	await next(page);
	const before = await asked(page);
	const lost = await dropAnswers(page, 'RequestHelp');
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	await expect(page.getByRole('alert')).toContainText('Server ei vasta');
	expect(lost.seen()).toBeGreaterThan(0);
	// Reloading the page is no other request either.
	await page.reload();
	lost.stop();
	await page.getByRole('button', { name: 'Saada abisoov' }).click();
	await expect(page).toHaveURL(/\/my/);
	const fresh = (await asked(page)).filter((one) => !before.some((old) => old.id === one.id));
	expect(fresh).toHaveLength(1);
});

test('an unnamed idea whose answer was lost is one idea, though nothing is kept of who brought it', async ({
	as
}) => {
	const { page } = await as('demo-participant');
	const event = await liveEvent(page);
	await page.goto(url(`/events/${event}`));
	await page.getByText('Too idee').click();
	await page.getByLabel('Idee pealkiri').fill('Kiri, mis läks kaduma');
	await page.getByLabel(/Mis on praegu raske/).fill('Postkast on kaugel.');
	await page.getByLabel(/Ilma nimeta/).check();
	const lost = await dropAnswers(page, 'SubmitIdea');
	await page.getByRole('button', { name: 'Saada idee' }).click();
	await expect(page.getByRole('alert')).toContainText('Server ei vasta');
	lost.stop();
	await page.getByRole('button', { name: 'Saada idee' }).dblclick();
	await expect(page.getByText(/Aitäh, idee/).first()).toBeVisible();
	const moderator = await as('demo-organiser');
	const answer = await moderator.page.request.post(url('/graphql'), {
		data: {
			query: `query ($id: ID!) { event(id: $id) { ideas(first: 100) { nodes { title { et } } } } }`,
			variables: { id: event }
		}
	});
	const { nodes } = (await answer.json()).data.event.ideas;
	expect(
		nodes.filter((one: { title: { et: string } }) => one.title.et === 'Kiri, mis läks kaduma')
	).toHaveLength(1);
});

test('a guest whose answer was lost joins once, however often they press', async ({ as }) => {
	const staff = await as('demo-organiser');
	const event = await liveEvent(staff.page);
	await staff.page.goto(url(`/events/${event}`));
	const code = (await staff.page.locator('strong.code').innerText()).trim();
	const { page } = await as(undefined);
	await page.goto(url(`/sign-in#code=${code}`));
	await page.getByLabel('Nimi, mida teised näevad').last().fill('Vaim V.');
	const lost = await dropAnswers(page, 'JoinAsGuest');
	await page.getByRole('button', { name: 'Tulen kaasa' }).click();
	await expect(page.getByRole('alert')).toContainText('Server ei vasta');
	lost.stop();
	await page.getByRole('button', { name: 'Tulen kaasa' }).click();
	await expect(page).toHaveURL(url(`/events/${event}`));
	const answer = await staff.page.request.post(url('/graphql'), {
		data: {
			query: `query ($id: ID!) { event(id: $id) { attendances(search: "Vaim V.") { nodes { id } } } }`,
			variables: { id: event }
		}
	});
	expect((await answer.json()).data.event.attendances.nodes).toHaveLength(1);
});
