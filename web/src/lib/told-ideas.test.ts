import type { EventDetail } from '$api/events';
import type { ToldIdea } from '$api/ideas';
import { expect, it } from 'vitest';
import { withIdea } from './told-ideas';

const none = { et: null, en: null, ru: null, vro: null };
const told = (id: string, version: number, title: string | null): ToldIdea => ({
	id,
	version,
	title: { ...none, et: title },
	problem: { ...none, et: title },
	solution: null,
	status: title ? 'OPEN' : 'WITHDRAWN',
	authorship: 'NAMED',
	author: null,
	supportCount: 0,
	commentCount: 0
});
const titles = (ideas: EventDetail['ideas']['nodes']) => ideas.map((idea) => idea.title.et);

it('drops an idea that was taken back, and knows nothing of one that it never had', () => {
	const ideas = withIdea(withIdea([], told('a', 1, 'Vaikne tund')), told('b', 1, 'Vallaleht'));
	expect(titles(ideas)).toEqual(['Vallaleht', 'Vaikne tund']);
	expect(titles(withIdea(ideas, told('a', 2, null)))).toEqual(['Vallaleht']);
	expect(titles(withIdea(ideas, told('c', 2, null)))).toEqual(['Vallaleht', 'Vaikne tund']);
	expect(titles(withIdea(ideas, told('a', 1, null)))).toEqual(['Vallaleht', 'Vaikne tund']);
	expect(titles(withIdea(withIdea(ideas, told('a', 2, null)), told('a', 3, 'Vaikne tund')))).toEqual([
		'Vaikne tund',
		'Vallaleht'
	]);
});

it('keeps whether the viewer supports what has changed', () => {
	const [mine] = withIdea([], told('a', 1, 'Vaikne tund'));
	const [now] = withIdea([{ ...mine!, viewerSupports: true }], told('a', 2, 'Vaiksem tund'));
	expect(now).toMatchObject({ version: 2, viewerSupports: true });
});
