package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

type seatRow struct {
	hackathon.Membership
	AllSides pq.StringArray `db:"sides"`
	Show     bool           `db:"show_lived_experience"`
}

const seatColumns = `id, working_group_id, person_id, role, sides, show_lived_experience, capacity, joined_at`

// shown is the seat as everybody may see it.
func (r seatRow) shown() *hackathon.Membership {
	r.Sides = hackathon.ShownSides(wordsOf[hackathon.StakeholderSide](r.AllSides), r.Show)
	return &r.Membership
}

// own is the seat as its holder sees it.
func (r seatRow) own() *hackathon.Membership {
	r.Sides = wordsOf[hackathon.StakeholderSide](r.AllSides)
	return &r.Membership
}

// seat reads one seat, whole.
func (t *tx) seat(where string, args ...any) (seatRow, error) {
	var r seatRow
	err := t.get(&r, `SELECT `+seatColumns+` FROM membership WHERE `+where, args...)
	r.Membership = *r.own()
	return r, err
}

// Membership returns a seat as everybody may see it.
func (s *Store) Membership(ctx context.Context, id hackathon.ID) (*hackathon.Membership, error) {
	var r seatRow
	if err := s.db.GetContext(ctx, &r, `SELECT `+seatColumns+` FROM membership WHERE id = $1`, id); err != nil {
		return nil, missing(err, "membership")
	}
	return r.shown(), nil
}

// Members returns a page of the seats of each group, in order of joining.
func (s *Store) Members(ctx context.Context, groups []hackathon.ID, args hackathon.PageArgs) (map[hackathon.ID]*hackathon.Page[*hackathon.Membership], error) {
	after, err := placeOf(args)
	if err != nil {
		return nil, err
	}
	var rows []seatRow
	if err := s.db.SelectContext(ctx, &rows, `
		SELECT m.* FROM unnest($1::uuid[]) AS want (group_id)
		CROSS JOIN LATERAL (
			SELECT `+seatColumns+` FROM membership
			WHERE working_group_id = want.group_id AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
		) m ORDER BY m.working_group_id, m.id`, idArray(groups), after, args.First+1); err != nil {
		return nil, err
	}
	return pagesOf(rows, groups, args, func(r seatRow) (parent, id hackathon.ID) { return r.WorkingGroupID, r.ID }, seatRow.shown), nil
}

// OwnMemberships returns the viewer's seats in the groups, whole.
func (s *Store) OwnMemberships(ctx context.Context, viewer *hackathon.Viewer, groups []hackathon.ID) (map[hackathon.ID]*hackathon.Membership, error) {
	seats := map[hackathon.ID]*hackathon.Membership{}
	if !viewer.SignedIn() {
		return seats, nil
	}
	var rows []seatRow
	if err := s.db.SelectContext(ctx, &rows, `
		SELECT `+seatColumns+` FROM membership WHERE person_id = $1 AND working_group_id = ANY ($2::uuid[]) ORDER BY id`, viewer.PersonID, idArray(groups)); err != nil {
		return nil, err
	}
	for _, r := range rows {
		seats[r.WorkingGroupID] = r.own()
	}
	return seats, nil
}

// GroupSides returns which sides are present in groups and which lack.
func (s *Store) GroupSides(ctx context.Context, groups []hackathon.ID) (map[hackathon.ID][]hackathon.SidePresence, error) {
	return s.presence(ctx, `
		SELECT g.id, e.required_sides, m.side, count(m.side) AS count
		FROM working_group g JOIN event e ON e.id = g.event_id
		LEFT JOIN LATERAL (SELECT unnest(sides) AS side FROM membership WHERE working_group_id = g.id AND role = ANY ($2::text[])) m ON true
		WHERE g.id = ANY ($1::uuid[]) GROUP BY g.id, e.required_sides, m.side ORDER BY g.id, m.side`, groups)
}

// EventSides returns which sides take part in the groups of events and which are missing from all of them. A person in
// several groups counts once; groups that are dormant or closed do not count.
func (s *Store) EventSides(ctx context.Context, events []hackathon.ID) (map[hackathon.ID][]hackathon.SidePresence, error) {
	return s.presence(ctx, `
		SELECT e.id, e.required_sides, m.side, count(DISTINCT m.person_id) AS count
		FROM event e LEFT JOIN LATERAL (
			SELECT m.person_id, unnest(m.sides) AS side FROM working_group g JOIN membership m ON m.working_group_id = g.id
			WHERE g.event_id = e.id AND g.phase NOT IN ('DORMANT', 'CLOSED') AND m.role = ANY ($2::text[])
		) m ON true
		WHERE e.id = ANY ($1::uuid[]) GROUP BY e.id, e.required_sides, m.side ORDER BY e.id, m.side`, events)
}

func (s *Store) presence(ctx context.Context, query string, ids []hackathon.ID) (map[hackathon.ID][]hackathon.SidePresence, error) {
	var rows []struct {
		ID       hackathon.ID               `db:"id"`
		Required pq.StringArray             `db:"required_sides"`
		Side     *hackathon.StakeholderSide `db:"side"`
		Count    int                        `db:"count"`
	}
	if err := s.db.SelectContext(ctx, &rows, query, idArray(ids), textArray(hackathon.SideRoles)); err != nil {
		return nil, err
	}
	counts, required := map[hackathon.ID]map[hackathon.StakeholderSide]int{}, map[hackathon.ID][]hackathon.StakeholderSide{}
	for _, r := range rows {
		if counts[r.ID] == nil {
			counts[r.ID], required[r.ID] = map[hackathon.StakeholderSide]int{}, wordsOf[hackathon.StakeholderSide](r.Required)
		}
		if r.Side != nil {
			counts[r.ID][*r.Side] = r.Count
		}
	}
	sides := make(map[hackathon.ID][]hackathon.SidePresence, len(counts))
	for id := range counts {
		sides[id] = hackathon.Presence(required[id], counts[id])
	}
	return sides, nil
}
