import { ApiFault, ask, patience } from './client';
import type { Draft } from './draft';
import { isFailure, type Document, type Failure } from './graphql';
import { Problem } from './problem';

/** What a mutation's payload says when it was done, which is named after the mutation, and when it was refused. */
type Success<Data> = Extract<Data[keyof Data], { __typename: `${string}Success` }>;
type Refusal<Data> = Extract<Data[keyof Data], { message: object }>;

/** What a page says; the key is the draft's to add. */
export type Unkeyed<Input> = Omit<Input, 'idempotencyKey'>;

/** What came of a mutation: either that it was done, or why it was not. */
export type Outcome<Data> =
	{ success: Success<Data>; problem?: undefined } | { success?: undefined; problem: Problem<Refusal<Data>> };

/**
 * Carries out the mutation of a document, which holds one. With a draft it is safe to send again when the answer is lost on the
 * way, so that is done, twice, while it is not yet too long to wait; without one (null, where nothing may or can be kept by which a repetition is known) it is for the
 * person to press again. It never throws for what a server or a network does.
 */
export async function attempt<Data extends object, Input extends object>(
	document: Document<Data, { input: Input }>,
	input: Unkeyed<Input>,
	draft: Draft | null
): Promise<Outcome<Data>> {
	const variables = { input: (draft ? { ...input, idempotencyKey: draft.key } : input) as Input };
	const late = Date.now() + patience;
	for (let tries = 1; ; tries++) {
		try {
			const [payload] = Object.values(await ask(document, variables));
			// What was refused left nothing behind, so its key goes with the next try. That way it also finds what an earlier press
			// of this draft has stored unseen.
			if (isFailure(payload)) return { problem: Problem.of(payload as Refusal<Data> & Failure) };
			draft?.answered();
			return { success: payload as Success<Data> };
		} catch (why) {
			const problem = Problem.of<Refusal<Data>>(why);
			if (problem.code === 'CONFLICT') draft?.answered();
			const again = draft && why instanceof ApiFault && problem.code === 'OFFLINE';
			if (!again || tries === 3 || Date.now() >= late) return { problem };
			await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** tries));
		}
	}
}
