import { afterEach, expect, test, vi } from 'vitest';
import { act, ApiFault } from './client';
import { Draft, Drafts } from './draft';
import { SubmitIdea, SupportIdea } from './ideas';

afterEach(() => vi.unstubAllGlobals());

/** A server that gives these answers in turn: 'lost' for a network that brings none back. Returns the keys that it saw. */
function answering(...answers: unknown[]): (string | undefined)[] {
	const keys: (string | undefined)[] = [];
	vi.stubGlobal('fetch', async (_: unknown, { body }: { body: string }) => {
		keys.push(JSON.parse(body).variables.input.idempotencyKey);
		const answer = answers.shift();
		if (answer === 'lost') throw new TypeError('network');
		return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
	});
	return keys;
}

const done = { data: { outcome: { __typename: 'SubmitIdeaSuccess', idea: { id: '1' } } } };
const refused = { data: { outcome: { __typename: 'StateConflict', message: { et: 'ei', en: 'no' } } } };
const fault = (code: string) => ({ errors: [{ message: code, extensions: { code } }], data: null });
const support = (draft: Draft | null) => act(SupportIdea, { ideaId: '1', brings: null }, draft);

test('a draft keeps its key until the server has done it, whatever comes between', async () => {
	const keys = answering('lost', 'lost', 'lost', fault('INTERNAL'), refused, done, done);
	const draft = new Draft();
	await expect(support(draft)).rejects.toMatchObject({ code: 'OFFLINE' });
	await expect(support(draft)).rejects.toMatchObject({ code: 'INTERNAL' });
	await support(draft);
	await support(draft);
	await support(draft);
	expect(new Set(keys.slice(0, 6)).size).toBe(1);
	expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
	expect(keys[6]).not.toBe(keys[0]);
});

test('what had arrived before it was changed is said once; then it is another draft', async () => {
	const keys = answering(fault('CONFLICT'), done);
	const draft = new Draft();
	await expect(support(draft)).rejects.toMatchObject({ code: 'CONFLICT' });
	await support(draft);
	expect(keys[1]).not.toBe(keys[0]);
});

test('what keeps nothing of its author is sent without a key, and by the person alone', async () => {
	const keys = answering('lost', done);
	const words = { et: 'Pink' };
	const idea = { eventId: '1', title: words, problem: words, solution: null, authorship: 'UNNAMED' } as const;
	await expect(act(SubmitIdea, idea, null)).rejects.toBeInstanceOf(ApiFault);
	expect(keys).toEqual([undefined]);
});

test('a button is another draft for another thing and for another version of it', () => {
	const drafts = new Drafts();
	expect(drafts.of('claim', 'a', 1).key).toBe(drafts.of('claim', 'a', 1).key);
	expect(
		new Set([
			drafts.of('claim', 'a', 1).key,
			drafts.of('claim', 'a', 2).key,
			drafts.of('claim', 'b', 1).key,
			drafts.of('release', 'a', 1).key
		]).size
	).toBe(4);
});
