/**
 * What a person is about to send, from the first press until the server has answered. One key goes with every press, so an act
 * whose answer was lost is repeated and not done a second time.
 */
export class Draft {
	#key: string | undefined;

	/** With the key that it had before the page was left. */
	constructor(key?: string) {
		this.#key = key;
	}

	get key(): string {
		return (this.#key ??= randomKey());
	}

	/** The next press is another act. */
	answered(): void {
		this.#key = undefined;
	}
}

/**
 * The drafts of a page's buttons, each by what it does, to what, and to which version of it: once the person has seen that the
 * thing has changed, the same button means something new.
 */
export class Drafts {
	#drafts = new Map<string, Draft>();

	of(...what: (string | number)[]): Draft {
		const name = what.join(' ');
		let draft = this.#drafts.get(name);
		if (!draft) this.#drafts.set(name, (draft = new Draft()));
		return draft;
	}
}

/** crypto.randomUUID exists only on https and localhost; an event's wifi may have neither. */
function randomKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
