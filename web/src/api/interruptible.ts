/** Waits that can all be cut short at once. */
export class Interruptible {
	#wake = new Set<() => void>();

	sleep(milliseconds: number): Promise<void> {
		return new Promise((resolve) => {
			const done = () => {
				clearTimeout(timer);
				this.#wake.delete(done);
				resolve();
			};
			const timer = setTimeout(done, milliseconds);
			this.#wake.add(done);
		});
	}

	interrupt(): void {
		for (const wake of [...this.#wake]) wake();
	}
}
