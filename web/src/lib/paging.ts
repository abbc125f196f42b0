/** Cuts a list into pages of at most `room`, each item costing `cost`; every page holds at least one item. */
export function paged<T>(list: readonly T[], room: number, cost: (item: T) => number): T[][] {
	const pages: T[][] = [];
	let left = 0;
	for (const item of list) {
		const price = cost(item);
		if (pages.length === 0 || price > left) {
			pages.push([]);
			left = room;
		}
		pages.at(-1)!.push(item);
		left -= price;
	}
	return pages.length > 0 ? pages : [[]];
}
