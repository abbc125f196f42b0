/** An event as its page shows it: what a query answered, kept true by the stream that is the same for everybody. */
import { ApiFault, ask, follow } from '$api/client';
import { EventOfViewer, EventQuery, type EventDetail, type OfViewer } from '$api/event';
import { EventStream, type EventChange } from '$api/event-activity';
import type { Group, ToldGroup } from '$api/working-group';
import type { Idea, ToldIdea } from '$api/idea';
import type { LiveState } from '$api/live';
import { LiveList } from './live-list.svelte';
import { problemText } from '$api/problem';

/** What is the viewer's where nobody has signed in. */
const nobodys: OfViewer = {
	viewerAttendance: null,
	viewerActs: [],
	joinUrl: null,
	joinCode: null,
	ideas: { nodes: [] },
	unread: { nodes: [] },
	workingGroups: { nodes: [] }
};

export class LiveEvent {
	event = $state.raw<EventDetail>();
	readonly ideas = new LiveList<Idea, ToldIdea>({
		newFirst: true,
		own: (answered) => ({
			viewerSupports: answered?.viewerSupports ?? false,
			viewerActs: answered?.viewerActs ?? [],
			viewerMoves: answered?.viewerMoves ?? []
		})
	});
	readonly groups = new LiveList<Group, ToldGroup>({
		own: (answered) => ({
			viewerMembership: answered?.viewerMembership ?? null,
			viewerActs: answered?.viewerActs ?? []
		})
	});
	connection = $state.raw<LiveState>({ status: 'connecting', asOf: undefined, errors: [] });
	problem = $state('');
	/** There is no such event: trying again changes nothing. */
	missing = $state(false);
	readonly #id: string;
	readonly #signedIn: () => boolean;
	readonly #newIdea: (idea: ToldIdea) => void;
	/** What was told before the answer was there, which may be older. Whatever it is ahead of, the stream tells next. */
	#early: EventChange[] = [];
	#caughtUp = false;
	#asking: ReturnType<typeof setTimeout> | undefined;
	#closed = false;

	constructor(id: string, signedIn: () => boolean, newIdea: (idea: ToldIdea) => void) {
		this.#id = id;
		this.#signedIn = signedIn;
		this.#newIdea = newIdea;
	}

	readonly load = async (): Promise<void> => {
		try {
			const [told, own] = await Promise.all([this.#askTold(), this.#askViewer()]);
			this.missing = told === null;
			if (told) {
				const { ideas, workingGroups, ...event } = told;
				this.ideas.fill([...ideas.nodes, ...own.unread.nodes]);
				this.groups.fill(workingGroups.nodes);
				this.#know(event, own);
			} else this.event = undefined;
			for (const change of this.#early.splice(0)) this.#apply(change);
			this.problem = '';
		} catch (why) {
			// An address that was cut off or mistyped.
			this.missing = why instanceof ApiFault && why.code === 'INVALID';
			this.problem = this.missing ? '' : problemText(why);
		}
	};

	/** Follows the event; returns the way to end it. */
	follow(): () => void {
		let again = false;
		const stop = follow(
			EventStream,
			{ eventId: this.#id },
			{
				next: ({ eventActivity: { change } }) => {
					if (change.__typename === 'CaughtUp') {
						// After a reset: what has gone meanwhile is not in the present state that was sent.
						if (again) void this.load();
						again = false;
						this.#caughtUp = true;
					} else this.#apply(change);
				},
				restart: () => {
					again = this.event !== undefined;
					this.#caughtUp = false;
					this.ideas.forget();
					this.groups.forget();
				},
				state: (next) => (this.connection = next)
			}
		);
		return () => {
			this.#closed = true;
			clearTimeout(this.#asking);
			stop();
		};
	}

	#apply(change: EventChange): void {
		switch (change.__typename) {
			case 'IdeaChanged':
				return this.#applyIdea(change.idea);
			case 'WorkingGroupChanged':
				return this.#applyGroup(change.workingGroup);
			case 'EventChanged':
			case 'AttendanceChanged':
				if (!this.event) this.#early.push(change);
				else if (change.__typename === 'AttendanceChanged')
					this.event = { ...this.event, attendance: change.attendance };
				else {
					const { venue } = change.event;
					this.event = { ...this.event, ...change.event, venue: venue && { ...this.event.venue!, ...venue } };
					this.#soon();
				}
				return;
			case 'CommentAdded':
			case 'CommentHidden': // the idea's own change counts them, and who reads them asks anew
			case 'CaughtUp':
			case 'StreamReset':
		}
	}

	#applyIdea(idea: ToldIdea): void {
		if (this.ideas.get(idea.id)?.status !== idea.status) this.#soon();
		const { et, en, ru, vro } = idea.title;
		// One without a title was withdrawn or taken back into review: it may not be read any more.
		if (!et && !en && !ru && !vro) this.ideas.drop(idea);
		else if (this.ideas.tell(idea) === 'added' && this.#caughtUp && this.event) this.#newIdea(idea);
	}

	#applyGroup(group: ToldGroup): void {
		const held = this.groups.get(group.id);
		if (this.groups.tell(group) && (held?.phase !== group.phase || held.viewerMembership)) this.#soon();
	}

	/**
	 * The stream is the same for everybody, so what the viewer may do is asked anew when something has changed its state: by each
	 * phone in the hall at another moment.
	 */
	#soon(): void {
		if (this.event && this.#signedIn())
			this.#asking ??= setTimeout(() => void this.#askAnew(), 200 + Math.random() * 3_000);
	}

	async #askAnew(): Promise<void> {
		this.#asking = undefined;
		const own = await this.#askViewer().catch(() => undefined);
		if (!own || !this.event || this.#closed) return;
		// What may no longer be read by all is still its author's.
		for (const idea of own.unread.nodes) this.ideas.tell(idea, true);
		this.#know(this.event, own);
	}

	/**
	 * What everybody may read of it. Who has acted asks by name, because no answer that is kept is newer; and a draft is there only
	 * for who may see it.
	 */
	async #askTold() {
		const signedIn = this.#signedIn();
		const { event } = await ask(EventQuery, { id: this.#id }, signedIn && this.event !== undefined);
		return event ?? (signedIn ? (await ask(EventQuery, { id: this.#id }, true)).event : null);
	}

	async #askViewer(): Promise<OfViewer> {
		return (this.#signedIn() && (await ask(EventOfViewer, { id: this.#id })).event) || nobodys;
	}

	#know(event: Omit<EventDetail, keyof OfViewer>, { ideas, unread, workingGroups, ...own }: OfViewer): void {
		this.event = { ...event, ...own };
		this.ideas.know([...ideas.nodes, ...unread.nodes]);
		this.groups.know(workingGroups.nodes);
	}
}
