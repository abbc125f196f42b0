package hackathon

import (
	"errors"
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

// HelpRequestAct is something that people do with a need, and that moves it. Claiming is not among them: exactly one of
// many who try succeeds, and it has rules of its own.
type HelpRequestAct string

// ActRule is who may do an act when, where it takes the need, and what comes of it.
type ActRule struct {
	Act      HelpRequestAct
	Mutation string // by which people ask for it
	From     []HelpRequestStatus
	To       HelpRequestStatus
	By       []MoveActor // narrows HelpRequestMoves: declining and releasing are the same move of two people
	Again    bool        // help is asked for again: the event must still take the need, and there must be room for it
	// When refuses what cannot have happened by now, or wants what is over; nil: at any time. It goes by the need's times
	// alone, whatever state it was brought to: saying first that the help has begun passes no guard.
	When func(r *HelpRequest, by MoveActor, now time.Time) error
	NeedOutcome
}

// NeedOutcome is what a move of a need brings with it.
type NeedOutcome struct {
	Offer  OfferStatus // what becomes of the offer that stands; empty: it stays
	NoShow bool        // and its volunteer did not come
	// What each side is told that did not make the move itself; zero: nothing.
	Asker, Volunteer HelpRequestText
}

var (
	byEither = []MoveActor{ByAsker, ByRepresentative, ByVolunteer}
	byAsker  = []MoveActor{ByAsker, ByRepresentative}
	byStaff  = []MoveActor{ByAsker, ByRepresentative, ByCoordinator}
	byAll    = []MoveActor{ByAsker, ByRepresentative, ByVolunteer, ByCoordinator}
)

// HelpRequestActs are the acts that people ask for, in the order in which they are offered.
var HelpRequestActs = []ActRule{
	{Act: ActAcceptOffer, Mutation: "acceptOffer", From: []HelpRequestStatus{HelpOffered}, To: HelpMatched, By: byAsker,
		When:        notOver,
		NeedOutcome: NeedOutcome{Offer: OfferAccepted, Volunteer: toldAccepted}},
	{Act: ActDeclineOffer, Mutation: "declineOffer", From: []HelpRequestStatus{HelpOffered}, To: HelpOpen, By: byAsker,
		NeedOutcome: NeedOutcome{Offer: OfferDeclined, Volunteer: toldDeclined}},
	{Act: ActStart, Mutation: "startHelpRequest", From: []HelpRequestStatus{HelpMatched}, To: HelpInProgress, By: byEither,
		When: aboutToBegin},
	{Act: ActComplete, Mutation: "completeHelpRequest", From: NeedsAgreed,
		To: HelpCompleted, By: byAll, When: aboutToBegin,
		NeedOutcome: NeedOutcome{Asker: toldCompleted, Volunteer: toldCompleted}},
	{Act: ActReportNoShow, Mutation: "reportNoShow", From: NeedsAgreed, To: HelpOpen,
		By: byStaff, When: begun,
		NeedOutcome: NeedOutcome{Offer: OfferWithdrawn, NoShow: true, Asker: toldWithdrew, Volunteer: toldNoShow}},
	{Act: ActReopen, Mutation: "reopenHelpRequest", From: []HelpRequestStatus{HelpExpired}, To: HelpOpen, By: byStaff,
		When: notOver, Again: true},
	{Act: ActRelease, Mutation: "releaseHelpRequest", From: NeedsHeld, To: HelpOpen, By: []MoveActor{ByVolunteer},
		NeedOutcome: NeedOutcome{Offer: OfferWithdrawn, Asker: toldWithdrew}},
	{Act: ActClose, Mutation: "closeHelpRequest", From: []HelpRequestStatus{HelpOpen, HelpOffered, HelpMatched},
		To: HelpClosedOther, By: byStaff,
		NeedOutcome: NeedOutcome{Offer: OfferSuperseded, Asker: toldClosed, Volunteer: toldClosed}},
	{Act: ActCancel, Mutation: "cancelHelpRequest",
		From: []HelpRequestStatus{HelpDraft, HelpOpen, HelpOffered, HelpMatched, HelpInProgress}, To: HelpCancelled,
		By: byAll, When: begunForVolunteer,
		NeedOutcome: NeedOutcome{Offer: OfferSuperseded, Asker: toldCancelled, Volunteer: toldCancelled}},
}

// Moves that nobody asks for.
var (
	// LoseVolunteer: whoever holds the need is no volunteer for it any more.
	LoseVolunteer = ActRule{From: NeedsHeld, To: HelpOpen, By: []MoveActor{ByVolunteer, ByCoordinator, ByClock},
		NeedOutcome: NeedOutcome{Offer: OfferWithdrawn, Asker: toldWithdrew, Volunteer: toldLost}}
	// ExpireNeed: nobody took it in time.
	ExpireNeed = ActRule{From: NeedsUnsettled, To: HelpExpired, By: []MoveActor{ByClock},
		NeedOutcome: NeedOutcome{Offer: OfferExpired, Asker: toldExpired, Volunteer: toldOfferExpired}}
	// LapseOffer: the asker did not answer in time.
	LapseOffer = ActRule{From: []HelpRequestStatus{HelpOffered}, To: HelpOpen, By: []MoveActor{ByClock},
		NeedOutcome: NeedOutcome{Offer: OfferExpired, Asker: toldOfferExpired, Volunteer: toldOfferExpired}}
	// CompleteByItself: nobody said that the help was had, or was not.
	CompleteByItself = ActRule{From: NeedsAgreed, To: HelpCompleted,
		By:          []MoveActor{ByClock},
		NeedOutcome: NeedOutcome{Asker: toldAutoCompleted, Volunteer: toldAutoCompleted}}
)

// Rule is how the act is done.
func (a HelpRequestAct) Rule() *ActRule {
	return &HelpRequestActs[slices.IndexFunc(HelpRequestActs, func(r ActRule) bool { return r.Act == a })]
}

// Check is the capacity in which somebody with these capacities does the act with the need now, or why they may not:
// what its state does not allow comes with the states that they can bring it to. Event is the one that the need belongs
// to; nil: none.
func (a *ActRule) Check(r *HelpRequest, capacities []MoveActor, event *Event, now time.Time) (MoveActor, error) {
	by, err := a.check(r, capacities, event, now)
	if e, ok := errors.AsType[*StateConflictError](err); ok && e.State == string(r.Status) {
		e.Possible = []string{}
		for _, act := range r.Acts(capacities, event, now) {
			if to := string(act.Rule().To); !slices.Contains(e.Possible, to) {
				e.Possible = append(e.Possible, to)
			}
		}
	}
	return by, err
}

func (a *ActRule) check(r *HelpRequest, capacities []MoveActor, event *Event, now time.Time) (MoveActor, error) {
	by, ok := a.capacity(r.Status, capacities)
	switch {
	case ok:
	case len(a.Path(r.Status)) > 0, !slices.ContainsFunc(a.From, func(from HelpRequestStatus) bool {
		_, ever := a.capacity(from, capacities)
		return ever
	}):
		return "", Forbiddenf("this is not yours to do with this help request")
	default:
		return "", r.WrongState()
	}
	if a.When != nil {
		if err := a.When(r, by, now); err != nil {
			return "", err
		}
	}
	if a.Again && event != nil {
		return by, event.takesAgain(r)
	}
	return by, nil
}

// Acts is what somebody with these capacities may do with the need now. Event is the one it belongs to; nil: none.
func (r *HelpRequest) Acts(capacities []MoveActor, event *Event, now time.Time) []HelpRequestAct {
	acts := []HelpRequestAct{}
	for _, rule := range HelpRequestActs {
		if _, err := rule.check(r, capacities, event, now); err == nil {
			acts = append(acts, rule.Act)
		}
	}
	return acts
}

// CheckUpdate is nil when somebody with these capacities may change what the need says: its asker, as long as nobody
// has taken it.
func (r *HelpRequest) CheckUpdate(capacities []MoveActor) error {
	if !slices.Contains(capacities, ByAsker) {
		return Forbiddenf("this is not yours to do with this help request")
	}
	if r.Status != HelpOpen {
		return r.WrongState()
	}
	return nil
}

// CheckCapacity is nil when the viewer has to do with a need of this asker and this volunteer at all.
func (v *Viewer) CheckCapacity(r *HelpRequest, asker, volunteer ID) error {
	if len(v.Capacities(r, asker, volunteer)) == 0 {
		return Forbiddenf("this is not yours to do with this help request")
	}
	return nil
}

// Capacities is what the viewer is to a need of this asker and this volunteer (zero: nobody holds it), the closest
// first.
func (v *Viewer) Capacities(r *HelpRequest, asker, volunteer ID) (found []MoveActor) {
	if v.SignedIn() && asker == v.PersonID {
		found = append(found, ByAsker)
	}
	if v.SignedIn() && volunteer == v.PersonID {
		found = append(found, ByVolunteer)
	}
	if v.Staff(r.EventID) {
		found = append(found, ByCoordinator)
	}
	return found
}

// WrongState is a StateConflictError that names where the need is.
func (r *HelpRequest) WrongState() error {
	label := LabelOf("HelpRequestStatus", r.Status)
	return conflict(r.Status, "Abisoovi praegune olek („"+label.Et+"“) ei luba seda.",
		"The present state of the need ("+label.En+") does not allow this.")
}

// BeginsEarly is how long before its time help may begin, and be had: people meet before the hour.
const BeginsEarly = 15 * time.Minute

func aboutToBegin(r *HelpRequest, _ MoveActor, now time.Time) error {
	return r.checkBegun(now.Add(BeginsEarly))
}

// begun: the volunteer did not come.
func begun(r *HelpRequest, _ MoveActor, now time.Time) error { return r.checkBegun(now) }

// begunForVolunteer: nobody came to be helped.
func begunForVolunteer(r *HelpRequest, by MoveActor, now time.Time) error {
	if by == ByVolunteer {
		return r.checkBegun(now)
	}
	return nil
}

func notOver(r *HelpRequest, _ MoveActor, now time.Time) error { return r.CheckNotOver(now) }

func (r *HelpRequest) checkBegun(now time.Time) error {
	if !r.StartsAt.After(now) {
		return nil
	}
	return conflict(r.Status, "Abi aeg ei ole veel käes.", "The time of the help has not come yet.")
}

// CheckNotOver is a StateConflictError when the time of the need has passed.
func (r *HelpRequest) CheckNotOver(now time.Time) error {
	if r.EndsAt.After(now) {
		return nil
	}
	return conflict(r.Status, "Abi aeg on möödas. Kui abi on veel vaja, tuleb uuesti küsida.",
		"The time of the help has passed. Who still needs help asks again.")
}

// Path is the moves that the act makes from a state: none if it cannot. To complete what is MATCHED is to say as well
// that it had begun.
func (a *ActRule) Path(from HelpRequestStatus) []HelpRequestStatus {
	switch {
	case !slices.Contains(a.From, from):
		return nil
	case a.To == HelpCompleted && from == HelpMatched:
		return []HelpRequestStatus{HelpInProgress, HelpCompleted}
	}
	return []HelpRequestStatus{a.To}
}

// capacity is the first of the capacities in which the act may be done from a state.
func (a *ActRule) capacity(from HelpRequestStatus, capacities []MoveActor) (MoveActor, bool) {
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
