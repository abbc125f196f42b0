import { expect, it } from 'vitest';
import { LiveList } from './live-list.svelte';

interface Told {
	id: string;
	version: number;
	text: string;
}
interface One extends Told {
	mine: boolean;
}
const one = (id: string, version: number, text = `${id}${version}`): Told => ({ id, version, text });
const answer = (id: string, version: number, mine = false): One => ({ ...one(id, version), mine });
const list = (newFirst = false) =>
	new LiveList<One, Told>({ newFirst, own: (answered) => ({ mine: answered?.mine ?? false }) });
const texts = (of: LiveList<One, Told>) => of.items.map(({ text, mine }) => (mine ? `${text}!` : text));

it('shows what was answered, and is complete then', () => {
	const made = list();
	expect([made.complete, texts(made)]).toEqual([false, []]);
	made.fill([answer('a', 1), answer('b', 1, true)]);
	expect([made.complete, texts(made)]).toEqual([true, ['a1', 'b1!']]);
});

it('takes the newest version, whoever tells of it', () => {
	const made = list();
	made.fill([answer('a', 2)]);
	expect(made.tell(one('a', 1))).toBeUndefined();
	expect(made.tell(one('a', 2))).toBeUndefined();
	expect(made.tell(one('a', 3))).toBe('changed');
	expect(made.tell(one('b', 1))).toBe('added');
	expect(texts(made)).toEqual(['a3', 'b1']);
});

it('keeps what is newer than an answer that was late, with what the answer says of the viewer', () => {
	const made = list();
	expect(made.tell(one('a', 3))).toBe('added');
	made.tell(one('b', 1));
	made.fill([answer('a', 2, true)]);
	expect(texts(made)).toEqual(['a3!', 'b1']);
	// The next answer knows of b, if there still is one.
	made.fill([answer('a', 3, true)]);
	expect(texts(made)).toEqual(['a3!']);
});

it('keeps what it knows of the viewer when something changes, and learns it anew', () => {
	const made = list();
	made.fill([answer('a', 1, true), answer('b', 1)]);
	made.tell(one('a', 2));
	expect(texts(made)).toEqual(['a2!', 'b1']);
	made.know([
		{ id: 'a', mine: false },
		{ id: 'b', mine: true },
		{ id: 'c', mine: true }
	]);
	expect(texts(made)).toEqual(['a2', 'b1!']);
});

it('does not bring back what has gone, until it is told of anew', () => {
	const made = list();
	made.fill([answer('a', 1), answer('b', 1)]);
	expect(made.drop(one('a', 2))).toBe(true);
	expect(made.drop(one('a', 2))).toBe(false);
	expect(made.drop(one('c', 1))).toBe(false);
	expect(made.tell(one('a', 1))).toBeUndefined();
	made.fill([answer('a', 1), answer('b', 1)]);
	expect(texts(made)).toEqual(['b1']);
	expect(made.tell(one('a', 3))).toBe('added');
	expect(texts(made)).toEqual(['b1', 'a3']);
});

it('shows to its author what was taken back from everybody else', () => {
	const made = list();
	made.fill([answer('a', 1)]);
	made.drop(one('a', 2));
	made.fill([answer('a', 2, true)]);
	expect(texts(made)).toEqual(['a2!']);
});

it('puts what is new first where that is asked, and what is known stays in its place', () => {
	const made = list(true);
	made.fill([answer('a', 1), answer('b', 1)]);
	made.tell(one('c', 1));
	made.tell(one('b', 2));
	expect(texts(made)).toEqual(['c1', 'a1', 'b2']);
});

it('keeps the old picture until the new one is whole', () => {
	const made = list();
	made.restart();
	expect(made.tell(one('a', 7))).toBeUndefined();
	expect(made.complete).toBe(false);
	made.caughtUp();
	expect([made.complete, texts(made)]).toEqual([true, ['a7']]);
	made.restart();
	made.tell(one('a', 5)); // of another history
	made.tell(one('b', 1));
	expect(made.drop(one('b', 2))).toBe(false);
	expect(texts(made)).toEqual(['a7']);
	made.caughtUp();
	expect(texts(made)).toEqual(['a5']);
});

it('takes an answer of another history once the old one is forgotten', () => {
	const made = list();
	made.fill([answer('a', 7)]);
	made.forget();
	made.fill([answer('a', 5)]);
	expect(texts(made)).toEqual(['a5']);
});
