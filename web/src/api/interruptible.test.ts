import { expect, it } from 'vitest';
import { Interruptible } from './interruptible';

it('ends all waits at once', async () => {
	const waits = new Interruptible();
	const all = Promise.all([waits.sleep(60_000), waits.sleep(60_000)]);
	waits.interrupt();
	await expect(all).resolves.toHaveLength(2);
});
