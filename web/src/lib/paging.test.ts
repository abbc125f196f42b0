import { expect, it } from 'vitest';
import { paged } from './paging';

it('fills pages in order and never leaves one empty but the only one', () => {
	expect(paged([3, 3, 3, 9, 1], 6, (n) => n)).toEqual([[3, 3], [3], [9], [1]]);
	expect(paged([], 6, () => 1)).toEqual([[]]);
});
