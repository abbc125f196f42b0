package postgres

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// Find returns an idea that the viewer may read.
func (s Ideas) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Idea, error) {
	i, err := ideaTable.find(ctx, s.db.pool, id)
	if err == nil && !i.VisibleTo(viewer) {
		err = hackathon.NotFoundf("there is no such Idea")
	}
	return i, err
}

// ByID returns the ideas that exist; of those that the viewer (nil: the public) may not read, only that they are
// there.
func (s Ideas) ByID(ctx context.Context, viewer *hackathon.Viewer, ids []hackathon.ID) ([]*hackathon.Idea,
	error) {
	ideas, err := ideaTable.byID(ctx, s.db.pool, ids)
	for _, i := range ideas {
		if !i.VisibleTo(viewer) {
			*i = i.WithoutText()
		}
	}
	return ideas, err
}

// ideasFor are the ideas i that the viewer (nil: the public) may read: Idea.VisibleTo, in SQL.
func ideasFor(viewer *hackathon.Viewer) (q conditions) {
	if !viewer.SignedIn() {
		return that(`i.public_since IS NOT NULL`)
	}
	all, events := viewer.ModeratorOf()
	if !all {
		q.add(`i.public_since IS NOT NULL OR i.author_id = ? OR i.event_id = ANY (?::uuid[])`, viewer.PersonID,
			idArray(events))
	}
	return q
}

var ideaListing = listing[hackathon.Idea, *hackathon.Idea]{
	columns: ideaColumns, from: `idea i`, id: `i.id`, item: itself[hackathon.Idea],
	orders: map[string]sortKey[hackathon.Idea]{
		"SUPPORT_COUNT": {`i.support_count`, func(i hackathon.Idea) any { return int32(i.SupportCount) }},
	},
}

// List lists the ideas of an event that the viewer (nil: the public) may read.
func (s Ideas) List(viewer *hackathon.Viewer, event hackathon.ID,
	filter hackathon.IdeaFilter) hackathon.List[*hackathon.Idea] {
	q := ideasFor(viewer)
	q.add(`i.event_id = ?`, event)
	addAny(&q, `i.status`, filter.Status)
	addShared(&q, `i.target_groups`, filter.TargetGroups)
	q.search(`strpos(i.search_text, ?) > 0`, filter.Search, func(word string) string { return word })
	return ideaListing.list(s.db, q.on(event))
}

var ideaHistory = history[hackathon.IdeaMove]("idea_move", "idea_id")

// Histories are those of the ideas that the viewer (nil: the public) may read, oldest first.
func (s Ideas) Histories(viewer *hackathon.Viewer) hackathon.Lists[*hackathon.IdeaMove] {
	return ideaHistory.through(ideaHistory.from+` JOIN idea i ON i.id = m.thing`, ideaHistory.id).lists(s.db,
		ideasFor(viewer))
}

// Brings returns what the supporters of the ideas bring that the viewer (nil: the public) may read, summed.
func (s Ideas) Brings(ctx context.Context, viewer *hackathon.Viewer,
	ideas []hackathon.ID) (map[hackathon.ID][]*hackathon.ContributionCount, error) {
	q := ideasFor(viewer)
	q.add(`i.id = ANY (?::uuid[])`, idArray(ideas))
	return tellMany[*hackathon.ContributionCount](noted(ctx, ideas...), s.db.pool, `
		SELECT s.idea_id, contribution, count(*) AS count
		FROM idea_support s JOIN idea i ON i.id = s.idea_id CROSS JOIN unnest(s.brings) AS contribution`+q.where()+`
		GROUP BY s.idea_id, contribution ORDER BY s.idea_id, count DESC, contribution`, q.args...)
}

// Supported returns which of the ideas the viewer supports.
func (s Ideas) Supported(ctx context.Context, viewer *hackathon.Viewer,
	ideas []hackathon.ID) (map[hackathon.ID]bool, error) {
	if !viewer.SignedIn() {
		return nil, nil
	}
	return tellOne[bool](noted(ctx, ideas...), s.db.pool, `
		SELECT idea_id, true FROM idea_support WHERE person_id = $1 AND idea_id = ANY ($2::uuid[]) ORDER BY idea_id`,
		viewer.PersonID, idArray(ideas))
}
