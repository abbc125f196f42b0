package hackathon

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	kindsToDraw = []AssistanceKind{KindPersonalAssistance, KindCompanion, KindTransport, KindSignLanguageInterpreter,
		KindOnsiteHelp, KindOnlineHelp, KindOther}
	languagesToDraw = []string{"et", "ru", "eso", "en", "fi", "lv", "vro"}
	eventsToDraw    = slices.Insert(events(10), 0, ID{})
)

func events(n int) (ids []ID) {
	for range n {
		ids = append(ids, NewID(KindEvent, noon))
	}
	return ids
}

// Whatever a filter wants, and whatever it wanted before a change, has a term in common with it.
func TestTerms_coverWhatThePredicateWants(t *testing.T) {
	t.Parallel()
	wanted := 0
	rapid.Check(t, func(r *rapid.T) {
		center := Coordinates{Lat: rapid.Float64Range(-90, 90).Draw(r, "lat"),
			Lon: rapid.Float64Range(-180, 180).Draw(r, "lon")}
		if rapid.Bool().Draw(r, "estonia") {
			center = Coordinates{Lat: rapid.Float64Range(57, 60).Draw(r, "lat"), Lon: rapid.Float64Range(21, 29).Draw(r, "lon")}
		}
		f := &NeedFilter{
			Kinds:        drawSome(r, "kinds", kindsToDraw, 0, 7),
			Languages:    drawSome(r, "languages", languagesToDraw, 0, 7),
			EligibleOnly: rapid.Bool().Draw(r, "eligible"),
		}
		if rapid.Bool().Draw(r, "near") {
			place := rapid.SampledFrom(places().all).Draw(r, "place")
			f.Near, center = &place.ID, place.Cell()
			f.RadiusKm = new(rapid.SampledFrom(RadiiKm).Draw(r, "radius"))
		}
		v := &Volunteer{
			Kinds: drawSome(r, "offers", kindsToDraw, 1, 7), QualifiedFor: kindsToDraw,
			Languages: drawSome(r, "speaks", languagesToDraw, 1, 7), Verification: VerificationChecked,
			Lat: center.Lat, Lon: center.Lon, RadiusKm: rapid.IntRange(1, MaxRadiusKm).Draw(r, "reach"),
			Vehicle: &Vehicle{Seats: 4},
			Standing: Standing{Everywhere: true, Most: 3, Present: drawSome(r, "present", eventsToDraw[1:], 0, 10),
				OnDuty: rapid.Bool().Draw(r, "on duty")},
		}
		if rapid.IntRange(0, 9).Draw(r, "volunteer") == 0 {
			v = nil
		}
		record := &HelpRequestRecord{HelpRequest: drawNeed(r, center)}
		if rapid.Bool().Draw(r, "changed") {
			record.Was = new(drawNeed(r, center))
		}
		terms := f.Terms(v)
		if len(terms) > MaxNeedTerms {
			r.Fatal(len(terms), "terms")
		}
		if !WantsRecord(f.Predicate(v), record) {
			return
		}
		wanted++
		if of := NeedTerms(record); terms != nil && !slices.ContainsFunc(terms,
			func(t Term) bool { return slices.Contains(of, t) }) {
			r.Fatalf("%+v of %+v wants %+v, and they share no term", f, v, record)
		}
	})
	if wanted < 5 {
		t.Error("only", wanted, "needs were wanted")
	}
}

func drawSome[T comparable](r *rapid.T, label string, from []T, least, most int) []T {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(from), least, most, rapid.ID).Draw(r, label)
}

// drawNeed is mostly near the place, often just so.
func drawNeed(r *rapid.T, near Coordinates) HelpRequest {
	need := HelpRequest{Kind: rapid.SampledFrom(kindsToDraw).Draw(r, "kind"),
		Status:    rapid.SampledFrom([]HelpRequestStatus{HelpOpen, HelpMatched}).Draw(r, "status"),
		Languages: drawSome(r, "asks", languagesToDraw, 1, 5), EventID: rapid.SampledFrom(eventsToDraw[:4]).Draw(r, "event")}
	need.OnSite = !need.EventID.IsZero() && rapid.Bool().Draw(r, "on site")
	if rapid.IntRange(0, 5).Draw(r, "placed") == 0 {
		return need
	}
	far := rapid.SampledFrom([]float64{0.1, 1, 4}).Draw(r, "far")
	c := Coordinates{
		Lat: near.Lat + rapid.Float64Range(-far, far).Draw(r, "north"),
		Lon: math.Remainder(near.Lon+rapid.Float64Range(-far, far).Draw(r, "east")/max(0.05, math.Cos(near.Lat*math.Pi/180)),
			360),
	}
	c.Lat = min(90, max(-90, c.Lat))
	need.Lat, need.Lon = c.Lat, c.Lon
	return need
}

// The volunteer who stands in the room helps there, however far away they live; elsewhere, and at other times, what
// they said of how far they go holds, and so does what they look for.
func TestEligible_whoIsThereIsNear(t *testing.T) {
	t.Parallel()
	here, tallinn := eventsToDraw[1], PlaceOf("tallinn").Cell()
	v := &Volunteer{Kinds: []AssistanceKind{KindOnsiteHelp}, Languages: []string{"et"}, Verification: VerificationChecked,
		Lat: tallinn.Lat, Lon: tallinn.Lon, RadiusKm: 10,
		Standing: Standing{Everywhere: true, Most: 3, Present: []ID{here}, OnDuty: true}}
	voru := PlaceOf("voru-linn").Cell()
	for name, c := range map[string]struct {
		event  ID
		onSite bool
		want   string
	}{
		"in the room":      {here, true, ""},
		"in another room":  {eventsToDraw[2], true, "TOO_FAR NOT_PRESENT"},
		"ahead, the event": {here, false, "TOO_FAR"},
		"outside events":   {ID{}, false, "TOO_FAR"},
	} {
		need := &HelpRequest{Kind: KindOnsiteHelp, Status: HelpOpen, EventID: c.event, OnSite: c.onSite,
			Languages: []string{"et"}, Lat: voru.Lat, Lon: voru.Lon}
		var codes []string
		for _, o := range Eligible(v, need, Passing{}) {
			codes = append(codes, string(o.Code))
		}
		if got := strings.Join(codes, " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		f := &NeedFilter{EligibleOnly: true}
		of := NeedTerms(&HelpRequestRecord{HelpRequest: *need})
		told := f.Predicate(v)(need)
		if told != (c.want == "") {
			t.Errorf("%s: in the list %v", name, told)
		}
		if found := slices.ContainsFunc(f.Terms(v), func(t Term) bool { return slices.Contains(of, t) }); found != told {
			t.Errorf("%s: found by the index %v", name, found)
		}
	}
	gone := &HelpRequestRecord{HelpRequest: HelpRequest{Kind: KindOnsiteHelp, Status: HelpOpen, EventID: here,
		Languages: []string{"et"}, Lat: voru.Lat, Lon: voru.Lon}}
	was := gone.HelpRequest
	was.OnSite, gone.Was = true, &was
	if !slices.ContainsFunc((&NeedFilter{EligibleOnly: true}).Terms(v),
		func(t Term) bool { return slices.Contains(NeedTerms(gone), t) }) {
		t.Error("that a need is no longer in the room is not told")
	}
}

// The terms tell apart what an index is for.
func TestTerms_tellNeedsApart(t *testing.T) {
	t.Parallel()
	voru, tallinn, rouge, near := PlaceOf("voru-linn").Cell(), PlaceOf("tallinn").Cell(), PlaceOf("rouge").Cell(),
		new("voru-linn")
	need := func(kind AssistanceKind, at Coordinates, languages ...string) *HelpRequestRecord {
		return &HelpRequestRecord{HelpRequest: HelpRequest{Kind: kind, Lat: at.Lat, Lon: at.Lon, Languages: languages}}
	}
	moved := need(KindTransport, tallinn, "et")
	moved.Was = new(need(KindTransport, rouge, "et").HelpRequest)
	all := map[string]*HelpRequestRecord{
		"ride near":       need(KindTransport, rouge, "et"),
		"ride far":        need(KindTransport, tallinn, "et"),
		"ride moved":      moved,
		"ride nowhere":    need(KindTransport, Coordinates{}, "et"),
		"ride in Finnish": need(KindTransport, rouge, "fi", "sv"),
		"company near":    need(KindCompanion, rouge, "et", "ru"),
	}
	rides := []AssistanceKind{KindTransport}
	driver := &Volunteer{Kinds: rides, Languages: []string{"et"}, Lat: voru.Lat, Lon: voru.Lon, RadiusKm: 25}
	many := make([]string, MaxLanguages)
	for i := range many {
		many[i] = string(rune('a'+i)) + "x"
	}
	for name, c := range map[string]struct {
		filter *NeedFilter
		v      *Volunteer
		has    []string // nil: all, because there are no terms
		terms  int
	}{
		"no filter":    {nil, nil, nil, 0},
		"empty filter": {&NeedFilter{}, nil, nil, 0},
		"kind": {&NeedFilter{Kinds: rides}, nil,
			[]string{"ride far", "ride in Finnish", "ride moved", "ride near", "ride nowhere"}, 1},
		"language": {&NeedFilter{Languages: []string{"ru", "sv"}}, nil,
			[]string{"company near", "ride in Finnish"}, 2},
		"near": {&NeedFilter{Near: near, RadiusKm: new(25)}, nil,
			[]string{"company near", "ride in Finnish", "ride moved", "ride near", "ride nowhere"}, 17},
		"all three": {&NeedFilter{Kinds: rides, Languages: []string{"et", "ru"}, Near: near, RadiusKm: new(25)},
			nil, []string{"ride moved", "ride near", "ride nowhere"}, 34},
		"far and wide": {&NeedFilter{Kinds: rides, Languages: []string{"et", "ru", "en"}, Near: near,
			RadiusKm: new(100)}, nil, []string{"ride moved", "ride near", "ride nowhere"}, 51},
		"too many": {&NeedFilter{Kinds: rides, Languages: many, Near: near, RadiusKm: new(10)}, nil,
			[]string{"ride in Finnish", "ride moved", "ride near", "ride nowhere"}, 10},
		"eligible": {&NeedFilter{EligibleOnly: true}, driver, []string{"ride moved", "ride near", "ride nowhere"},
			17},
		"eligible, wider near": {&NeedFilter{EligibleOnly: true, Near: near, RadiusKm: new(100)}, driver,
			[]string{"ride moved", "ride near", "ride nowhere"}, 17},
		"eligible, other kind": {&NeedFilter{EligibleOnly: true, Kinds: []AssistanceKind{KindCompanion}}, driver, []string{},
			0},
		"eligible, nobody": {&NeedFilter{EligibleOnly: true}, nil, []string{}, 0},
	} {
		terms := c.filter.Terms(c.v)
		if (terms == nil) != (c.has == nil) || len(terms) != c.terms {
			t.Errorf("%s: %d terms, nil %v", name, len(terms), terms == nil)
		}
		if terms == nil {
			continue
		}
		has := []string{}
		for name, r := range all {
			if of := NeedTerms(r); slices.ContainsFunc(terms, func(t Term) bool { return slices.Contains(of, t) }) {
				has = append(has, name)
			}
		}
		slices.Sort(has)
		if !slices.Equal(has, c.has) {
			t.Errorf("%s: %q", name, has)
		}
	}
}

func BenchmarkNeedTerms(b *testing.B) {
	r := &HelpRequestRecord{HelpRequest: HelpRequest{Kind: KindTransport, Lat: 57.84, Lon: 27,
		Languages: []string{"et", "ru"}}}
	b.ReportAllocs()
	for b.Loop() {
		NeedTerms(r)
	}
}
