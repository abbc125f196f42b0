import { accessible, accessibleInTheDark, expect, fits, liveEvent, test, url } from './fixtures';

const phone = { viewport: { width: 320, height: 640 } };

// Help on the spot is only for who has been seen at the desk: all of that way goes through the pages.
test('a volunteer refused for want of the desk is checked in on the page, by keyboard, and helps', async ({
	as
}) => {
	const staff = await as('demo-organiser', phone);
	const event = await liveEvent(staff.page);
	const asker = await as('demo-participant');
	const asked = await asker.context.request.post(url('/graphql'), {
		data: {
			query:
				'mutation ($id: ID!) { requestHelp(input: {eventId: $id, kind: ONSITE_HELP, onSite: true}) { ... on RequestHelpSuccess { helpRequest { id } } } }',
			variables: { id: event }
		}
	});
	const id = (await asked.json()).data.requestHelp.helpRequest.id;

	const desk = staff.page.getByTestId('desk');
	await staff.page.goto(url(`/events/${event}`));
	const code = (await staff.page.locator('strong.code').innerText()).trim();
	const name = `Laudur ${Date.now()}`;

	const { page } = await as(undefined, phone);
	await page.goto(url(`/sign-in#code=${code}`));
	await page.getByLabel('Nimi, mida teised näevad').last().fill(name);
	await page.getByRole('button', { name: 'Tulen kaasa' }).click();
	await expect(page.getByTestId('attendance')).toContainText('Oled kirjas');
	await page.getByRole('link', { name: 'Abistan' }).click();
	await page.getByRole('checkbox', { name: 'abi kohapeal' }).check();
	await page.getByLabel('Kus sa oled?').fill('Võru linn');
	await page.getByLabel('Kui kaugele saad minna?').selectOption('100');
	await page.getByRole('button', { name: 'Salvesta' }).click();
	await page.getByRole('button', { name: 'Olen valves 4 tundi' }).click();
	const need = page.locator(`[data-need="${id}"]`);
	await expect(page.locator('[data-testid=live][data-status=live]')).toBeVisible();
	await need.getByRole('button', { name: /^Võtan/ }).click();
	await expect(need).toContainText('registreerimislauda');

	// At the desk, with the keyboard alone.
	await desk.locator('summary').focus();
	await staff.page.keyboard.press('Enter');
	await expect(desk.getByRole('listitem').first()).toBeVisible();
	await expect(desk).toContainText(code);
	await accessible(staff.page);
	await staff.page.keyboard.press('Tab');
	await expect(desk.getByLabel('Otsi nime järgi')).toBeFocused();
	await staff.page.keyboard.type('Sellist ei ole');
	await expect(desk).toContainText('Sellise nimega inimest kirjas ei ole.');
	await desk.getByLabel('Otsi nime järgi').fill(name.toLowerCase());
	await expect(desk.getByRole('listitem')).toHaveCount(1);
	const found = desk.getByRole('listitem').filter({ hasText: name });
	await expect(found).toContainText('kirjas');
	await staff.page.keyboard.press('Tab');
	await expect(found.getByRole('button', { name: `Märgi kohale: ${name}` })).toBeFocused();
	await staff.page.keyboard.press('Enter');
	await expect(found.locator('.tag')).toHaveText('✓ kohal');
	await expect(found.getByRole('button')).toHaveCount(0);
	await expect(found).toBeFocused();
	await expect(staff.page.getByTestId('announcer')).toContainText(`${name} on kohale märgitud.`);
	await fits(staff.page);
	await accessible(staff.page);
	await accessibleInTheDark(staff.page);

	// How far a volunteer is checked is a coordinator's to say.
	const me = await page.request.post(url('/graphql'), { data: { query: '{ viewer { person { id } } }' } });
	const verified = await (
		await as('demo-coordinator')
	).context.request.post(url('/graphql'), {
		data: {
			query:
				'mutation ($id: ID!) { verifyVolunteer(input: {personId: $id, verification: EMAIL}) { __typename } }',
			variables: { id: (await me.json()).data.viewer.person.id }
		}
	});
	expect((await verified.json()).data.verifyVolunteer.__typename).toBe('VerifyVolunteerSuccess');
	await need.getByRole('button', { name: /^Võtan/ }).click();
	await expect(need).toContainText('Sina võtsid selle');
	await asker.context.request.post(url('/graphql'), {
		data: {
			query: 'mutation ($id: ID!) { completeHelpRequest(input: {helpRequestId: $id}) { __typename } }',
			variables: { id }
		}
	});
});

test('the desk shows who registers meanwhile, and is no part of the page of who comes', async ({ as }) => {
	const staff = await as('demo-coordinator', phone);
	const event = await liveEvent(staff.page);
	await staff.page.goto(url(`/events/${event}`));
	const code = (await staff.page.locator('strong.code').innerText()).trim();
	await staff.page.getByTestId('desk').locator('summary').click();
	const name = `Hiline ${Date.now()}`;
	await staff.page.getByLabel('Otsi nime järgi').fill(name);
	await expect(staff.page.getByTestId('desk')).toContainText('Sellise nimega inimest kirjas ei ole.');
	const { page } = await as(undefined, phone);
	await page.goto(url(`/sign-in#code=${code}`));
	await page.getByLabel('Nimi, mida teised näevad').last().fill(name);
	await page.getByRole('button', { name: 'Tulen kaasa' }).click();
	await expect(page.getByTestId('attendance')).toBeVisible();
	await expect(page.getByTestId('desk')).toHaveCount(0);
	await expect(staff.page.getByTestId('desk').getByRole('listitem').filter({ hasText: name })).toBeVisible();
});
