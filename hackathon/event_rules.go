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
	MaxVenueName   = 120
)

// EventMoves says where an event may go from each state. Stages may be left out, none is taken back; MOVED_ONLINE is
// reached by moveEventOnline alone.
var EventMoves = map[EventStatus][]EventStatus{
	EventDraft:       {EventPublished},
	EventPublished:   {EventIdeasOpen, EventTeamsOpen, EventLive, EventPostponed, EventMovedOnline, EventCancelled},
	EventIdeasOpen:   {EventTeamsOpen, EventLive, EventPostponed, EventMovedOnline, EventCancelled},
	EventTeamsOpen:   {EventLive, EventPostponed, EventMovedOnline, EventCancelled},
	EventLive:        {EventEnded, EventPostponed, EventMovedOnline, EventCancelled},
	EventEnded:       {EventFollowUp},
	EventFollowUp:    {},
	EventPostponed:   {EventPublished, EventIdeasOpen, EventTeamsOpen, EventLive, EventMovedOnline, EventCancelled},
	EventMovedOnline: {EventIdeasOpen, EventTeamsOpen, EventLive, EventPostponed, EventCancelled},
	EventCancelled:   {},
}

// MayBecome reports whether an event in state s may move to state to.
func (s EventStatus) MayBecome(to EventStatus) bool { return slices.Contains(EventMoves[s], to) }

// NeedsReason reports whether a move to s has to be explained to the people concerned.
func (s EventStatus) NeedsReason() bool { return s == EventPostponed || s == EventCancelled }

// TakesAttendance reports whether people may register for an event, change or check in.
func (s EventStatus) TakesAttendance() bool {
	switch s {
	case EventPublished, EventIdeasOpen, EventTeamsOpen, EventLive, EventMovedOnline:
		return true
	}
	return false
}

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

// MayOrganise reports whether the viewer may enter new events and venues: not by a role within one event, which whoever
// entered an event keeps there when the one held everywhere is taken back.
func (v *Viewer) MayOrganise() bool { return v.Has(ID{}, RoleOrganiser, RoleAdmin) }

// Draft is the event that the input describes, and where to join it online.
func (in CreateEventInput) Draft(now time.Time) (e Event, joinURL *string, err error) {
	e = Event{
		ID: NewID(KindEvent, now), Version: 1, Kind: in.Kind, Format: in.Format, Status: EventDraft, Title: in.Title,
		EasyText: in.EasyText,
		StartsAt: in.StartsAt, EndsAt: in.EndsAt, AccessContact: in.AccessContact, RequestDeadline: in.RequestDeadline,
		TargetGroups: in.TargetGroups, RequiredSides: in.RequiredSides, IdeasOpenAt: in.IdeasOpenAt,
		IdeasCloseAt: in.IdeasCloseAt,
		UnnamedIdeas: in.UnnamedIdeas, Capacity: in.Capacity,
	}
	if in.Description != nil {
		e.Description = *in.Description
	}
	if in.RequiredSides == nil {
		e.RequiredSides = DefaultRequiredSides
	}
	c := Check()
	c.OptionalID("venueId", in.VenueID, KindVenue)
	c.OptionalID("organisationId", in.OrganisationID, KindOrganisation)
	e.VenueID, e.OrganisationID = idOf(in.VenueID), idOf(in.OrganisationID)
	joinURL = c.URL("joinUrl", in.JoinURL)
	c.event(&e)
	return e, joinURL, c.Err()
}

// Apply changes e as the input says and returns the new address to join at, if there is one. What is published stays
// publishable.
func (in UpdateEventInput) Apply(e *Event) (joinURL *string, err error) {
	before, c := *e, Check()
	set(&e.Title, in.Title)
	set(&e.StartsAt, in.StartsAt)
	set(&e.EndsAt, in.EndsAt)
	set(&e.UnnamedIdeas, in.UnnamedIdeas)
	change(&e.Description, in.Description, in.Null("description"))
	change(&e.VenueID, in.VenueID, in.Null("venueId"))
	change(&e.OrganisationID, in.OrganisationID, in.Null("organisationId"))
	changeOptional(&e.EasyText, in.EasyText, in.Null("easyText"))
	changeOptional(&e.AccessContact, in.AccessContact, in.Null("accessContact"))
	changeOptional(&e.RequestDeadline, in.RequestDeadline, in.Null("requestDeadline"))
	changeOptional(&e.IdeasOpenAt, in.IdeasOpenAt, in.Null("ideasOpenAt"))
	changeOptional(&e.IdeasCloseAt, in.IdeasCloseAt, in.Null("ideasCloseAt"))
	changeOptional(&e.Capacity, in.Capacity, in.Null("capacity"))
	if in.TargetGroups != nil || in.Null("targetGroups") {
		e.TargetGroups = in.TargetGroups
	}
	if in.RequiredSides != nil || in.Null("requiredSides") {
		e.RequiredSides = in.RequiredSides
	}
	c.OptionalID("venueId", in.VenueID, KindVenue)
	c.OptionalID("organisationId", in.OrganisationID, KindOrganisation)
	joinURL = c.URL("joinUrl", in.JoinURL)
	if before.Status.Over() && e.plannedOtherwise(before) {
		return nil, &StateConflictError{State: string(e.Status), Message: Localized{
			Et: "Üritus on läbi või jääb ära: aega, kohta, kohtade arvu ja soovide tähtaega enam muuta ei saa. Tekste saab.",
			En: "The event is over or cancelled: its times, venue, capacity and request deadline cannot be changed any more. " +
				"Its texts can."}}
	}
	c.event(e)
	if e.Public() {
		c.publishable(e)
	}
	return joinURL, c.Err()
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
		seats(e.Capacity) != seats(before.Capacity) || !same(e.RequestDeadline, before.RequestDeadline)
}

// Publishable says what an event lacks to be published at the time now.
func (e Event) Publishable(now time.Time) error {
	c := Check()
	c.publishable(&e)
	c.After("endsAt", e.EndsAt, now)
	return c.Err()
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
	if e.Capacity != nil {
		c.Range("capacity", *e.Capacity, 1, MaxSeats)
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

// Venue is the building that the input describes.
func (in CreateVenueInput) Venue(now time.Time) (Venue, []VenueFactInput, error) {
	c := Check()
	c.Coordinates("coordinates", in.Coordinates)
	v := Venue{
		ID: NewID(KindVenue, now), Version: 1,
		Name:         c.Localized("name", in.Name, true, MaxVenueName),
		Address:      c.Line("address", in.Address, 1, MaxAddress),
		Municipality: c.Line("municipality", in.Municipality, 1, MaxArea),
		Lat:          in.Coordinates.Lat, Lon: in.Coordinates.Lon,
	}
	facts := c.venueFacts("facts", in.Facts, now)
	return v, facts, c.Err()
}

// Checked returns the reason of the move, cleaned, or what is wrong with the input.
func (in ChangeEventStatusInput) Checked() (*Localized, error) {
	c := Check()
	c.ID("eventId", in.EventID, KindEvent)
	reason := c.OptionalLocalized("reason", in.Reason, MaxMoveReason)
	if in.Status.NeedsReason() {
		c.Require("reason", reason != nil)
	}
	if in.Status == EventMovedOnline {
		c.Fail("status", FieldOutOfRange, "Veebi viimiseks kasuta moveEventOnline: seal on ka veebiaadress.",
			"To hold it online use moveEventOnline, which takes the address to join at.")
	}
	return reason, c.Err()
}

// Checked returns the address to join at and the reason, cleaned, or what is wrong with the input.
func (in MoveEventOnlineInput) Checked() (joinURL *string, reason *Localized, err error) {
	c := Check()
	c.ID("eventId", in.EventID, KindEvent)
	joinURL = c.URL("joinUrl", &in.JoinURL)
	c.Require("joinUrl", joinURL != nil)
	reason = c.OptionalLocalized("reason", in.Reason, MaxMoveReason)
	return joinURL, reason, c.Err()
}

// Checked returns the words to search for, or an Invalid error; it makes the lists of the filter distinct.
func (f *EventFilter) Checked() ([]string, error) {
	if f.Near == nil && f.RadiusKm != nil {
		return nil, Invalidf("radiusKm goes with near: say around which place")
	}
	if f.Near != nil {
		c := Check()
		if c.Coordinates("near", *f.Near); !c.OK() {
			return nil, Invalidf("near needs lat from -90 to 90 and lon from -180 to 180")
		}
		if f.RadiusKm != nil && (*f.RadiusKm < 1 || *f.RadiusKm > MaxRadiusKm) {
			return nil, Invalidf("radiusKm must be from 1 to %d, not %d", MaxRadiusKm, *f.RadiusKm)
		}
	}
	f.Features, f.Services = distinct(f.Features), distinct(f.Services)
	return SearchWords(f.Search)
}

// PassingStates are the states of a fact that count as there.
func (f EventFilter) PassingStates() []FeatureState {
	states := []FeatureState{StateYes, StatePartial, StateOnRequest}
	if f.IncludeUnknown {
		states = append(states, StateUnknown)
	}
	return states
}

// MoveConflict is the error of a move that an event's state does not allow.
func MoveConflict(from, to EventStatus) error {
	return &StateConflictError{State: string(from), Message: Localized{
		Et: fmt.Sprintf("Üritus on olekus „%s“ ja sealt olekusse „%s“ ei saa.", LabelOf("EventStatus", from).Et,
			LabelOf("EventStatus", to).Et),
		En: fmt.Sprintf("The event is %s (%s) and cannot become %s from there.", from, LabelOf("EventStatus", from).En, to),
	}}
}

func idOf(id *ID) ID {
	if id == nil {
		return ID{}
	}
	return *id
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
