package hackathon

import "time"

// What a viewer may do with a thing now. The acts themselves ask the same rules, so that no page needs a table of its
// own.

// acts is what may be done of what a viewer could do with a thing.
type acts[A ~string] []A

// offer adds an act that may be done.
func (a *acts[A]) offer(act A, may bool) {
	if may {
		*a = append(*a, act)
	}
}

// EventAct is what a viewer does at an event.
type EventAct string

// Acts is what the viewer, whose attendance this is (nil: none), may do at the event now.
func (e *Event) Acts(v *Viewer, own *Attendance, now time.Time) []EventAct {
	may := acts[EventAct]{}
	if !v.SignedIn() {
		return may
	}
	may.offer(EventAttend, e.Status.CheckAttendance() == nil && e.InRoom())
	may.offer(EventAttendOnline, e.Status.CheckAttendance() == nil && e.Format != FormatInPerson)
	may.offer(EventCancelAttendance, own != nil && own.Status != AttendanceCancelled && own.CheckCancel(e.Status) == nil)
	may.offer(EventRequestHelp, e.TakesNeed("") == nil)
	may.offer(EventRequestHelpOnSite, e.TakesNeed("") == nil && e.TakesNeedNow() == nil)
	may.offer(EventSubmitIdea, e.TakesIdeas(now))
	may.offer(EventSubmitUnnamedIdea, e.TakesIdeas(now) && e.UnnamedIdeas)
	may.offer(EventFormWorkingGroup, e.TakesGroups())
	may.offer(EventCreateBoardToken, e.CheckBoardToken(v, now) == nil)
	return may
}

// HasRoomNow reports whether people are together at a place for the event now.
func (e *Event) HasRoomNow() bool { return e.Status == EventLive && e.InRoom() }

// IdeaAct is what a viewer does with an idea.
type IdeaAct string

// Acts is what the viewer, who supports the idea or does not, may do with it. Event is the one it was brought to.
func (i *Idea) Acts(v *Viewer, supports bool, event *Event) []IdeaAct {
	may := acts[IdeaAct]{}
	if !v.SignedIn() || !i.VisibleTo(v) {
		return may
	}
	may.offer(IdeaSupport, !supports && i.CheckSupport() == nil)
	may.offer(IdeaWithdrawSupport, supports)
	may.offer(IdeaComment, i.CheckComment() == nil)
	may.offer(IdeaHideComment, v.Moderates(i.EventID))
	may.offer(IdeaUpdate, i.Mover(v) != 0 && i.CheckChange() == nil)
	may.offer(IdeaFormWorkingGroup, i.CheckForming() == nil && event.TakesGroups())
	return may
}

// Moves is where the viewer may take the idea from where it is, in the order of its life.
func (i *Idea) Moves(v *Viewer) []IdeaStatus { return i.moves(i.Mover(v)) }

// WorkingGroupAct is what a viewer does with a working group.
type WorkingGroupAct string

// Acts is what the viewer, whose seat this is (nil: none), may do with the group.
func (g *WorkingGroup) Acts(v *Viewer, seat *Membership) []WorkingGroupAct {
	may := acts[WorkingGroupAct]{}
	if !v.SignedIn() {
		return may
	}
	may.offer(GroupJoin, seat == nil && g.CheckOpen() == nil)
	may.offer(GroupLeave, seat != nil && g.CheckLeave(v.PersonID) == nil)
	may.offer(GroupHandOverLead, g.CheckHandOver(v) == nil && g.MemberCount > 1)
	return may
}

// MembershipAct is what a viewer does with a seat.
type MembershipAct string

const (
	MembershipChangeSides  MembershipAct = "CHANGE_SIDES"
	MembershipChangeRole   MembershipAct = "CHANGE_ROLE"
	MembershipMakeCoLead   MembershipAct = "MAKE_CO_LEAD"
	MembershipHandOverLead MembershipAct = "HAND_OVER_LEAD"
	MembershipLeave        MembershipAct = "LEAVE"
)

// Acts is what the viewer may do with the seat of the group.
func (m *Membership) Acts(v *Viewer, g *WorkingGroup) []MembershipAct {
	may, other := acts[MembershipAct]{}, GroupMember
	if m.Role == GroupMember {
		other = GroupObserver
	}
	check := func(in ChangeMembershipInput) bool { return in.CheckBy(v, g, m) == nil }
	may.offer(MembershipChangeSides, check(ChangeMembershipInput{ShowLivedExperience: new(bool)}))
	may.offer(MembershipChangeRole, check(ChangeMembershipInput{Role: &other}))
	may.offer(MembershipMakeCoLead, m.Role != GroupCoLead && check(ChangeMembershipInput{Role: new(GroupCoLead)}))
	may.offer(MembershipHandOverLead, m.PersonID != g.LeadID && g.CheckHandOver(v) == nil)
	may.offer(MembershipLeave, v.SignedIn() && v.PersonID == m.PersonID && g.CheckLeave(v.PersonID) == nil)
	return may
}

// AttendanceAct is what a viewer does with a registration.
type AttendanceAct string

// Acts is what the viewer may do with the registration, the event being in this state.
func (a *Attendance) Acts(v *Viewer, event EventStatus) []AttendanceAct {
	may := acts[AttendanceAct]{}
	may.offer(AttendanceCancel, v.SignedIn() && v.PersonID == a.PersonID && a.Status != AttendanceCancelled &&
		a.CheckCancel(event) == nil)
	may.offer(AttendanceCheckIn, a.Status != AttendanceCheckedIn && a.CheckArrival(v, event) == nil)
	return may
}
