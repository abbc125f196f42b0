import { afterEach, expect, test, vi } from 'vitest';
import { words } from '$i18n/i18n.svelte';
import { attempt } from './attempt';
import { patience } from './client';
import { Draft, Drafts } from './draft';
import { ClaimHelpRequest } from './help-request';
import { SubmitIdea, SupportIdea } from './idea';
import { SignIn } from './session';
import { Problem } from './problem';

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

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

const outcome = (payload: object) => ({ data: { outcome: payload } });
const done = outcome({ __typename: 'SupportIdeaSuccess', idea: { supportCount: 7 } });
const refusal = (type: string, more: object = {}) =>
	outcome({ __typename: type, message: { et: 'ei', en: 'no' }, ...more });
const fault = (code: string, more: object = {}) => ({
	errors: [{ message: code, extensions: { code, ...more } }],
	data: null
});
const support = (draft: Draft | null) => attempt(SupportIdea, { ideaId: '1', brings: null }, draft);

test('what was done is narrowed to its success', async () => {
	answering(done);
	const { success, problem } = await support(new Draft());
	expect(problem).toBeUndefined();
	expect(success?.idea.supportCount).toBe(7);
});

test('a draft keeps its key until the server has done it, whatever comes between', async () => {
	const keys = answering('lost', 'lost', 'lost', fault('INTERNAL'), refusal('StateConflict'), done, done);
	const draft = new Draft();
	const codes = [];
	for (let press = 0; press < 5; press++) codes.push((await support(draft)).problem?.code);
	expect(codes).toEqual(['OFFLINE', 'INTERNAL', 'StateConflict', undefined, undefined]);
	expect(new Set(keys.slice(0, 6)).size).toBe(1);
	expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
	expect(keys[6]).not.toBe(keys[0]);
});

test('a line that has gone silent is given up, once, and the next press is the same one', async () => {
	vi.useFakeTimers();
	const keys: string[] = [];
	vi.stubGlobal('fetch', (_: unknown, { body, signal }: { body: string; signal: AbortSignal }) => {
		keys.push(JSON.parse(body).variables.input.idempotencyKey);
		return new Promise((_, lost) => signal.addEventListener('abort', () => lost(signal.reason)));
	});
	const draft = new Draft();
	for (let press = 0; press < 2; press++) {
		const pressed = support(draft);
		await vi.advanceTimersByTimeAsync(patience);
		expect((await pressed).problem?.code).toBe('OFFLINE');
	}
	expect(keys).toEqual([draft.key, draft.key]);
});

test('what had arrived before it was changed is said once; then it is another draft', async () => {
	const keys = answering(fault('CONFLICT'), done);
	const draft = new Draft();
	expect((await support(draft)).problem?.code).toBe('CONFLICT');
	await support(draft);
	expect(keys[1]).not.toBe(keys[0]);
});

test('what keeps nothing of its author is sent without a key, and by the person alone', async () => {
	const keys = answering('lost', done);
	const words = { et: 'Pink' };
	const idea = { eventId: '1', title: words, problem: words, solution: null, authorship: 'UNNAMED' } as const;
	expect((await attempt(SubmitIdea, idea, null)).problem?.code).toBe('OFFLINE');
	expect(keys).toEqual([undefined]);
});

test('every failure comes with its words, whatever it is, and with what only it tells', async () => {
	vi.stubGlobal('document', { documentElement: {} });
	await words.use('et');
	const field = { path: ['title', 'et'], message: { et: 'Liiga pikk.', en: 'Too long.' } };
	answering(
		refusal('ValidationFailed', { fields: [field] }),
		refusal('LimitReached'),
		refusal('NotEligible', { obstacles: [{ code: 'AT_DESK', message: { et: 'Mine lauda.', en: 'Desk.' } }] }),
		refusal('WrongCode', { attemptsLeft: 2 }),
		fault('RATE_LIMITED', { retryAfter: 30 }),
		fault('SOMETHING_NEW')
	);
	const said = async (one: Promise<{ problem?: Problem }>) => {
		const { problem } = await one;
		return [problem!.code, problem!.text, ...problem!.wrong.map((one) => [...one.path, one.text].join(' '))];
	};
	const draft = new Draft();
	expect(await said(support(draft))).toEqual(['ValidationFailed', 'ei', 'title et Liiga pikk.']);
	expect(await said(support(draft))).toEqual(['LimitReached', 'ei']);
	const claim = attempt(ClaimHelpRequest, { helpRequestId: '1', shareEmail: false }, draft);
	expect(await said(claim)).toEqual(['NotEligible', 'ei', 'Mine lauda.']);
	const { refusal: refused } = (await claim).problem!;
	expect(refused?.__typename === 'NotEligible' && refused.obstacles[0]?.code).toBe('AT_DESK');
	const code = attempt(SignIn, { challenge: '', email: '', code: '', displayName: null }, null);
	expect(await said(code)).toEqual(['WrongCode', 'ei', 'joinCode code Jäi 2 katset.']);
	expect((await said(support(draft)))[1]).toMatch(/30 sekundi/);
	expect(await said(support(draft))).toEqual(['SOMETHING_NEW', 'Midagi läks valesti. Proovi uuesti.']);
});

test('what is wrong with a field is said also where the page has no control for it', () => {
	const field = (name: string, et: string) => ({ path: [name], message: { et, en: et } });
	const { whole } = Problem.of({
		__typename: 'ValidationFailed',
		message: { et: 'Mõni väli vajab parandamist.', en: 'Some fields need to be corrected.' },
		fields: [field('idempotencyKey', 'Saada ilma võtmeta.'), field('title', 'Pealkiri on liiga pikk.')]
	});
	expect(whole).toBe('Mõni väli vajab parandamist. Saada ilma võtmeta. Pealkiri on liiga pikk.');
});

test('a button is another draft for another thing and for another version of it', () => {
	const drafts = new Drafts();
	expect(drafts.of('claim', 'a', 1).key).toBe(drafts.of('claim', 'a', 1).key);
	const all = [
		['claim', 'a', 1],
		['claim', 'a', 2],
		['claim', 'b', 1],
		['release', 'a', 1]
	] as const;
	expect(new Set(all.map((one) => drafts.of(...one).key)).size).toBe(4);
});
