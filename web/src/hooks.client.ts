import type { HandleClientError } from '@sveltejs/kit';

// A wrong address is the visitor's business and not an error of the program; anything else is told to the console.
export const handleError: HandleClientError = ({ error, status, message }) => {
	if (status !== 404) console.error(error);
	return { message };
};
