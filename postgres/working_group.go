package postgres

import (
	"context"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// WorkingGroups are working groups.
type WorkingGroups struct{ db *DB }

const groupColumns = `id, version, event_id, name, purpose, phase, lead_id, member_count, created_at`

// FormWorkingGroup makes a group that the viewer leads. From an idea it is one step: the idea goes IN_GROUP and knows
// the group, in the same transaction.
func (s WorkingGroups) Form(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.FormWorkingGroupInput) (*hackathon.WorkingGroup, error) {
	in, err := in.Checked()
	if err != nil {
		return nil, err
	}
	id, err := s.db.once(ctx, viewer, "formWorkingGroup", in.IdempotencyKey, in, func(t *tx) (hackathon.ID, error) {
		event, err := t.eventRules(in.EventID)
		if err != nil {
			return hackathon.ID{}, err
		}
		if err := event.CheckTakesGroups(); err != nil {
			return hackathon.ID{}, err
		}
		if err := s.db.roomForGroup(t, in.EventID); err != nil {
			return hackathon.ID{}, err
		}
		g := &hackathon.WorkingGroup{
			ID: hackathon.NewID(hackathon.KindWorkingGroup, t.now), Version: 1, EventID: in.EventID, Name: in.Name,
			Purpose: in.Purpose,
			Phase:   hackathon.PhaseForming, LeadID: t.viewer.PersonID, MemberCount: 1, CreatedAt: t.now,
		}
		if _, err := t.run(`
			INSERT INTO working_group (id, event_id, name, name_sort, purpose, phase, lead_id, formed_by, member_count,
				created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)`,
			g.ID, g.EventID, g.Name, hackathon.SortKey(g.Name.Text(hackathon.LocaleEt)), g.Purpose, g.Phase, g.LeadID,
			g.MemberCount, g.CreatedAt); err != nil {
			return g.ID, err
		}
		seat := hackathon.GroupSeat{Sides: in.Sides, ShowLivedExperience: in.ShowLivedExperience}
		if err := t.insertSeat(g, hackathon.GroupLead, seat, hackathon.CapacitySelf); err != nil {
			return g.ID, err
		}
		if in.IdeaID != nil {
			if err := t.takeIdea(g, *in.IdeaID); err != nil {
				return g.ID, err
			}
		}
		return g.ID, t.activity(g.EventID, hackathon.ActivityWorkingGroupFormed, g.ID, g.Version, hackathon.AudiencePublic, g)
	})
	if err != nil {
		return nil, err
	}
	return s.Find(ctx, id)
}

// takeIdea gives the idea to the group that is formed from it.
func (t *tx) takeIdea(g *hackathon.WorkingGroup, id hackathon.ID) error {
	idea, err := ideas.get(t, id)
	if err != nil {
		return err
	}
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

// JoinWorkingGroup gives the viewer a seat in a group that is not over.
func (s Memberships) Join(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.JoinWorkingGroupInput) (*hackathon.WorkingGroup, error) {
	in, err := in.Checked()
	if err != nil {
		return nil, err
	}
	return s.db.changeGroup(ctx, viewer, "joinWorkingGroup", in.IdempotencyKey, in, in.WorkingGroupID,
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
	if _, err := t.run(`
		INSERT INTO membership (id, working_group_id, person_id, role, sides, show_lived_experience, capacity, joined_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		hackathon.NewID(hackathon.KindMembership, t.now), g.ID, t.viewer.PersonID, role, textArray(seat.Sides),
		seat.ShowLivedExperience, capacity, t.now); err != nil {
		return err
	}
	_, err := t.seatChanged(g, t.viewer.PersonID, nil, &seat)
	return err
}

// ChangeMembership changes a role, the sides a member brings, or whether lived experience is shown.
func (s Memberships) Change(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeMembershipInput) (*hackathon.WorkingGroup, error) {
	in, err := in.Checked()
	if err != nil {
		return nil, err
	}
	var group hackathon.ID
	if err := s.db.pool.GetContext(ctx, &group, `SELECT working_group_id FROM membership WHERE id = $1`, in.MembershipID); err != nil {
		return nil, missing(err, "membership")
	}
	return s.db.changeGroup(ctx, viewer, "changeMembership", in.IdempotencyKey, in, group,
		func(t *tx, g *hackathon.WorkingGroup) error {
			seat, err := t.seat(`id = $1`, in.MembershipID)
			if err != nil {
				return missing(err, "membership")
			}
			if err := g.CheckOpen(); err != nil {
				return err
			}
			if err := in.CheckBy(t.viewer, g, &seat.Membership); err != nil {
				return err
			}
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
		})
}

// LeaveWorkingGroup gives up the viewer's seat. A group at work is never without its lead.
func (s WorkingGroups) Leave(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.LeaveWorkingGroupInput) (*hackathon.WorkingGroup, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	return s.db.changeGroup(ctx, viewer, "leaveWorkingGroup", in.IdempotencyKey, in, in.WorkingGroupID,
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
	if err := in.Validate(); err != nil {
		return nil, err
	}
	return s.db.changeGroup(ctx, viewer, "handOverLead", in.IdempotencyKey, in, in.WorkingGroupID,
		func(t *tx, g *hackathon.WorkingGroup) error {
			if !g.MayLead(t.viewer) {
				return hackathon.Forbiddenf("the lead of the group or the staff of the event hands over the lead")
			}
			if err := g.CheckOpen(); err != nil || g.LeadID == in.PersonID {
				return err
			}
			if _, err := t.run(`UPDATE membership SET role = 'MEMBER' WHERE working_group_id = $1 AND role = 'LEAD'`, g.ID); err != nil {
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

// ChangeWorkingGroupPhase moves a group along hackathon.GroupMoves.
func (s WorkingGroups) ChangePhase(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeWorkingGroupPhaseInput) (*hackathon.WorkingGroup, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	return s.db.changeGroup(ctx, viewer, "changeWorkingGroupPhase", in.IdempotencyKey, in, in.WorkingGroupID,
		func(t *tx, g *hackathon.WorkingGroup) error {
			seat, err := t.seat(`working_group_id = $1 AND person_id = $2`, g.ID, t.viewer.PersonID)
			if err != nil && !noRows(err) {
				return err
			}
			if !g.MayMove(t.viewer, &seat.Membership) {
				return hackathon.Forbiddenf("the leads of the group and the staff of the event move it to another phase")
			}
			if err := g.CheckMove(in.Phase); err != nil {
				return err
			}
			g.Phase = in.Phase
			return t.groupChanged(g, hackathon.ActivityWorkingGroupChanged)
		})
}

// changeGroup runs a change of a group with its row locked, and returns the group.
func (s *DB) changeGroup(ctx context.Context, viewer *hackathon.Viewer, mutation string, key *string, in any,
	id hackathon.ID, change func(*tx, *hackathon.WorkingGroup) error) (*hackathon.WorkingGroup, error) {
	id, err := s.once(ctx, viewer, mutation, key, in, func(t *tx) (hackathon.ID, error) {
		var g hackathon.WorkingGroup
		if err := t.get(&g, `SELECT `+groupColumns+` FROM working_group WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
			return id, missing(err, "working group")
		}
		return id, change(t, &g)
	})
	if err != nil {
		return nil, err
	}
	return s.WorkingGroups.Find(ctx, id)
}

// groupChanged stores a locked group as its next version and notes the change for the log.
func (t *tx) groupChanged(g *hackathon.WorkingGroup, kind hackathon.ActivityKind) error {
	if err := t.get(&g.Version, `UPDATE working_group SET version = version + 1, phase = $2, lead_id = $3,
		member_count = $4 WHERE id = $1 RETURNING version`,
		g.ID, g.Phase, g.LeadID, g.MemberCount); err != nil {
		return err
	}
	return t.activity(g.EventID, kind, g.ID, g.Version, hackathon.AudiencePublic, g)
}

// WorkingGroup returns a group.
func (s WorkingGroups) Find(ctx context.Context, id hackathon.ID) (*hackathon.WorkingGroup, error) {
	var g hackathon.WorkingGroup
	if err := s.db.pool.GetContext(ctx, &g, `SELECT `+groupColumns+` FROM working_group WHERE id = $1`, id); err != nil {
		return nil, missing(err, "working group")
	}
	return &g, nil
}

// WorkingGroupsByID returns the groups that exist.
func (s WorkingGroups) ByID(ctx context.Context, ids []hackathon.ID) ([]*hackathon.WorkingGroup, error) {
	var groups []*hackathon.WorkingGroup
	err := s.db.pool.SelectContext(ctx, &groups, `SELECT `+groupColumns+` FROM working_group WHERE id = ANY ($1::uuid[])
		ORDER BY id`, idArray(ids))
	return groups, err
}

// WorkingGroups lists the groups of an event. With filter.MissingSide: those that lack the side, though the event
// requires it.
func (s WorkingGroups) List(ctx context.Context, event hackathon.ID, filter hackathon.WorkingGroupFilter,
	args hackathon.PageArgs) (*hackathon.Page[*hackathon.WorkingGroup], error) {
	q := that(`event_id = ?`, event)
	addAny(&q, `phase`, filter.Phase)
	if side := filter.MissingSide; side != nil {
		q.add(`EXISTS (SELECT FROM event e WHERE e.id = g.event_id AND ?::text = ANY (e.required_sides))
			AND NOT EXISTS (SELECT FROM (`+toldSides+`) m WHERE m.side = ?)
			AND (? <> 'LIVED_EXPERIENCE' OR g.lived_experience_told IS NOT NULL)`, *side, *side, *side)
	}
	return groupListing.page(ctx, s.db, q, args)
}

type groupRow struct {
	hackathon.WorkingGroup
	NameSort string `db:"name_sort"`
}

var groupListing = listing[groupRow, *hackathon.WorkingGroup]{
	columns: groupColumns + `, name_sort`, from: `working_group g`, id: `id`,
	item:   func(r groupRow) *hackathon.WorkingGroup { return &r.WorkingGroup },
	orders: map[string]sortKey[groupRow]{"NAME": {`name_sort`, func(r groupRow) any { return r.NameSort }}},
}

// IdeasOfGroups returns the public ideas that groups grew from, oldest first.
func (s Ideas) OfGroups(ctx context.Context, groups []hackathon.ID) (map[hackathon.ID][]*hackathon.Idea, error) {
	var rows []ideaRow
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT `+ideaColumns+` FROM idea WHERE working_group_id = ANY ($1::uuid[]) AND public_since IS NOT NULL ORDER BY id`,
		idArray(groups)); err != nil {
		return nil, err
	}
	ideas := map[hackathon.ID][]*hackathon.Idea{}
	for _, i := range ideasOf(rows) {
		ideas[i.WorkingGroupID] = append(ideas[i.WorkingGroupID], i)
	}
	return ideas, nil
}
