package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func (s *stage) fact(e *hackathon.Event, f hackathon.VenueFeature) hackathon.VenueFact {
	s.t.Helper()
	facts := must(s.Events.Accessibility(s.t.Context(), []hackathon.ID{e.ID}))(s.t)[e.ID]
	if len(facts) != len(hackathon.VenueFeatures) {
		s.t.Fatalf("%d facts", len(facts))
	}
	for i, fact := range facts {
		if fact.Feature != hackathon.VenueFeatures[i] {
			s.t.Fatalf("fact %d is %s", i, fact.Feature)
		}
		if fact.Feature == f {
			return fact
		}
	}
	return hackathon.VenueFact{}
}

func TestAccessibility_eventOverVenueOverUnknown(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e := s.published(s.input("E"))
	check := func(state hackathon.FeatureState, origin hackathon.FactOrigin) {
		t.Helper()
		if f := s.fact(e, "LIFT"); f.State != state || f.Origin != origin {
			t.Errorf("LIFT is %s of %s, want %s of %s", f.State, f.Origin, state, origin)
		}
	}
	check(hackathon.StateUnknown, hackathon.OriginNobody)

	measure, url, note := 85.0, "https://naidis.ee/lift", et("näidisandmed")
	v := must(s.Venues.SetFacts(ctx, s.organiser, hackathon.SetVenueFactsInput{VenueID: s.venue.ID,
		Facts: []hackathon.VenueFactInput{
			{Feature: "LIFT", State: hackathon.StateYes, Measure: &measure, SourceURL: &url, Note: &note}}}))(t)
	if v.Version != s.venue.Version+1 {
		t.Errorf("version %d", v.Version)
	}
	check(hackathon.StateYes, hackathon.OriginVenue)
	f := s.fact(e, "LIFT")
	if *f.Measure != 85 || *f.SourceURL != url || f.Note.Et != "näidisandmed" ||
		*f.CheckedOn != hackathon.Date(testNow.Format(time.DateOnly)) || *f.CheckedBy != hackathon.CheckedByOrganiser {
		t.Errorf("%+v", f)
	}
	changed := must(s.Events.Find(ctx, nil, e.ID))(t)
	if changed.Version != e.Version+1 {
		t.Errorf("the event did not change with its venue: version %d", changed.Version)
	}

	must(s.Events.SetFacts(ctx, s.organiser, hackathon.SetEventFactsInput{EventID: e.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateOutOfOrder}}}))(t)
	check(hackathon.StateOutOfOrder, hackathon.OriginEvent)
	if f := s.fact(e, "LIFT"); f.Note != nil || f.Measure != nil {
		t.Errorf("the event's fact is mixed with the venue's: %+v", f)
	}
	if venue := must(s.Venues.Facts(ctx, []hackathon.ID{s.venue.ID}))(t)[s.venue.ID]; len(venue) != 21 ||
		venue[3].State != hackathon.StateYes {
		t.Errorf("the venue's own facts: %+v", venue)
	}
	must(s.Events.SetFacts(ctx, s.organiser, hackathon.SetEventFactsInput{EventID: e.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateUnknown}}}))(t)
	check(hackathon.StateYes, hackathon.OriginVenue)
	must(s.Venues.SetFacts(ctx, s.organiser, hackathon.SetVenueFactsInput{VenueID: s.venue.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateUnknown, Note: &note}}}))(t)
	check(hackathon.StateUnknown, hackathon.OriginVenue)
}

func TestAccessibility_staleAfterTwoYears(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e := s.published(s.input("E"))
	on := hackathon.Date("2024-02-29")
	must(s.Venues.SetFacts(ctx, s.organiser, hackathon.SetVenueFactsInput{VenueID: s.venue.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateYes, CheckedOn: &on}}}))(t)
	must(s.Events.SetServices(ctx, s.organiser, hackathon.SetEventServicesInput{EventID: e.ID,
		Services: []hackathon.ServiceFactInput{{Service: "CAPTIONS", State: hackathon.StateYes, CheckedOn: &on}}}))(t)
	for day, stale := range map[string]bool{"2026-02-27": false, "2026-02-28": true, "2026-05-17": true} {
		at := must(time.Parse(time.DateOnly, day))(t)
		s.Now = func() time.Time { return at }
		if f := s.fact(e, "LIFT"); f.Stale != stale {
			t.Errorf("on %s: %+v", day, f)
		}
		if f := s.fact(e, "RAMP"); f.Stale {
			t.Error("what nobody said is stale")
		}
		venue := must(s.Venues.Facts(ctx, []hackathon.ID{s.venue.ID}))(t)[s.venue.ID]
		services := must(s.Events.Services(ctx, []hackathon.ID{e.ID}))(t)[e.ID]
		if venue[3].Stale != stale || len(services) != 15 || services[3].Stale != stale {
			t.Errorf("on %s: venue %+v, services %+v", day, venue[3], services[3])
		}
	}
	must(s.Events.SetServices(ctx, s.organiser, hackathon.SetEventServicesInput{EventID: e.ID,
		Services: []hackathon.ServiceFactInput{{Service: "CAPTIONS", State: hackathon.StateUnknown}}}))(t)
	if f := must(s.Events.Services(ctx, []hackathon.ID{e.ID}))(t)[e.ID][3]; f.State != hackathon.StateUnknown || f.Stale {
		t.Errorf("a service that was taken back: %+v", f)
	}
}

func TestAccessibility_inputsAreChecked(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e := s.draft(s.input("E"))
	tomorrow, wrong, minus, deadline := hackathon.Date(testNow.AddDate(0, 0, 2).Format(time.DateOnly)), "x", -1.0, testNow
	_, err := s.Events.SetFacts(ctx, s.organiser, hackathon.SetEventFactsInput{EventID: e.ID,
		Facts: []hackathon.VenueFactInput{
			{Feature: "LIFT", State: hackathon.StateYes, CheckedOn: &tomorrow, Measure: &minus},
			{Feature: "LIFT", State: hackathon.StateNo, SourceURL: &wrong}}})
	wantFields(t, err, "facts.0.checkedOn", "facts.0.measure", "facts.1.feature", "facts.1.sourceUrl")
	_, err = s.Events.SetFacts(ctx, s.organiser, hackathon.SetEventFactsInput{EventID: e.ID})
	wantFields(t, err, "facts")
	_, err = s.Events.SetServices(ctx, s.organiser, hackathon.SetEventServicesInput{EventID: e.ID,
		Services: []hackathon.ServiceFactInput{
			{Service: "CAPTIONS", State: hackathon.StateYes, RequestBy: &deadline}}})
	wantFields(t, err, "services.0.requestBy")
	_, err = s.Venues.SetFacts(ctx, s.organiser, hackathon.SetVenueFactsInput{VenueID: e.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateYes}}})
	wantFields(t, err, "venueId")
	_, err = s.Venues.SetFacts(ctx, s.organiser, hackathon.SetVenueFactsInput{VenueID: hackathon.NewID(hackathon.KindVenue,
		testNow), Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateYes}}})
	if !errors.Is(err, hackathon.NotFound) {
		t.Errorf("unknown venue: %v", err)
	}
	if _, err := s.Venues.SetFacts(ctx, s.onlooker, hackathon.SetVenueFactsInput{VenueID: s.venue.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateYes}}}); !errors.Is(err,
		hackathon.Forbidden) {
		t.Errorf("an onlooker states facts: %v", err)
	}
	if _, err := s.Events.SetFacts(ctx, s.onlooker, hackathon.SetEventFactsInput{EventID: s.published(s.input("P")).ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT",
			State: hackathon.StateYes}}}); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("an onlooker states facts of an event: %v", err)
	}
}

// A building belongs to no event: who runs one states its facts while people are to come there, and not of any other
// building.
func TestSetVenueFacts_byWhoRunsAnEventThere(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	there, over := s.published(s.input("Seal")), must(s.change(s.published(s.input("Läbi")), hackathon.EventCancelled))(t)
	draft, elsewhere := s.draft(s.input("Mustand")), s.venueAt("Mujal", 58.4, 26.7, nil)
	for name, c := range map[string]struct {
		role  hackathon.PlatformRole
		event hackathon.ID
		venue hackathon.ID
		may   bool
	}{
		"there":           {hackathon.RoleOrganiser, there.ID, s.venue.ID, true},
		"elsewhere":       {hackathon.RoleOrganiser, there.ID, elsewhere.ID, false},
		"of what is over": {hackathon.RoleOrganiser, over.ID, s.venue.ID, false},
		// which can stand anywhere, seen by nobody
		"of a draft":              {hackathon.RoleOrganiser, draft.ID, s.venue.ID, false},
		"a volunteer there":       {hackathon.RoleVolunteer, there.ID, s.venue.ID, false},
		"coordinator of all":      {hackathon.RoleCoordinator, hackathon.ID{}, elsewhere.ID, true},
		"coordinator there":       {hackathon.RoleCoordinator, there.ID, s.venue.ID, true},
		"a volunteer, everywhere": {hackathon.RoleVolunteer, hackathon.ID{}, s.venue.ID, false},
	} {
		v := holding(t, s.DB, newPerson(t, s.DB, name), c.role, c.event)
		_, err := s.Venues.SetFacts(ctx, v, hackathon.SetVenueFactsInput{VenueID: c.venue,
			Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateYes}}})
		if c.may && err != nil || !c.may && !errors.Is(err, hackathon.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
