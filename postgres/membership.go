package postgres

import (
	"context"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// Memberships are the seats of working groups.
type Memberships struct{ db *DB }

type seatRow struct {
	hackathon.Membership
	AllSides []hackathon.StakeholderSide `db:"sides"`
	Show     bool                        `db:"show_lived_experience"`
}

var seatTable = newTable[seatRow]("membership", nil)

var seatColumns = seatTable.columns("")

// seat is what the member brings.
func (r seatRow) seat() *hackathon.GroupSeat {
	return &hackathon.GroupSeat{Sides: r.AllSides, ShowLivedExperience: r.Show}
}

// shown is the seat as everybody may see it.
func (r seatRow) shown() *hackathon.Membership {
	r.Sides = hackathon.ShownSides(r.AllSides, r.Show)
	return &r.Membership
}

// own is the seat as its holder sees it.
func (r seatRow) own() *hackathon.Membership {
	r.Sides = r.AllSides
	return &r.Membership
}

// seat reads one seat, whole.
func (t *tx) seat(where string, args ...any) (seatRow, error) {
	var r seatRow
	err := t.get(&r, `SELECT `+seatColumns+` FROM membership WHERE `+where, args...)
	r.Membership = *r.own()
	return r, err
}

// Join gives the viewer a seat in a group that is not over.
func (s Memberships) Join(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.JoinWorkingGroupInput) (*hackathon.WorkingGroup, error) {
	return change(ctx, s.db, viewer, "joinWorkingGroup", &in, groups, in.WorkingGroupID,
		func(t *tx, g *hackathon.WorkingGroup) error {
			if err := g.CheckOpen(); err != nil {
				return err
			}
			g.MemberCount++
			err := t.insertSeat(g, in.Role, hackathon.GroupSeat{Sides: in.Sides, ShowLivedExperience: in.ShowLivedExperience},
				in.Capacity)
			if brokenRule(err, "membership_once") {
				return &hackathon.StateConflictError{State: string(g.Phase), Message: hackathon.Localized{
					Et: "Sa oled juba selle töörühma liige.", En: "You are a member of this working group already."}}
			}
			if err != nil {
				return err
			}
			return t.groupChanged(g, hackathon.ActivityWorkingGroupMembership)
		})
}

// insertSeat gives the viewer a seat in a locked group that counts it already.
func (t *tx) insertSeat(g *hackathon.WorkingGroup, role hackathon.GroupRole, seat hackathon.GroupSeat,
	capacity hackathon.ParticipationCapacity) error {
	row := seatRow{hackathon.Membership{ID: hackathon.NewID(hackathon.KindMembership, t.now), WorkingGroupID: g.ID,
		PersonID: t.viewer.PersonID, Role: role, JoinedAt: t.now}, seat.Sides, seat.ShowLivedExperience}
	if err := seatTable.insert(t, &row, values{"capacity": capacity}); err != nil {
		return err
	}
	_, err := t.seatChanged(g, t.viewer.PersonID, nil, &seat)
	return err
}

// Change changes a role, the sides a member brings, or whether lived experience is shown.
func (s Memberships) Change(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeMembershipInput) (*hackathon.WorkingGroup, error) {
	return mutate(ctx, s.db, viewer, "changeMembership", &in, groups, func(t *tx) (*hackathon.WorkingGroup, error) {
		var group hackathon.ID
		if err := t.get(&group, `SELECT working_group_id FROM membership WHERE id = $1`, in.MembershipID); err != nil {
			return nil, missing(err, "membership")
		}
		g, err := groups.get(t, group)
		if err != nil {
			return nil, err
		}
		seat, err := t.seat(`id = $1`, in.MembershipID)
		if err != nil {
			return nil, missing(err, "membership")
		}
		if err := in.CheckBy(t.viewer, g, &seat.Membership); err != nil {
			return nil, err
		}
		return g, t.changeSeat(g, seat, in)
	})
}

// changeSeat changes a seat of a locked group as its CheckBy allowed.
func (t *tx) changeSeat(g *hackathon.WorkingGroup, seat seatRow, in hackathon.ChangeMembershipInput) error {
	role, sides, show := in.Apply(&seat.Membership, seat.Show)
	n, err := t.run(`
		UPDATE membership SET role = $2, sides = $3, show_lived_experience = $4
		WHERE id = $1 AND (role, sides, show_lived_experience) IS DISTINCT FROM ($2::text, $3::text[], $4::boolean)`,
		seat.ID, role, textArray(sides), show)
	if err != nil || n == 0 {
		return err
	}
	is := hackathon.GroupSeat{Sides: sides, ShowLivedExperience: show}
	told, err := t.seatChanged(g, seat.PersonID, seat.seat(), &is)
	if err != nil || !told && role == seat.Role && slices.Equal(hackathon.ShownSides(sides, show), seat.shown().Sides) {
		return err // nobody but the member sees a difference, so nothing tells of one
	}
	return t.groupChanged(g, hackathon.ActivityWorkingGroupMembership)
}

// Find returns a seat as everybody may see it.
func (s Memberships) Find(ctx context.Context, id hackathon.ID) (*hackathon.Membership, error) {
	var r seatRow
	if err := s.db.pool.GetContext(noted(ctx, id), &r, `SELECT `+seatColumns+` FROM membership WHERE id = $1`,
		id); err != nil {
		return nil, missing(err, "membership")
	}
	return r.shown(), nil
}

var seatListing = listing[seatRow, *hackathon.Membership]{
	columns: seatColumns, from: `membership`, id: `id`, item: seatRow.shown,
	parent: `working_group_id`, parentOf: func(r seatRow) hackathon.ID { return r.WorkingGroupID },
}

// OfGroups are the seats of groups, in order of joining.
func (s Memberships) OfGroups(*hackathon.Viewer) hackathon.Lists[*hackathon.Membership] {
	return seatListing.lists(s.db, conditions{})
}

// ViewersOwn returns the viewer's seats in the groups, whole.
func (s Memberships) ViewersOwn(ctx context.Context, viewer *hackathon.Viewer,
	groups []hackathon.ID) (map[hackathon.ID]*hackathon.Membership, error) {
	seats := map[hackathon.ID]*hackathon.Membership{}
	if !viewer.SignedIn() {
		return seats, nil
	}
	var rows []seatRow
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT `+seatColumns+` FROM membership WHERE person_id = $1 AND working_group_id = ANY ($2::uuid[]) ORDER BY id`,
		viewer.PersonID, idArray(groups)); err != nil {
		return nil, err
	}
	for _, r := range rows {
		seats[r.WorkingGroupID] = r.own()
	}
	return seats, nil
}

// Capacities returns in which capacity people take their seats, of those of which the viewer may know.
func (s Memberships) Capacities(ctx context.Context, viewer *hackathon.Viewer,
	seats []hackathon.ID) (map[hackathon.ID]*hackathon.ParticipationCapacity, error) {
	capacities := map[hackathon.ID]*hackathon.ParticipationCapacity{}
	if !viewer.SignedIn() {
		return capacities, nil
	}
	var rows []struct {
		ID       hackathon.ID                    `db:"id"`
		PersonID hackathon.ID                    `db:"person_id"`
		LeadID   hackathon.ID                    `db:"lead_id"`
		EventID  hackathon.ID                    `db:"event_id"`
		Capacity hackathon.ParticipationCapacity `db:"capacity"`
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT m.id, m.person_id, g.lead_id, g.event_id, m.capacity
		FROM membership m JOIN working_group g ON g.id = m.working_group_id WHERE m.id = ANY ($1::uuid[]) ORDER BY m.id`,
		idArray(seats)); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if (hackathon.WorkingGroup{EventID: r.EventID, LeadID: r.LeadID}).SeesCapacity(viewer, r.PersonID) {
			capacities[r.ID] = &r.Capacity
		}
	}
	return capacities, nil
}

// GroupSides returns which sides are present in groups and which lack.
func (s Memberships) GroupSides(ctx context.Context, groups []hackathon.ID) (map[hackathon.ID][]hackathon.SidePresence,
	error) {
	return s.db.presence(ctx, `
		SELECT g.id, e.required_sides, g.lived_experience_told IS NOT NULL AS told, m.side, count(m.side) AS count
		FROM working_group g JOIN event e ON e.id = g.event_id
		LEFT JOIN LATERAL (`+toldSides+`) m ON true
		WHERE g.id = ANY ($1::uuid[]) GROUP BY g.id, e.required_sides, m.side ORDER BY g.id, m.side`, groups)
}

// EventSides returns which sides take part in the groups of events and which are missing from all of them. A person in
// several groups counts once; groups that are dormant or closed do not count. Lived experience lacks when every group
// has told that it lacks.
func (s Memberships) EventSides(ctx context.Context, events []hackathon.ID) (map[hackathon.ID][]hackathon.SidePresence,
	error) {
	return s.db.presence(ctx, `
		SELECT e.id, e.required_sides, COALESCE(bool_and(m.told), true) AS told, m.side, count(DISTINCT COALESCE(m.person_id,
			m.group_id)) AS count
		FROM event e LEFT JOIN LATERAL (
			SELECT g.id AS group_id, m.person_id, m.side, g.lived_experience_told IS NOT NULL AS told
			FROM working_group g LEFT JOIN LATERAL (`+toldSides+`) m ON true
			WHERE g.event_id = e.id AND g.phase NOT IN ('DORMANT', 'CLOSED')
		) m ON true
		WHERE e.id = ANY ($1::uuid[]) GROUP BY e.id, e.required_sides, m.side ORDER BY e.id, m.side`, events)
}

func (s *DB) presence(ctx context.Context, query string,
	ids []hackathon.ID) (map[hackathon.ID][]hackathon.SidePresence, error) {
	found, err := tellMany[struct {
		Required []hackathon.StakeholderSide `db:"required_sides"`
		Told     bool                        `db:"told"` // whether lived experience that is not shown lacks is known
		Side     *hackathon.StakeholderSide  `db:"side"`
		Count    int                         `db:"count"`
	}](noted(ctx, ids...), s.pool, query, idArray(ids))
	sides := make(map[hackathon.ID][]hackathon.SidePresence, len(found))
	for id, rows := range found {
		counts, told := map[hackathon.StakeholderSide]int{}, true
		for _, r := range rows {
			told = told && r.Told
			if r.Side != nil {
				counts[*r.Side] = r.Count
			}
		}
		sides[id] = hackathon.Presence(rows[0].Required, counts, told)
	}
	return sides, err
}
