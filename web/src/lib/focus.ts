import { tick } from 'svelte';

/**
 * After an act the pressed button may be gone, and the focus with it: a keyboard would begin at the top of the page again, and a
 * screen reader fall silent. It goes to the first of these that is there; where it has not been lost it stays.
 */
export async function keepFocus(...candidates: (string | HTMLElement | null | undefined)[]): Promise<void> {
	await tick();
	if (document.activeElement && document.activeElement !== document.body) return;
	for (const candidate of candidates) {
		const found = typeof candidate === 'string' ? document.querySelector<HTMLElement>(candidate) : candidate;
		if (!found?.checkVisibility()) continue;
		found.focus();
		if (document.activeElement === found) return;
	}
}
