package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// hackathonIn is an event of the test in a status, for a DB whose clock stands still.
func hackathonIn(t *testing.T, s *DB, status hackathon.EventStatus) hackathon.ID {
	t.Helper()
	return rows(t, s).Event(postgrestest.Event{Status: status})
}

// holding gives the person a role, at an event or (zero) everywhere, and returns them as they sign in then.
func holding(t *testing.T, s *DB, v *hackathon.Viewer, role hackathon.PlatformRole,
	event hackathon.ID) *hackathon.Viewer {
	t.Helper()
	if _, err := s.pool.ExecContext(t.Context(), `
		INSERT INTO role_grant (person_id, role, event_id, granted_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		v.PersonID, role, event, testNow.AddDate(0, 0, -1)); err != nil {
		t.Fatal(err)
	}
	return &hackathon.Viewer{PersonID: v.PersonID, Grants: []hackathon.Grant{{Role: role, EventID: event}}}
}

func ideaInput(event hackathon.ID, title string) hackathon.SubmitIdeaInput {
	return hackathon.SubmitIdeaInput{EventID: event, Authorship: hackathon.AuthorshipNamed,
		IdeaContent: hackathon.IdeaContent{
			Title: hackathon.Localized{Et: title}, Problem: hackathon.Localized{Et: "Kellel on raske"}}}
}

func newIdea(t *testing.T, s *DB, author *hackathon.Viewer, event hackathon.ID, title string) *hackathon.Idea {
	t.Helper()
	i, err := s.Ideas.Submit(t.Context(), author, ideaInput(event, title))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// logOf is the log of an event.
func logOf(t *testing.T, s *DB, event hackathon.ID) []hackathon.Activity {
	t.Helper()
	log, err := s.ReadLog(t.Context(), []hackathon.Position{{Stream: event}}, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func kindsOf(log []hackathon.Activity) (kinds []string) {
	for _, a := range log {
		kinds = append(kinds, string(a.Kind)+" "+string(a.Audience))
	}
	return kinds
}

func mustEqual[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s: %s, want %s", what, g, w)
	}
}

func isStateConflict(err error) bool {
	_, ok := errors.AsType[*hackathon.StateConflictError](err)
	return ok
}

func TestSubmitIdea_namedOpensAtOnce(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, author, event, "Vaikne tund")
	mustEqual(t, "status", idea.Status, hackathon.IdeaOpen)
	mustEqual(t, "author", idea.AuthorID, author.PersonID)
	read, err := s.Ideas.Find(t.Context(), nil, idea.ID)
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "title for the public", read.Title.Et, "Vaikne tund")
	log := logOf(t, s, event)
	mustEqual(t, "log", kindsOf(log), []string{"IDEA_SUBMITTED PUBLIC"})
	var logged hackathon.Idea
	if err := json.Unmarshal(log[0].Payload, &logged); err != nil || logged.ID != idea.ID || logged.Title != idea.Title ||
		!logged.Public() {
		t.Errorf("payload %s: %v", log[0].Payload, err)
	}
	mustEqual(t, "actor", log[0].Actor, author.PersonID)
	moves, err := whole(t.Context(), s.Ideas.Histories(author), idea.ID)
	if err != nil || len(moves[idea.ID]) != 1 || moves[idea.ID][0].From != nil ||
		moves[idea.ID][0].To != hackathon.IdeaOpen {
		t.Errorf("history %v, %v", moves, err)
	}
}

func TestSubmitIdea_repeatedKeyGivesTheFirstIdea(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event, key := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive), "k1"
	in := ideaInput(event, "Vaikne tund")
	in.IdempotencyKey = &key
	first, err := s.Ideas.Submit(t.Context(), author, in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Ideas.Submit(t.Context(), author, in)
	if err != nil || again.ID != first.ID || len(logOf(t, s, event)) != 1 {
		t.Errorf("repeated call: %v, %v", again, err)
	}
}

func TestSubmitIdea_onlyWhileTheEventTakesIdeas(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author := newPerson(t, s, "Maarja K.")
	for status, want := range map[hackathon.EventStatus]string{
		hackathon.EventDraft: "not found", hackathon.EventPublished: "conflict", hackathon.EventIdeasOpen: "taken",
		hackathon.EventEnded: "conflict", hackathon.EventCancelled: "conflict",
	} {
		_, err := s.Ideas.Submit(t.Context(), author, ideaInput(hackathonIn(t, s, status), "Idee"))
		got := "taken"
		switch {
		case isStateConflict(err):
			got = "conflict"
		case errors.Is(err, hackathon.NotFound):
			got = "not found"
		case err != nil:
			t.Errorf("%s: %v", status, err)
		}
		mustEqual(t, string(status), got, want)
	}
	event := hackathonIn(t, s, hackathon.EventPublished)
	if _, err := s.pool.ExecContext(t.Context(), `UPDATE event SET ideas_open_at = $2, ideas_close_at = $3 WHERE id = $1`,
		event, testNow, testNow.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	newIdea(t, s, author, event, "Õigel ajal")
	s.Now = func() time.Time { return testNow.Add(time.Hour) }
	if _, err := s.Ideas.Submit(t.Context(), author, ideaInput(event, "Hilja")); !isStateConflict(err) {
		t.Errorf("after the window: %v", err)
	}
}

// traces counts, table by table, the rows that hold an id in the form of the database or of the outside.
func traces(t *testing.T, s *DB, id hackathon.ID) map[string]int {
	t.Helper()
	inside, _ := id.Value()
	var tables []string
	if err := s.pool.SelectContext(t.Context(), &tables,
		`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`); err != nil || len(tables) < 15 {
		t.Fatal(tables, err)
	}
	found := map[string]int{}
	for _, table := range tables {
		var n int
		if err := s.pool.GetContext(t.Context(), &n, `SELECT count(*) FROM "`+table+`" row WHERE strpos(row::text, $1) > 0
			OR strpos(row::text, $2) > 0`, inside, id.String()); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			found[table] = n
		}
	}
	return found
}

func TestSubmitIdea_unnamedLeavesNoTraceOfItsAuthor(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	s.Now = func() time.Time { return testNow.Add(17 * time.Minute) }
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	newIdea(t, s, author, event, "Nimega idee") // shows that the search finds what is there
	before := traces(t, s, author.PersonID)
	mustEqual(t, "traces of a named idea", before, map[string]int{"activity": 1, "idea": 1, "person": 1, "stream": 1})

	in := ideaInput(event, "Nimeta idee")
	in.Authorship = hackathon.AuthorshipUnnamed
	idea, err := s.Ideas.Submit(t.Context(), author, in)
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "traces after an unnamed one", traces(t, s, author.PersonID), before)
	mustEqual(t, "status", idea.Status, hackathon.IdeaInReview)
	if !idea.AuthorID.IsZero() || !idea.CreatedAt.Equal(testNow) {
		t.Errorf("author %v, at %v: want nobody, at the full hour", idea.AuthorID, idea.CreatedAt)
	}
	log := logOf(t, s, event)
	last := log[len(log)-1]
	if last.Audience != hackathon.AudienceStaff || !last.Actor.IsZero() || !last.At.Equal(testNow) {
		t.Errorf("log: %s by %v at %v, want for staff only, by nobody, at the full hour", last.Audience, last.Actor, last.At)
	}
	for name, v := range map[string]*hackathon.Viewer{"author": author, "nobody": nil,
		"organiser elsewhere": {PersonID: author.PersonID, Grants: []hackathon.Grant{
			{Role: hackathon.RoleOrganiser, EventID: hackathonIn(t, s, hackathon.EventLive)}}}} {
		if _, err := s.Ideas.Find(t.Context(), v, idea.ID); !errors.Is(err, hackathon.NotFound) {
			t.Errorf("%s reads it before review: %v", name, err)
		}
	}

	moderator := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleModerator, event)
	if _, err := s.Ideas.ChangeStatus(t.Context(), moderator,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaOpen}); err != nil {
		t.Fatal(err)
	}
	log = logOf(t, s, event)
	mustEqual(t, "log", kindsOf(log[1:]), []string{"IDEA_SUBMITTED STAFF", "IDEA_STATUS_CHANGED PUBLIC"})
	if _, err := s.Ideas.Find(t.Context(), nil, idea.ID); err != nil {
		t.Errorf("opened: %v", err)
	}
	mustEqual(t, "traces after opening", traces(t, s, author.PersonID), before)
}

func TestSubmitIdea_unnamedIsRefusedWhereItWouldBeKnown(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event, key := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive), "k1"
	in := ideaInput(event, "Nimeta")
	in.Authorship = hackathon.AuthorshipUnnamed
	keyed := in
	keyed.IdempotencyKey = &key
	if _, err := s.Ideas.Submit(t.Context(), author, keyed); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("with an idempotency key: %v", err)
	}
	for i := range hackathon.UnnamedIdeasPerHour.Most {
		in.Title.Et = fmt.Sprintf("Nimeta %d", i)
		if _, err := s.Ideas.Submit(t.Context(), author, in); err != nil {
			t.Fatal(err)
		}
	}
	in.Title.Et = "Veel üks"
	if _, err := s.Ideas.Submit(t.Context(), author, in); !errors.Is(err, hackathon.RateLimited) {
		t.Errorf("one too many: %v", err)
	}
	if _, err := s.pool.ExecContext(t.Context(), `UPDATE event SET unnamed_ideas = false
		WHERE id = $1`, event); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.Submit(t.Context(), newPerson(t, s, "Leida P."), in); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("where the event takes none: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }
