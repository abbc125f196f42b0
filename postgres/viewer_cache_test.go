package postgres

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// standing is a DB whose clock stands still: what it remembers does not age.
func standing(t *testing.T, dsn string) *DB {
	t.Helper()
	s, err := Open(t.Context(), dsn, Config{MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	return s
}

func comes(t *testing.T, s *DB, email string) *hackathon.Session {
	t.Helper()
	code, err := s.Sessions.RequestCode(t.Context(), hackathon.RequestSignInCodeInput{Email: email,
		Locale: hackathon.LocaleEt})
	if err != nil {
		t.Fatal(err)
	}
	session, err := s.Sessions.SignIn(t.Context(), hackathon.SignInInput{Challenge: code.Challenge, Email: email,
		Code: code.Code})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// Whoever changes rights sees the change at once, however many ask for them meanwhile.
func TestViewerCache_rightsCountAtOnce(t *testing.T) {
	t.Parallel()
	s := standing(t, postgrestest.Database(t))
	if err := s.People.GrantByEmail(t.Context(), "admin@naidis.ee", hackathon.RoleAdmin); err != nil {
		t.Fatal(err)
	}
	admin := comes(t, s, "admin@naidis.ee").Viewer
	session := comes(t, s, "a@naidis.ee")
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				if _, _, err := s.Sessions.ViewerByToken(ctx, session.Token); err != nil && ctx.Err() == nil {
					t.Error(err)
					return
				}
			}
		})
	}
	in := hackathon.RoleInput{PersonID: session.Viewer.PersonID, Role: hackathon.RoleCoordinator}
	for range 60 {
		change, want := s.People.GrantRole, true
		if rand.IntN(2) == 0 {
			change, want = s.People.RevokeRole, false
		}
		if _, err := change(t.Context(), admin, in); err != nil {
			t.Fatal(err)
		}
		v, _, err := s.Sessions.ViewerByToken(t.Context(), session.Token)
		if err != nil {
			t.Fatal(err)
		}
		if v.HasAnywhere(hackathon.RoleCoordinator) != want {
			t.Fatalf("has the role: %v, after the change that said %v", !want, want)
		}
	}
	stop()
	readers.Wait()
}

func TestViewerCache_otherProcessesHear(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	here, there := standing(t, dsn), standing(t, dsn)
	heard := make(chan struct{}, 1000)
	w := &Wake{DSN: dsn, Log: slog.New(slog.DiscardHandler), Hear: func(...hackathon.ID) { heard <- struct{}{} }}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx, there) }()
	t.Cleanup(func() { stop(); <-done })
	<-heard // connected
	<-heard // listening

	session := comes(t, here, "a@naidis.ee")
	if _, _, err := there.Sessions.ViewerByToken(t.Context(), session.Token); err != nil {
		t.Fatal(err)
	}
	if err := here.Sessions.SignOut(t.Context(), session.Viewer); err != nil {
		t.Fatal(err)
	}
	if _, _, err := here.Sessions.ViewerByToken(t.Context(), session.Token); !errors.Is(err, hackathon.Unauthenticated) {
		t.Error("where the person signed out:", err)
	}
	if _, _, err := there.Sessions.ViewerByToken(t.Context(), session.Token); err != nil {
		t.Error("the clock stands still, nothing was told, and it is known:", err)
	}
	there.ForgetViewers([]hackathon.ID{hackathon.NewID(hackathon.KindPerson, here.Now())})
	if _, _, err := there.Sessions.ViewerByToken(t.Context(), session.Token); err != nil {
		t.Error("forgotten for somebody else:", err)
	}
	there.ForgetViewers([]hackathon.ID{session.Viewer.PersonID})
	if _, _, err := there.Sessions.ViewerByToken(t.Context(), session.Token); !errors.Is(err, hackathon.Unauthenticated) {
		t.Error("told, and still let in:", err)
	}
	session = comes(t, here, "b@naidis.ee")
	if _, _, err := there.Sessions.ViewerByToken(t.Context(), session.Token); err != nil {
		t.Fatal(err)
	}
	if err := here.Sessions.SignOut(t.Context(), session.Viewer); err != nil {
		t.Fatal(err)
	}
	if err := here.Notify(t.Context(), session.Viewer.PersonID); err != nil { // as for a change of the profile
		t.Fatal(err)
	}
	for limit := time.After(20 * time.Second); ; {
		if _, _, err := there.Sessions.ViewerByToken(t.Context(), session.Token); errors.Is(err, hackathon.Unauthenticated) {
			return
		}
		select {
		case <-heard:
		case <-limit:
			t.Fatal("the other process still lets in")
		}
	}
}

func TestViewerCache_ages(t *testing.T) {
	t.Parallel()
	var c viewerCache
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	person := hackathon.NewID(hackathon.KindPerson, now)
	token := [32]byte{1}
	known := func(at time.Time) bool { v, _ := c.get(token, at); return v.present }
	put := func(ends time.Time) {
		_, mark := c.get(token, now)
		c.put(token, cachedViewer{viewer: &hackathon.Viewer{PersonID: person}, ends: ends, readAt: now}, mark)
	}
	put(now.Add(time.Hour))
	if !known(now) || known(now.Add(ViewerCacheLife)) || known(now.Add(-time.Second)) {
		t.Error("it is known too long, or not at all")
	}
	put(now.Add(time.Millisecond))
	if known(now.Add(time.Millisecond)) {
		t.Error("known after the sign-in has ended")
	}
	_, mark := c.get(token, now)
	c.forget([]hackathon.ID{person})
	c.put(token, cachedViewer{viewer: &hackathon.Viewer{PersonID: person}, ends: now.Add(time.Hour), readAt: now}, mark)
	if known(now) {
		t.Error("a read from before the change was kept")
	}
	put(now.Add(time.Hour))
	c.forget([]hackathon.ID{hackathon.NewID(hackathon.KindEvent, now)})
	if !known(now) {
		t.Error("forgotten for a stream of others")
	}
	c.forget(nil)
	if known(now) {
		t.Error("known although anything may have changed")
	}
}
