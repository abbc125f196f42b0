package postgres

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// WorkingGroups are working groups.
type WorkingGroups struct{ db *DB }

var groupTable = newTable("working_group", derived[hackathon.WorkingGroup]{
	"name_sort": func(g *hackathon.WorkingGroup) any { return hackathon.SortKey(g.Name.Text(hackathon.LocaleEt)) },
})

var groupColumns = groupTable.columns("")

type groupRow struct {
	hackathon.WorkingGroup
	NameSort string `db:"name_sort"`
}

// groups is how mutations get at a group.
var groups = entity[*hackathon.WorkingGroup]{lock: groupTable.lock}

// Form makes a group that the viewer leads. From an idea it is one step: the idea goes IN_GROUP and knows the group, in
// the same transaction.
func (s WorkingGroups) Form(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.FormWorkingGroupInput) (*hackathon.WorkingGroup, error) {
	var idea *hackathon.Idea
	lock := func(t *tx) (err error) {
		if in.IdeaID != nil {
			idea, err = ideas.get(t, *in.IdeaID)
		}
		return err
	}
	return create(ctx, s.db, viewer, "formWorkingGroup", &in, groups, lock, func(t *tx) (*hackathon.WorkingGroup, error) {
		event, err := t.eventRules(in.EventID)
		if err != nil {
			return nil, err
		}
		if err := event.CheckTakesGroups(); err != nil {
			return nil, err
		}
		if err := s.db.roomForGroup(t, in.EventID); err != nil {
			return nil, err
		}
		g := &hackathon.WorkingGroup{
			ID: hackathon.NewID(hackathon.KindWorkingGroup, t.now), Version: 1, EventID: in.EventID, Name: in.Name,
			Purpose: in.Purpose, Phase: hackathon.PhaseForming, LeadID: t.viewer.PersonID, MemberCount: 1, CreatedAt: t.now,
		}
		if err := groupTable.insert(t, g, values{"formed_by": g.LeadID}); err != nil {
			return nil, err
		}
		seat := hackathon.GroupSeat{Sides: in.Sides, ShowLivedExperience: in.ShowLivedExperience}
		if err := t.insertSeat(g, hackathon.GroupLead, seat, hackathon.CapacitySelf); err != nil {
			return nil, err
		}
		if idea != nil {
			if err := t.takeIdea(g, idea); err != nil {
				return nil, err
			}
		}
		return g, t.activity(g.EventID, hackathon.ActivityWorkingGroupFormed, g.ID, g.Version, hackathon.AudiencePublic, g)
	})
}

// takeIdea gives a locked idea to the group that is formed from it.
func (t *tx) takeIdea(g *hackathon.WorkingGroup, idea *hackathon.Idea) error {
	if idea.EventID != g.EventID {
		c := hackathon.Check()
		c.Fail("ideaId", hackathon.FieldUnknown, "Sellel üritusel sellist ideed ei ole.",
			"There is no such idea at this event.")
		return c.Err()
	}
	if err := idea.CheckForming(); err != nil {
		return err
	}
	idea.WorkingGroupID = g.ID
	return t.moveIdea(idea, hackathon.IdeaInGroup, nil)
}

// Leave gives up the viewer's seat. A group at work is never without its lead.
func (s WorkingGroups) Leave(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.LeaveWorkingGroupInput) (*hackathon.WorkingGroup, error) {
	return change(ctx, s.db, viewer, "leaveWorkingGroup", &in, groups, in.WorkingGroupID,
		func(t *tx, g *hackathon.WorkingGroup) error {
			if err := g.CheckLeave(t.viewer.PersonID); err != nil {
				return err
			}
			seat, err := t.seat(`working_group_id = $1 AND person_id = $2`, g.ID, t.viewer.PersonID)
			if noRows(err) {
				return &hackathon.StateConflictError{State: string(g.Phase), Message: hackathon.Localized{
					Et: "Sa ei ole selle töörühma liige.", En: "You are not a member of this working group."}}
			}
			if err != nil {
				return err
			}
			if _, err := t.run(`DELETE FROM membership WHERE id = $1`, seat.ID); err != nil {
				return err
			}
			g.MemberCount--
			if _, err := t.seatChanged(g, t.viewer.PersonID, seat.seat(), nil); err != nil {
				return err
			}
			if g.LeadID == t.viewer.PersonID {
				g.LeadID = hackathon.ID{}
			}
			return t.groupChanged(g, hackathon.ActivityWorkingGroupMembership)
		})
}

// HandOverLead makes another member the lead; the one who led stays as a member.
func (s WorkingGroups) HandOverLead(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HandOverLeadInput) (*hackathon.WorkingGroup, error) {
	return change(ctx, s.db, viewer, "handOverLead", &in, groups, in.WorkingGroupID,
		func(t *tx, g *hackathon.WorkingGroup) error {
			if err := g.CheckHandOver(t.viewer); err != nil || g.LeadID == in.PersonID {
				return err
			}
			if _, err := t.run(`UPDATE membership SET role = 'MEMBER' WHERE working_group_id = $1 AND role = 'LEAD'`,
				g.ID); err != nil {
				return err
			}
			n, err := t.run(`UPDATE membership SET role = 'LEAD' WHERE working_group_id = $1 AND person_id = $2`, g.ID,
				in.PersonID)
			if err != nil {
				return err
			}
			if n == 0 {
				c := hackathon.Check()
				c.Fail("personId", hackathon.FieldUnknown, "Uus eestvedaja peab olema töörühma liige.",
					"The new lead must be a member of the group.")
				return c.Err()
			}
			g.LeadID = in.PersonID
			return t.groupChanged(g, hackathon.ActivityWorkingGroupMembership)
		})
}

// ChangePhase moves a group along hackathon.GroupMoves.
func (s WorkingGroups) ChangePhase(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeWorkingGroupPhaseInput) (*hackathon.WorkingGroup, error) {
	return change(ctx, s.db, viewer, "changeWorkingGroupPhase", &in, groups, in.WorkingGroupID,
		func(t *tx, g *hackathon.WorkingGroup) error {
			seat, err := t.seat(`working_group_id = $1 AND person_id = $2`, g.ID, t.viewer.PersonID)
			if err != nil && !noRows(err) {
				return err
			}
			if err := g.CheckMove(in.Phase, g.Mover(t.viewer, &seat.Membership)); err != nil {
				return err
			}
			g.Phase = in.Phase
			return t.groupChanged(g, hackathon.ActivityWorkingGroupChanged)
		})
}

// groupChanged stores a locked group as its next version and notes the change for the log.
func (t *tx) groupChanged(g *hackathon.WorkingGroup, kind hackathon.ActivityKind) (err error) {
	if g.Version, err = groupTable.update(t, g); err != nil {
		return err
	}
	return t.activity(g.EventID, kind, g.ID, g.Version, hackathon.AudiencePublic, g)
}

// Find returns a group.
func (s WorkingGroups) Find(ctx context.Context, id hackathon.ID) (*hackathon.WorkingGroup, error) {
	return groupTable.find(ctx, s.db.pool, id)
}

// ByID returns the groups that exist.
func (s WorkingGroups) ByID(ctx context.Context, ids []hackathon.ID) ([]*hackathon.WorkingGroup, error) {
	return groupTable.byID(ctx, s.db.pool, ids)
}

// List lists the groups of an event. With filter.MissingSide: those that lack the side, though the event
// requires it.
func (s WorkingGroups) List(event hackathon.ID,
	filter hackathon.WorkingGroupFilter) hackathon.List[*hackathon.WorkingGroup] {
	q := that(`event_id = ?`, event)
	addAny(&q, `phase`, filter.Phase)
	if side := filter.MissingSide; side != nil {
		q.add(`EXISTS (SELECT FROM event e WHERE e.id = g.event_id AND ?::text = ANY (e.required_sides))
			AND NOT EXISTS (SELECT FROM (`+toldSides+`) m WHERE m.side = ?)
			AND (? <> 'LIVED_EXPERIENCE' OR g.lived_experience_told IS NOT NULL)`, *side, *side, *side)
	}
	return groupListing.list(s.db, q.on(event))
}

var groupListing = listing[groupRow, *hackathon.WorkingGroup]{
	columns: groupColumns + `, name_sort`, from: `working_group g`, id: `id`,
	item:   func(r groupRow) *hackathon.WorkingGroup { return &r.WorkingGroup },
	orders: map[string]sortKey[groupRow]{"NAME": {`name_sort`, func(r groupRow) any { return r.NameSort }}},
}

// OfGroups returns the public ideas that groups grew from, oldest first.
func (s Ideas) OfGroups(ctx context.Context, groups []hackathon.ID) (map[hackathon.ID][]*hackathon.Idea, error) {
	ideas, err := tellMany[*hackathon.Idea](noted(ctx, groups...), s.db.pool, `
		SELECT working_group_id, `+ideaColumns+` FROM idea WHERE working_group_id = ANY ($1::uuid[])
			AND public_since IS NOT NULL ORDER BY id`, idArray(groups))
	for _, grown := range ideas {
		for _, i := range grown {
			belongs(ctx, i)
		}
	}
	return ideas, err
}
