import { accessible, expect, fits, liveEvent, test, url } from './fixtures';
import type { Page } from '@playwright/test';

async function api<T>(page: Page, token: string, query: string, variables: object = {}): Promise<T> {
	const answer = await page.request.post(url('/graphql'), {
		data: { query, variables },
		headers: { Authorization: `Bearer ${token}` }
	});
	const { data, errors } = await answer.json();
	expect(errors).toBeUndefined();
	return data;
}

// Somebody who has come in from the street helps in the room: only there, only on duty, and as long as they like.
test('a guest becomes a volunteer, is told what is missing, helps, and stops', async ({ as, browser }) => {
	const outside = await browser.newContext(); // without anybody's cookie
	const desk = await outside.newPage();
	const event = await liveEvent(desk);
	const { event: found } = await api<{ event: { joinCode: string } }>(
		desk,
		'demo-organiser',
		'query ($id: ID!) { event(id: $id) { joinCode } }',
		{ id: event }
	);
	const joined = await desk.request.post(url('/graphql'), {
		data: {
			query:
				'mutation ($code: String!) { joinAsGuest(input: {joinCode: $code, displayName: "Külaline"}) { ... on JoinAsGuestSuccess { token viewer { person { id } } } } }',
			variables: { code: found.joinCode }
		}
	});
	const { token, viewer } = (await joined.json()).data.joinAsGuest;
	const guest = await as(token);

	await guest.page.goto(url('/needs'));
	await guest.page.getByRole('checkbox', { name: 'abi kohapeal' }).check();
	await guest.page.getByLabel('Kus sa oled?').fill('Võru linn');
	await guest.page.getByLabel('Kui kaugele saad minna?').selectOption('100');
	await guest.page.getByRole('button', { name: 'Salvesta' }).click();
	await expect(guest.page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await expect(guest.page.getByText('Näita minu e-posti aadressi')).toHaveCount(0); // there is none
	await api(
		desk,
		'demo-coordinator',
		'mutation ($id: ID!) { verifyVolunteer(input: {personId: $id, verification: EMAIL}) { __typename } }',
		{ id: viewer.person.id }
	);

	const asked = await api<{ requestHelp: { helpRequest: { id: string } } }>(
		desk,
		'demo-participant',
		'mutation ($id: ID!) { requestHelp(input: {eventId: $id, kind: ONSITE_HELP, onSite: true}) { ... on RequestHelpSuccess { helpRequest { id } } } }',
		{ id: event }
	);
	const need = guest.page.locator(`[data-need="${asked.requestHelp.helpRequest.id}"]`);
	await need.getByRole('button', { name: /^Võtan/ }).click();
	await expect(need).toContainText('Mine enne registreerimislauda');
	await expect(need).toContainText('Märgi enne, et oled valves');
	await accessible(guest.page);

	const { attendEvent } = await api<{ attendEvent: { attendance: { id: string } } }>(
		desk,
		token,
		'mutation ($id: ID!) { attendEvent(input: {eventId: $id}) { ... on AttendEventSuccess { attendance { id } } } }',
		{ id: event }
	);
	await api(
		desk,
		'demo-coordinator',
		'mutation ($id: ID!) { checkIn(input: {attendanceId: $id}) { __typename } }',
		{ id: attendEvent.attendance.id }
	);
	await guest.page.getByRole('button', { name: 'Olen valves 4 tundi' }).click();
	await expect(need).not.toContainText('Märgi enne, et oled valves');
	await need.getByRole('button', { name: /^Võtan/ }).click();
	await expect(need).toContainText('Sina võtsid selle');

	await guest.page.getByText('Ma ei saa enam aidata').click();
	await fits(guest.page);
	await accessible(guest.page);
	await guest.page.getByRole('button', { name: 'Lõpetan abistamise' }).click();
	await expect(guest.page.getByRole('heading', { name: 'Hakka abistajaks' })).toBeVisible();
	const again = await api<{ helpRequest: { status: string } }>(
		desk,
		'demo-participant',
		'query ($id: ID!) { helpRequest(id: $id) { status } }',
		{ id: asked.requestHelp.helpRequest.id }
	);
	expect(again.helpRequest.status).toBe('OPEN');
	await api(
		desk,
		'demo-participant',
		'mutation ($id: ID!) { cancelHelpRequest(input: {helpRequestId: $id}) { __typename } }',
		{ id: asked.requestHelp.helpRequest.id }
	);
	await outside.close();
});
