package demo

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

func newDemo(t *testing.T) *postgres.DB {
	t.Helper()
	s, err := postgres.Open(t.Context(), postgrestest.Database(t), postgres.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.ClaimInstance(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLoad(t *testing.T) {
	t.Parallel()
	s := newDemo(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Load(ctx, s); err == nil {
		t.Fatal("a load without time to do it said that all is well")
	}
	for range 2 { // the second finds all there
		if err := Load(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Events.List(&hackathon.Viewer{}, hackathon.EventFilter{})(t.Context(), hackathon.PageArgs{First: 100})
	if err != nil || len(all.Items) != len(events) {
		t.Fatalf("%d events, %v; want %d", len(all.Items), err, len(events))
	}
	live := map[hackathon.EventStatus]int{}
	for _, e := range all.Items {
		live[e.Status]++
	}
	if live[hackathon.EventLive] != 1 || live[hackathon.EventMovedOnline] != 1 || live[hackathon.EventFollowUp] != 1 {
		t.Errorf("events by status: %v", live)
	}
	for _, token := range Tokens() {
		v, _, err := s.Sessions.ViewerByToken(t.Context(), token)
		if err != nil || len(v.Grants) == 0 {
			t.Errorf("%s: %+v, %v", token, v, err)
		}
	}
	// Whoever comes with a volunteer's token finds something in the room to take, also when the demo is started again days
	// later.
	for _, later := range []time.Duration{0, 30 * time.Hour} {
		s.Now = func() time.Time { return time.Now().UTC().Add(later) }
		if err := Load(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		for _, token := range []string{"demo-volunteer", "demo-volunteer-2"} {
			v, _, err := s.Sessions.ViewerByToken(t.Context(), token)
			if err != nil {
				t.Fatal(err)
			}
			stands, err := s.Volunteers.Find(t.Context(), v)
			if err != nil || !stands.Standing.OnDuty || len(stands.Standing.Present) == 0 || stands.Standing.Full() {
				t.Errorf("%s after %v: %+v, %v", token, later, stands, err)
			}
		}
		live, err := s.Events.List(&hackathon.Viewer{},
			hackathon.EventFilter{Status: []hackathon.EventStatus{hackathon.EventLive}})(t.Context(),
			hackathon.PageArgs{First: 1})
		if err != nil || len(live.Items) == 0 {
			t.Fatal(live, err)
		}
		if b, err := s.Boards.Find(t.Context(), live.Items[0].ID); err != nil || b.VolunteersOnDuty.Value() == nil ||
			b.VolunteersOnDuty.N == 0 {
			t.Errorf("on the wall after %v nobody is on duty, or too few to say: %+v, %v", later, b, err)
		}
	}
}

// What a visitor does with the tokens that everybody knows must not keep the demo from its next start.
func TestLoad_withoutAVolunteerWhoStopped(t *testing.T) {
	t.Parallel()
	s := newDemo(t)
	if err := Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	v, _, err := s.Sessions.ViewerByToken(t.Context(), "demo-volunteer")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Volunteers.Stop(t.Context(), v, hackathon.StopVolunteeringInput{}); err != nil {
		t.Fatal(err)
	}
	if err := Load(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func TestPlay(t *testing.T) {
	t.Parallel()
	s := newDemo(t)
	if err := Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	events, err := s.Events.List(&hackathon.Viewer{},
		hackathon.EventFilter{Status: []hackathon.EventStatus{hackathon.EventLive}})(t.Context(),
		hackathon.PageArgs{First: 1})
	if err != nil {
		t.Fatal(err)
	}
	stream := events.Items[0].ID
	heads, err := s.Heads(t.Context(), []hackathon.ID{stream})
	if err != nil {
		t.Fatal(err)
	}
	grown := make(chan struct{}, 1)
	s.Committed = func([]hackathon.ID) {
		select {
		case grown <- struct{}{}:
		default:
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	played := make(chan error, 1)
	go func() { played <- Play(ctx, s, 5*time.Millisecond, slog.New(slog.DiscardHandler)) }()
	kinds := map[hackathon.ActivityKind]bool{}
	for !kinds[hackathon.ActivityHelpRequestOpened] || !kinds[hackathon.ActivityHelpRequestClosed] ||
		!kinds[hackathon.ActivityHelpRequestProgress] {
		select {
		case <-ctx.Done():
			t.Fatalf("after a minute the script has played %v", kinds)
		case <-grown:
		}
		activities, err := s.ReadLog(ctx, []hackathon.Position{heads[0].Position}, 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range activities {
			kinds[a.Kind] = true
		}
	}
	stop()
	if err := <-played; err != nil {
		t.Error(err)
	}
}
