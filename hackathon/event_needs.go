package hackathon

import (
	"slices"
	"time"
)

// EventsWithNeeds are the states of an event in which help can be asked for it and is looked for.
var EventsWithNeeds = []EventStatus{EventPublished, EventIdeasOpen, EventTeamsOpen, EventLive, EventMovedOnline}

// Lists of the states of a need, which SQL asks, too.
var (
	// NeedsUnderWay are known to others than their asker, and something is still to become of them.
	NeedsUnderWay = []HelpRequestStatus{HelpOpen, HelpOffered, HelpMatched, HelpInProgress}
	// NeedsUnsettled have no volunteer, or none who was accepted.
	NeedsUnsettled = []HelpRequestStatus{HelpOpen, HelpOffered}
	// NeedsHeld are those that a volunteer has in hand.
	NeedsHeld = []HelpRequestStatus{HelpOffered, HelpMatched, HelpInProgress}
	// NeedsTaken are those that a volunteer has in hand or has done.
	NeedsTaken = append(NeedsHeld[:3:3], HelpCompleted)
	// NeedsAgreed are those for which two people have agreed to meet.
	NeedsAgreed = []HelpRequestStatus{HelpMatched, HelpInProgress}
	// NeedsClosed never open again.
	NeedsClosed = []HelpRequestStatus{HelpCompleted, HelpCancelled, HelpClosedOther}
	// OffersStanding are the offers that bind a volunteer to a need.
	OffersStanding = []OfferStatus{OfferOffered, OfferAccepted}
	// OffersLeft are those whose volunteer does not get the need again.
	OffersLeft = []OfferStatus{OfferWithdrawn, OfferDeclined}
)

// EventsPast are the states of an event that has taken place.
var EventsPast = []EventStatus{EventEnded, EventFollowUp}

// NeedFates says what becomes of an event's needs when it comes into a state: of a need in the state on the left, what
// stands on the right. What is not here stays: help that has begun goes on to its end whatever the event does, and what
// was agreed for an event that has ended may lie ahead or be still to be marked as had. NeedFate says which needs are
// spared.
var NeedFates = map[EventStatus]map[HelpRequestStatus]HelpRequestStatus{
	EventEnded:       {HelpOpen: HelpExpired, HelpOffered: HelpExpired},
	EventFollowUp:    {HelpOpen: HelpExpired, HelpOffered: HelpExpired},
	EventCancelled:   {HelpOpen: HelpCancelled, HelpOffered: HelpCancelled, HelpMatched: HelpCancelled},
	EventPostponed:   {HelpOpen: HelpCancelled, HelpOffered: HelpCancelled, HelpMatched: HelpCancelled},
	EventMovedOnline: {HelpOpen: HelpClosedOther, HelpOffered: HelpClosedOther, HelpMatched: HelpClosedOther},
}

// EventPassage is an event that has come from one state into another, or that stays in its state and has another time
// or place.
type EventPassage struct {
	From, To EventStatus
	EndsAt   time.Time // of the event
	At       time.Time
}

// NeedFate is what becomes of one need. The zero NeedFate spares it.
type NeedFate struct {
	To     HelpRequestStatus // empty: it stays where it is
	Online bool              // it stays, and is given online from now on
	By     MoveActor
	NeedOutcome
}

// NeedFate is what becomes of a need when the event passes. A need's own time is its asker's to change. Spared are: the
// way home of people who are there already, which is once the event was live; of an event that has ended what lies
// after its end; and of one that is held online what is not done at the venue, of which the rest is turned to online.
func (p EventPassage) NeedFate(r *HelpRequest) NeedFate {
	if p.From == p.To {
		return NeedFate{NeedOutcome: NeedOutcome{Asker: toldEventChanged, Volunteer: toldEventChangedHelper}}
	}
	to, ok := NeedFates[p.To][r.Status]
	if !ok || r.wayHome() && p.peopleAreThere() && r.EndsAt.After(p.At) {
		return NeedFate{}
	}
	fate := NeedFate{To: to, By: ByCoordinator, NeedOutcome: NeedOutcome{Offer: OfferSuperseded}}
	switch {
	case slices.Contains(EventsPast, p.To):
		if r.outlives(p.EndsAt) {
			return NeedFate{}
		}
		return NeedFate{To: to, By: ByClock,
			NeedOutcome: NeedOutcome{Offer: OfferExpired, Asker: toldEventEnded, Volunteer: toldEventEndedOffer}}
	case p.To == EventCancelled:
		fate.Asker, fate.Volunteer = toldEventCancelled, toldEventCancelled
	case p.To == EventPostponed:
		fate.Asker, fate.Volunteer = toldEventPostponed, toldEventPostponedHelper
	case r.atVenue():
		fate.Asker, fate.Volunteer = toldNotOnline, toldNotOnlineHelper
	case r.canGoOnline():
		return NeedFate{Online: true, NeedOutcome: NeedOutcome{Asker: toldOnline, Volunteer: toldOnline}}
	default:
		return NeedFate{}
	}
	return fate
}

// Concerns reports whether there is anything to be done about the event's needs.
func (p EventPassage) Concerns() bool { return p.From == p.To || NeedFates[p.To] != nil }

func (p EventPassage) peopleAreThere() bool {
	return p.From == EventLive || slices.Contains(EventsPast, p.To)
}

// wayHome reports whether the need is the second leg of a ride.
func (r *HelpRequest) wayHome() bool { return r.Transport != nil && r.Transport.Leg == LegReturn }

// outlives reports whether the need is for the time after its event.
func (r *HelpRequest) outlives(eventEnds time.Time) bool {
	return r.wayHome() || !r.StartsAt.Before(eventEnds)
}

// atVenue reports whether the help is given where the event is held.
func (r *HelpRequest) atVenue() bool {
	switch r.Kind {
	case KindTransport, KindOnsiteHelp, KindCompanion, KindPersonalAssistance:
		return true
	}
	return r.OnSite && !r.Kind.Interpreting()
}

// canGoOnline reports whether the help can be given online as well as in the room. The others are given where the asker
// is.
func (r *HelpRequest) canGoOnline() bool {
	switch r.Kind {
	case KindReadingWriting, KindSupportPerson, KindOther:
		return true
	}
	return r.Kind.Interpreting()
}

// TurnOnline makes of a need at a venue one that has no place.
func (r *HelpRequest) TurnOnline() {
	r.PlaceID, r.Area, r.Lat, r.Lon, r.OnSite = new(""), areaOnline, 0, 0, false
	if r.Interpreting != nil {
		online := *r.Interpreting
		online.Online = true
		r.Interpreting = &online
	}
}

// EndsGuestRoles reports whether guests of an event that comes into this state help there no more. One that is
// postponed may still be held.
func (s EventStatus) EndsGuestRoles() bool {
	return !slices.Contains(EventsWithNeeds, s) && s != EventPostponed
}

// LookedFor reports whether volunteers are looked for, for a need of the event (nil: outside any). When the event is
// over that is only what outlives it.
func (r *HelpRequest) LookedFor(e *Event) bool {
	return e == nil || slices.Contains(EventsWithNeeds, e.Status) || r.wayHome() ||
		slices.Contains(EventsPast, e.Status) && r.outlives(e.EndsAt)
}

// TakesNeed is a StateConflictError unless help of this kind can be asked for at the event.
func (e *Event) TakesNeed(kind AssistanceKind) error {
	if !slices.Contains(EventsWithNeeds, e.Status) {
		return conflict(e.Status, "Sellele sündmusele praegu abi küsida ei saa.", "Help cannot be asked for this event now.")
	}
	if e.Format != FormatOnline && e.Status != EventMovedOnline {
		return nil
	}
	switch kind {
	case KindTransport:
		return conflict(e.Status, "Sündmus toimub veebis; sõitu pole vaja.", "The event is held online; no ride is needed.")
	case KindOnsiteHelp:
		return conflict(e.Status, "Sündmus toimub veebis; kohapeal ei ole kedagi.",
			"The event is held online; there is nobody on site.")
	}
	return nil
}

// TakesNeedNow is a StateConflictError unless help can be asked for in the room of the event, which is while it is
// live.
func (e *Event) TakesNeedNow() error {
	if e.HasRoomNow() {
		return nil
	}
	return conflict(e.Status,
		"Kohapeal saab abi küsida siis, kui üritus ruumis toimub. Muul ajal ütle, millal abi vajad.",
		"Help on site is asked for while the event is on in a room. At other times say when you need it.")
}

// takesAgain is a StateConflictError unless a need of the event that nobody took can be opened again: what outlives its
// event can be after it, too.
func (e *Event) takesAgain(r *HelpRequest) error {
	if !slices.Contains(EventsWithNeeds, e.Status) && r.LookedFor(e) {
		return nil
	}
	return e.TakesNeed(r.Kind)
}
