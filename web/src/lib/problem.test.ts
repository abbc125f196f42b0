import { expect, test } from 'vitest';
import { problemText } from './problem';

test('what is wrong with a field is said also where the page has no control for it', () => {
	const field = (name: string, et: string) => ({ path: [name], message: { et, en: et } });
	const text = problemText({
		__typename: 'ValidationFailed',
		message: { et: 'Mõni väli vajab parandamist.', en: 'Some fields need to be corrected.' },
		fields: [field('idempotencyKey', 'Saada ilma võtmeta.'), field('title', 'Pealkiri on liiga pikk.')]
	});
	expect(text).toBe('Mõni väli vajab parandamist. Saada ilma võtmeta. Pealkiri on liiga pikk.');
});
