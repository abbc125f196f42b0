/**
 * The newest version seen of each entity. A stream and the answer of a mutation may tell of the same change, in either
 * order; what is not newer than what was seen says nothing new.
 */
export class Versions {
	#newest = new Map<string, number>();

	/** Whether this is news; if so, it is what was seen from now on. */
	take(entity: { id: string; version: number }): boolean {
		const news = entity.version > this.of(entity.id);
		if (news) this.#newest.set(entity.id, entity.version);
		return news;
	}

	/** The newest version seen; less than any when there is none. */
	of(id: string): number {
		return this.#newest.get(id) ?? -1;
	}

	/** Everything is news again: a new picture follows. */
	clear(): void {
		this.#newest.clear();
	}
}
