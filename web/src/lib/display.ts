/** What a display on a wall needs beyond its picture. */

export function keptToken(place: string): string {
	try {
		return localStorage.getItem(place) ?? '';
	} catch {
		return '';
	}
}

export function keepToken(place: string, token: string): void {
	try {
		localStorage.setItem(place, token);
	} catch {
		// Then a reload needs the whole address again.
	}
}

/** Keeps the screen on while the page is shown, where the browser can; returns the way to end it. */
export function stayAwake(): () => void {
	let lock: WakeLockSentinel | undefined;
	let ended = false;
	const hold = async () => {
		if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		lock = await navigator.wakeLock.request('screen').catch(() => undefined);
		if (ended) void lock?.release();
	};
	void hold();
	// The browser lets go of the lock when the page is hidden.
	document.addEventListener('visibilitychange', hold);
	return () => {
		ended = true;
		document.removeEventListener('visibilitychange', hold);
		void lock?.release();
	};
}
