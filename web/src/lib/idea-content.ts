/** What an idea says, in the order in which it is asked for and shown. */
export const ideaContent = [
	{ name: 'title', as: 'line', most: 200 },
	{ name: 'problem', as: 'text', most: 5_000 },
	{ name: 'solution', as: 'text', most: 5_000, optional: true }
] as const;
