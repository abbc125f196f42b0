/**
 * A list that is told of by several: the answer of a query, its stream, the answers of one's own acts, in any order. The newest
 * version of each entity wins, and a whole new picture replaces the old one in one step. Every list of a page that changes under
 * the eye is one of these; no page merges by hand.
 */
import { Versions } from '../api/versions';

interface Entity {
	id: string;
	version: number;
}

interface Shape<T extends Entity, Told> {
	/** How it is sorted; without it what is new comes last, or first. */
	order?: (a: T, b: T) => number;
	newFirst?: boolean;
	/** What only an answer to the viewer says and no stream: out of such an answer, or what holds until there is one. */
	own?: (answered: T | undefined) => Omit<T, keyof Told>;
}

export class LiveList<T extends Entity, Told extends Entity = T> {
	/** False until the first whole picture is there. */
	complete = $state(false);
	items = $state.raw<readonly T[]>([]);
	readonly #shape: Shape<T, Told>;
	#shown = new Map<string, T>();
	/** While a new picture arrives: it, and not yet on the screen. */
	#next: Map<string, T> | undefined;
	/** Also of what has gone, so that an older word about it does not bring it back. */
	#versions = new Versions();
	/** Told since the last answer, which may have been given before. */
	#news = new Set<string>();

	constructor(shape: Shape<T, Told> = {}) {
		this.#shape = shape;
	}

	/** As it is held now: on the screen, or in the picture that arrives. */
	get(id: string): T | undefined {
		return this.#held.get(id);
	}

	/** The history may be another from here on: every version is news again. */
	forget(): void {
		this.#versions.clear();
		this.#news.clear();
	}

	/** A whole new picture is told piece by piece, up to `caughtUp`; the old one stays on the screen until then. */
	restart(): void {
		this.forget();
		this.#next = new Map();
	}

	caughtUp(): void {
		if (!this.#next) return;
		this.#shown = this.#next;
		this.#next = undefined;
		this.complete = true;
		this.#show();
	}

	/** The whole list as a query answered it. What was told meanwhile and is newer stays. */
	fill(answers: readonly (T | Told)[]): void {
		const filled = new Map<string, T>();
		for (const answer of answers) {
			const one = { ...this.#shape.own?.(undefined), ...answer } as T;
			const held = this.#shown.get(one.id);
			if (one.version >= this.#versions.of(one.id)) filled.set(one.id, one);
			else if (held) filled.set(one.id, { ...held, ...this.#shape.own?.(one) });
			this.#versions.take(one);
		}
		for (const id of this.#news) {
			const held = this.#shown.get(id);
			if (held && !filled.has(id)) filled.set(id, held);
		}
		this.#news.clear();
		this.#shown = filled;
		this.complete = true;
		this.#show();
	}

	/** News of one, and what a person now sees of it. `again`: where it is not held, it also comes back as it was. */
	tell(told: Told, again = false): 'added' | 'changed' | undefined {
		const held = this.get(told.id);
		const back = again && !held && told.version === this.#versions.of(told.id);
		if (!this.#versions.take(told) && !back) return undefined;
		const one = { ...told, ...this.#shape.own?.(held) } as unknown as T;
		if (held || this.#next || !this.#shape.newFirst) this.#held.set(one.id, one);
		else this.#shown = new Map([[one.id, one], ...this.#shown]);
		if (this.#next) return undefined;
		this.#news.add(one.id);
		this.#show();
		return held ? 'changed' : 'added';
	}

	/** It is seen no more: gone, or no longer for this viewer. Whether a person sees that. */
	drop(told: Entity): boolean {
		if (told.version < this.#versions.of(told.id)) return false;
		this.#versions.take(told);
		const held = this.#held.delete(told.id);
		this.#show();
		return held && !this.#next;
	}

	/** It was told of, but does not belong here: older word of it says nothing new. */
	pass(told: Entity): void {
		this.#versions.take(told);
	}

	/** What was answered anew about the viewer alone. */
	know(answered: readonly (Partial<T> & { id: string })[]): void {
		for (const one of answered) {
			const held = this.#shown.get(one.id);
			if (held) this.#shown.set(one.id, { ...held, ...one });
		}
		this.#show();
	}

	get #held(): Map<string, T> {
		return this.#next ?? this.#shown;
	}

	#show(): void {
		const items = [...this.#shown.values()];
		this.items = this.#shape.order ? items.sort(this.#shape.order) : items;
	}
}
