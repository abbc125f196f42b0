import type { EventDetail } from '$api/events';
import type { ToldIdea } from '$api/ideas';

type Listed = EventDetail['ideas']['nodes'];

/**
 * The ideas of an event after its stream has told of one. One without a title was withdrawn or taken back into review: it may
 * not be read any more, and is dropped with all that was said about it.
 */
export function withIdea(ideas: Listed, told: ToldIdea): Listed {
	const old = ideas.find((idea) => idea.id === told.id);
	if (old && old.version >= told.version) return ideas;
	const { et, en, ru, vro } = told.title;
	if (!et && !en && !ru && !vro) return ideas.filter((idea) => idea !== old);
	const idea = {
		...told,
		viewerSupports: old?.viewerSupports ?? false,
		viewerActs: old?.viewerActs ?? [],
		viewerMoves: old?.viewerMoves ?? []
	};
	return old ? ideas.map((one) => (one === old ? idea : one)) : [idea, ...ideas];
}
