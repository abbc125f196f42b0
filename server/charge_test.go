package server

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// TestLimits_nobodyShutsTheHallOut: who uses up an address's limit without a sign-in takes nothing from those there who
// are signed in, over any transport and whether or not they were seen before.
func TestLimits_nobodyShutsTheHallOut(t *testing.T) {
	t.Parallel()
	s := onSocket(t, func(c *Config) { c.Limits[RequestsPerAddress] = 3 })
	hall := []string{"From-Address", "127.0.0.1:1"}
	known, unknown, late := s.signIn("mari@naidis.example"), s.signIn("teine@naidis.example"),
		s.signIn("kolmas@naidis.example")
	bearer := func(token string) []string { return append([]string{"Authorization", "Bearer " + token}, hall...) }
	cookie := func(token string) []string { return append([]string{"Cookie", s.cookieName() + "=" + token}, hall...) }
	if a := s.graphql(whoAmI, bearer(known.Token)...); a.Code != http.StatusOK {
		t.Fatal(a.Code, a.Body)
	}
	for range 3 {
		if a := s.graphql(`{ __typename }`, hall...); a.Code != http.StatusOK {
			t.Fatal(a.Code, a.Body)
		}
	}
	if a := s.graphql(`{ __typename }`, hall...); a.Code != http.StatusTooManyRequests {
		t.Fatal(a.Code, a.Body)
	}
	for range 5 { // more than the limit of an address
		for name, header := range map[string][]string{"known": bearer(known.Token), "cookie": cookie(known.Token),
			"unknown": bearer(unknown.Token)} {
			if a := s.graphql(whoAmI, header...); a.Code != http.StatusOK || strings.Contains(a.Body.String(), `"viewer":null`) {
				t.Errorf("%s: %d %s", name, a.Code, a.Body)
			}
		}
	}
	if a := s.send(http.MethodPost, "/session", "", bearer(known.Token)...); a.Code != http.StatusNoContent {
		t.Error("the session:", a.Code, a.Body)
	}
	c := s.websocket(late.Token)
	for range 5 {
		if m := c.Ask(t, "1", whoAmI); m.Type != "next" {
			t.Errorf("over a websocket: %+v", m)
		}
		c.Next(t) // complete
	}
	// An invalid credential does not avoid the limit, and cannot be tried without end.
	for i := range 5 {
		a := s.graphql(whoAmI, bearer("nonsense")...)
		if a.Code != http.StatusTooManyRequests || a.Header().Get("Retry-After") == "" ||
			!strings.Contains(a.Body.String(), "MANO_REQUESTS_PER_ADDRESS") {
			t.Errorf("%d: %d %s", i, a.Code, a.Body)
		}
		if a := s.graphql(whoAmI, cookie("nonsense")...); a.Code != http.StatusTooManyRequests {
			t.Errorf("%d as a cookie: %d %s", i, a.Code, a.Body)
		}
	}
	if a := s.graphql(whoAmI, bearer(known.Token)...); a.Code != http.StatusOK {
		t.Error("after wrong credentials:", a.Code, a.Body)
	}
	// A credential that has ended is invalid.
	if a := s.send(http.MethodDelete, "/session", "", cookie(known.Token)...); a.Code != http.StatusNoContent {
		t.Fatal(a.Code, a.Body)
	}
	for range 2 {
		if a := s.graphql(whoAmI, bearer(known.Token)...); a.Code != http.StatusTooManyRequests {
			t.Error("signed out:", a.Code, a.Body)
		}
	}
}

// TestLimits_wrongCredentialsCount: they count for the address, like requests without any.
func TestLimits_wrongCredentialsCount(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits[RequestsPerAddress] = 3 })
	for range 3 {
		if a := s.graphql(whoAmI, "Authorization", "Bearer nonsense"); a.Code != http.StatusUnauthorized {
			t.Fatal(a.Code, a.Body)
		}
	}
	if a := s.graphql(`{ __typename }`); a.Code != http.StatusTooManyRequests {
		t.Error(a.Code, a.Body)
	}
}

// TestLimits_board: a projected board is signed in, too.
func TestLimits_board(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits[RequestsPerAddress], c.Limits[RequestsPerPerson] = 1, 2 })
	board := hackathon.NewID(hackathon.KindSession, time.Now())
	v := &hackathon.Viewer{SessionID: board}
	for range 2 {
		if err := s.admit(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.admit(t.Context(), v); err == nil || !strings.Contains(err.Error(), "MANO_REQUESTS_PER_PERSON") {
		t.Error(err)
	}
	if err := s.admit(t.Context(), nil); err != nil {
		t.Error("the address:", err)
	}
}

// TestLimits_allTellWhenToComeBack: also over plain HTTP, for every limit wherever it is met.
func TestLimits_allTellWhenToComeBack(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits[RequestsPerPerson] = 1 })
	first, again := s.signIn("a@naidis.example"), s.signIn("a@naidis.example")
	for i, c := range []struct {
		token, method, path string
		status              int
	}{
		{first.Token, http.MethodPost, "/graphql", 200},
		{first.Token, http.MethodPost, "/graphql", 429},
		{again.Token, http.MethodPost, "/graphql", 429}, // refused after the holder was found
		{again.Token, http.MethodPost, "/session", 429},
	} {
		a := s.send(c.method, c.path, `{"query":"{ __typename }"}`, "Content-Type", "application/json", "Authorization",
			"Bearer "+c.token)
		if a.Code != c.status || a.Code == 429 && (a.Header().Get("Retry-After") == "" ||
			!strings.Contains(a.Body.String(), "MANO_REQUESTS_PER_PERSON")) {
			t.Errorf("%d: %d %v %s", i, a.Code, a.Header(), a.Body)
		}
	}
}

// TestSession_whenTheDatabaseIsBusy: signing in and out at /session waits for the database like all calls, and is
// refused like them.
func TestSession_whenTheDatabaseIsBusy(t *testing.T) {
	t.Parallel()
	s, _ := withLockedTable(t, "session")
	ctx, leave := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for range 2 { // one is answered late, one waits behind it
		asking.Go(func() {
			_, _ = s.db.Sessions.ViewerBySession(ctx, hackathon.NewID(hackathon.KindSession, time.Now()))
		})
	}
	defer func() { leave(); asking.Wait() }()
	s.waitForALine()
	for _, a := range []answer{
		s.send(http.MethodPost, "/session", "", "Authorization", "Bearer nobody"),
		s.send(http.MethodDelete, "/session", "", "Cookie", s.cookieName()+"=nobody"),
	} {
		if a.Code != http.StatusServiceUnavailable || a.Header().Get("Retry-After") == "" || a.code != "RATE_LIMITED" {
			t.Errorf("%d %v %s", a.Code, a.Header(), a.Body)
		}
	}
}
