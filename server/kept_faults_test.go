package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres/postgrestest"
	"github.com/loometalgud/mano/transport"
)

func eventBody(h *hall, field string) string {
	return asked(fmt.Sprintf(`{ event(id: "%s") { %s } }`, h.event, field), nil)
}

// While the log cannot be read, what is kept is given for a bounded time, and says how old it is.
func TestKept_databaseAway(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), func(cfg *Config, _ *live.Config) {
		cfg.Limits = map[*hackathon.Limit]int64{}
	})
	h := newHall(t, r.db)
	body := eventBody(h, "title { et }")
	fresh := r.kept(body)
	_ = r.db.SQL().Close()
	_ = r.db.ReservedSQL().Close()
	await(t, "the reader does not notice", func() bool { return r.hub.Behind() > 0 })
	var is struct {
		Data       json.RawMessage
		Extensions struct{ BehindBy *int }
	}
	answer := r.ask(body, false).Body.Bytes()
	if err := json.Unmarshal(answer, &is); err != nil || is.Extensions.BehindBy == nil ||
		!strings.Contains(fresh, string(is.Data)) || strings.Contains(fresh, "behindBy") {
		t.Errorf("%s, before %s: %v", answer, fresh, err)
	}
	if a := r.ask(body, true).Body.String(); !strings.Contains(a, "INTERNAL") {
		t.Errorf("who is executed for is given %s", a)
	}
	if a := r.ask(eventBody(h, "status"), false).Body.String(); !strings.Contains(a, "INTERNAL") {
		t.Errorf("of what is not kept is given %s", a)
	}
	r.cfg.Limits[transport.KeptWhenAway] = 1
	if a := r.ask(body, false).Body.String(); !strings.Contains(a, "INTERNAL") {
		t.Errorf("after the time is given %s", a)
	}
}

// Who shows a credential is executed for, and nothing that is executed for them is kept for others.
func TestKept_onlyWithoutCredential(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), nil)
	h := newHall(t, r.db)
	session := r.signIn("leida@example.org")
	body := eventBody(h, "viewerActs title { et }")
	for range 4 {
		if a := r.send(http.MethodPost, "/graphql", body, "Content-Type", "application/json", "Authorization",
			"Bearer "+session.Token).Body.String(); !strings.Contains(a, "ATTEND") {
			t.Fatalf("a person is told %s", a)
		}
	}
	if hits := r.api.Counters.KeptHits.Load(); hits > 0 {
		t.Errorf("%d answers to a person came from what is kept", hits)
	}
	if a := r.kept(body); !strings.Contains(a, `"viewerActs":[]`) {
		t.Errorf("nobody in particular is told %s", a)
	}
	if a := r.send(http.MethodPost, "/graphql", body, "Content-Type", "application/json", "Authorization",
		"Bearer "+session.Token).Body.String(); !strings.Contains(a, "ATTEND") {
		t.Errorf("then the person is told %s", a)
	}
	for _, refused := range []string{eventBody(h, "helpRequests(first: 1) { totalCount }"), asked(`{ nonsense }`, nil)} {
		before := r.api.Counters.KeptHits.Load()
		for range 4 {
			r.ask(refused, false)
		}
		if r.api.Counters.KeptHits.Load() != before {
			t.Errorf("an answer with errors is kept: %s", refused)
		}
	}
}

// A flood of different requests takes nothing from what the hall asks, and no room.
func TestKept_flood(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), nil)
	h := newHall(t, r.db)
	body := eventBody(h, "title { et }")
	r.kept(body)
	answers, bytes := r.api.Kept()
	for i := range 300 {
		r.ask(eventBody(h, fmt.Sprintf("a%d: status", i)), false)
	}
	if a, b := r.api.Kept(); a != answers || b != bytes {
		t.Errorf("%d answers of %d bytes are kept, before %d of %d", a, b, answers, bytes)
	}
	before := r.api.Counters.KeptHits.Load()
	if r.ask(body, false); r.api.Counters.KeptHits.Load() != before+1 {
		t.Error("what the hall asks is not kept any more")
	}
}

// What is kept stays within its bounds, the oldest goes first, and the limits of an address hold.
func TestKept_bounds(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), func(cfg *Config, _ *live.Config) {
		cfg.Limits = map[*hackathon.Limit]int64{transport.KeptBytes: 4000, KeptAnswersPerAddress: 12}
	})
	h := newHall(t, r.db)
	for i := range 6 {
		r.kept(eventBody(h, fmt.Sprintf("a%d: status", i)))
	}
	if answers, bytes := r.api.Kept(); bytes > 4000 || answers == 0 || answers == 6 ||
		r.api.Counters.KeptEvicted.Load() == 0 {
		t.Errorf("%d answers of %d bytes", answers, bytes)
	}
	var refused bool
	for range 12 {
		a := r.ask(eventBody(h, "a5: status"), false)
		refused = refused || a.Code == http.StatusTooManyRequests &&
			strings.Contains(a.Body.String(), "MANO_KEPT_ANSWERS_PER_ADDRESS")
	}
	if !refused {
		t.Error("one address asks as often as it likes")
	}
}

// Many who ask at once are executed for once, whoever of them goes away.
func TestKept_oneExecution(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), nil)
	h := newHall(t, r.db)
	body := eventBody(h, "title { et } ideas(first: 20) { nodes { title { et } author { displayName } } }")
	lock, err := r.db.SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock.ExecContext(t.Context(), `LOCK TABLE idea IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	first, leaves := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		req := httptest.NewRequestWithContext(first, http.MethodPost, "/graphql", strings.NewReader(body))
		req.Host = "localhost"
		req.Header.Set("Content-Type", "application/json")
		r.ServeHTTP(httptest.NewRecorder(), req)
	}()
	await(t, "nothing is executed", func() bool { return r.api.Counters.KeptExecutions.Load() > 0 })
	var others sync.WaitGroup
	answers := make([]string, 20)
	for i := range answers {
		others.Go(func() { answers[i] = r.ask(body, false).Body.String() })
	}
	await(t, "not all join", func() bool { return r.api.Counters.KeptJoined.Load() >= uint64(len(answers)) })
	leaves()
	_ = lock.Rollback()
	others.Wait()
	<-gone
	for _, a := range answers {
		if a != answers[0] || !strings.Contains(a, "Leida") {
			t.Fatalf("somebody is told %s", a)
		}
	}
	if n := r.api.Counters.KeptExecutions.Load(); n != 1 {
		t.Errorf("%d executions", n)
	}
}

// When a backup took the place of the history, nothing of before is given any more.
func TestKept_historyReplaced(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), nil)
	h := newHall(t, r.db)
	body := asked(`{ venues(first: 9) { nodes { name { et } } } }`, nil)
	before := r.kept(body)
	if _, err := r.hub.Watch(t.Context(), []hackathon.ID{h.event}, 100); err != nil {
		t.Fatal(err)
	}
	rows := postgrestest.Rows{T: t, DB: r.db.SQL()}
	rows.Exec(`UPDATE venue SET name = '{"et":"Varundatud"}' WHERE id = $1`, h.venue)
	if a := r.ask(body, false).Body.String(); a != before {
		t.Fatalf("nobody told of it, and yet: %s", a)
	}
	rows.Exec(`UPDATE activity_position SET tag = (tag + 1) % 4294967296 WHERE stream_id = $1`, h.event)
	await(t, "the old history is still told", func() bool { return r.ask(body, false).Body.String() != before })
	if r.hub.Counters.GapAlarms.Load() == 0 {
		t.Error("the answer is a new one for another reason")
	}
	if a := r.ask(body, false).Body.String(); !strings.Contains(a, "Varundatud") {
		t.Error(a)
	}
}
