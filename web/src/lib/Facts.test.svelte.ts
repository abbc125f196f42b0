import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import { words } from '$i18n/i18n.svelte';
import Facts from './Facts.svelte';

beforeEach(() => words.use('et'));

const fact = (name: string, state: 'YES' | 'NO' | 'UNKNOWN' | 'OUT_OF_ORDER', more = {}) => ({
	name,
	state,
	label: { et: name.toLowerCase(), en: name },
	note: null,
	measure: null,
	unit: 'COUNT' as const,
	checkedOn: null,
	checkedBy: null,
	stale: false,
	...more
});

it('says every state in words and never passes the unknown for there or not there', () => {
	render(Facts, {
		id: 'building',
		title: 'Hoone',
		facts: [
			fact('LIFT', 'OUT_OF_ORDER'),
			fact('RAMP', 'UNKNOWN'),
			fact('WIDE_DOORS', 'YES', {
				measure: 95,
				unit: 'CENTIMETRES',
				checkedOn: '2023-05-01',
				checkedBy: 'VISITOR',
				stale: true
			})
		]
	});
	const lines = screen
		.getAllByRole('listitem', { hidden: true })
		.map((line) => line.textContent?.replace(/\s+/g, ' '));
	expect(lines[0]).toContain('wide_doors: olemas, 95 cm');
	expect(lines[0]).toContain('vaadatud 1.5.2023, külastaja (üle kahe aasta vana)');
	expect(lines[1]).toContain('lift: ajutiselt ei tööta');
	expect(lines[2]).toContain('ramp: teadmata');
	expect(
		within(screen.getByText('Teadmata: 1').closest('details')!).getByText(/Küsi korraldajalt/)
	).toBeTruthy();
});
