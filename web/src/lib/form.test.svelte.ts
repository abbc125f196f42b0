import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { words } from '$i18n/i18n.svelte';
import IdeaForm from './IdeaForm.svelte';
import { session } from './session.svelte';

// What every form does, by one that has most of it: two questions to answer, one that may be left.

beforeEach(async () => {
	await words.use('et');
	sessionStorage.clear();
	signedIn('leida');
});
afterEach(() => vi.unstubAllGlobals());

const signedIn = (id: string) => (session.viewer = { person: { id } } as typeof session.viewer);
const open = () => render(IdeaForm, { eventId: '1', mayBeUnnamed: true, listed: [], reload: async () => {} });

const title = () => screen.getByLabelText<HTMLInputElement>('Idee pealkiri');
const problem = () => screen.getByLabelText<HTMLTextAreaElement>(/raske/);
const button = () => screen.getByRole('button');
const write = (control: HTMLElement, value: string) => fireEvent.input(control, { target: { value } });
async function fill() {
	await write(title(), 'Pink');
	await write(problem(), 'Istuda ei ole kuhugi.');
}

/** Answers in turn; returns what was sent. */
function answering(...answers: (object | Promise<object>)[]): { idempotencyKey?: string; title: object }[] {
	const seen: { title: object }[] = [];
	vi.stubGlobal('fetch', async (_: unknown, { body }: { body: string }) => {
		seen.push(JSON.parse(body).variables.input);
		const answer = { data: { outcome: await answers.shift() } };
		return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
	});
	return seen;
}
const done = { __typename: 'SubmitIdeaSuccess', idea: { id: '7', status: 'OPEN' } };
const said = (text: string) => ({ et: text, en: text });

it('says what is not answered, in the words of the page, and leads there', async () => {
	const sent = answering(done);
	open();
	await write(title(), '  ');
	await fireEvent.click(button());
	const alert = await screen.findByRole('alert');
	await waitFor(() => expect(document.activeElement).toBe(alert));
	const links = within(alert).getAllByRole('link');
	expect(links.map((link) => link.textContent)).toEqual([
		'Idee pealkiri: kirjuta vastus.',
		'Mis on praegu raske ja kellele? Kirjuta vastus.'
	]);
	await fireEvent.click(links[1]!);
	expect(document.activeElement).toBe(problem());
	expect(problem().getAttribute('aria-invalid')).toBe('true');
	const [error] = problem().getAttribute('aria-describedby')!.split(' ');
	expect(document.getElementById(error!)?.textContent).toBe('Kirjuta vastus.');
	// What may be left says so, and is not missed.
	expect(screen.getByLabelText(/paremini olla\? \(soovi korral\)/).hasAttribute('aria-invalid')).toBe(false);
	expect(sent).toEqual([]);
});

it('shows each thing that the server refuses, with a control for it or without', async () => {
	answering({
		__typename: 'ValidationFailed',
		message: said('Mõni väli vajab parandamist.'),
		fields: [
			{ path: ['title', 'et'], message: said('Pealkiri on liiga pikk.') },
			{ path: ['eventId'], message: said('Sündmust ei ole.') }
		]
	});
	open();
	await fill();
	await fireEvent.click(button());
	const alert = await screen.findByRole('alert');
	expect(
		within(alert)
			.getAllByRole('listitem')
			.map((one) => one.textContent?.trim())
	).toEqual(['Pealkiri on liiga pikk.', 'Sündmust ei ole.']);
	expect(within(alert).getAllByRole('link')).toHaveLength(1);
	expect(title().getAttribute('aria-invalid')).toBe('true');
	expect(title().value).toBe('Pink');
});

it('is sent once, however often it is pressed, and says that it is at work', async () => {
	let answer: (payload: object) => void = () => {};
	const sent = answering(new Promise<object>((resolve) => (answer = resolve)));
	open();
	await fill();
	const send = button();
	for (let press = 0; press < 3; press++) await fireEvent.click(send);
	expect(send.getAttribute('aria-disabled')).toBe('true');
	expect(send.textContent).toBe('Saadame…');
	answer(done);
	await screen.findByText('Aitäh, idee on käes.');
	expect(sent).toHaveLength(1);
});

it('keeps what was begun, with its key, over leaving and coming back; until it is done', async () => {
	const sent = answering({ __typename: 'StateConflict', message: said('Praegu mitte.') }, done);
	open();
	await fill();
	await fireEvent.click(button());
	await screen.findByText('Praegu mitte.');
	cleanup();
	open();
	expect([title().value, problem().value]).toEqual(['Pink', 'Istuda ei ole kuhugi.']);
	await fireEvent.click(button());
	await screen.findByText('Aitäh, idee on käes.');
	expect(sent[0]?.idempotencyKey).toMatch(/^\w{32}$/);
	expect(sent[1]?.idempotencyKey).toBe(sent[0]?.idempotencyKey);
	expect(sessionStorage).toHaveLength(0);
});

it('is nobody else’s: not for another person in the same tab, and not after signing out', async () => {
	open();
	await fill();
	await tick();
	cleanup();
	signedIn('oskar');
	open();
	expect(title().value).toBe('');
	cleanup();
	expect(sessionStorage).toHaveLength(1);
	const json = { headers: { 'content-type': 'application/json' } };
	const answer = { data: { viewer: { person: { id: 'oskar' }, roles: [] }, server: { demoTokens: [] } } };
	vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer), json));
	await session.load();
	expect(sessionStorage).toHaveLength(0);
	open();
	await fill();
	cleanup();
	await session.leave();
	expect(sessionStorage).toHaveLength(0);
});
