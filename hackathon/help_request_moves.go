package hackathon

import (
	"slices"
	"time"
)

// HelpRequestMoves says which way a need goes, and in which capacity somebody may move it. What is not here cannot
// happen. The clock and coordinators come through IN_PROGRESS only on their way to COMPLETED, when nobody said that it
// began.
var HelpRequestMoves = map[HelpRequestStatus]map[HelpRequestStatus][]MoveActor{
	HelpDraft: {
		HelpOpen:      {ByAsker, ByRepresentative, ByCoordinator},
		HelpCancelled: {ByAsker, ByRepresentative, ByCoordinator},
	},
	HelpOpen: {
		HelpOffered:     {ByVolunteer},
		HelpMatched:     {ByVolunteer, ByCoordinator},
		HelpCancelled:   {ByAsker, ByRepresentative, ByCoordinator},
		HelpExpired:     {ByClock},
		HelpClosedOther: {ByAsker, ByRepresentative, ByCoordinator},
	},
	HelpOffered: {
		HelpMatched:     {ByAsker, ByRepresentative},
		HelpOpen:        {ByAsker, ByRepresentative, ByVolunteer, ByCoordinator, ByClock},
		HelpCancelled:   {ByAsker, ByRepresentative, ByCoordinator},
		HelpExpired:     {ByClock},
		HelpClosedOther: {ByAsker, ByRepresentative, ByCoordinator},
	},
	HelpMatched: {
		HelpInProgress:  {ByAsker, ByRepresentative, ByVolunteer, ByCoordinator, ByClock},
		HelpOpen:        {ByAsker, ByRepresentative, ByVolunteer, ByCoordinator, ByClock},
		HelpCancelled:   {ByAsker, ByRepresentative, ByCoordinator},
		HelpClosedOther: {ByAsker, ByRepresentative, ByCoordinator},
	},
	HelpInProgress: {
		HelpCompleted: {ByAsker, ByRepresentative, ByVolunteer, ByCoordinator, ByClock},
		HelpOpen:      {ByAsker, ByRepresentative, ByVolunteer, ByCoordinator, ByClock},
		HelpCancelled: {ByAsker, ByRepresentative, ByVolunteer, ByCoordinator},
	},
	HelpCompleted: {},
	HelpExpired: {
		HelpOpen: {ByAsker, ByRepresentative, ByCoordinator},
	},
	HelpCancelled:   {},
	HelpClosedOther: {},
}

// HelpRequestAct is something that people do with a need, and that moves it.
type HelpRequestAct struct {
	Name string
	From []HelpRequestStatus
	To   HelpRequestStatus
	By   []MoveActor // narrows HelpRequestMoves: declining and releasing are the same move of two people
	// Offer is what becomes of the present offer; empty: it stays.
	Offer OfferStatus
}

// The acts. Claiming is not among them: exactly one of many who try succeeds, and it has rules of its own.
var (
	ActAccept = HelpRequestAct{Name: "acceptOffer", From: []HelpRequestStatus{HelpOffered}, To: HelpMatched,
		By: []MoveActor{ByAsker, ByRepresentative}, Offer: OfferAccepted}
	ActDecline = HelpRequestAct{Name: "declineOffer", From: []HelpRequestStatus{HelpOffered}, To: HelpOpen,
		By: []MoveActor{ByAsker, ByRepresentative}, Offer: OfferDeclined}
	ActRelease = HelpRequestAct{Name: "releaseHelpRequest",
		From: NeedsHeld, To: HelpOpen,
		By: []MoveActor{ByVolunteer}, Offer: OfferWithdrawn}
	ActStart = HelpRequestAct{Name: "startHelpRequest", From: []HelpRequestStatus{HelpMatched}, To: HelpInProgress,
		By: []MoveActor{ByAsker, ByRepresentative, ByVolunteer}}
	ActComplete = HelpRequestAct{Name: "completeHelpRequest", From: NeedsAgreed,
		To: HelpCompleted,
		By: []MoveActor{ByAsker, ByRepresentative, ByVolunteer, ByCoordinator}}
	ActCancel = HelpRequestAct{Name: "cancelHelpRequest",
		From: []HelpRequestStatus{HelpDraft, HelpOpen, HelpOffered, HelpMatched, HelpInProgress}, To: HelpCancelled,
		By: []MoveActor{ByAsker, ByRepresentative, ByVolunteer, ByCoordinator}, Offer: OfferSuperseded}
	ActClose = HelpRequestAct{Name: "closeHelpRequest", From: []HelpRequestStatus{HelpOpen, HelpOffered, HelpMatched},
		To: HelpClosedOther,
		By: []MoveActor{ByAsker, ByRepresentative, ByCoordinator}, Offer: OfferSuperseded}
	ActReopen = HelpRequestAct{Name: "reopenHelpRequest", From: []HelpRequestStatus{HelpExpired}, To: HelpOpen,
		By: []MoveActor{ByAsker, ByRepresentative, ByCoordinator}}
	ActNoShow = HelpRequestAct{Name: "reportNoShow", From: NeedsAgreed, To: HelpOpen,
		By: []MoveActor{ByAsker, ByRepresentative, ByCoordinator}, Offer: OfferWithdrawn}
	// ActLoseVolunteer is not asked for by itself: whoever holds the need is no volunteer for it any more.
	ActLoseVolunteer = HelpRequestAct{Name: "loseVolunteer",
		From: NeedsHeld, To: HelpOpen,
		By: []MoveActor{ByVolunteer, ByCoordinator, ByClock}, Offer: OfferWithdrawn}
)

// BeginsEarly is how long before its time help may begin, and be had: people meet before the hour.
const BeginsEarly = 15 * time.Minute

// Timely is a StateConflictError when the act says of the need what cannot have happened by now, or wants what is over.
// It goes by the need's times alone, whatever state it was brought to: saying first that the help has begun passes no
// guard.
func (a HelpRequestAct) Timely(r *HelpRequest, by MoveActor, now time.Time) error {
	switch a.Name {
	case ActStart.Name, ActComplete.Name:
		return r.checkBegun(now.Add(BeginsEarly))
	case ActNoShow.Name: // the volunteer did not come
		return r.checkBegun(now)
	case ActCancel.Name: // by the volunteer: nobody came to be helped
		if by == ByVolunteer {
			return r.checkBegun(now)
		}
	case ActAccept.Name, ActReopen.Name:
		return r.CheckNotOver(now)
	}
	return nil
}

func (r *HelpRequest) checkBegun(now time.Time) error {
	if !r.StartsAt.After(now) {
		return nil
	}
	return &StateConflictError{State: string(r.Status), Message: Localized{
		Et: "Abi aeg ei ole veel käes.", En: "The time of the help has not come yet."}}
}

// CheckNotOver is a StateConflictError when the time of the need has passed.
func (r *HelpRequest) CheckNotOver(now time.Time) error {
	if r.EndsAt.After(now) {
		return nil
	}
	return &StateConflictError{State: string(r.Status), Message: Localized{
		Et: "Abi aeg on möödas. Kui abi on veel vaja, tuleb uuesti küsida.",
		En: "The time of the help has passed. Who still needs help asks again."}}
}

// Path is the moves that the act makes from a state: none if it cannot. To complete what is MATCHED is to say as well
// that it had begun.
func (a HelpRequestAct) Path(from HelpRequestStatus) []HelpRequestStatus {
	switch {
	case !slices.Contains(a.From, from):
		return nil
	case a.To == HelpCompleted && from == HelpMatched:
		return []HelpRequestStatus{HelpInProgress, HelpCompleted}
	}
	return []HelpRequestStatus{a.To}
}

// Ever reports whether somebody with these capacities may do the act in some state.
func (a HelpRequestAct) Ever(capacities []MoveActor) bool {
	return slices.ContainsFunc(a.From, func(from HelpRequestStatus) bool {
		_,
			ok := a.Capacity(from, capacities)
		return ok
	})
}

// Capacity is the first of the capacities in which the act may be done from a state.
func (a HelpRequestAct) Capacity(from HelpRequestStatus, capacities []MoveActor) (MoveActor, bool) {
	path := a.Path(from)
	for _, by := range capacities {
		if len(path) > 0 && slices.Contains(a.By, by) && mayMove(by, from, path) {
			return by, true
		}
	}
	return "", false
}

func mayMove(by MoveActor, from HelpRequestStatus, path []HelpRequestStatus) bool {
	for _, to := range path {
		if !slices.Contains(HelpRequestMoves[from][to], by) {
			return false
		}
		from = to
	}
	return true
}

// HelpRequestActivity is what a move is to those who look for needs to take.
func HelpRequestActivity(from, to HelpRequestStatus) ActivityKind {
	switch {
	case to == HelpOpen:
		return ActivityHelpRequestOpened
	case from == HelpOpen:
		return ActivityHelpRequestClosed
	}
	return ActivityHelpRequestProgress
}

// HelpRequestRecord is the payload of a help request's activities: the teaser, and with ActivityHelpRequestChanged what
// it was before, so that a filter that no longer matches still lets the change through.
type HelpRequestRecord struct {
	HelpRequest
	Was *HelpRequest `json:"was,omitempty"`
}
