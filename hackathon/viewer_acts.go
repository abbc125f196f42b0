package hackathon

import "time"

// What a viewer may do with a thing now. The acts themselves ask the same rules, so that no page needs a table of its
// own.

// EventAct is what a viewer does at an event.
type EventAct string

const (
	EventAttend            EventAct = "ATTEND"
	EventAttendOnline      EventAct = "ATTEND_ONLINE"
	EventCancelAttendance  EventAct = "CANCEL_ATTENDANCE"
	EventRequestHelp       EventAct = "REQUEST_HELP"
	EventRequestHelpOnSite EventAct = "REQUEST_HELP_ON_SITE"
	EventSubmitIdea        EventAct = "SUBMIT_IDEA"
	EventSubmitUnnamedIdea EventAct = "SUBMIT_UNNAMED_IDEA"
	EventFormWorkingGroup  EventAct = "FORM_WORKING_GROUP"
	EventCreateBoardToken  EventAct = "CREATE_BOARD_TOKEN"
)

// Acts is what the viewer, whose attendance this is (nil: none), may do at the event now.
func (e *Event) Acts(v *Viewer, own *Attendance, now time.Time) []EventAct {
	acts := []EventAct{}
	may := func(act EventAct, ok bool) {
		if ok {
			acts = append(acts, act)
		}
	}
	if !v.SignedIn() {
		return acts
	}
	may(EventAttend, e.Status.CheckAttendance() == nil && e.InRoom())
	may(EventAttendOnline, e.Status.CheckAttendance() == nil && e.Format != FormatInPerson)
	may(EventCancelAttendance, own != nil && own.Status != AttendanceCancelled && own.CheckCancel(e.Status) == nil)
	may(EventRequestHelp, e.TakesNeed("") == nil)
	may(EventRequestHelpOnSite, e.TakesNeed("") == nil && e.TakesNeedNow() == nil)
	may(EventSubmitIdea, e.TakesIdeas(now))
	may(EventSubmitUnnamedIdea, e.TakesIdeas(now) && e.UnnamedIdeas)
	may(EventFormWorkingGroup, e.TakesGroups())
	may(EventCreateBoardToken, e.CheckBoardToken(v, now) == nil)
	return acts
}

// HasRoomNow reports whether people are together at a place for the event now.
func (e *Event) HasRoomNow() bool { return e.Status == EventLive && e.InRoom() }

// IdeaAct is what a viewer does with an idea.
type IdeaAct string

const (
	IdeaSupport         IdeaAct = "SUPPORT"
	IdeaWithdrawSupport IdeaAct = "WITHDRAW_SUPPORT"
	IdeaAddComment      IdeaAct = "COMMENT"
	IdeaHideComment     IdeaAct = "HIDE_COMMENT"
	IdeaUpdate          IdeaAct = "UPDATE"
	IdeaFormGroup       IdeaAct = "FORM_WORKING_GROUP"
)

// Acts is what the viewer, who supports the idea or does not, may do with it. Event is the one it was brought to.
func (i *Idea) Acts(v *Viewer, supports bool, event *Event) []IdeaAct {
	acts := []IdeaAct{}
	may := func(act IdeaAct, ok bool) {
		if ok {
			acts = append(acts, act)
		}
	}
	if !v.SignedIn() || !i.VisibleTo(v) {
		return acts
	}
	may(IdeaSupport, !supports && i.CheckSupport() == nil)
	may(IdeaWithdrawSupport, supports)
	may(IdeaAddComment, i.CheckComment() == nil)
	may(IdeaHideComment, v.Moderates(i.EventID))
	may(IdeaUpdate, i.Mover(v) != 0 && i.CheckChange() == nil)
	may(IdeaFormGroup, i.CheckForming() == nil && event.TakesGroups())
	return acts
}

// Moves is where the viewer may take the idea from where it is, in the order of its life.
func (i *Idea) Moves(v *Viewer) []IdeaStatus { return i.moves(i.Mover(v)) }

// WorkingGroupAct is what a viewer does with a working group.
type WorkingGroupAct string

const (
	GroupJoin         WorkingGroupAct = "JOIN"
	GroupLeave        WorkingGroupAct = "LEAVE"
	GroupHandOverLead WorkingGroupAct = "HAND_OVER_LEAD"
)

// Acts is what the viewer, whose seat this is (nil: none), may do with the group.
func (g *WorkingGroup) Acts(v *Viewer, seat *Membership) []WorkingGroupAct {
	acts := []WorkingGroupAct{}
	may := func(act WorkingGroupAct, ok bool) {
		if ok {
			acts = append(acts, act)
		}
	}
	if !v.SignedIn() {
		return acts
	}
	may(GroupJoin, seat == nil && g.CheckOpen() == nil)
	may(GroupLeave, seat != nil && g.CheckLeave(v.PersonID) == nil)
	may(GroupHandOverLead, g.CheckHandOver(v) == nil && g.MemberCount > 1)
	return acts
}

// AttendanceAct is what a viewer does with a registration.
type AttendanceAct string

const (
	AttendanceCancel  AttendanceAct = "CANCEL"
	AttendanceCheckIn AttendanceAct = "CHECK_IN"
)

// Acts is what the viewer may do with the registration, the event being in this state.
func (a *Attendance) Acts(v *Viewer, event EventStatus) []AttendanceAct {
	acts := []AttendanceAct{}
	if v.SignedIn() && v.PersonID == a.PersonID && a.Status != AttendanceCancelled && a.CheckCancel(event) == nil {
		acts = append(acts, AttendanceCancel)
	}
	if a.Status != AttendanceCheckedIn && a.CheckArrival(v, event) == nil {
		acts = append(acts, AttendanceCheckIn)
	}
	return acts
}
