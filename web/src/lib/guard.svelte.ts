/** One action at a time: a second click, or a second Enter, while the first is under way does nothing. */
export class Guard {
	running = $state<string | undefined>(undefined);

	async run(name: string, action: () => Promise<void>): Promise<void> {
		if (this.running !== undefined) return;
		this.running = name;
		try {
			await action();
		} finally {
			this.running = undefined;
		}
	}
}
