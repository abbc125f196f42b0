package hackathon

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Limits of what is stated of an event.
const (
	MaxSeats       = 100_000
	MaxMoveReason  = 1_000
	MaxContactName = 100
)

// EventMover is in which capacity somebody moves an event; a set of bits.
type EventMover uint8

// ByStaff are the organisers and coordinators of the event.
const ByStaff EventMover = 1 << iota

// EventMoves says where an event may go from each state, and moved by whom. Stages may be left out, none is taken back;
// MOVED_ONLINE is reached by moveEventOnline alone.
var EventMoves = map[EventStatus]map[EventStatus]EventMover{
	EventDraft: {EventPublished: ByStaff},
	EventPublished: {EventIdeasOpen: ByStaff, EventTeamsOpen: ByStaff, EventLive: ByStaff, EventPostponed: ByStaff,
		EventMovedOnline: ByStaff, EventCancelled: ByStaff},
	EventIdeasOpen: {EventTeamsOpen: ByStaff, EventLive: ByStaff, EventPostponed: ByStaff, EventMovedOnline: ByStaff,
		EventCancelled: ByStaff},
	EventTeamsOpen: {EventLive: ByStaff, EventPostponed: ByStaff, EventMovedOnline: ByStaff, EventCancelled: ByStaff},
	EventLive:      {EventEnded: ByStaff, EventPostponed: ByStaff, EventMovedOnline: ByStaff, EventCancelled: ByStaff},
	EventEnded:     {EventFollowUp: ByStaff},
	EventFollowUp:  {},
	EventPostponed: {EventPublished: ByStaff, EventIdeasOpen: ByStaff, EventTeamsOpen: ByStaff, EventLive: ByStaff,
		EventMovedOnline: ByStaff, EventCancelled: ByStaff},
	EventMovedOnline: {EventIdeasOpen: ByStaff, EventTeamsOpen: ByStaff, EventLive: ByStaff, EventPostponed: ByStaff,
		EventCancelled: ByStaff},
	EventCancelled: {},
}

// NeedsReason reports whether a move to s has to be explained to the people concerned.
func (s EventStatus) NeedsReason() bool { return s == EventPostponed || s == EventCancelled }

// EventsOver are the states of an event of which nothing lies ahead.
var EventsOver = append(EventsPast[:2:2], EventCancelled)

// Over reports whether nothing of an event in state s lies ahead.
func (s EventStatus) Over() bool { return slices.Contains(EventsOver, s) }

// Public reports whether everybody may see the event.
func (e Event) Public() bool { return e.Status != EventDraft }

// InRoom reports whether people come to a place.
func (e Event) InRoom() bool { return e.Format != FormatOnline }

// SeesEvent reports whether the viewer may see the event: drafts are for their staff.
func (v *Viewer) SeesEvent(e *Event) bool { return e.Public() || v.Staff(e.ID) }

// MaySeeBoard is nil when the viewer may see the event's board.
func (v *Viewer) MaySeeBoard(event ID) error {
	if v.Has(event, RoleBoard) || v.Staff(event) {
		return nil
	}
	return Forbiddenf("the board is for a board's token of this event and for its staff")
}

// CheckOrganiser is nil when the viewer may enter new events and venues: not by a role within one event, which whoever
// entered an event keeps there when the one held everywhere is taken back.
func CheckOrganiser(v *Viewer) error {
	if v.Has(ID{}, RoleOrganiser, RoleAdmin) {
		return nil
	}
	return Forbiddenf("only organisers and administrators enter events and venues")
}

// CheckStaff is nil when the viewer runs the event.
func (e *Event) CheckStaff(v *Viewer) error {
	if v.Staff(e.ID) {
		return nil
	}
	return errNotStaff
}

var errNotStaff = Forbiddenf("this is for the organisers and coordinators of the event")

// CheckFacts is nil when the viewer may state what the event offers.
func (e *Event) CheckFacts(v *Viewer) error {
	if err := e.CheckStaff(v); err != nil || e.Status != EventCancelled {
		return err
	}
	return conflict(e.Status, "Üritus jääb ära; seda ei saa enam muuta.",
		"The event is cancelled and cannot be changed any more.")
}

func (in *CreateEventInput) Check(c *Checks) {
	in.JoinURL = c.URL("joinUrl", in.JoinURL)
	e := in.Draft(c.Now)
	c.event(e)
	in.EventContent = e.EventContent
}

// Draft is the event that the input describes.
func (in *CreateEventInput) Draft(now time.Time) *Event {
	e := &Event{ID: NewID(KindEvent, now), Version: 1, Kind: in.Kind, Format: in.Format, Status: EventDraft,
		EventContent: in.EventContent}
	if in.RequiredSides == nil {
		e.RequiredSides = DefaultRequiredSides
	}
	return e
}

// Check is part of Input. What fields are together is told by Apply.
func (in *UpdateEventInput) Check(c *Checks) {
	c.ID("eventId", in.EventID, KindEvent)
	in.JoinURL = c.URL("joinUrl", in.JoinURL)
}

// Apply changes e as the input says. What is published stays publishable.
func (in *UpdateEventInput) Apply(e *Event) error {
	before, c := *e, Check()
	apply(&e.EventContent, in.EventContent, in.Named)
	if before.Status.Over() && e.plannedOtherwise(before) {
		return conflict(e.Status,
			"Üritus on läbi või jääb ära: aega, kohta, kohtade arvu ja soovide tähtaega enam muuta ei saa. Tekste saab.",
			"The event is over or cancelled: its times, venue, seats and request deadline cannot be changed any more. "+
				"Its texts can.")
	}
	c.event(e)
	if e.Public() {
		c.publishable(e)
	}
	return c.Err()
}

// plannedOtherwise reports whether the event differs in what people planned by. Of an event that is over that stays as
// it was: it is where and when people came together, and what is still done by those times (guests' sessions,
// retention) is not put off. Its texts, contact, organisation, target groups, sides, window for ideas and online
// address may change.
func (e Event) plannedOtherwise(before Event) bool {
	same := func(a, b *time.Time) bool { return a == b || a != nil && b != nil && a.Equal(*b) }
	seats := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	return !e.StartsAt.Equal(before.StartsAt) || !e.EndsAt.Equal(before.EndsAt) || e.VenueID != before.VenueID ||
		seats(e.Seats) != seats(before.Seats) || !same(e.RequestDeadline, before.RequestDeadline)
}

// publishable asks for what people need in order to know whether they can come.
func (c *Checks) publishable(e *Event) {
	if !e.InRoom() {
		return
	}
	c.Require("venueId", !e.VenueID.IsZero())
	c.Require("requestDeadline", e.RequestDeadline != nil)
	c.Require("accessContact", e.AccessContact != nil)
	if e.AccessContact != nil && e.AccessContact.Phone == nil && e.AccessContact.Email == nil {
		c.Fail("accessContact", FieldRequired, "Lisa telefon või e-post, kust ligipääsetavuse kohta küsida.",
			"Add a telephone number or an e-mail address where people can ask about access.")
	}
}

// event checks what holds for every event, drafts too, and cleans its texts.
func (c *Checks) event(e *Event) {
	c.OptionalID("venueId", &e.VenueID, KindVenue)
	c.OptionalID("organisationId", &e.OrganisationID, KindOrganisation)
	e.Title = c.Localized("title", e.Title, true, MaxTitle)
	e.Description = c.Localized("description", e.Description, false, MaxDescription)
	e.EasyText = c.OptionalLocalized("easyText", e.EasyText, MaxDescription)
	c.Day("startsAt", e.StartsAt)
	c.Day("endsAt", e.EndsAt)
	c.After("endsAt", e.EndsAt, e.StartsAt)
	if e.RequestDeadline != nil {
		c.Day("requestDeadline", *e.RequestDeadline)
		c.NotAfter("requestDeadline", *e.RequestDeadline, e.StartsAt)
	}
	if e.IdeasOpenAt != nil {
		c.Day("ideasOpenAt", *e.IdeasOpenAt)
	}
	if e.IdeasCloseAt != nil {
		c.Day("ideasCloseAt", *e.IdeasCloseAt)
		if e.IdeasOpenAt != nil {
			c.After("ideasCloseAt", *e.IdeasCloseAt, *e.IdeasOpenAt)
		}
	}
	if e.Seats != nil {
		c.Range("seats", *e.Seats, 1, MaxSeats)
	}
	if !e.InRoom() && !e.VenueID.IsZero() {
		c.Fail("venueId", FieldOutOfRange, "Veebis toimuval üritusel ei ole kohta; kasuta vormi HYBRID.",
			"An online event has no venue; use the format HYBRID.")
	}
	if a := e.AccessContact; a != nil {
		cleaned := AccessContact{Name: c.Line("accessContact.name", a.Name, 1, MaxContactName),
			Phone: c.Phone("accessContact.phone", a.Phone)}
		if a.Email != nil && strings.TrimSpace(*a.Email) != "" {
			email := c.Email("accessContact.email", *a.Email)
			cleaned.Email = &email
		}
		e.AccessContact = &cleaned
	}
	e.TargetGroups, e.RequiredSides = distinct(e.TargetGroups), distinct(e.RequiredSides)
}

func (in *EventReference) Check(c *Checks) { c.ID("eventId", in.EventID, KindEvent) }

func (in *ChangeEventStatusInput) Check(c *Checks) {
	c.ID("eventId", in.EventID, KindEvent)
	in.Reason = c.OptionalLocalized("reason", in.Reason, MaxMoveReason)
	if in.Status.NeedsReason() {
		c.Require("reason", in.Reason != nil)
	}
	if in.Status == EventMovedOnline {
		c.Fail("status", FieldOutOfRange, "Veebi viimiseks kasuta moveEventOnline: seal on ka veebiaadress.",
			"To hold it online use moveEventOnline, which takes the address to join at.")
	}
}

func (in *MoveEventOnlineInput) Check(c *Checks) {
	c.ID("eventId", in.EventID, KindEvent)
	if url := c.URL("joinUrl", &in.JoinURL); url != nil {
		in.JoinURL = *url
	} else {
		c.Require("joinUrl", false)
	}
	in.Reason = c.OptionalLocalized("reason", in.Reason, MaxMoveReason)
}

// Check is an Invalid error with what is wrong; it makes the lists of the filter distinct.
func (f *EventFilter) Check() error {
	if f.Near == nil && f.RadiusKm != nil {
		return Invalidf("radiusKm goes with near: say around which place")
	}
	if f.Near != nil {
		c := Check()
		if c.Coordinates("near", *f.Near); !c.OK() {
			return Invalidf("near needs lat from -90 to 90 and lon from -180 to 180")
		}
		if f.RadiusKm != nil && (*f.RadiusKm < 1 || *f.RadiusKm > MaxRadiusKm) {
			return Invalidf("radiusKm must be from 1 to %d, not %d", MaxRadiusKm, *f.RadiusKm)
		}
	}
	f.Features, f.Services = distinct(f.Features), distinct(f.Services)
	return nil
}

// PassingStates are the states of a fact that count as there.
func (f EventFilter) PassingStates() []FeatureState {
	states := []FeatureState{StateYes, StatePartial, StateOnRequest}
	if f.IncludeUnknown {
		states = append(states, StateUnknown)
	}
	return states
}

// Mover is in which capacities the viewer may move the event; zero: in none.
func (e *Event) Mover(v *Viewer) (by EventMover) {
	if v.Staff(e.ID) {
		by |= ByStaff
	}
	return by
}

// CheckMove returns nil when the event may be moved so; Forbidden to whoever moves none; a StateConflictError when its
// state does not allow it.
func (e *Event) CheckMove(to EventStatus, by EventMover) error {
	switch {
	case EventMoves[e.Status][to]&by != 0:
		return nil
	case by == 0:
		return errNotStaff
	}
	return e.noMove(to)
}

// CheckPublish says what a draft lacks to be published at the time now.
func (e *Event) CheckPublish(by EventMover, now time.Time) error {
	if err := e.CheckMove(EventPublished, by); err != nil {
		return err
	}
	if e.Status != EventDraft {
		return e.noMove(EventPublished)
	}
	c := Check()
	c.publishable(e)
	c.After("endsAt", e.EndsAt, now)
	return c.Err()
}

// CheckMoveOnline is CheckMove to be held online, which an event can be once.
func (e *Event) CheckMoveOnline(by EventMover) error {
	if err := e.CheckMove(EventMovedOnline, by); err != nil || e.InRoom() {
		return err
	}
	return e.noMove(EventMovedOnline)
}

func (e *Event) noMove(to EventStatus) error {
	is, wanted := LabelOf("EventStatus", e.Status), LabelOf("EventStatus", to)
	return conflict(e.Status, fmt.Sprintf("Üritus on olekus „%s“ ja sealt olekusse „%s“ ei saa.", is.Et, wanted.Et),
		fmt.Sprintf("The event is %s (%s) and cannot become %s from there.", e.Status, is.En, to))
}

// distinct keeps the first of equal values.
func distinct[T comparable](values []T) []T {
	kept := make([]T, 0, len(values))
	for _, v := range values {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}
