package postgres

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestEvents_filters(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	at := func(name string, venue *hackathon.Venue, days int, change func(*hackathon.CreateEventInput)) *hackathon.Event {
		in := s.input(name)
		in.VenueID, in.StartsAt = venue.ID, testNow.AddDate(0, 0, days)
		in.EndsAt = in.StartsAt.Add(time.Hour)
		in.RequestDeadline = &in.StartsAt
		if change != nil {
			change(&in)
		}
		return s.published(in)
	}
	yes, no, partial, broken := hackathon.StateYes, hackathon.StateNo, hackathon.StatePartial, hackathon.StateOutOfOrder
	rouge := s.venueAt("Rõuge", 57.728, 26.910, map[hackathon.VenueFeature]hackathon.FeatureState{"LIFT": no, "RAMP": yes})
	polva := s.venueAt("Põlva", 58.060, 27.069, map[hackathon.VenueFeature]hackathon.FeatureState{"LIFT": yes,
		"RAMP": partial, "INDUCTION_LOOP": broken})
	a := at("A Võrus", s.venue, 1, func(in *hackathon.CreateEventInput) {
		in.Description = hackathon.Localized{Et: "Kolm päeva ja 100% ÕUNU", En: "Apples_and pears"}
		in.TargetGroups = []hackathon.TargetGroup{"VISION", "YOUTH"}
	})
	at("B Rõuges", rouge, 2, func(in *hackathon.CreateEventInput) {
		in.Format = hackathon.FormatHybrid
		in.Kind = "WORKSHOP"
	})
	c := at("C Põlvas", polva, 3, nil)
	at("D veebis", s.venue, 4, func(in *hackathon.CreateEventInput) {
		in.Format = hackathon.FormatOnline
		in.VenueID = hackathon.ID{}
	})
	must(s.Events.SetFacts(ctx, s.organiser, hackathon.SetEventFactsInput{EventID: a.ID,
		Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateOnRequest}}}))(t)
	must(s.Events.SetServices(ctx, s.organiser, hackathon.SetEventServicesInput{EventID: c.ID,
		Services: []hackathon.ServiceFactInput{
			{Service: "CAPTIONS", State: yes}, {Service: "CHILDCARE", State: no}}}))(t)
	must(s.change(c, hackathon.EventLive))(t)
	voru, soon, r := hackathon.Coordinates{Lat: 57.843, Lon: 27.000}, testNow.AddDate(0, 0, 2),
		func(km int) *int { return &km }
	find := func(words string) *string { return &words }
	for name, f := range map[string]struct {
		hackathon.EventFilter
		want string
	}{
		"everything": {hackathon.EventFilter{}, "ABCD"},
		"empty lists": {hackathon.EventFilter{Status: []hackathon.EventStatus{},
			Features: []hackathon.VenueFeature{}}, "ABCD"},
		"status": {hackathon.EventFilter{Status: []hackathon.EventStatus{hackathon.EventLive}}, "C"},
		"statuses": {hackathon.EventFilter{Status: []hackathon.EventStatus{hackathon.EventLive,
			hackathon.EventPublished}}, "ABCD"},
		"kind": {hackathon.EventFilter{Kind: []hackathon.EventKind{"WORKSHOP"}}, "B"},
		"format": {hackathon.EventFilter{Format: []hackathon.EventFormat{hackathon.FormatOnline,
			hackathon.FormatHybrid}}, "BD"},
		"target groups, any": {hackathon.EventFilter{TargetGroups: []hackathon.TargetGroup{"YOUTH", "DEMENTIA"}}, "A"},
		"from":               {hackathon.EventFilter{StartsAfter: &soon}, "BCD"},
		"until":              {hackathon.EventFilter{StartsBefore: &soon}, "A"},
		"lift":               {hackathon.EventFilter{Features: []hackathon.VenueFeature{"LIFT"}}, "AC"},
		"lift, or unknown": {hackathon.EventFilter{Features: []hackathon.VenueFeature{"LIFT"}, IncludeUnknown: true},
			"ACD"},
		"lift and ramp": {hackathon.EventFilter{Features: []hackathon.VenueFeature{"LIFT", "RAMP", "LIFT"}}, "C"},
		"lift and ramp unknown": {hackathon.EventFilter{Features: []hackathon.VenueFeature{"LIFT", "RAMP"},
			IncludeUnknown: true}, "ACD"},
		"broken is not there": {hackathon.EventFilter{Features: []hackathon.VenueFeature{"INDUCTION_LOOP"}}, ""},
		"broken is known": {hackathon.EventFilter{Features: []hackathon.VenueFeature{"INDUCTION_LOOP"},
			IncludeUnknown: true}, "ABD"},
		"captions": {hackathon.EventFilter{Services: []hackathon.EventService{"CAPTIONS"}}, "C"},
		"no childcare": {hackathon.EventFilter{Services: []hackathon.EventService{"CHILDCARE"},
			IncludeUnknown: true}, "ABD"},
		"services, all":         {hackathon.EventFilter{Services: []hackathon.EventService{"CAPTIONS", "CALM_PACE"}}, ""},
		"within 13 km":          {hackathon.EventFilter{Near: &voru, RadiusKm: r(13)}, "A"},
		"within 14 km":          {hackathon.EventFilter{Near: &voru, RadiusKm: r(14)}, "AB"},
		"within 24 km":          {hackathon.EventFilter{Near: &voru, RadiusKm: r(24)}, "AB"},
		"within 25 km":          {hackathon.EventFilter{Near: &voru, RadiusKm: r(25)}, "ABC"},
		"near, by default":      {hackathon.EventFilter{Near: &voru}, "ABC"},
		"word":                  {hackathon.EventFilter{Search: find("rõuge")}, "B"},
		"capitals":              {hackathon.EventFilter{Search: find(" õunu  APPLES ")}, "A"},
		"percent means itself":  {hackathon.EventFilter{Search: find("0% õ")}, "A"},
		"percent matches none":  {hackathon.EventFilter{Search: find("%%")}, ""},
		"underline":             {hackathon.EventFilter{Search: find("s_a")}, "A"},
		"underline is no joker": {hackathon.EventFilter{Search: find("a_p")}, ""},
		"all together": {hackathon.EventFilter{Features: []hackathon.VenueFeature{"LIFT"},
			Services: []hackathon.EventService{"CAPTIONS"}, Near: &voru, RadiusKm: r(30),
			Status: []hackathon.EventStatus{hackathon.EventLive}, Search: find("põlva"), StartsAfter: &soon}, "C"},
	} {
		got := ""
		for _, title := range s.titles(nil, f.EventFilter, hackathon.Order{}) {
			got += title[:1]
		}
		if got != f.want {
			t.Errorf("%s: %q, want %q", name, got, f.want)
		}
	}
	for name, f := range map[string]hackathon.EventFilter{
		"radius alone": {RadiusKm: r(5)}, "radius 0": {Near: &voru, RadiusKm: r(0)},
		"radius 201":    {Near: &voru, RadiusKm: r(201)},
		"off the earth": {Near: &hackathon.Coordinates{Lat: 91}}, "one letter": {Search: find("a")},
	} {
		if _, err := s.Events.List(nil, f)(ctx, hackathon.PageArgs{First: 1}); !errors.Is(err,
			hackathon.Invalid) {
			t.Errorf("%s: %v, want INVALID", name, err)
		}
	}
}

func TestEvents_paging(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	names := []string{"Sõna", "Žanr", "Zoo", "Tere", "Öö", "Õun", "Ära", "Üks", "wifi", "Šokk", "10 aastat"}
	for _, name := range names { // all at one time: the id decides
		s.published(s.input(name))
	}
	walk := func(order hackathon.Order, size int, between func(page int)) []string {
		var titles []string
		args := hackathon.PageArgs{First: size, Order: order}
		for n := 0; ; n++ {
			p := must(s.Events.List(nil, hackathon.EventFilter{})(ctx, args))(t)
			for _, e := range p.Items {
				titles = append(titles, e.Title.Et)
			}
			if p.HasPrev != (args.After != "") || len(p.Items) > size {
				t.Errorf("page %d: %+v", n, p)
			}
			if !p.HasNext {
				return titles
			}
			args.After = p.Cursors[len(p.Cursors)-1]
			between(n)
		}
	}
	nothing := func(int) {}
	if got := walk(hackathon.Order{Field: "TITLE"}, 3, nothing); !slices.Equal(got,
		[]string{"10 aastat", "Sõna", "Šokk", "Zoo",
			"Žanr", "Tere", "wifi", "Õun", "Ära", "Öö", "Üks"}) {
		t.Errorf("by title: %v", got)
	}
	up, down := walk(hackathon.Order{}, 2, nothing), walk(hackathon.Order{Desc: true}, 4, nothing)
	slices.Reverse(down)
	if !slices.Equal(up, down) || !slices.Equal(slices.Sorted(slices.Values(up)), slices.Sorted(slices.Values(names))) {
		t.Errorf("by start: %v, %v", up, down)
	}
	// what comes before the place of the cursor disturbs nothing
	grown := walk(hackathon.Order{}, 4, func(page int) {
		in := s.input(fmt.Sprint("Vahele ", page))
		in.StartsAt = testNow.Add(time.Hour)
		in.RequestDeadline = &testNow
		s.published(in)
	})
	if !slices.Equal(grown, up) {
		t.Errorf("while others come: %v, want %v", grown, up)
	}
	p := must(s.Events.List(nil, hackathon.EventFilter{})(ctx,
		hackathon.PageArgs{Order: hackathon.Order{Field: "TITLE"}, First: 1}))(t)
	for _, after := range []string{"x", p.Cursors[0]} {
		if _, err := s.Events.List(nil, hackathon.EventFilter{})(ctx,
			hackathon.PageArgs{First: 1, After: after}); !errors.Is(err, hackathon.Invalid) {
			t.Errorf("cursor %q: %v", after, err)
		}
	}
	for _, first := range []int{0, 101} {
		if _, err := s.Events.List(nil, hackathon.EventFilter{})(ctx,
			hackathon.PageArgs{Order: hackathon.Order{Field: "TITLE"}, First: first}); !errors.Is(err, hackathon.Invalid) {
			t.Errorf("first %d: %v", first, err)
		}
	}
}

// A list of several states is one list: in its order, each event once, whatever the states are asked for with.
func TestEvents_pagesOfSeveralStates(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	states := []hackathon.EventStatus{hackathon.EventLive, hackathon.EventPublished, hackathon.EventEnded}
	var want []hackathon.ID
	starts := map[hackathon.ID]time.Time{}
	for i := range 12 {
		from := testNow.Add(time.Duration(i/2) * time.Hour) // two begin at once
		id := rows(t, s).Event(postgrestest.Event{Status: states[i%3], From: from, To: from.Add(time.Hour)})
		if starts[id] = from; i%3 < 2 {
			want = append(want, id)
		}
	}
	slices.SortFunc(want, func(a, b hackathon.ID) int {
		return cmp.Or(starts[a].Compare(starts[b]), bytes.Compare(a[:], b[:]))
	})
	for _, desc := range []bool{false, true} {
		var got []hackathon.ID
		args := hackathon.PageArgs{First: 3, Count: true, Order: hackathon.Order{Field: "STARTS_AT", Desc: desc}}
		for more := true; more; more = args.After != "" {
			p := must(s.Events.List(nil, hackathon.EventFilter{Kind: []hackathon.EventKind{"SOCIAL_HACKATHON"},
				Status: []hackathon.EventStatus{hackathon.EventPublished, hackathon.EventLive, hackathon.EventPublished},
			})(t.Context(), args))(t)
			for _, e := range p.Items {
				got = append(got, e.ID)
			}
			if *p.TotalCount != len(want) {
				t.Errorf("%d in all", *p.TotalCount)
			}
			if args.After = ""; p.HasNext {
				args.After = p.Cursors[len(p.Cursors)-1]
			}
		}
		if desc {
			slices.Reverse(got)
		}
		mustEqual(t, fmt.Sprint("descending ", desc), got, want)
	}
}

func TestVenues_byName(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, name := range []string{"Ülo", "Antsla", "Šveits", "Seto"} {
		s.venueAt(name, 58, 27, nil)
	}
	var names []string
	args := hackathon.PageArgs{First: 2}
	for {
		p := must(s.Venues.List(nil)(t.Context(), args))(t)
		for _, v := range p.Items {
			names = append(names, v.Name.Et)
		}
		if !p.HasNext {
			break
		}
		args.After = p.Cursors[1]
	}
	if want := []string{"Antsla", "Kannel", "Seto", "Šveits", "Ülo"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
}
