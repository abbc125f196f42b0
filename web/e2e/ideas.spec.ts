import { accessible, accessibleInTheDark, expect, fits, liveEvent, test, url } from './fixtures';
import type { Page } from '@playwright/test';

// Ideas, the groups that grow from them, and who comes: by the page alone, on a small phone.

const phone = { viewport: { width: 320, height: 640 } };
const idea = (page: Page, title: string) => page.locator('[data-idea]').filter({ hasText: title });
const group = (page: Page, name: string) => page.locator('[data-group]').filter({ hasText: name });

async function bring(page: Page, event: string, title: string, unnamed: boolean): Promise<void> {
	await page.goto(url(`/events/${event}`));
	await page.getByText('Too idee').click();
	await page.getByLabel('Idee pealkiri').fill(title);
	await page.getByLabel(/Mis on praegu raske/).fill('Bussi oodates ei ole kuhugi istuda.');
	await page.getByLabel(/Kuidas võiks see paremini/).fill('Pane sinna pink.');
	if (unnamed) await page.getByLabel(/Ilma nimeta/).check();
	await page.getByRole('button', { name: 'Saada idee' }).click();
	const thanks = page.locator('.notice', { hasText: 'Aitäh, idee on käes.' });
	await expect(thanks).toBeFocused();
	await expect(thanks).toBeInViewport();
	await expect(page.getByRole('button', { name: 'Saada idee' })).toHaveCount(0);
	if (unnamed) await expect(thanks).toContainText('vaatab modereerija selle läbi');
	await expect(thanks.getByRole('link', { name: 'Vaata oma ideed' })).toHaveCount(unnamed ? 0 : 1);
}

test('an unnamed idea is brought, and opens when a moderator has read it', async ({ as }) => {
	const author = await as('demo-participant', phone);
	const moderator = await as('demo-organiser', phone);
	const event = await liveEvent(author.page);
	const title = 'Nimeta pink bussipeatusesse';
	await bring(author.page, event, title, true);
	await accessible(author.page);
	await fits(author.page);
	await expect(idea(author.page, title)).toHaveCount(0);

	await moderator.page.goto(url(`/events/${event}`));
	const waiting = idea(moderator.page, title);
	await expect(waiting).toContainText('Nimeta idee');
	await waiting.getByText('Muuda idee olekut').click();
	await waiting.getByLabel('Uus olek').selectOption({ label: 'avatud' });
	await accessible(moderator.page);
	await accessibleInTheDark(moderator.page);
	await fits(moderator.page);
	await waiting.getByRole('button', { name: 'Muuda olek' }).click();
	await expect(waiting.locator('.tag')).toHaveText('avatud');
	await expect(idea(author.page, title)).toBeVisible();
	// What one may do with it comes after it, though the stream is the same for everybody.
	await expect(idea(author.page, title).getByRole('button', { name: /^Toeta/ })).toBeVisible();
});

test('what the server refuses in an idea is said, with or without a control for it', async ({ as }) => {
	const { page } = await as('demo-participant', phone);
	await page.goto(url(`/events/${await liveEvent(page)}`));
	await page.getByText('Too idee').click();
	await page.getByLabel('Idee pealkiri').fill('Helista mulle 5555 0123');
	await page.getByLabel(/Mis on praegu raske/).fill('Raske on.');
	await page.getByRole('button', { name: 'Saada idee' }).click();
	const said = page.getByRole('alert');
	await expect(said).toBeFocused();
	await expect(said.getByRole('listitem')).toHaveCount(1);
	await accessible(page);
});

test('an idea is supported, talked about and answered', async ({ as }) => {
	const author = await as('demo-participant', phone);
	const other = await as('demo-volunteer', phone);
	const moderator = await as('demo-organiser', phone);
	const event = await liveEvent(author.page);
	const title = 'Varjualune turuplatsile';
	await bring(author.page, event, title, false);
	await author.page.getByRole('link', { name: 'Vaata oma ideed' }).click();
	await expect(idea(author.page, title)).toBeFocused();
	await expect(idea(author.page, title)).toContainText('Pane sinna pink.');
	await expect(idea(author.page, title)).toContainText('Leida P.');

	await other.page.goto(url(`/events/${event}`));
	const seen = idea(other.page, title);
	await seen.getByRole('button', { name: /^Toeta/ }).press('Enter');
	await expect(seen).toContainText('1 toetaja');
	const back = seen.getByRole('button', { name: /^Võtan toetuse tagasi/ });
	await expect(back).toBeFocused();
	await back.press('Enter');
	await expect(seen.getByRole('button', { name: /^Toeta/ })).toBeFocused();

	await seen.getByText('Kommentaare ei ole').click();
	await seen.getByLabel('Sinu kommentaar').fill('Siia mahuks ka ratastooliga.');
	await seen.getByRole('button', { name: 'Lisa kommentaar' }).click();
	await expect(seen).toContainText('Siia mahuks ka ratastooliga.');
	await expect(seen).toContainText('1 kommentaar');
	await accessible(other.page);
	await fits(other.page);

	await moderator.page.goto(url(`/events/${event}`));
	const judged = idea(moderator.page, title);
	await judged.getByText('1 kommentaar').click();
	await judged.getByRole('button', { name: /^Peida/ }).click();
	await judged.getByLabel('Miks see peidetakse?').fill('Proov');
	await accessible(moderator.page);
	await judged.getByRole('button', { name: 'Peidan kommentaari' }).click();
	await expect(judged).toContainText('Peidetud: Proov');
	await expect(judged).not.toContainText('Siia mahuks');

	// A refusal without reasons is refused itself, in words.
	await judged.getByText('Muuda idee olekut').click();
	await judged.getByLabel('Uus olek').selectOption({ label: 'ei võetud edasi' });
	await judged.getByRole('button', { name: 'Muuda olek' }).click();
	await expect(judged.getByRole('alert')).toContainText('põhjendus');
	await judged.getByLabel(/^Põhjendus/).fill('Plats ehitatakse ümber.');
	await judged.getByRole('button', { name: 'Muuda olek' }).click();
	await expect(judged.locator('.tag')).toHaveText('ei võetud edasi');
	await expect(idea(other.page, title).getByRole('button', { name: /^Toeta/ })).toHaveCount(0);
});

test('a comment shows its first answers, and the others when asked', async ({ as }) => {
	const { page } = await as('demo-participant', phone);
	const event = await liveEvent(page);
	const title = 'Tunnisild kohvikute vahel';
	await bring(page, event, title, false);
	await expect(idea(page, title)).toBeVisible();
	const call = async (query: string, variables: object) =>
		(await (await page.request.post(url('/graphql'), { data: { query, variables } })).json()).data;
	const { event: found } = await call(
		`query ($id: ID!) { event(id: $id) { ideas(filter: {search: "Tunnisild"}) { nodes { id } } } }`,
		{ id: event }
	);
	const say = (body: string, replyTo?: string) =>
		call(
			`mutation ($in: AddCommentInput!) { addComment(input: $in) { ... on AddCommentSuccess { comment { id } } } }`,
			{ in: { ideaId: found.ideas.nodes[0].id, body, replyTo } }
		);
	const { addComment } = await say('Kes tuleb appi?');
	for (let i = 1; i <= 21; i++) await say(`Vastus number ${i}.`, addComment.comment.id);
	await page.reload();
	const seen = idea(page, title);
	await seen.getByText('22 kommentaari').click();
	await expect(seen).toContainText('Vastus number 20.');
	await expect(seen).not.toContainText('Vastus number 21.');
	await seen.getByRole('button', { name: /^Näita veel vastuseid/ }).press('Enter');
	await expect(seen).toContainText('Vastus number 21.');
	await expect(seen.getByRole('button', { name: /^Näita veel vastuseid/ })).toHaveCount(0);
	await accessible(page);
});

test('a group is formed from an idea; one joins, and both can leave', async ({ as }) => {
	const lead = await as('demo-participant', phone);
	const member = await as('demo-volunteer-2', phone);
	const event = await liveEvent(lead.page);
	const title = 'Jagatud kärud poe juures';
	await bring(lead.page, event, title, false);
	const mine = idea(lead.page, title);
	await mine.getByText('Moodusta sellest töörühm').click();
	await expect(mine.getByLabel('Töörühma nimi')).toHaveValue(title);
	await mine.getByLabel('Keda sa esindad?').selectOption({ label: 'kodanik' });
	await accessible(lead.page);
	await fits(lead.page);
	await mine.getByRole('button', { name: 'Moodusta rühm' }).click();
	await expect(group(lead.page, title)).toBeFocused();
	await expect(group(lead.page, title)).toContainText('Leida P.');
	await expect(mine.locator('.tag')).toHaveText('töörühmas');

	await member.page.goto(url(`/events/${event}`));
	const seen = group(member.page, title);
	await seen.getByText('Tule töörühma').click();
	await seen.getByLabel('Keda sa esindad?').selectOption({ label: 'ekspert' });
	await seen.getByRole('button', { name: 'Tulen rühma' }).click();
	await expect(seen).toContainText('2 liiget');
	await expect(seen).toBeFocused();

	await group(lead.page, title).getByText('Anna eestvedamine üle').click();
	await group(lead.page, title).getByLabel('Uus eestvedaja').selectOption({ label: 'Oskar R.' });
	await accessible(lead.page);
	await group(lead.page, title).getByRole('button', { name: 'Annan üle' }).click();
	await expect(group(lead.page, title)).toContainText('veab Oskar R.');
	await group(lead.page, title)
		.getByRole('button', { name: /^Lahkun/ })
		.click();
	const dialog = lead.page.getByRole('dialog', { name: 'Kas lahkud rühmast?' });
	await accessible(lead.page);
	await dialog.getByRole('button', { name: 'Lahkun rühmast' }).click();
	await expect(group(lead.page, title)).toContainText('1 liige');
	await expect(group(lead.page, title).getByText('Tule töörühma')).toBeVisible();
});

test('a group that has every side still has a seat for one more', async ({ as }) => {
	const { page } = await as('demo-volunteer-2', phone);
	await page.goto(url(`/events/${await liveEvent(page)}`));
	const complete = page.locator('[data-group]').filter({ hasText: 'Kõik pooled on koos.' }).first();
	const before = Number((await complete.innerText()).match(/(\d+) liiget/)![1]);
	await complete.getByText('Tule töörühma').click();
	await complete.getByLabel('Keda sa esindad?').selectOption({ label: 'kodanik' });
	await complete.getByRole('button', { name: 'Tulen rühma' }).click();
	await expect(complete).toContainText(`${before + 1} liiget`);
});

test('one registers, changes it, and calls it off', async ({ as }) => {
	const { page } = await as('demo-admin', phone);
	const event = await liveEvent(page);
	await page.request.post(url('/graphql'), {
		data: { query: `mutation { cancelAttendance(input: {eventId: "${event}"}) { __typename } }` }
	});
	await page.goto(url(`/events/${event}`));
	await page.getByRole('button', { name: 'Tulen kohale' }).press('Enter');
	const standing = page.getByTestId('attendance');
	await expect(standing).toContainText('Oled kirjas: tuled kohale.');
	await expect(standing).toBeFocused();
	await page.locator('summary').filter({ hasText: 'Kuidas osaled?' }).click();
	await page.getByLabel(/Mitu saatjat/).fill('7');
	await page.getByRole('button', { name: 'Salvesta' }).click();
	await expect(page.getByRole('alert')).toBeFocused();
	await accessible(page);
	await page.getByLabel(/Mitu saatjat/).fill('1');
	await page.getByRole('button', { name: 'Salvesta' }).click();
	await expect(standing).toContainText('Kaasa tuleb 1 inimene.');
	await fits(page);
	await page.getByRole('button', { name: 'Ei tule siiski' }).click();
	const dialog = page.getByRole('dialog', { name: 'Kas loobud osalemisest?' });
	await accessible(page);
	await dialog.getByRole('button', { name: 'Jah, ma ei tule' }).click();
	await expect(standing).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Tulen kohale' })).toBeFocused();
});

test('at an event that is postponed nothing is offered that the server refuses', async ({ as }) => {
	const staff = await as('demo-admin');
	const { page } = await as('demo-participant', phone);
	const answer = await staff.page.request.post(url('/graphql'), {
		data: { query: '{ events(first: 1, filter: {status: [PUBLISHED]}) { nodes { id } } }' }
	});
	const event = (await answer.json()).data.events.nodes[0].id;
	await page.goto(url(`/events/${event}`));
	await expect(page.getByRole('link', { name: 'Küsi abi' })).toBeVisible();
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await staff.page.request.post(url('/graphql'), {
		data: {
			query: `mutation ($id: ID!) { changeEventStatus(input: {eventId: $id, status: POSTPONED, reason: {et: "Torm."}}) { __typename } }`,
			variables: { id: event }
		}
	});
	// On the page that is open, too.
	await expect(page.locator('.tag').first()).toHaveText('edasi lükatud');
	for (const name of [/^Tulen kohale/, /^Osalen veebis/])
		await expect(page.getByRole('button', { name })).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'Küsi abi' })).toHaveCount(0);
	await page.goto(url(`/events/${event}/ask`));
	await expect(page.getByText('Sellele sündmusele praegu abi küsida ei saa.')).toBeVisible();
	await accessible(page);
});
