package hackathon

import (
	"slices"
	"time"
)

const (
	// MaxHelpSeats is how many people one ride is for at most.
	MaxHelpSeats = 8
	// LongestHelp and FurthestHelp bound when help is needed: for how long, and how far ahead.
	LongestHelp  = 31 * 24 * time.Hour
	FurthestHelp = 366 * 24 * time.Hour
	// clockSkew is how far behind the phone's clock may be that says "now".
	clockSkew = 15 * time.Minute
	// NowTakes is for how long help raised in the room is needed, unless its end is given: now is not the whole event.
	NowTakes = time.Hour
	// rideTakes and visitTakes stand in for an end that nobody gave.
	rideTakes  = 2 * time.Hour
	visitTakes = time.Hour

	areaOnline = "Veebis / online"
)

// HelpRequestDraft is a need that is ready to be stored: the teaser and, apart from it, what is private.
type HelpRequestDraft struct {
	HelpRequest
	AcceptFirst bool
	Private     HelpRequestPrivateInput
}

// Check does not know all: the rest goes by the event and its venue: see Draft.
func (in *RequestHelpInput) Check(c *Checks) { c.OptionalID("eventId", in.EventID, KindEvent) }

// Draft checks the input and fills in what was left out from the event and its venue (nil: there is none). A ride with
// a way back gives a second need. The error is of kind Invalid with all wrong fields, or a StateConflictError of the
// event.
func (in RequestHelpInput) Draft(now time.Time, event *Event, venue *Venue) (need, wayBack *HelpRequestDraft,
	err error) {
	if event != nil {
		if err := event.TakesNeed(in.Kind); err != nil {
			return nil, nil, err
		}
		if in.OnSite {
			if err := event.TakesNeedNow(); err != nil {
				return nil, nil, err
			}
		}
	}
	c := Check()
	if in.OnSite {
		c.Require("eventId", in.EventID != nil)
	}
	need = &HelpRequestDraft{AcceptFirst: in.AcceptFirst || in.OnSite, Private: in.Private.checked(c, "private")}
	r := &need.HelpRequest
	r.Kind, r.Status, r.OnSite, r.CreatedAt, r.Version = in.Kind, HelpOpen, in.OnSite, now, 1
	r.MinimumVerification = in.Kind.MinimumVerification()
	if event != nil {
		r.EventID = event.ID
	}
	in.when(c, r, now, event)
	r.Languages = []string{"et"}
	if len(in.Languages) > 0 {
		r.Languages = c.Languages("languages", in.Languages, 1, MaxLanguages)
	}
	in.where(c, r, event, venue)
	in.transport(c, r, venue)
	in.interpreting(c, r, event)
	if in.Kind == KindTransport && in.Transport != nil && in.Transport.ReturnAt != nil {
		wayBack = in.wayBack(c, need, venue)
	}
	if err := c.Err(); err != nil {
		return nil, nil, err
	}
	r.ID = NewID(KindHelpRequest, now)
	if wayBack != nil {
		wayBack.ID = NewID(KindHelpRequest, now)
		r.Transport.OtherLegID, wayBack.Transport.OtherLegID = &wayBack.ID, &r.ID
	}
	return need, wayBack, nil
}

func (in RequestHelpInput) when(c *Checks, r *HelpRequest, now time.Time, event *Event) {
	if event == nil && in.EventID == nil {
		c.Require("startsAt", in.StartsAt != nil)
		c.Require("endsAt", in.EndsAt != nil)
	} else if in.Kind == KindTransport && !in.OnSite && in.StartsAt == nil {
		c.Fail("startsAt", FieldRequired, "Ütle, millal sõit algab.", "Say when the ride starts.")
	}
	r.StartsAt = now
	switch {
	case in.StartsAt != nil:
		r.StartsAt = in.StartsAt.UTC().Truncate(time.Microsecond)
	case event != nil && event.Status != EventLive && event.StartsAt.After(now):
		r.StartsAt = event.StartsAt
	}
	switch {
	case in.EndsAt != nil:
		r.EndsAt = in.EndsAt.UTC().Truncate(time.Microsecond)
	case in.OnSite:
		r.EndsAt = r.StartsAt.Add(NowTakes)
	case in.Kind == KindTransport:
		r.EndsAt = r.StartsAt.Add(rideTakes)
	case event != nil && event.EndsAt.After(r.StartsAt):
		r.EndsAt = event.EndsAt
	default:
		r.EndsAt = r.StartsAt.Add(visitTakes)
	}
	checkHelpTimes(c, r, now, in.StartsAt != nil)
}

// checkHelpTimes looks at the start only when somebody stated it.
func checkHelpTimes(c *Checks, r *HelpRequest, now time.Time, start bool) {
	if start && r.StartsAt.Before(now.Add(-clockSkew)) {
		c.Fail("startsAt", FieldOutOfRange, "See aeg on juba möödas.", "This time has passed.")
	}
	if start && r.StartsAt.After(now.Add(FurthestHelp)) {
		c.Fail("startsAt", FieldOutOfRange, "Kuni aasta ette.", "Up to a year ahead.")
	}
	c.After("endsAt", r.EndsAt, r.StartsAt)
	if r.EndsAt.Sub(r.StartsAt) > LongestHelp {
		c.Fail("endsAt", FieldOutOfRange, "Kuni 31 päeva.", "Up to 31 days.")
	}
}

// where is the place stated, else the venue's. A ride is where it starts.
func (in RequestHelpInput) where(c *Checks, r *HelpRequest, event *Event, venue *Venue) {
	online := in.Kind == KindOnlineHelp || in.Interpreting != nil && in.Interpreting.Online
	r.PlaceID = new("")
	switch {
	case in.Kind == KindTransport:
		if in.Place != nil {
			c.Fail("place", FieldUnknown, "Sõit algab seal, kus ütleb transport.fromPlace.",
				"A ride is where transport.fromPlace says that it starts.")
		}
	case in.Place != nil:
		if p := c.Place("place", *in.Place); p != nil {
			r.placeAt(p)
		}
	case online || event != nil && venue == nil:
		r.Area = areaOnline
	case venue != nil:
		r.placeAtVenue(venue)
	default:
		c.Require("place", in.EventID != nil)
	}
}

func (r *HelpRequest) placeAt(p *Place) {
	r.PlaceID, r.Area, r.Lat, r.Lon = &p.ID, p.Name.Et, p.cell.Lat, p.cell.Lon
}

func (r *HelpRequest) placeAtVenue(v *Venue) {
	cell := v.Coordinates().Cell()
	r.PlaceID, r.Area, r.Lat, r.Lon = new(""), v.Municipality, cell.Lat, cell.Lon
}

func (in RequestHelpInput) transport(c *Checks, r *HelpRequest, venue *Venue) {
	t := in.Transport
	if in.Kind != KindTransport {
		if t != nil {
			c.Fail("transport", FieldUnknown, "Sõidu andmed käivad ainult transpordi juurde.",
				"Only a need of kind TRANSPORT has these fields.")
		}
		return
	}
	c.Require("transport", t != nil)
	if t == nil {
		return
	}
	d := &TransportDetails{Wheelchair: t.Wheelchair, CanTransfer: t.CanTransfer, Seats: t.Seats,
		AssistanceDog: t.AssistanceDog, Leg: LegOutward}
	if p := c.Place("transport.fromPlace", t.FromPlace); p != nil {
		r.placeAt(p)
		d.FromPlace, d.FromArea = p.ID, p.Name.Et
		if in.OnSite && (venue == nil || p.cell != venue.Coordinates().Cell()) {
			c.Fail("onSite", FieldUnknown, "Sõit mujalt ei ole abi kohapeal. Ütle, millal sõit algab.",
				"A ride from elsewhere is not help on site. Say when the ride starts.")
		}
	}
	switch {
	case t.ToPlace != nil:
		if p := c.Place("transport.toPlace", *t.ToPlace); p != nil {
			d.ToPlace, d.ToArea = p.ID, p.Name.Et
		}
	case venue != nil:
		d.ToArea = venue.Municipality
	default:
		c.Require("transport.toPlace", in.EventID != nil)
	}
	c.Range("transport.seats", t.Seats, 1, MaxHelpSeats)
	r.Transport = d
}

// wayBack is the second leg: a need of its own, taken apart.
func (in RequestHelpInput) wayBack(c *Checks, need *HelpRequestDraft, venue *Venue) *HelpRequestDraft {
	at := in.Transport.ReturnAt.UTC().Truncate(time.Microsecond)
	if !at.After(need.StartsAt) || at.After(need.StartsAt.Add(LongestHelp)) {
		c.Fail("transport.returnAt", FieldOrder, "Tagasisõit peab olema pärast minekut, kuni 31 päeva hiljem.",
			"The way back must be after the way there, up to 31 days later.")
		return nil
	}
	if need.Transport == nil {
		return nil
	}
	back := *need
	d := *need.Transport
	d.FromPlace, d.FromArea, d.ToPlace, d.ToArea, d.Leg = d.ToPlace, d.ToArea, d.FromPlace, d.FromArea, LegReturn
	back.Transport, back.StartsAt, back.EndsAt = &d, at, at.Add(rideTakes)
	back.OnSite, back.AcceptFirst = false, in.AcceptFirst // it is for later
	if p := PlaceOf(d.FromPlace); p != nil {
		back.placeAt(p)
	} else if venue != nil {
		back.placeAtVenue(venue)
	}
	return &back
}

func (in RequestHelpInput) interpreting(c *Checks, r *HelpRequest, event *Event) {
	if !in.Kind.Interpreting() {
		if in.Interpreting != nil {
			c.Fail("interpreting", FieldUnknown, "Tõlke andmed käivad ainult tõlgi juurde.",
				"Only a need for an interpreter has these fields.")
		}
		return
	}
	if i := in.Interpreting; i != nil {
		r.Interpreting = &InterpretingDetails{Online: i.Online,
			FromLanguage: c.Language("interpreting.fromLanguage", i.FromLanguage),
			ToLanguage:   c.Language("interpreting.toLanguage", i.ToLanguage)}
		return
	}
	spoken := "et"
	if i := slices.IndexFunc(r.Languages, func(l string) bool { return l != "eso" }); i >= 0 {
		spoken = r.Languages[i]
	}
	r.Interpreting = &InterpretingDetails{FromLanguage: spoken, ToLanguage: spoken, Online: event != nil &&
		(event.Format == FormatOnline || event.Status == EventMovedOnline)}
	if in.Kind == KindSignLanguageInterpreter {
		r.Interpreting.ToLanguage = "eso"
	}
}

func (in *HelpRequestPrivateInput) checked(c *Checks, path string) HelpRequestPrivateInput {
	if in == nil {
		return HelpRequestPrivateInput{}
	}
	return HelpRequestPrivateInput{
		Description: c.OptionalText(path+".description", in.Description, MaxNeedDescription),
		Phone:       c.Phone(path+".phone", in.Phone),
		Address:     c.OptionalText(path+".address", in.Address, MaxAddress),
	}
}

// Check does not know all: the rest goes by what the need was before: see Apply.
func (in *UpdateHelpRequestInput) Check(c *Checks) {
	c.ID("helpRequestId", in.HelpRequestID, KindHelpRequest)
}

func (in *ClaimHelpRequestInput) Check(c *Checks) {
	c.ID("helpRequestId", in.HelpRequestID, KindHelpRequest)
}

func (in *HelpRequestReference) Check(c *Checks) {
	c.ID("helpRequestId", in.HelpRequestID, KindHelpRequest)
}

// Apply changes a need as far as the input says; what it leaves out stays. null, or an empty text, takes away what was
// private.
func (in UpdateHelpRequestInput) Apply(now time.Time, need *HelpRequestDraft) error {
	c := Check()
	if in.StartsAt != nil {
		need.StartsAt = in.StartsAt.UTC().Truncate(time.Microsecond)
	}
	if in.EndsAt != nil {
		need.EndsAt = in.EndsAt.UTC().Truncate(time.Microsecond)
	}
	if in.StartsAt != nil || in.EndsAt != nil {
		checkHelpTimes(c, &need.HelpRequest, now, in.StartsAt != nil)
		if !need.EndsAt.After(now) {
			c.Fail("endsAt", FieldOutOfRange, "See aeg on juba möödas.", "This time has passed.")
		}
	}
	if in.Languages != nil {
		need.Languages = c.Languages("languages", in.Languages, 1, MaxLanguages)
	}
	var private HelpRequestPrivateInput
	if in.Private != nil {
		private = *in.Private
	}
	checked := private.checked(c, "private")
	for _, f := range []struct {
		name                 string
		given, checked, kept **string
	}{
		{"private.description", &private.Description, &checked.Description, &need.Private.Description},
		{"private.phone", &private.Phone, &checked.Phone, &need.Private.Phone},
		{"private.address", &private.Address, &checked.Address, &need.Private.Address},
	} {
		if *f.given != nil || in.Names("private") && in.Private == nil || in.Names(f.name) {
			*f.kept = *f.checked // nil of an empty text, too
		}
	}
	return c.Err()
}

// MinimumVerification is the least verification that the kind asks of a volunteer: who is alone with somebody, in a
// home or in a car, is vouched for by a partner.
func (k AssistanceKind) MinimumVerification() Verification {
	switch k {
	case KindTransport, KindCompanion, KindPersonalAssistance, KindSupportPerson, KindRespiteAtHome:
		return VerificationVouched
	}
	return VerificationEmail
}

// Interpreting reports whether the kind needs a declared qualification.
func (k AssistanceKind) Interpreting() bool {
	return k == KindSignLanguageInterpreter || k == KindSpeechToTextInterpreter || k == KindAudioDescriber
}

// ExpiresAt is when a need that was opened then and that nobody takes is over: at its start, or at its end when it was
// asked for at once.
func (r *HelpRequest) ExpiresAt(opened time.Time) time.Time {
	if r.StartsAt.After(opened) {
		return r.StartsAt
	}
	return r.EndsAt
}

// Escalations are the times before the start at which a need that nobody has taken is flagged for the coordinators.
// What is asked for later than that is given Grace to be taken first, so that what is asked for at the last moment is
// not flagged as it is stated, and is flagged all the same.
var Escalations = []struct{ Before, Grace time.Duration }{
	{72 * time.Hour, 6 * time.Hour},
	{24 * time.Hour, 2 * time.Hour},
	{3 * time.Hour, 10 * time.Minute},
}

// EscalatesAt is when a need that opens now is first flagged.
func (r *HelpRequest) EscalatesAt(opened time.Time) *time.Time {
	next := r.EscalatesNext(opened)
	for _, e := range Escalations {
		if r.StartsAt.Add(-e.Before).After(opened) {
			break
		}
		if at := opened.Add(e.Grace); next == nil || at.Before(*next) {
			next = &at
		}
	}
	return next
}

// EscalatesNext is the first of the times after t; nil when all have passed.
func (r *HelpRequest) EscalatesNext(t time.Time) *time.Time {
	for _, e := range Escalations {
		if at := r.StartsAt.Add(-e.Before); at.After(t) {
			return &at
		}
	}
	return nil
}

// OfferExpiresAt is until when the asker can answer an offer made now.
func (r *HelpRequest) OfferExpiresAt(now time.Time, event *Event) time.Time {
	at := now.Add(OfferLifePlanned)
	if event != nil && event.Status == EventLive {
		at = now.Add(OfferLifeLive)
	}
	if last := r.ExpiresAt(now); last.After(now) && last.Before(at) {
		return last
	}
	return at
}

// PrivateKept is how long after its end a need keeps its private part, and AddressShown how long before the start and
// after the end of a ride the volunteer is shown the exact address.
const (
	PrivateKept  = 7 * 24 * time.Hour
	AddressShown = 24 * time.Hour
	// CompletesAfter is how long after its end a match counts as done when nobody says anything.
	CompletesAfter = 48 * time.Hour
)

// ShowsAddress reports whether the accepted volunteer may see the address now.
func (r *HelpRequest) ShowsAddress(now time.Time) bool {
	return r.Kind != KindTransport || now.After(r.StartsAt.Add(-AddressShown)) && now.Before(r.EndsAt.Add(AddressShown))
}
