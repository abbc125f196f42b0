import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { beforeEach, expect, it } from 'vitest';
import { words } from '$i18n/i18n.svelte';
import { session } from './session.svelte';
import SignedIn from './SignedIn.svelte';

beforeEach(() => words.use('et'));

const children = createRawSnippet(() => ({ render: () => '<p>Siin on sinu asjad.</p>' }));

it('does not send to sign in who only has no connection', () => {
	session.viewer = null;
	session.status = 'failed';
	render(SignedIn, { why: 'Logi sisse, et näha.', children });
	expect(screen.getByRole('alert').textContent).toContain('Server ei vasta');
	expect(screen.queryByText('Logi sisse, et näha.')).toBeNull();
	expect(screen.getByRole('button', { name: 'Proovi uuesti' })).toBeDefined();
	expect(screen.queryByText('Siin on sinu asjad.')).toBeNull();
});
