/** Status messages for assistive technology: said politely, one after the other, without moving the focus (WCAG 4.1.3). */
class Announcer {
	text = $state('');
	/** What is shown for a while as well. */
	shown = $state('');
	#hiding: ReturnType<typeof setTimeout> | undefined;
	#queue: string[] = [];
	#speaking = false;

	/** The result of a person's own act: said, and shown long enough to be read slowly. */
	show(text: string): void {
		this.say(text);
		this.shown = text;
		clearTimeout(this.#hiding);
		this.#hiding = setTimeout(() => (this.shown = ''), Math.max(8_000, text.length * 150));
	}

	say(text: string): void {
		if (this.#queue.at(-1) === text) return;
		this.#queue.push(text);
		if (!this.#speaking) void this.#speak();
	}

	async #speak(): Promise<void> {
		this.#speaking = true;
		for (let text; (text = this.#queue.shift()) !== undefined;) {
			// Emptied first, so that the same sentence twice is heard twice.
			this.text = '';
			await new Promise((resolve) => setTimeout(resolve, 60));
			this.text = text;
			await new Promise((resolve) => setTimeout(resolve, 900));
		}
		this.#speaking = false;
	}
}

export const announcer = new Announcer();
