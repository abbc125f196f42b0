package hackathon

import (
	"slices"
	"time"
)

// Membership is a person's seat in a working group. Sides holds what may be shown.
type Membership struct {
	ID             ID                `db:"id" json:"id"`
	WorkingGroupID ID                `db:"working_group_id" json:"workingGroupId"`
	PersonID       ID                `db:"person_id" json:"personId"`
	Role           GroupRole         `db:"role" json:"role"`
	Sides          []StakeholderSide `db:"-" json:"sides"`
	JoinedAt       time.Time         `db:"joined_at" json:"joinedAt"`
}

func (m Membership) NodeID() ID { return m.ID }

type JoinWorkingGroupInput struct {
	WorkingGroupID      ID
	Role                GroupRole
	Sides               []StakeholderSide
	ShowLivedExperience bool
	Capacity            ParticipationCapacity
	Keyed
}

type ChangeMembershipInput struct {
	MembershipID        ID
	Role                *GroupRole
	Sides               []StakeholderSide
	ShowLivedExperience *bool
	Keyed
}

type LeaveWorkingGroupInput struct {
	WorkingGroupID ID
	Keyed
}

func (in *JoinWorkingGroupInput) Check(v *Checks) {
	v.ID("workingGroupId", in.WorkingGroupID, KindWorkingGroup)
	if in.Role == GroupLead || in.Role == GroupCoLead {
		v.Fail("role", FieldOutOfRange, "Eestvedajaks ei astuta: rolli annab eestvedaja.",
			"Nobody joins as a lead or co-lead: the lead gives that role.")
	}
	in.Sides = seatSides(v, in.Sides, in.ShowLivedExperience)
}

func (in *ChangeMembershipInput) Check(v *Checks) {
	v.ID("membershipId", in.MembershipID, KindMembership)
	if in.Role != nil && *in.Role == GroupLead {
		v.Fail("role", FieldOutOfRange, "Eestvedaja vahetub üleandmisega (handOverLead).",
			"The lead changes by handing over (handOverLead).")
	}
	if in.Sides != nil {
		in.Sides = distinct(in.Sides)
		v.Count("sides", len(in.Sides), 1, 2)
	}
}

func (in *LeaveWorkingGroupInput) Check(v *Checks) {
	v.ID("workingGroupId", in.WorkingGroupID, KindWorkingGroup)
}

// CheckBy returns Forbidden when the viewer may not change the seat so: a member alone says what they bring and whether
// it is shown; the lead and the staff give roles, and CO_LEAD is theirs to give; only the lead's own role is fixed.
func (in ChangeMembershipInput) CheckBy(v *Viewer, g *WorkingGroup, seat *Membership) error {
	self, leads := v.SignedIn() && v.PersonID == seat.PersonID, g.leads(v)
	switch {
	case !self && !leads:
		return Forbiddenf("the member, the lead of the group or the staff of the event changes a membership")
	case (in.Sides != nil || in.ShowLivedExperience != nil) && !self:
		return Forbiddenf("only the member says which sides they bring, and whether lived experience is shown")
	case in.Role != nil && *in.Role != seat.Role && seat.Role == GroupLead:
		return conflict(g.Phase, "Eestvedaja roll vahetub üleandmisega.",
			"The role of the lead changes by handing over the lead.")
	case in.Role != nil && *in.Role == GroupCoLead && *in.Role != seat.Role && !leads:
		return Forbiddenf("the lead of the group or the staff of the event makes somebody a co-lead")
	}
	return g.CheckOpen()
}

// Apply is the seat after the change.
func (in ChangeMembershipInput) Apply(seat *Membership, shown bool) (role GroupRole, sides []StakeholderSide,
	show bool) {
	role, sides, show = seat.Role, seat.Sides, shown
	if in.Role != nil {
		role = *in.Role
	}
	if in.Sides != nil {
		sides = in.Sides
	}
	if in.ShowLivedExperience != nil {
		show = *in.ShowLivedExperience
	}
	return role, SeatSides(sides, show), show
}

// CheckLeave returns a StateConflictError when the person leads the group and it may not be without a lead.
func (g WorkingGroup) CheckLeave(person ID) error {
	if g.LeadID == person && g.Phase.NeedsLead() {
		return conflict(g.Phase, "Anna enne eestvedamine üle: töötav rühm ei jää eestvedajata.",
			"Hand over the lead first: a group at work is never without one.")
	}
	return nil
}

// ShownSides are the sides that others may see of a seat: LIVED_EXPERIENCE only with the member's consent.
func ShownSides(sides []StakeholderSide, showLivedExperience bool) []StakeholderSide {
	if showLivedExperience {
		return sides
	}
	return slices.DeleteFunc(slices.Clone(sides), func(s StakeholderSide) bool { return s == SideLivedExperience })
}

func seatSides(v *Checks, sides []StakeholderSide, show bool) []StakeholderSide {
	sides = distinct(sides)
	v.Count("sides", len(sides), 1, 2)
	return SeatSides(sides, show)
}

// SeatSides are the sides to store. Who brings LIVED_EXPERIENCE alone and does not want to be named with it is counted
// as a citizen too: a seat that shows no side at all would tell what the member wanted kept.
func SeatSides(sides []StakeholderSide, showLivedExperience bool) []StakeholderSide {
	if !showLivedExperience && len(sides) == 1 && sides[0] == SideLivedExperience {
		return []StakeholderSide{SideCitizen, SideLivedExperience}
	}
	return sides
}
