import type { HandleClientError } from '@sveltejs/kit';

// A wrong address is the visitor's business and not an error of the program; anything else is told to the console.
export const handleError: HandleClientError = ({ error, status, message }) => {
	if (status !== 404) console.error(error);
	return { message };
};

interface Saving {
	connection?: { saveData?: boolean };
}

// The views that have not been opened yet are kept for when there is no network.
function keepSoon() {
	if ((navigator as Saving).connection?.saveData) return;
	setTimeout(
		() =>
			void navigator.serviceWorker?.ready.then((registration) => registration.active?.postMessage('keep')),
		3000
	);
}
if (document.readyState === 'complete') keepSoon();
else addEventListener('load', keepSoon);
