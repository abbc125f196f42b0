package postgres

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/hackathon"
)

func TestRequestHelp_eventAndKindSuffice(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	got := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp})
	want := &hackathon.HelpRequest{ID: got.ID, Version: 1, EventID: h.event, Kind: hackathon.KindOnsiteHelp,
		Status: hackathon.HelpOpen, PlaceID: new(""), Area: "Võru",
		Lat: 57.825, Lon: 27.09, StartsAt: testNow, EndsAt: testNow.Add(50 * time.Hour), Languages: []string{"et"},
		MinimumVerification: hackathon.VerificationEmail, CreatedAt: testNow}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	planned := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindSignLanguageInterpreter})
	if !planned.StartsAt.Equal(testNow.Add(240*time.Hour)) ||
		*planned.Interpreting != (hackathon.InterpretingDetails{FromLanguage: "et", ToLanguage: "eso"}) {
		t.Errorf("planned: %+v, %+v", planned, planned.Interpreting)
	}
	log := h.log(h.event)
	if len(log) != 1 || log[0].Kind != hackathon.ActivityHelpRequestOpened ||
		log[0].Audience != hackathon.AudienceVolunteers || !log[0].Actor.IsZero() {
		t.Errorf("log: %+v", log)
	}
}

func TestRequestHelp_rideThereAndBackIsTwoNeeds(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	back := testNow.Add(8 * time.Hour)
	there, ret := h.thereAndBack(
		hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, StartsAt: &testNow,
			Transport: &hackathon.TransportInput{FromPlace: "vastseliina",
				Wheelchair: hackathon.WheelchairPowered, Seats: 1, ReturnAt: &back},
			Private: &hackathon.HelpRequestPrivateInput{Address: new("Kooli 3")}})
	if *there.Transport.OtherLegID != ret.ID || *ret.Transport.OtherLegID != there.ID ||
		ret.Transport.Leg != hackathon.LegReturn ||
		ret.Transport.FromArea != "Võru" || ret.Transport.ToArea != "Vastseliina" || !ret.StartsAt.Equal(back) ||
		there.Coordinates() != hackathon.PlaceOf("vastseliina").Cell() || ret.Lat != 57.825 || ret.Lon != 27.09 {
		t.Errorf("there %+v %+v\nback %+v %+v", there, there.Transport, ret, ret.Transport)
	}
	if _, err := h.claim(h.volunteer, there); err != nil {
		t.Fatal(err)
	}
	if r := h.must(h.claim(h.other, ret)); r.Status != hackathon.HelpOffered {
		t.Errorf("the way back is taken apart: %v", r.Status)
	}
	if et := there.Teaser().Et; et != "Transport: Vastseliina → Võru, 17.05 kell 12.00, elektriratastool" {
		t.Error(et)
	}
}

// Only the ride away from the event, now, is help on site; what comes later is agreed on as any ride is.
func TestRequestHelp_rideFromTheRoom(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	back := testNow.Add(24 * time.Hour)
	away, ret := h.thereAndBack(
		hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, OnSite: true,
			Transport: &hackathon.TransportInput{FromPlace: "voru-linn", ToPlace: new("vastseliina"), Seats: 1,
				ReturnAt: &back}})
	if !away.OnSite || !away.EndsAt.Equal(testNow.Add(hackathon.NowTakes)) {
		t.Errorf("away: %+v", away)
	}
	if ret.OnSite {
		t.Error("a ride of tomorrow, from elsewhere, is said to be on site")
	}
	if r := h.must(h.claim(h.volunteer, ret)); r.Status != hackathon.HelpOffered {
		t.Errorf("the way back is %s before its asker has been asked", r.Status)
	}
	ahead := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, StartsAt: &back,
		Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1}})
	if hours := ahead.EndsAt.Sub(ahead.StartsAt); hours > 2*time.Hour {
		t.Errorf("a ride takes %v", hours)
	}
}

func TestRequestHelp_badInput(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	long, past, idea := strings.Repeat("õ", 2001), testNow.Add(-time.Hour), hackathon.NewID(hackathon.KindIdea, testNow)
	private := func(p hackathon.HelpRequestPrivateInput) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther, Private: &p}
	}
	ride := func(tr hackathon.TransportInput) hackathon.RequestHelpInput {
		if tr.Seats == 0 {
			tr.Seats = 1
		}
		return hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, StartsAt: &testNow,
			Transport: &tr}
	}
	for name, c := range map[string]struct {
		in   hackathon.RequestHelpInput
		want string
	}{
		"nothing without an event": {hackathon.RequestHelpInput{Kind: hackathon.KindCompanion},
			"startsAt REQUIRED, endsAt REQUIRED, place REQUIRED"},
		"id of another type": {hackathon.RequestHelpInput{EventID: &idea, Kind: hackathon.KindOther},
			"eventId WRONG_TYPE"},
		"ends before it starts": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			StartsAt: new(testNow.Add(time.Hour)), EndsAt: &testNow}, "endsAt ORDER"},
		"in the past": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			StartsAt: &past}, "startsAt OUT_OF_RANGE"},
		"too long": {private(hackathon.HelpRequestPrivateInput{Description: &long}),
			"private.description TOO_LONG"},
		"zero byte": {private(hackathon.HelpRequestPrivateInput{Address: new("a\x00b")}),
			"private.address FORMAT"},
		"no phone": {private(hackathon.HelpRequestPrivateInput{Phone: new("helista mulle")}),
			"private.phone FORMAT"},
		"languages": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			Languages: []string{"et", "estonian"}}, "languages.1 FORMAT"},
		"ride without a ride": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport,
			StartsAt: &testNow}, "transport REQUIRED"},
		"ride for no ride": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			Transport: &hackathon.TransportInput{}}, "transport UNKNOWN"},
		"from nowhere": {ride(hackathon.TransportInput{}), "transport.fromPlace REQUIRED"},
		"seats": {ride(hackathon.TransportInput{FromPlace: "rouge", Seats: 9}),
			"transport.seats OUT_OF_RANGE"},
		"back before": {ride(hackathon.TransportInput{FromPlace: "rouge", ReturnAt: &past}),
			"transport.returnAt ORDER"},
		"address of a ride": {ride(hackathon.TransportInput{FromPlace: "Jüri tn 12-5", ToPlace: new("Kooli 3")}),
			"transport.fromPlace UNKNOWN, transport.toPlace UNKNOWN"},
		"address and diagnosis": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			Place: new("Pargi tn 5-12, Võru, dementsus")}, "place UNKNOWN"},
		"ride from two places": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport,
			StartsAt: &testNow, Place: new("rouge"), Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1}},
			"place UNKNOWN"},
		"ride at no time": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport,
			Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1}}, "startsAt REQUIRED"},
		"on site from elsewhere": {hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport,
			OnSite: true, Transport: &hackathon.TransportInput{FromPlace: "vastseliina", Seats: 1}}, "onSite UNKNOWN"},
		"on site of nothing": {hackathon.RequestHelpInput{Kind: hackathon.KindOther, OnSite: true, StartsAt: new(testNow),
			EndsAt: new(testNow.Add(time.Hour)), Place: new("voru-linn")},
			"eventId REQUIRED"},
	} {
		_, err := h.HelpRequests.Request(t.Context(), h.asker, c.in)
		e, ok := errors.AsType[*hackathon.Error](err)
		if !ok || e.Kind != hackathon.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, f := range e.Fields {
			got = append(got, strings.Join(f.Path, ".")+" "+string(f.Code))
			if f.Message.Et == "" || f.Message.En == "" {
				t.Errorf("%s: no words for %v", name, f)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s; want %s", name, s, c.want)
		}
	}
	if n := len(h.log(h.event)); n != 0 {
		t.Errorf("%d activities of refused needs", n)
	}
}

func TestRequestHelp_eventThatTakesNone(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	for _, status := range []hackathon.EventStatus{hackathon.EventEnded, hackathon.EventCancelled, hackathon.EventFollowUp,
		hackathon.EventPostponed} {
		event := h.addEvent(status, testNow.Add(time.Hour), testNow.Add(2*time.Hour))
		_, err := h.HelpRequests.Request(t.Context(), h.asker,
			hackathon.RequestHelpInput{EventID: &event, Kind: hackathon.KindOther})
		if e, ok := errors.AsType[*hackathon.StateConflictError](err); !ok || e.State != string(status) {
			t.Errorf("%s: %v", status, err)
		}
	}
	draft := h.addEvent(hackathon.EventDraft, testNow.Add(time.Hour), testNow.Add(2*time.Hour))
	if _, err := h.HelpRequests.Request(t.Context(), h.asker,
		hackathon.RequestHelpInput{EventID: &draft, Kind: hackathon.KindOther}); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("draft: %v", err)
	}
}

func TestUpdateHelpRequest_onlyWhileOpen(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	update := func(v *hackathon.Viewer) (*hackathon.HelpRequest, error) {
		return h.HelpRequests.Update(t.Context(), v, hackathon.UpdateHelpRequestInput{HelpRequestID: r.ID,
			Languages: []string{"ru"},
			Private:   &hackathon.HelpRequestPrivateInput{Phone: new("")}})
	}
	if got := h.must(update(h.asker)); got.Version != 2 || !slices.Equal(got.Languages, []string{"ru"}) {
		t.Errorf("%+v", got)
	}
	m, err := h.HelpRequests.Matches(t.Context(), h.asker, []hackathon.ID{r.ID})
	if err != nil || m[r.ID].Private.Phone != nil || *m[r.ID].Private.Description != "salajane jutt" {
		t.Errorf("private %+v, %v", m[r.ID].Private, err)
	}
	last := h.log(h.event)[1]
	var record hackathon.HelpRequestRecord
	if err := json.Unmarshal(last.Payload, &record); err != nil || last.Kind != hackathon.ActivityHelpRequestChanged ||
		!slices.Equal(record.Was.Languages, []string{"et"}) {
		t.Errorf("%s %s %v", last.Kind, last.Payload, err)
	}
	if _, err := update(h.volunteer); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("a volunteer: %v", err)
	}
	if _, err := update(h.stranger); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("a stranger: %v", err)
	}
	h.must(h.claim(h.volunteer, r))
	if _, err := update(h.asker); !isConflict(err, "OFFERED") {
		t.Errorf("while offered: %v", err)
	}
}

func isConflict(err error, state string) bool {
	e, ok := errors.AsType[*hackathon.StateConflictError](err)
	return ok && e.State == state
}

// Whoever has become a volunteer since their sign-in was read asks for something as one: their lists ask again, so that
// they are not shown their own.
func TestRequestHelp_byWhoHasJustBecomeAVolunteer(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	stale := *h.volunteer
	stale.Grants = nil
	before := len(h.log(hackathon.RightsStream))
	if _, err := h.HelpRequests.Request(t.Context(), &stale,
		hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther}); err != nil {
		t.Fatal(err)
	}
	if log := h.log(hackathon.RightsStream)[before:]; len(log) != 1 || log[0].Entity != stale.PersonID {
		t.Errorf("%+v", log)
	}
}
