import { expect, test } from 'vitest';
import { Versions } from './versions';

test('what is not newer is no news, until a new picture', () => {
	const versions = new Versions();
	expect(versions.take({ id: 'a', version: 2 })).toBe(true);
	expect(versions.take({ id: 'a', version: 2 })).toBe(false);
	expect(versions.take({ id: 'a', version: 1 })).toBe(false);
	expect(versions.take({ id: 'b', version: 1 })).toBe(true);
	expect(versions.take({ id: 'a', version: 3 })).toBe(true);
	versions.clear();
	expect(versions.take({ id: 'a', version: 1 })).toBe(true);
});
