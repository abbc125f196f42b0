package postgres

import (
	"context"
	"strconv"
	"strings"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// Idea returns an idea that the viewer may read.
func (s Ideas) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Idea, error) {
	var row ideaRow
	if err := s.db.pool.GetContext(ctx, &row, `SELECT `+ideaColumns+` FROM idea WHERE id = $1`, id); err != nil {
		return nil, missing(err, "idea")
	}
	if !row.VisibleTo(viewer) {
		return nil, hackathon.NotFoundf("there is no such idea")
	}
	return row.idea(), nil
}

// IdeasByID returns the ideas that exist; of those that the viewer (nil: the public) may not read, only that they are
// there.
func (s Ideas) ByID(ctx context.Context, viewer *hackathon.Viewer, ids []hackathon.ID) ([]*hackathon.Idea,
	error) {
	var rows []ideaRow
	if err := s.db.pool.SelectContext(ctx, &rows, `SELECT `+ideaColumns+` FROM idea WHERE id = ANY ($1::uuid[]) ORDER BY id`,
		idArray(ids)); err != nil {
		return nil, err
	}
	ideas := ideasOf(rows)
	for _, i := range ideas {
		if !i.VisibleTo(viewer) {
			*i = i.WithoutText()
		}
	}
	return ideas, nil
}

// Ideas lists the ideas of an event that the viewer (nil: the public) may read.
func (s Ideas) List(ctx context.Context, viewer *hackathon.Viewer, event hackathon.ID, filter hackathon.IdeaFilter,
	order hackathon.IdeaOrder, args hackathon.PageArgs) (*hackathon.Page[*hackathon.Idea], error) {
	if err := args.Validate(); err != nil {
		return nil, err
	}
	words, err := hackathon.SearchWords(filter.Search)
	if err != nil {
		return nil, err
	}
	place, after, support, err := ideaPlace(order, args.After)
	if err != nil {
		return nil, err
	}
	var reader hackathon.ID
	if viewer.SignedIn() {
		reader = viewer.PersonID
	}
	var rows []ideaRow
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT `+ideaColumns+` FROM idea
		WHERE event_id = $1 AND (public_since IS NOT NULL OR author_id = $2 OR $3)
		AND (cardinality($4::text[]) = 0 OR status = ANY ($4::text[]))
		AND (cardinality($5::text[]) = 0 OR target_groups && $5::text[])
		AND NOT EXISTS (SELECT FROM unnest($6::text[]) AS word WHERE strpos(search_text, word) = 0)
		AND ($7::uuid IS NULL OR `+place+` LIMIT $9`,
		event, reader, viewer.Moderates(event), textArray(filter.Status), textArray(filter.TargetGroups), pq.Array(words),
		after, support, args.First+1); err != nil {
		return nil, err
	}
	return page(rows, args, ideaRow.idea, func(r ideaRow) string {
		key := string(order)
		if order == hackathon.IdeaMostSupported {
			key += " " + strconv.Itoa(r.SupportCount)
		}
		return pageCursor(key, r.ID)
	}), nil
}

// ideaPlace is the condition and order of a list of ideas that continues after a cursor.
func ideaPlace(order hackathon.IdeaOrder, cursor string) (sql string, after hackathon.ID, support int, err error) {
	sql = map[hackathon.IdeaOrder]string{
		hackathon.IdeaNewest:        `(id < $7 AND $8::int IS NOT NULL)) ORDER BY id DESC`,
		hackathon.IdeaOldest:        `(id > $7 AND $8::int IS NOT NULL)) ORDER BY id`,
		hackathon.IdeaMostSupported: `(support_count, id) < ($8::int, $7)) ORDER BY support_count DESC, id DESC`,
	}[order]
	if cursor == "" {
		return sql, after, 0, nil
	}
	key, after, err := parsePageCursor(cursor)
	if err != nil {
		return "", after, 0, err
	}
	of, count, _ := strings.Cut(key, " ")
	if count != "" {
		var n int64
		n, err = strconv.ParseInt(count, 10, 32)
		support = int(n)
	}
	if err != nil || of != string(order) {
		return "", after, 0, hackathon.Invalidf("after is a cursor of a list in another order")
	}
	return sql, after, support, nil
}

// IdeaMoves returns the history of the ideas that the viewer (nil: the public) may read, each oldest first.
func (s Ideas) Histories(ctx context.Context, viewer *hackathon.Viewer,
	ideas []hackathon.ID) (map[hackathon.ID][]*hackathon.IdeaMove, error) {
	var rows []struct {
		IdeaID hackathon.ID `db:"idea_id"`
		hackathon.IdeaMove
		ideaReaders
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT m.idea_id, m.from_status, m.to_status, m.answer, m.at, `+ideaReaderColumns+` FROM idea_move m JOIN idea i
			ON i.id = m.idea_id
		WHERE m.idea_id = ANY ($1::uuid[]) ORDER BY m.idea_id, m.id`, idArray(ideas)); err != nil {
		return nil, err
	}
	moves := map[hackathon.ID][]*hackathon.IdeaMove{}
	for _, r := range readable(rows, viewer) {
		moves[r.IdeaID] = append(moves[r.IdeaID], &r.IdeaMove)
	}
	return moves, nil
}

// IdeaBrings returns what the supporters of the ideas bring that the viewer (nil: the public) may read, summed.
func (s Ideas) Brings(ctx context.Context, viewer *hackathon.Viewer,
	ideas []hackathon.ID) (map[hackathon.ID][]*hackathon.ContributionCount, error) {
	var rows []struct {
		IdeaID hackathon.ID `db:"idea_id"`
		hackathon.ContributionCount
		ideaReaders
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT b.*, `+ideaReaderColumns+` FROM (
			SELECT idea_id, contribution, count(*) AS count FROM idea_support, unnest(brings) AS contribution
			WHERE idea_id = ANY ($1::uuid[]) GROUP BY idea_id, contribution
		) b JOIN idea i ON i.id = b.idea_id ORDER BY b.idea_id, b.count DESC, b.contribution`, idArray(ideas)); err != nil {
		return nil, err
	}
	brings := map[hackathon.ID][]*hackathon.ContributionCount{}
	for _, r := range readable(rows, viewer) {
		brings[r.IdeaID] = append(brings[r.IdeaID], &r.ContributionCount)
	}
	return brings, nil
}

// SupportedIdeas returns which of the ideas the viewer supports.
func (s Ideas) Supported(ctx context.Context, viewer *hackathon.Viewer,
	ideas []hackathon.ID) (map[hackathon.ID]bool, error) {
	supported := map[hackathon.ID]bool{}
	if !viewer.SignedIn() {
		return supported, nil
	}
	var rows []hackathon.ID
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT idea_id FROM idea_support WHERE person_id = $1 AND idea_id = ANY ($2::uuid[]) ORDER BY idea_id`,
		viewer.PersonID, idArray(ideas)); err != nil {
		return nil, err
	}
	for _, id := range rows {
		supported[id] = true
	}
	return supported, nil
}
