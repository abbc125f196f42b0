import { attempt, type Outcome, type Unkeyed } from '$api/attempt';
import { Draft } from '$api/draft';
import type { Document } from '$api/graphql';
import { Problem, type Wrong } from '$api/problem';
import { t } from '$i18n/i18n.svelte';
import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { placeOf, savedForm, saveForm } from './saved-form';
import { session } from './session.svelte';

/** Where on the page a part of the form is answered. */
export interface Place {
	id: string;
	label: string;
}

/**
 * A form: its values, what is wrong with them, and one draft, which is sent once however often somebody presses. Made while its
 * component is.
 */
export class Form<Values extends object> {
	values = $state() as Values;
	problem = $state.raw<Problem>();
	busy = $state(false);
	readonly draft: Draft;
	readonly places = new SvelteMap<string, Place>();
	/** The address where a part is answered that this page does not ask for. */
	elsewhere: (wrong: Wrong) => string | undefined = () => undefined;
	#empty: Values;
	#place: string;
	#restored: boolean;

	/**
	 * @param name by which what was begun is found again; without one it is not kept
	 * @param secret values that are never written down: a browser brings back what a closed tab has kept
	 */
	constructor(
		name: string,
		empty: Values,
		private readonly secret: readonly string[] = []
	) {
		const person = session.viewer?.person.id;
		this.#place = name && person ? placeOf(person, name) : '';
		const before = this.#place ? savedForm(this.#place) : undefined;
		this.draft = new Draft(before?.key);
		this.#empty = empty;
		this.#restored = before !== undefined;
		this.values = { ...empty, ...before?.values };
		$effect(() => this.#save());
	}

	/** What is wrong with the answer of this name. */
	errorOf(name: string): string {
		const wrong = this.problem?.wrong.filter((one) => this.placeOf(one) === this.places.get(name)) ?? [];
		return wrong.map((one) => one.text).join(' ');
	}

	/** The innermost part of the path that has a control here. */
	placeOf({ path }: Wrong): Place | undefined {
		return path.map((part) => this.places.get(part)).findLast(Boolean);
	}

	/** Sends what `input` makes of the values, once however often it is pressed; `done` hears of success alone. */
	async send<Data extends object, Input extends object>(
		document: Document<Data, { input: Input }>,
		input: (values: Values) => Unkeyed<Input> | Promise<Unkeyed<Input>>,
		done: (success: NonNullable<Outcome<Data>['success']>) => unknown,
		draft: Draft | null = this.draft
	): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		this.problem = undefined;
		try {
			const { success, problem } = await attempt(document, await input(this.values), draft);
			this.problem = problem;
			if (!success) return;
			this.saved();
			await done(success);
		} catch (why) {
			this.problem = Problem.of(why);
		} finally {
			this.busy = false;
			this.#save();
		}
	}

	/** Begins with what holds now, unless something else was begun before. */
	begin(values: Values): void {
		if (this.#restored) this.#empty = values;
		else this.clear(values);
	}

	/** What stands there is what holds now; nothing of it waits to be sent. */
	saved(): void {
		this.#empty = $state.snapshot(this.values) as Values;
		this.#save();
	}

	/** Begins anew. */
	clear(values: Values): void {
		Object.assign(this.values, values);
		this.saved();
	}

	#save(): void {
		const values = $state.snapshot(this.values) as Record<string, unknown>;
		for (const name of this.secret) values[name] = (this.#empty as Record<string, unknown>)[name];
		const changed = JSON.stringify(values) !== JSON.stringify(this.#empty);
		if (this.#place) saveForm(this.#place, changed ? { key: this.draft.key, values } : undefined);
	}
}

const context = {};
export const provideForm = (form: Form<object>): void => void setContext(context, form);
export const theForm = (): Form<object> => getContext(context);

/** What the browser finds wrong, in the words of the page: its own bubbles are in another language, and soon gone. */
export function incomplete(element: HTMLFormElement): Problem | undefined {
	const wrong = new Map<string, Wrong>();
	for (const control of element.elements as Iterable<HTMLInputElement>) {
		// Blanks alone answer nothing.
		const blank = control.required && control.value.trim() === '' && /^text/.test(control.type);
		if (!control.willValidate || (control.validity.valid && !blank)) continue;
		const { name, id } = control;
		const text = blank ? t('form.fill') : wordsFor(control);
		// Several controls that are wrong alike are one answer that is missing.
		if (!wrong.has(name + text)) wrong.set(name + text, { path: [name], text, at: id });
	}
	return wrong.size > 0 ? Problem.incomplete([...wrong.values()]) : undefined;
}

function wordsFor({ validity, validationMessage, min, max, type }: HTMLInputElement): string {
	if (validity.customError) return validationMessage;
	if (validity.valueMissing) return t(/radio|select/.test(type) ? 'form.choose' : 'form.fill');
	if (validity.rangeUnderflow) return t('form.atLeast', { min });
	if (validity.rangeOverflow) return t('form.atMost', { max });
	if (type === 'number') return t('form.number');
	return t(type === 'email' ? 'form.email' : 'form.check');
}
