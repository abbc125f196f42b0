package postgres

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/loometalgud/mano/hackathon"
)

var (
	somePlaces = []string{"voru-linn", "rouge", "varska", "valga", "tartu-linn", "vaimela"}
	someTongue = [][]string{{"et"}, {"ru"}, {"et", "ru"}, {"eso"}, {"en", "fi"}}
	someKinds  = []hackathon.AssistanceKind{hackathon.KindOther, hackathon.KindCompanion, hackathon.KindTransport,
		hackathon.KindSignLanguageInterpreter, hackathon.KindOnlineHelp}
)

// Over needs of all kinds, moved about at random, and random filters: the list, page by page, the stream's opening and
// the replay of what the log has of the filter's terms through the stream's predicate end with the same needs.
func TestAssistanceNeeds_listAndStreamAgree(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	h.scatterNeeds(90)
	afar := everything()
	afar.Place, afar.RadiusKm = "valga", 25 // and in the room, at Võru
	if _, err := h.Volunteers.Update(ctx, h.volunteer, afar); err != nil {
		t.Fatal(err)
	}
	streams, err := h.AssistanceNeeds.Streams(ctx, &hackathon.NeedsReach{})
	if err != nil || !slices.Contains(streams, hackathon.GlobalStream) || len(streams) != 3 {
		t.Fatal(streams, err)
	}
	opening, err := h.AssistanceNeeds.Open(ctx, streams)
	if err != nil || len(opening.Items) < 20 {
		t.Fatal(len(opening.Items), err)
	}
	stated, err := h.Volunteers.Find(ctx, h.volunteer)
	if err != nil {
		t.Fatal(err)
	}
	var log []hackathon.Activity
	for _, stream := range streams {
		log = append(log, h.log(stream)...)
	}
	rapid.Check(t, func(r *rapid.T) {
		f := anyFilter(r)
		list := h.listAll(r, f)
		wanted := f.Predicate(stated)
		var first []hackathon.ID
		for _, a := range opening.Items {
			var need hackathon.HelpRequestRecord
			if err := json.Unmarshal(a.Payload, &need); err != nil {
				r.Fatal(err)
			}
			if hackathon.WantsRecord(wanted, &need) {
				first = append(first, need.ID)
			}
		}
		if d := cmp.Diff(list, first); d != "" {
			r.Fatalf("list and opening differ for %+v:\n%s", f, d)
		}
		if d := cmp.Diff(inOrder(list), inOrder(h.replay(log, wanted, f.Terms(stated)))); d != "" {
			r.Fatalf("list and replay differ for %+v:\n%s", f, d)
		}
	})
}

// scatterNeeds states needs here and there and moves some of them.
func (h *hall) scatterNeeds(n int) {
	h.t.Helper()
	ctx := h.t.Context()
	for i := range n {
		in := hackathon.RequestHelpInput{Kind: someKinds[i%len(someKinds)], Languages: someTongue[i%7%len(someTongue)],
			Place:    &somePlaces[i%11%len(somePlaces)],
			StartsAt: new(testNow.Add(time.Duration(i%13) * time.Hour)), EndsAt: new(testNow.Add(20 * time.Hour))}
		if i%3 > 0 {
			in.EventID = []*hackathon.ID{&h.event, &h.planned}[i%2]
		}
		if in.Kind == hackathon.KindOnlineHelp {
			in.Place = nil
		}
		in.OnSite = in.EventID == &h.event && in.Kind != hackathon.KindTransport && in.Kind != hackathon.KindOnlineHelp &&
			i%4 > 1
		if in.Kind == hackathon.KindTransport {
			in.Transport, in.Place = &hackathon.TransportInput{FromPlace: *in.Place, ToPlace: new("polva"), Seats: 1 + i%6,
				Wheelchair: hackathon.WheelchairKind([]string{"NONE", "FOLDING", "POWERED"}[i%3]), CanTransfer: i%2 == 0}, nil
		}
		r := h.request(in)
		switch i % 8 {
		case 0:
			h.must(h.HelpRequests.Do(hackathon.ActCancel)(ctx, h.asker, ref(r)))
		case 1, 2:
			if _, err := h.claim(h.volunteer, r); err != nil && hackathon.KindOf(err) == "" {
				h.t.Fatal(err)
			} else if err == nil && i%8 == 2 {
				h.must(h.HelpRequests.Do(hackathon.ActRelease)(ctx, h.volunteer, ref(r)))
			}
		case 3:
			h.must(h.HelpRequests.Update(ctx, h.asker, hackathon.UpdateHelpRequestInput{HelpRequestID: r.ID,
				Languages: []string{"ru"}}))
		}
	}
}

func anyFilter(r *rapid.T) *hackathon.NeedFilter {
	f := &hackathon.NeedFilter{
		Kinds: rapid.SliceOfNDistinct(rapid.SampledFrom(someKinds), 0, 3, rapid.ID).Draw(r, "kinds"),
		Languages: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"et", "ru", "eso", "en"}), 0, 2, rapid.ID).Draw(r,
			"languages"),
		EligibleOnly: rapid.Bool().Draw(r, "eligibleOnly"),
	}
	if rapid.Bool().Draw(r, "near") {
		f.Near = new(rapid.SampledFrom(somePlaces).Draw(r, "place"))
		f.RadiusKm = new(rapid.SampledFrom(hackathon.RadiiKm).Draw(r, "radius"))
	}
	return f
}

func (h *hall) listAll(r *rapid.T, f *hackathon.NeedFilter) (ids []hackathon.ID) {
	args := hackathon.PageArgs{First: rapid.IntRange(4, 100).Draw(r, "first"), Count: true,
		Order: hackathon.Order{Field: "STARTS_AT"}}
	for {
		p, err := h.AssistanceNeeds.List(h.volunteer, nil, f)(h.t.Context(), args)
		if err != nil || p.TotalCount != nil { // SQL does not know how many the filter wants
			r.Fatal(p, err)
		}
		for _, n := range p.Items {
			ids = append(ids, n.ID)
		}
		if !p.HasNext {
			return ids
		}
		args.After = p.Cursors[len(p.Cursors)-1]
	}
}

// replay is what a client holds that followed from the beginning, told of what has one of the terms only.
func (h *hall) replay(log []hackathon.Activity, wanted func(*hackathon.HelpRequest) bool,
	terms []hackathon.Term) (ids []hackathon.ID) {
	held := map[hackathon.ID]*hackathon.HelpRequest{}
	for _, a := range log {
		var need hackathon.HelpRequestRecord
		if err := json.Unmarshal(a.Payload, &need); err != nil {
			h.t.Fatal(err)
		}
		of := hackathon.NeedTerms(&need)
		if terms != nil && !slices.ContainsFunc(terms, func(t hackathon.Term) bool { return slices.Contains(of, t) }) {
			continue
		}
		if hackathon.WantsRecord(wanted, &need) {
			held[need.ID] = &need.HelpRequest
		}
	}
	for id, r := range held {
		if r.Takeable() && wanted(r) {
			ids = append(ids, id)
		}
	}
	return ids
}

func inOrder(ids []hackathon.ID) []hackathon.ID {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, func(a, b hackathon.ID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func TestAssistanceNeeds_withinReach(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	here, there := h.need(), h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther})
	free := h.request(hackathon.RequestHelpInput{Kind: hackathon.KindOther, Place: &somePlaces[1], StartsAt: new(testNow),
		EndsAt: new(testNow.Add(time.Hour))})
	local := h.addStaff("Kohalik", hackathon.RoleVolunteer, h.planned)
	ended := h.addEvent(hackathon.EventLive, testNow.Add(-time.Hour), testNow.Add(time.Hour))
	h.request(hackathon.RequestHelpInput{EventID: &ended, Kind: hackathon.KindOther})
	h.exec(`UPDATE event SET status = 'ENDED' WHERE id = $1`, ended)
	args := hackathon.PageArgs{First: 10}
	seen := func(v *hackathon.Viewer, event *hackathon.ID) (ids []hackathon.ID) {
		p, err := h.AssistanceNeeds.List(v, event, nil)(ctx, args)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Items {
			ids = append(ids, r.ID)
		}
		return inOrder(ids)
	}
	for name, c := range map[string]struct{ got, want []hackathon.ID }{
		"volunteer":              {seen(h.volunteer, nil), []hackathon.ID{here.ID, there.ID, free.ID}},
		"volunteer of one event": {seen(local, nil), []hackathon.ID{there.ID}},
		"coordinator":            {seen(h.coordinator, nil), []hackathon.ID{here.ID, there.ID}},
		"one event":              {seen(h.volunteer, &h.event), []hackathon.ID{here.ID}},
	} {
		if d := cmp.Diff(inOrder(c.want), c.got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	none := hackathon.NewID(hackathon.KindEvent, testNow)
	for name, c := range map[string]struct {
		viewer *hackathon.Viewer
		event  *hackathon.ID
		filter *hackathon.NeedFilter
		args   hackathon.PageArgs
		kind   hackathon.ErrorKind
	}{
		"nobody":            {h.stranger, nil, nil, args, hackathon.Forbidden},
		"elsewhere":         {local, &h.event, nil, args, hackathon.Forbidden},
		"no such event":     {h.volunteer, &none, nil, args, hackathon.NotFound},
		"no event":          {h.volunteer, &here.ID, nil, args, hackathon.Invalid},
		"too many":          {h.volunteer, nil, nil, hackathon.PageArgs{First: 101}, hackathon.Invalid},
		"foreign cursor":    {h.volunteer, nil, nil, hackathon.PageArgs{First: 1, After: "x"}, hackathon.Invalid},
		"radius of nothing": {h.volunteer, nil, &hackathon.NeedFilter{RadiusKm: new(5)}, args, hackathon.Invalid},
		"too far": {h.volunteer, nil, &hackathon.NeedFilter{Near: &somePlaces[0], RadiusKm: new(201)}, args,
			hackathon.Invalid},
		"just so far": {h.volunteer, nil, &hackathon.NeedFilter{Near: &somePlaces[0], RadiusKm: new(13)}, args,
			hackathon.Invalid},
		"near a street": {h.volunteer, nil, &hackathon.NeedFilter{Near: new("Jüri tn 12-5")}, args, hackathon.Invalid},
	} {
		if _, err := h.AssistanceNeeds.List(c.viewer, c.event, c.filter)(ctx, c.args); !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHelpRequestsOfEvent_pagesInEitherOrder(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	for i := range 7 {
		h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			StartsAt: new(testNow.Add(time.Duration(i%3) * time.Hour))})
	}
	h.must(h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), h.asker, ref(h.need())))
	for _, order := range []hackathon.Order{newest, {}, {Field: "STARTS_AT"}, {Field: "STARTS_AT", Desc: true}} {
		filter := hackathon.HelpRequestFilter{Kinds: []hackathon.AssistanceKind{hackathon.KindOther},
			Status: []hackathon.HelpRequestStatus{hackathon.HelpOpen}, Escalated: new(false)}
		args, seen := hackathon.PageArgs{First: 3, Order: order, Count: true}, []*hackathon.HelpRequest{}
		for {
			p, err := h.HelpRequests.OfEvent(h.coordinator, h.event, filter)(t.Context(), args)
			if err != nil || *p.TotalCount != 7 {
				t.Fatal(p, err)
			}
			seen = append(seen, p.Items...)
			if !p.HasNext {
				break
			}
			args.After = p.Cursors[len(p.Cursors)-1]
		}
		sorted := slices.IsSortedFunc(seen, func(a, b *hackathon.HelpRequest) int {
			if order.Desc {
				a, b = b, a
			}
			if order.Field == "" {
				return slices.Compare(a.ID[:], b.ID[:])
			}
			return a.StartsAt.Compare(b.StartsAt)
		})
		if len(seen) != 7 || !sorted {
			t.Errorf("%s: %d, sorted %v", order, len(seen), sorted)
		}
	}
}

func TestViewerNeeds_saysWhyNotAndHowFar(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	// Rõuge: 13.9 km
	r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther, Place: &somePlaces[1]})
	for who, want := range map[*hackathon.Viewer]struct {
		eligible bool
		distance *hackathon.DistanceBand
	}{h.volunteer: {true, new(hackathon.Under25Km)}, h.stranger: {false, nil}, h.asker: {false, nil}} {
		found, err := h.HelpRequests.ForViewer(t.Context(), who, []hackathon.ID{r.ID})
		if err != nil || found[r.ID].Eligibility.Eligible != want.eligible ||
			!cmp.Equal(found[r.ID].Distance, want.distance) {
			t.Errorf("%+v, %v", found[r.ID], err)
		}
	}
}

// Those who followed an event that is out of the merged stream are told what of it stands open there, unless it may not
// be told to them any more.
func TestNeedsLeft(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	open := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther})
	h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther})
	h.must(h.HelpRequests.Do(hackathon.ActCancel)(ctx, h.asker, ref(h.request(hackathon.RequestHelpInput{EventID: &h.event,
		Kind: hackathon.KindOther}))))
	for _, c := range []struct {
		status hackathon.EventStatus
		only   []hackathon.ID
		told   bool
	}{
		{hackathon.EventPostponed, nil, true},
		{hackathon.EventEnded, nil, true},
		{hackathon.EventLive, nil, true}, // it is back
		{hackathon.EventPostponed, []hackathon.ID{h.event}, true},
		{hackathon.EventPostponed, []hackathon.ID{h.planned}, false},
		{hackathon.EventDraft, nil, false},
	} {
		h.exec(`UPDATE event SET status = $2 WHERE id = $1`, h.event, string(c.status))
		now, err := h.AssistanceNeeds.Left(ctx, &hackathon.NeedsReach{Events: c.only},
			[]hackathon.ID{h.event, hackathon.GlobalStream,
				h.asker.PersonID})
		if err != nil {
			t.Fatal(err)
		}
		if !c.told {
			if len(now.Items)+len(now.At) > 0 {
				t.Errorf("%+v is told: %v, %v", c, now.Items, now.At)
			}
			continue
		}
		if len(now.Items) != 1 || now.Items[0].Kind != hackathon.ActivityHelpRequestClosed ||
			now.Items[0].Entity != open.ID || now.Items[0].Stream != h.event || now.Items[0].Version != int32(open.Version) {
			t.Errorf("%+v closes %+v", c, now.Items)
		}
		if log := h.log(h.event); len(now.At) != 1 || now.At[0].Stream != h.event || now.At[0].Seq != log[len(log)-1].Seq ||
			now.At[0].Tag != log[len(log)-1].Tag {
			t.Errorf("%+v stands at %+v of %d", c, now.At, len(log))
		}
	}
}
