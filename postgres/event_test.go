package postgres

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// stage is a database with an organiser, an onlooker and a venue in Võru.
type stage struct {
	*DB
	t                   *testing.T
	organiser, onlooker *hackathon.Viewer
	venue               *hackathon.Venue
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{DB: newDB(t), t: t}
	s.organiser = holding(t, s.DB, newPerson(t, s.DB, "Maarja K."), hackathon.RoleOrganiser, hackathon.ID{})
	s.onlooker = newPerson(t, s.DB, "Tõnu V.")
	s.venue = s.venueAt("Kannel", 57.843, 27.000, nil)
	return s
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func et(text string) hackathon.Localized { return hackathon.Localized{Et: text} }

func (s *stage) venueAt(name string, lat, lon float64,
	facts map[hackathon.VenueFeature]hackathon.FeatureState) *hackathon.Venue {
	s.t.Helper()
	in := hackathon.CreateVenueInput{Name: et(name), Address: "Näidise 1", Municipality: "Näidisvald",
		Coordinates: hackathon.Coordinates{Lat: lat, Lon: lon}}
	for f, state := range facts {
		in.Facts = append(in.Facts, hackathon.VenueFactInput{Feature: f, State: state})
	}
	return must(s.Venues.Create(s.t.Context(), s.organiser, in))(s.t)
}

// input is an event that can be published, ten days from now.
func (s *stage) input(title string) hackathon.CreateEventInput {
	phone := "+372 5555 0000"
	start := testNow.Add(10 * 24 * time.Hour)
	deadline := start.Add(-3 * 24 * time.Hour)
	return hackathon.CreateEventInput{
		Kind: "SOCIAL_HACKATHON", Format: hackathon.FormatInPerson, EventContent: hackathon.EventContent{Title: et(title),
			StartsAt: start, EndsAt: start.Add(8 * time.Hour), VenueID: s.venue.ID,
			AccessContact:   &hackathon.AccessContact{Name: "Leida P.", Phone: &phone},
			RequestDeadline: &deadline, UnnamedIdeas: true},
	}
}

// eventUpdate changes the named fields of an event.
func eventUpdate(event hackathon.ID, content hackathon.EventContent, named ...string) hackathon.UpdateEventInput {
	in := hackathon.UpdateEventInput{EventID: event, EventContent: content, Named: hackathon.Named{}}
	for _, field := range named {
		in.Named[field] = true
	}
	return in
}

func (s *stage) draft(in hackathon.CreateEventInput) *hackathon.Event {
	s.t.Helper()
	return must(s.Events.Create(s.t.Context(), s.organiser, in))(s.t)
}

func (s *stage) published(in hackathon.CreateEventInput) *hackathon.Event {
	s.t.Helper()
	return must(s.Events.Publish(s.t.Context(), s.organiser, hackathon.PublishEventInput{EventID: s.draft(in).ID}))(s.t)
}

func (s *stage) change(e *hackathon.Event, to hackathon.EventStatus) (*hackathon.Event, error) {
	in := hackathon.ChangeEventStatusInput{EventID: e.ID, Status: to}
	if to.NeedsReason() {
		reason := et("Põhjus")
		in.Reason = &reason
	}
	return s.Events.ChangeStatus(s.t.Context(), s.organiser, in)
}

// titles lists the events that a filter finds, in order.
func (s *stage) titles(viewer *hackathon.Viewer, f hackathon.EventFilter, order hackathon.Order) []string {
	s.t.Helper()
	p := must(s.Events.List(viewer, f)(s.t.Context(), hackathon.PageArgs{First: 100, Order: order}))(s.t)
	titles := []string{}
	for _, e := range p.Items {
		titles = append(titles, e.Title.Et)
	}
	return titles
}

func wantFields(t *testing.T, err error, paths ...string) {
	t.Helper()
	e, ok := errors.AsType[*hackathon.Error](err)
	if !ok || e.Kind != hackathon.Invalid {
		t.Errorf("got %v, want wrong fields %v", err, paths)
		return
	}
	found := []string{}
	for _, f := range e.Fields {
		found = append(found, strings.Join(f.Path, "."))
		if f.Message.Et == "" || f.Message.En == "" {
			t.Errorf("%v is not explained in both languages", f.Path)
		}
	}
	slices.Sort(found)
	slices.Sort(paths)
	if !slices.Equal(found, paths) {
		t.Errorf("wrong fields %v, want %v", found, paths)
	}
}

func TestEvent_draftsAreHidden(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e := s.draft(s.input("Mustand"))
	if e.Status != hackathon.EventDraft || e.Version != 1 || len(e.RequiredSides) != 5 {
		t.Errorf("new event: %+v", e)
	}
	other := &hackathon.Viewer{PersonID: s.onlooker.PersonID,
		Grants: []hackathon.Grant{{Role: hackathon.RoleOrganiser, EventID: hackathon.NewID(hackathon.KindEvent, testNow)}}}
	creator := &hackathon.Viewer{PersonID: s.organiser.PersonID}
	if err := s.pool.SelectContext(ctx, &creator.Grants, `SELECT role, event_id FROM role_grant WHERE person_id = $1`,
		creator.PersonID); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		viewer *hackathon.Viewer
		sees   bool
	}{
		"anonymous": {&hackathon.Viewer{}, false}, "none": {nil, false}, "onlooker": {s.onlooker, false},
		"organiser of another": {other, false},
		"organiser":            {s.organiser, true}, "who made it": {creator, true},
	} {
		if _, err := s.Events.Find(ctx, c.viewer, e.ID); (err == nil) != c.sees || err != nil &&
			!errors.Is(err, hackathon.NotFound) {
			t.Errorf("%s: event: %v", name, err)
		}
		if found := s.titles(c.viewer, hackathon.EventFilter{}, hackathon.Order{}); (len(found) == 1) != c.sees {
			t.Errorf("%s: events: %v", name, found)
		}
		title := et("Uus")
		_, err := s.Events.Update(ctx, c.viewer, eventUpdate(e.ID, hackathon.EventContent{Title: title}, "title"))
		unseen := hackathon.NotFound
		if !c.viewer.SignedIn() {
			unseen = hackathon.Unauthenticated
		}
		if (err == nil) != c.sees || err != nil && !errors.Is(err, unseen) {
			t.Errorf("%s: updateEvent: %v", name, err)
		}
		if c.viewer.SignedIn() && !c.sees {
			if _, err := s.Attendances.Attend(ctx, c.viewer, hackathon.AttendEventInput{EventID: e.ID}); !errors.Is(err,
				hackathon.NotFound) {
				t.Errorf("%s: attendEvent: %v", name, err)
			}
		}
	}
	var public int
	if err := s.pool.GetContext(ctx, &public, `SELECT count(*) FROM activity WHERE stream_id IN ($1, $2) AND entity_id = $1
		AND audience <> 'STAFF'`, e.ID, hackathon.GlobalStream); err != nil || public != 0 {
		t.Errorf("%d public activities of a draft, %v", public, err)
	}
}

func TestEvent_whoMayEnterAndChange(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	one := s.draft(s.input("Oma"))
	coordinator := holding(t, s.DB, newPerson(t, s.DB, "Koordinaator"), hackathon.RoleCoordinator, hackathon.ID{})
	// by which the role taken back everywhere would go on
	ofOne := holding(t, s.DB, newPerson(t, s.DB, "Ühe korraldaja"), hackathon.RoleOrganiser, one.ID)
	building := hackathon.CreateVenueInput{Name: et("Maja"), Address: "Näidise 1", Municipality: "Võru linn"}
	for _, v := range []*hackathon.Viewer{s.onlooker, coordinator, ofOne} {
		if _, err := s.Events.Create(ctx, v, s.input("X")); !errors.Is(err, hackathon.Forbidden) {
			t.Errorf("createEvent: %v", err)
		}
		if _, err := s.Venues.Create(ctx, v, building); !errors.Is(err, hackathon.Forbidden) {
			t.Errorf("createVenue: %v", err)
		}
	}
	e := s.published(s.input("Avalik"))
	if _, err := s.Events.Publish(ctx, s.onlooker, hackathon.PublishEventInput{EventID: e.ID}); !errors.Is(err,
		hackathon.Forbidden) {
		t.Errorf("publishEvent of an onlooker: %v", err)
	}
	title := et("Muudetud")
	if changed := must(s.Events.Update(ctx, coordinator, eventUpdate(e.ID,
		hackathon.EventContent{Title: title}, "title")))(t); changed.Title != title || changed.Version != e.Version+1 {
		t.Errorf("%+v", changed)
	}
}

func TestEvent_everyMove(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	for from, allowed := range hackathon.EventMoves {
		for to := range hackathon.EventMoves {
			e := s.draft(s.input("E"))
			s.exec(`UPDATE event SET status = $2 WHERE id = $1`, e.ID, string(from))
			move := func() (*hackathon.Event, error) { return s.change(e, to) }
			if to == hackathon.EventMovedOnline {
				move = func() (*hackathon.Event, error) {
					return s.Events.MoveOnline(ctx, s.organiser, hackathon.MoveEventOnlineInput{EventID: e.ID,
						JoinURL: "https://naidis.ee"})
				}
			}
			moved, err := move()
			if allowed[to] != 0 {
				if err != nil || moved.Status != to || moved.Version != e.Version+1 {
					t.Errorf("%s to %s: %v", from, to, err)
				}
				history := must(whole(ctx, s.Events.Histories(nil), e.ID))(t)[e.ID]
				if last := history[len(history)-1]; last.To != to || *last.From != from ||
					(last.Reason != nil) != to.NeedsReason() {
					t.Errorf("%s to %s: history ends with %+v", from, to, last)
				}
				if history[0].From != nil || history[0].To != hackathon.EventDraft {
					t.Errorf("history begins with %+v", history[0])
				}
				continue
			}
			if conflict, ok := errors.AsType[*hackathon.StateConflictError](err); !ok || conflict.State != string(from) {
				t.Errorf("%s to %s: %v, want a conflict", from, to, err)
			}
		}
	}
}

func TestEvent_movesNeedReasons(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e := s.published(s.input("E"))
	for _, to := range []hackathon.EventStatus{hackathon.EventPostponed, hackathon.EventCancelled} {
		_, err := s.Events.ChangeStatus(ctx, s.organiser, hackathon.ChangeEventStatusInput{EventID: e.ID, Status: to})
		wantFields(t, err, "reason")
	}
	_, err := s.Events.ChangeStatus(ctx, s.organiser, hackathon.ChangeEventStatusInput{EventID: e.ID,
		Status: hackathon.EventMovedOnline})
	wantFields(t, err, "status")
	_, err = s.Events.ChangeStatus(ctx, s.organiser, hackathon.ChangeEventStatusInput{EventID: s.venue.ID,
		Status: hackathon.EventLive})
	wantFields(t, err, "eventId")
	if _, err := s.change(&hackathon.Event{ID: hackathon.NewID(hackathon.KindEvent, testNow)},
		hackathon.EventLive); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("an event that is not there: %v", err)
	}
}

func TestEvent_publishingAsksForWhatPeopleNeed(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	publish := func(change func(*hackathon.CreateEventInput)) error {
		in := s.input("E")
		change(&in)
		_, err := s.Events.Publish(ctx, s.organiser, hackathon.PublishEventInput{EventID: s.draft(in).ID})
		return err
	}
	for _, format := range []hackathon.EventFormat{hackathon.FormatInPerson, hackathon.FormatHybrid} {
		wantFields(t, publish(func(in *hackathon.CreateEventInput) {
			in.Format, in.VenueID, in.AccessContact, in.RequestDeadline = format, hackathon.ID{}, nil, nil
		}), "venueId", "accessContact", "requestDeadline")
	}
	wantFields(t, publish(func(in *hackathon.CreateEventInput) { in.AccessContact.Phone = nil }), "accessContact")
	wantFields(t, publish(func(in *hackathon.CreateEventInput) {
		in.StartsAt, in.EndsAt = testNow.Add(-48*time.Hour), testNow.Add(-40*time.Hour)
		in.RequestDeadline = &in.StartsAt
	}), "endsAt")
	if err := publish(func(in *hackathon.CreateEventInput) {
		in.Format, in.VenueID, in.AccessContact = hackathon.FormatOnline, hackathon.ID{}, nil
		in.RequestDeadline = nil
	}); err != nil {
		t.Errorf("online: %v", err)
	}
	e := s.published(s.input("E"))
	if _, err := s.Events.Publish(ctx, s.organiser, hackathon.PublishEventInput{EventID: e.ID}); err == nil {
		t.Error("published twice")
	}
	_, err := s.Events.Update(ctx, s.organiser, hackathon.UpdateEventInput{EventID: e.ID,
		Named: hackathon.Named{"venueId": false, "accessContact": false, "requestDeadline": false}})
	wantFields(t, err, "venueId", "accessContact", "requestDeadline")
	kinds := []string{}
	if err := s.pool.SelectContext(ctx, &kinds, `SELECT kind FROM activity a WHERE entity_id = $1 AND audience = 'PUBLIC'
		AND stream_id = $2`, e.ID, hackathon.GlobalStream); err != nil || !slices.Equal(kinds, []string{"EVENT_PUBLISHED"}) {
		t.Errorf("on the global stream: %v, %v", kinds, err)
	}
}

func TestEvent_inputsAreChecked(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	long, zero, bad, early := strings.Repeat("ä", hackathon.MaxTitle+1), 0, "ftp://x", testNow
	in := s.input(long)
	in.EndsAt, in.Seats, in.JoinURL = in.StartsAt, &zero, &bad
	late := in.StartsAt.Add(time.Hour)
	in.RequestDeadline, in.IdeasOpenAt, in.IdeasCloseAt = &late, &early, &early
	in.VenueID = s.organiser.PersonID
	in.AccessContact = &hackathon.AccessContact{Name: " ", Email: &bad}
	_, err := s.Events.Create(ctx, s.organiser, in)
	wantFields(t, err, "title.et", "endsAt", "seats", "joinUrl", "requestDeadline", "ideasCloseAt", "venueId",
		"accessContact.name", "accessContact.email")

	in = s.input("E")
	nowhere, nobody := hackathon.NewID(hackathon.KindVenue, testNow), hackathon.NewID(hackathon.KindOrganisation, testNow)
	in.VenueID = nowhere
	_, err = s.Events.Create(ctx, s.organiser, in)
	wantFields(t, err, "venueId")
	in.VenueID, in.OrganisationID = s.venue.ID, nobody
	_, err = s.Events.Create(ctx, s.organiser, in)
	wantFields(t, err, "organisationId")
	in = s.input("E")
	in.Format = hackathon.FormatOnline
	_, err = s.Events.Create(ctx, s.organiser, in)
	wantFields(t, err, "venueId")

	_, err = s.Venues.Create(ctx, s.organiser, hackathon.CreateVenueInput{Coordinates: hackathon.Coordinates{Lat: 90.1,
		Lon: -180.1}})
	wantFields(t, err, "coordinates.lat", "coordinates.lon", "name", "address", "municipality")
}

func TestEvent_repeatedKeysGiveTheFirstResult(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	key := "k1"
	in := s.input("E")
	in.IdempotencyKey = &key
	first, again := s.draft(in), s.draft(in)
	if first.ID != again.ID {
		t.Error("created twice")
	}
	in.Title = et("Teine")
	if _, err := s.Events.Create(ctx, s.organiser, in); !errors.Is(err, hackathon.Conflict) {
		t.Errorf("the same key for another event: %v", err)
	}
	e := s.published(s.input("P"))
	attend := hackathon.AttendEventInput{EventID: e.ID, Capacity: new(hackathon.CapacitySelf),
		Keyed: hackathon.Keyed{IdempotencyKey: &key}}
	for range 2 {
		if a := must(s.Attendances.Attend(ctx, s.onlooker, attend))(t); a.Version != 1 {
			t.Errorf("registered twice: %+v", a)
		}
	}
}
