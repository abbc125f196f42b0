import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';

export { expect };

export const url = (path: string) => `${process.env.MANO_URL}${path}`;

/** Every page fails its test by a script error, a violation of the content policy or a broken request. */
export function watch(page: Page): string[] {
	const problems: string[] = [];
	page.on('pageerror', (error) => problems.push(error.message));
	page.on('console', (message) => {
		// What a test breaks on purpose is reported by the browser too.
		if (
			message.type() === 'error' &&
			!/net::ERR_|WebSocket connection|Failed to load resource/.test(message.text())
		)
			problems.push(message.text());
	});
	return problems;
}

export interface Someone {
	page: Page;
	context: BrowserContext;
}

export const test = base.extend<{
	as: (token: string | undefined, options?: Parameters<Browser['newContext']>[0]) => Promise<Someone>;
}>({
	as: async ({ browser }, use) => {
		const open: { context: BrowserContext; problems: string[] }[] = [];
		await use(async (token, options) => {
			const context = await browser.newContext(options);
			if (token) {
				const answer = await context.request.post(url('/session'), {
					headers: { Authorization: `Bearer ${token}` }
				});
				expect(answer.ok(), `sign in as ${token}`).toBe(true);
			}
			const page = await context.newPage();
			open.push({ context, problems: watch(page) });
			return { page, context };
		});
		for (const { context, problems } of open) {
			await context.close();
			expect(problems).toEqual([]);
		}
	}
});

/** No finding of axe by WCAG 2.2 A and AA, and by its own good practice. */
export async function accessible(page: Page): Promise<void> {
	await findings(
		page,
		new AxeBuilder({ page }).withTags([
			'wcag2a',
			'wcag2aa',
			'wcag21a',
			'wcag21aa',
			'wcag22aa',
			'best-practice'
		])
	);
}

/** The same view in dark: all that the colours decide. */
export async function accessibleInTheDark(page: Page): Promise<void> {
	await page.emulateMedia({ colorScheme: 'dark' });
	await findings(page, new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']));
	await page.emulateMedia({ colorScheme: 'light' });
}

async function findings(page: Page, axe: AxeBuilder): Promise<void> {
	// What is just fading in has not its colours yet: for who wants no motion it has them at once.
	await page.emulateMedia({ reducedMotion: 'reduce' });
	const { violations } = await axe.analyze();
	await page.emulateMedia({ reducedMotion: null });
	const told = violations.map(
		({ id, nodes }) =>
			`${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`
	);
	expect(told, page.url()).toEqual([]);
}

/** Nothing is wider than the screen: no scrolling in two directions (WCAG 1.4.10). */
export async function fits(page: Page): Promise<void> {
	expect(
		await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
	).toBeLessThanOrEqual(0);
}

/** From one question of a long form to the next. */
export async function next(page: Page): Promise<void> {
	const at = await page.getByRole('heading', { level: 2 }).innerText();
	await page.getByRole('button', { name: 'Edasi' }).click();
	await expect(
		page
			.getByRole('heading', { level: 2 })
			.filter({ hasNotText: at.split('\n').pop()! })
			.or(page.getByRole('alert'))
	).toBeVisible();
}

/** Types a day and a clock. */
export async function when(page: Page, question: string, date: string, clock: string): Promise<void> {
	const group = page.getByRole('group', { name: question });
	await group.getByLabel('Kuupäev').fill(date);
	await group.getByLabel('Kell').fill(clock);
	await group.getByLabel('Kell').blur();
}

export async function liveEvent(page: Page): Promise<string> {
	const answer = await page.request.post(url('/graphql'), {
		data: { query: '{ events(first: 1, filter: {status: [LIVE]}) { nodes { id } } }' }
	});
	return (await answer.json()).data.events.nodes[0].id;
}
