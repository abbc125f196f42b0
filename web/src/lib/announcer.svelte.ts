/** Status messages for assistive technology: said politely, one after the other, without moving the focus (WCAG 4.1.3). */
class Announcer {
	text = $state('');
	#queue: string[] = [];
	#speaking = false;

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
