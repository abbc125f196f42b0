import { expect, liveEvent, test, url } from './fixtures';
import type { Page } from '@playwright/test';

// What is the same for everybody is asked without a name, so that a server and a browser may keep it; the rest by name.

/** The statuses that came over the wire for what is asked without a name, in order: 304 where the browser held it. */
async function answers(page: Page): Promise<() => number[]> {
	const asked: string[] = [];
	const statuses = new Map<string, number>();
	const devtools = await page.context().newCDPSession(page);
	devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
		if (request.method === 'GET' && request.url.includes('/graphql?')) asked.push(requestId);
	});
	// It may come before what says which request it is of.
	devtools.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
		statuses.set(requestId, statusCode);
	});
	await devtools.send('Network.enable');
	return () => asked.flatMap((id) => statuses.get(id) ?? []);
}

test('a page that is opened again is only asked whether it is still right', async ({ as }) => {
	const { page } = await as('demo-participant');
	const event = await liveEvent(page);
	const statuses = await answers(page);
	const named: string[] = [];
	page.on('request', async (request) => {
		if (request.url().includes('/graphql?') && (await request.allHeaders())['cookie'])
			named.push(request.url());
	});
	const open = async () => {
		await page.goto(url(`/events/${event}`));
		await expect(page.locator('[data-idea]').first()).toBeVisible();
		await expect(
			page
				.locator('[data-idea]')
				.first()
				.getByRole('button', { name: /toeta|toetus/i })
		).toBeVisible();
	};
	await open();
	await expect.poll(statuses).toEqual([200]);
	await open();
	await expect.poll(statuses).toEqual([200, 304]);
	// One's own act is there at once, and what is held is not taken for it.
	const idea = page
		.locator('[data-idea]')
		.filter({ has: page.getByRole('button', { name: /^Toeta/ }) })
		.first();
	const title = await idea.getAttribute('data-idea');
	await idea.getByRole('button', { name: /^Toeta/ }).click();
	const supported = page.locator(`[data-idea="${title}"]`);
	await expect(supported.getByRole('button', { name: /^Toeta/ })).toHaveCount(0);
	const said = await supported.innerText();
	await open();
	await expect.poll(statuses).toEqual([200, 304, 200]);
	await expect(supported).toHaveText(said, { useInnerText: true });
	expect(named, 'asked with a cookie').toEqual([]);
});

test('a draft is there for who prepares it, and for nobody else', async ({ as }) => {
	const [staff, stranger] = [await as('demo-organiser'), await as(undefined)];
	const answer = await staff.context.request.post(url('/graphql'), {
		data: {
			query: `mutation ($input: CreateEventInput!) { createEvent(input: $input) { ... on CreateEventSuccess { event { id } } } }`,
			variables: {
				input: {
					kind: 'SOCIAL_HACKATHON',
					format: 'ONLINE',
					title: { et: 'Mustand sügiseks' },
					startsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
					endsAt: new Date(Date.now() + 31 * 86_400_000).toISOString()
				}
			}
		}
	});
	const { id } = (await answer.json()).data.createEvent.event;
	await staff.page.goto(url(`/events/${id}`));
	await expect(staff.page.getByRole('heading', { level: 1, name: 'Mustand sügiseks' })).toBeVisible();
	await expect(staff.page.locator('.tags').first()).toContainText('mustand');
	await expect(staff.page.locator('#tools')).toBeVisible();
	await stranger.page.goto(url(`/events/${id}`));
	await expect(stranger.page.getByRole('heading', { level: 1, name: 'Seda lehte ei ole' })).toBeVisible();
});
