package hackathon

import "slices"

// GroupMover is in which capacity somebody moves a working group; a set of bits.
type GroupMover uint8

const (
	ByLeads      GroupMover = 1 << iota // its lead and co-leads
	ByEventStaff                        // organisers and coordinators of the event
	byAny        = ByLeads | ByEventStaff
)

// GroupMoves says where a working group may go from where it is, and moved by whom. A phase that is absent is the end.
// A group comes back from DORMANT, and a COMPLETED one may take up its follow-up again.
var GroupMoves = map[GroupPhase]map[GroupPhase]GroupMover{
	PhaseForming: {PhaseWorking: byAny, PhaseDormant: byAny, PhaseClosed: byAny},
	PhaseWorking: {PhaseForming: byAny, PhasePitching: byAny, PhaseFollowUp: byAny, PhaseCompleted: byAny,
		PhaseDormant: byAny, PhaseClosed: byAny},
	PhasePitching: {PhaseWorking: byAny, PhaseFollowUp: byAny, PhaseCompleted: byAny, PhaseDormant: byAny,
		PhaseClosed: byAny},
	PhaseFollowUp:  {PhaseWorking: byAny, PhaseCompleted: byAny, PhaseDormant: byAny, PhaseClosed: byAny},
	PhaseCompleted: {PhaseFollowUp: byAny, PhaseClosed: byAny},
	PhaseDormant:   {PhaseForming: byAny, PhaseWorking: byAny, PhaseFollowUp: byAny, PhaseClosed: byAny},
}

// NeedsLead reports whether a group in this phase must have a lead.
func (p GroupPhase) NeedsLead() bool { return p == PhaseWorking || p == PhasePitching }

// GroupsOver are the phases in which a group works no more.
var GroupsOver = []GroupPhase{PhaseCompleted, PhaseClosed}

// Over reports whether a group in this phase takes no more members and changes no more seats.
func (p GroupPhase) Over() bool { return slices.Contains(GroupsOver, p) }

// Seeks reports whether a group in this phase looks for the sides that it lacks: a hall is not asked for others.
func (p GroupPhase) Seeks() bool { return p == PhaseForming || p == PhaseWorking || p == PhasePitching }

// SideRoles are the roles in which a member fills a side. Mentors and observers stand beside the work, and learners are
// still finding their way into it: who has only those would otherwise hide that nobody speaks for a side.
var SideRoles = []GroupRole{GroupLead, GroupCoLead, GroupIdeaHolder, GroupMember}

// Sides in the order they are listed everywhere.
var Sides = Values[StakeholderSide]("StakeholderSide")

// Presence lists every side that is required or brought by somebody. A side lacks when it is required and nobody fills
// it. counts hold of lived experience what is shown and what is told; told says whether anything is, so that none means
// none.
func Presence(required []StakeholderSide, counts map[StakeholderSide]int, told bool) []SidePresence {
	var sides []SidePresence
	for _, side := range Sides {
		n, needed := counts[side], slices.Contains(required, side)
		if !needed && n == 0 {
			continue
		}
		p := SidePresence{Side: side, Count: &n, Required: needed, Missing: new(needed && n == 0)}
		if side == SideLivedExperience {
			p.Count = nil
			if n == 0 && !told {
				p.Missing = nil
			}
		}
		sides = append(sides, p)
	}
	return sides
}

// Missing are the sides that lack.
func Missing(sides []SidePresence) []StakeholderSide {
	missing := []StakeholderSide{}
	for _, p := range sides {
		if p.Missing != nil && *p.Missing {
			missing = append(missing, p.Side)
		}
	}
	return missing
}

// Complete reports whether every required side is known to be there.
func Complete(sides []SidePresence) bool {
	return !slices.ContainsFunc(sides, func(p SidePresence) bool { return p.Missing == nil || *p.Missing })
}

// TakesGroups reports whether working groups may be formed at the event.
func (e Event) TakesGroups() bool {
	switch e.Status {
	case EventIdeasOpen, EventTeamsOpen, EventLive, EventMovedOnline, EventFollowUp:
		return true
	}
	return false
}

// CheckTakesGroups is TakesGroups as a StateConflictError.
func (e Event) CheckTakesGroups() error {
	if e.TakesGroups() {
		return nil
	}
	return conflict(e.Status, "Üritusel ei saa praegu töörühmi moodustada.",
		"Working groups cannot be formed at the event now.")
}

// CheckOpen returns a StateConflictError when the group is over.
func (g WorkingGroup) CheckOpen() error {
	if !g.Phase.Over() {
		return nil
	}
	return conflict(g.Phase, "Töörühm on lõpetatud.", "The working group is over.")
}

// Mover is in which capacities the viewer, whose seat this is (nil: none), may move the group; zero: in none.
func (g WorkingGroup) Mover(v *Viewer, seat *Membership) (by GroupMover) {
	if v.Staff(g.EventID) {
		by |= ByEventStaff
	}
	if v.SignedIn() && (g.LeadID == v.PersonID || seat != nil && seat.PersonID == v.PersonID &&
		seat.Role == GroupCoLead) {
		by |= ByLeads
	}
	return by
}

// moves is where the group may be taken from where it is, in the order of its life.
func (g WorkingGroup) moves(by GroupMover) []GroupPhase {
	return statesThat("GroupPhase", func(to GroupPhase) bool {
		return GroupMoves[g.Phase][to]&by != 0 && (!to.NeedsLead() || !g.LeadID.IsZero())
	})
}

// CheckMove returns nil when the group may be moved so; Forbidden to whoever moves none; a StateConflictError when it
// cannot go there, or lacks the lead it needs there.
func (g WorkingGroup) CheckMove(to GroupPhase, by GroupMover) error {
	switch {
	case by == 0:
		return Forbiddenf("the leads of the group and the staff of the event move it to another phase")
	case GroupMoves[g.Phase][to]&by == 0:
		return conflict(g.Phase, "Töörühm ei saa praegusest järgust sinna liikuda.",
			"The working group cannot go there from its present phase.", g.moves(by)...)
	case to.NeedsLead() && g.LeadID.IsZero():
		return conflict(g.Phase, "Enne on vaja eestvedajat.", "The working group needs a lead first.", g.moves(by)...)
	}
	return nil
}

// leads reports whether the viewer may hand over the group's lead and give roles.
func (g WorkingGroup) leads(v *Viewer) bool {
	return v.Staff(g.EventID) || v.SignedIn() && g.LeadID == v.PersonID
}

// CheckHandOver is nil when the viewer may make another member the lead.
func (g WorkingGroup) CheckHandOver(v *Viewer) error {
	if !g.leads(v) {
		return Forbiddenf("the lead of the group or the staff of the event hands over the lead")
	}
	return g.CheckOpen()
}

func (in *FormWorkingGroupInput) Check(v *Checks) {
	v.ID("eventId", in.EventID, KindEvent)
	v.OptionalID("ideaId", in.IdeaID, KindIdea)
	in.Name = v.Localized("name", in.Name, true, MaxGroupName)
	v.PublicLocalized("name", in.Name)
	if in.Purpose = v.OptionalLocalized("purpose", in.Purpose, MaxIdeaText); in.Purpose != nil {
		v.PublicLocalized("purpose", *in.Purpose)
	}
	in.Sides = seatSides(v, in.Sides, in.ShowLivedExperience)
}

func (in *HandOverLeadInput) Check(v *Checks) {
	v.ID("workingGroupId", in.WorkingGroupID, KindWorkingGroup)
	v.ID("personId", in.PersonID, KindPerson)
}

func (in *ChangeWorkingGroupPhaseInput) Check(v *Checks) {
	v.ID("workingGroupId", in.WorkingGroupID, KindWorkingGroup)
}
