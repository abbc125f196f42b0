import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import { words } from '$i18n/i18n.svelte';
import Confirm from './Confirm.svelte';

beforeEach(() => words.use('et'));

function ask() {
	const { component } = render(Confirm, {});
	const answer = component.ask({
		title: 'Kas lahkud?',
		about: 'Kärud',
		text: 'Koht vabaneb.',
		yes: 'Lahkun'
	});
	return { answer, dialog: screen.getByRole<HTMLDialogElement>('dialog', { hidden: true }) };
}

async function press(from: Element, to = from) {
	await fireEvent.pointerDown(from);
	await fireEvent.click(to);
}

it('is named by its question and opened over the page', async () => {
	const { dialog } = ask();
	expect(dialog.open).toBe(true);
	expect(await screen.findByText('Kas lahkud?')).toHaveProperty('id', dialog.getAttribute('aria-labelledby'));
	for (const id of dialog.getAttribute('aria-describedby')!.split(' '))
		expect(document.getElementById(id)?.textContent).toMatch(/Kärud|Koht vabaneb\./);
});

it('only yes is yes', async () => {
	const { answer, dialog } = ask();
	await fireEvent.click(await screen.findByRole('button', { name: 'Lahkun', hidden: true }));
	expect(await answer).toBe(true);
	expect(dialog.open).toBe(false);
});

it('is left by Escape, by the other button and by pressing beside it, but not by pressing on it', async () => {
	for (const leave of [
		async (dialog: HTMLDialogElement) => dialog.close(), // what the browser does for Escape
		(dialog: HTMLDialogElement) => fireEvent.click(dialog.querySelector('button')!),
		press
	]) {
		const { answer, dialog } = ask();
		await press(dialog.querySelector('h2')!);
		await press(dialog.querySelector('h2')!, dialog); // a word is marked, beyond its end
		expect(dialog.open).toBe(true);
		await leave(dialog);
		expect(await answer).toBe(false);
		expect(dialog.open).toBe(false);
		document.body.replaceChildren();
	}
});
