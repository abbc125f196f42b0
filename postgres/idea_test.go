package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
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
	return hackathon.SubmitIdeaInput{EventID: event, Title: hackathon.Localized{Et: title},
		Problem: hackathon.Localized{Et: "Kellel on raske"}, Authorship: hackathon.AuthorshipNamed}
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
	moves, err := s.Ideas.Histories(t.Context(), author, []hackathon.ID{idea.ID})
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

func TestChangeIdeaStatus_walksEveryMove(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	event := hackathonIn(t, s, hackathon.EventLive)
	author := newPerson(t, s, "Maarja K.")
	moderator := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleCoordinator, event)
	stranger := newPerson(t, s, "Heiki M.")
	group, err := s.WorkingGroups.Form(t.Context(), author,
		hackathon.FormWorkingGroupInput{EventID: event, Name: hackathon.Localized{Et: "Rühm"}, Sides: hackathon.Sides[:1]})
	if err != nil {
		t.Fatal(err)
	}
	idea, other := newIdea(t, s, author, event, "Idee"), newIdea(t, s, author, event, "Teine")
	all := []hackathon.IdeaStatus{"DRAFT", "SUBMITTED", "IN_REVIEW", "OPEN", "SEEKS_TEAM", "IN_GROUP", "PITCHED", "CHOSEN",
		"IN_PROGRESS", "IMPLEMENTED", "PAUSED", "DECLINED", "MERGED", "WITHDRAWN"}
	moved := 0
	for _, from := range all {
		for _, to := range all {
			for name, v := range map[string]*hackathon.Viewer{"author": author, "moderator": moderator, "stranger": stranger} {
				hidden := slices.Contains([]hackathon.IdeaStatus{"DRAFT", "SUBMITTED", "IN_REVIEW", "WITHDRAWN"}, from)
				if _, err := s.pool.ExecContext(t.Context(), `
					UPDATE idea SET status = $2, public_since = CASE WHEN $3 THEN NULL ELSE created_at END, working_group_id = $4
						WHERE id = $1`, idea.ID, from, hidden, group.ID); err != nil {
					t.Fatal(err)
				}
				before, err := s.Ideas.Find(t.Context(), moderator, idea.ID)
				if err != nil {
					t.Fatal(err)
				}
				in := hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: to, Answer: &hackathon.Localized{Et: "Põhjus."}}
				if to == hackathon.IdeaMerged {
					in.MergedInto = &other.ID
				}
				_, err = s.Ideas.ChangeStatus(t.Context(), v, in)
				after, readErr := s.Ideas.Find(t.Context(), moderator, idea.ID)
				if readErr != nil {
					t.Fatal(readErr)
				}
				want := before.CheckMove(to, before.Mover(v))
				if hidden && name == "stranger" {
					want = hackathon.NotFoundf("")
				}
				switch {
				case want == nil:
					moved++
					if err != nil || after.Status != to || after.Version != before.Version+1 {
						t.Errorf("%s moves %s to %s: %v, now %s version %d after %d", name, from, to, err, after.Status, after.Version,
							before.Version)
					}
				case hackathon.KindOf(err) != hackathon.KindOf(want) && !(isStateConflict(err) && isStateConflict(want)):
					t.Errorf("%s moves %s to %s: %v, want %v", name, from, to, err, want)
				case after.Status != from || after.Version != before.Version:
					t.Errorf("%s refused to move %s to %s, and it moved to %s", name, from, to, after.Status)
				}
			}
		}
	}
	moves, err := s.Ideas.Histories(t.Context(), moderator, []hackathon.ID{idea.ID})
	if err != nil || len(moves[idea.ID]) != moved+1 || moved < 40 {
		t.Errorf("%d rows of history after %d moves, %v", len(moves[idea.ID]), moved, err)
	}
	mustEqual(t, "activities", len(logOf(t, s, event)), moved+3)
}

func TestChangeIdeaStatus_withdrawnTextLeavesTheLog(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, author, event, "Kadunud sõna")
	if _, err := s.Ideas.Support(t.Context(), newPerson(t, s, "Leida P."),
		hackathon.SupportIdeaInput{IdeaID: idea.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.ChangeStatus(t.Context(), author,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaWithdrawn}); err != nil {
		t.Fatal(err)
	}
	log := logOf(t, s, event)
	mustEqual(t, "log", kindsOf(log), []string{"IDEA_SUBMITTED PUBLIC", "IDEA_SUPPORT_CHANGED PUBLIC",
		"IDEA_STATUS_CHANGED PUBLIC"})
	for _, a := range log {
		var i hackathon.Idea
		if err := json.Unmarshal(a.Payload, &i); err != nil || i.ID != idea.ID || !i.Title.IsZero() ||
			strings.Contains(string(a.Payload), "raske") {
			t.Errorf("%s still holds text: %s (%v)", a.Kind, a.Payload, err)
		}
	}
	if _, err := s.Ideas.Find(t.Context(), nil, idea.ID); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("the public reads a withdrawn idea: %v", err)
	}
	if own, err := s.Ideas.Find(t.Context(), author, idea.ID); err != nil || own.Title.Et != "Kadunud sõna" {
		t.Errorf("its author: %v, %v", own, err)
	}
	found, err := s.Ideas.ByID(t.Context(), nil, []hackathon.ID{idea.ID})
	if err != nil || len(found) != 1 || !found[0].Title.IsZero() || found[0].Status != hackathon.IdeaWithdrawn {
		t.Errorf("what the public may know of it: %v, %v", found, err)
	}
}

// takenBack are how often the processes were told that the text of an event was taken out of the log.
func takenBack(t *testing.T, s *DB, event hackathon.ID) (n int) {
	t.Helper()
	if err := s.pool.GetContext(t.Context(), &n, `SELECT count(*) FROM activity WHERE stream_id = $1
		AND kind = 'TEXT_TAKEN_BACK' AND entity_id = $2`, hackathon.RightsStream, event); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestChangeIdeaStatus_withdrawnTextLeavesTheLogWithItsComments(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	moderator := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleModerator, event)
	idea, other := newIdea(t, s, author, event, "Idee"), newIdea(t, s, author, event, "Teine")
	c := newComment(t, s, author, idea.ID, "Kadunud sõna", nil)
	newComment(t, s, author, idea.ID, "Kadunud vastus", &c.ID)
	newComment(t, s, author, other.ID, "Jääb", nil)
	hidden := newComment(t, s, author, idea.ID, "Peidetud", nil)
	if _, err := s.Comments.Hide(t.Context(), moderator,
		hackathon.HideCommentInput{CommentID: hidden.ID, Reason: "Kadunud põhjus"}); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "told of the hidden comment", takenBack(t, s, event), 1)
	if _, err := s.Ideas.ChangeStatus(t.Context(), moderator,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaInReview}); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "told of the idea", takenBack(t, s, event), 2)
	kept := 0
	for _, a := range logOf(t, s, event) {
		switch text := string(a.Payload); {
		case strings.Contains(text, "Kadunud"):
			t.Errorf("%s still holds the text: %s", a.Kind, text)
		case strings.Contains(text, "Jääb"):
			kept++
		case a.Kind == hackathon.ActivityCommentAdded:
			var c hackathon.Comment
			if err := json.Unmarshal(a.Payload, &c); err != nil || c.IdeaID != idea.ID || c.Body != nil || !c.AuthorID.IsZero() {
				t.Errorf("what is left of a comment: %s (%v)", text, err)
			}
		}
	}
	mustEqual(t, "comments on another idea", kept, 1)
	if _, err := s.Ideas.ChangeStatus(t.Context(), moderator,
		hackathon.ChangeIdeaStatusInput{IdeaID: other.ID, Status: hackathon.IdeaPaused}); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "told of a move that takes nothing back", takenBack(t, s, event), 2)
}

// Moderators change a text to take out what must not stay; what its author has said stays said.
func TestUpdateIdea_whatModeratorsTakeOutLeavesTheLog(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	moderator := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleModerator, event)
	idea := newIdea(t, s, author, event, "Esimene")
	change := func(by *hackathon.Viewer, title string) string {
		t.Helper()
		if _, err := s.Ideas.Update(t.Context(), by, hackathon.UpdateIdeaInput{IdeaID: idea.ID,
			Title: &hackathon.Localized{Et: title}}); err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, a := range logOf(t, s, event) {
			var i hackathon.Idea
			if err := json.Unmarshal(a.Payload, &i); err != nil || i.Problem.IsZero() {
				t.Errorf("%s (%v)", a.Payload, err)
			}
			titles = append(titles, i.Title.Et)
		}
		return strings.Join(titles, ", ")
	}
	mustEqual(t, "by its author", change(author, "Teine"), "Esimene, Teine")
	mustEqual(t, "told", takenBack(t, s, event), 0)
	mustEqual(t, "by a moderator", change(moderator, "Kolmas"), "Kolmas, Kolmas, Kolmas")
	mustEqual(t, "told", takenBack(t, s, event), 1)
	if _, err := s.Ideas.ChangeStatus(t.Context(), moderator,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaInReview}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.Update(t.Context(), moderator,
		hackathon.UpdateIdeaInput{IdeaID: idea.ID, Title: &hackathon.Localized{Et: "Neljas"}}); err != nil {
		t.Fatal(err)
	}
	for _, a := range logOf(t, s, event) {
		if a.Audience == hackathon.AudiencePublic && strings.Contains(string(a.Payload), "Neljas") {
			t.Errorf("what is changed in review is told to all: %s", a.Payload)
		}
	}
}

func TestChangeIdeaStatus_mergeHandsSupportersOn(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	organiser := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleOrganiser, event)
	from, into := newIdea(t, s, author, event, "Sama idee"), newIdea(t, s, author, event, "Idee")
	both, one := newPerson(t, s, "Leida P."), newPerson(t, s, "Heiki M.")
	for _, c := range []struct {
		v *hackathon.Viewer
		i *hackathon.Idea
	}{{both, from}, {both, into}, {one, from}} {
		if _, err := s.Ideas.Support(t.Context(), c.v, hackathon.SupportIdeaInput{IdeaID: c.i.ID,
			Brings: []hackathon.Contribution{"TIME"}}); err != nil {
			t.Fatal(err)
		}
	}
	answer := &hackathon.Localized{Et: "Sama mõte kahes idees."}
	elsewhere := newIdea(t, s, author, hackathonIn(t, s, hackathon.EventLive), "Mujal")
	if _, err := s.Ideas.ChangeStatus(t.Context(), organiser,
		hackathon.ChangeIdeaStatusInput{IdeaID: from.ID, Status: hackathon.IdeaMerged, Answer: answer,
			MergedInto: &elsewhere.ID}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("into an idea of another event: %v", err)
	}
	merged, err := s.Ideas.ChangeStatus(t.Context(), organiser,
		hackathon.ChangeIdeaStatusInput{IdeaID: from.ID, Status: hackathon.IdeaMerged, Answer: answer, MergedInto: &into.ID})
	if err != nil || merged.MergedIntoID != into.ID {
		t.Fatal(merged, err)
	}
	target, err := s.Ideas.Find(t.Context(), nil, into.ID)
	if err != nil || target.SupportCount != 2 {
		t.Errorf("support of the other: %v, %v; want 2, who supported both once", target.SupportCount, err)
	}
}

func TestSupportIdea_onceEachWhoeverTries(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	event := hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, newPerson(t, s, "Maarja K."), event, "Idee")
	people := []*hackathon.Viewer{newPerson(t, s, "Leida P."), newPerson(t, s, "Heiki M."), newPerson(t, s, "Rasmus T.")}
	var all sync.WaitGroup
	for range 8 {
		for _, p := range people {
			all.Go(func() {
				if _, err := s.Ideas.Support(t.Context(), p, hackathon.SupportIdeaInput{IdeaID: idea.ID,
					Brings: []hackathon.Contribution{"SKILL", "TIME"}}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	var rows int
	if err := s.pool.GetContext(t.Context(), &rows, `SELECT count(*) FROM idea_support
		WHERE idea_id = $1`, idea.ID); err != nil {
		t.Fatal(err)
	}
	now, err := s.Ideas.Find(t.Context(), nil, idea.ID)
	if err != nil || rows != 3 || now.SupportCount != 3 || now.Version != 4 {
		t.Errorf("%d rows, count %d, version %d, %v; want 3, 3, 4", rows, now.SupportCount, now.Version, err)
	}
	mustEqual(t, "activities", len(logOf(t, s, event)), 4)

	changed, err := s.Ideas.Support(t.Context(), people[0],
		hackathon.SupportIdeaInput{IdeaID: idea.ID, Brings: []hackathon.Contribution{"ROOM"}})
	if err != nil || changed.SupportCount != 3 || changed.Version != 5 {
		t.Errorf("bringing something else: count %d, version %d, %v", changed.SupportCount, changed.Version, err)
	}
	brings, err := s.Ideas.Brings(t.Context(), nil, []hackathon.ID{idea.ID})
	if err != nil {
		t.Fatal(err)
	}
	var sums []string
	for _, b := range brings[idea.ID] {
		sums = append(sums, fmt.Sprint(b.Contribution, b.Count))
	}
	mustEqual(t, "brings", sums, []string{"SKILL2", "TIME2", "ROOM1"})
	for range 2 {
		if now, err = s.Ideas.WithdrawSupport(t.Context(), people[1],
			hackathon.WithdrawIdeaSupportInput{IdeaID: idea.ID}); err != nil || now.SupportCount != 2 || now.Version != 6 {
			t.Errorf("undone: count %d, version %d, %v", now.SupportCount, now.Version, err)
		}
	}
	supported, err := s.Ideas.Supported(t.Context(), people[1], []hackathon.ID{idea.ID})
	if err != nil || supported[idea.ID] {
		t.Errorf("viewer supports: %v, %v", supported, err)
	}
}

func TestSupportIdea_notWhatIsClosedOrUnread(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	organiser := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleOrganiser, event)
	idea := newIdea(t, s, author, event, "Idee")
	move := func(to hackathon.IdeaStatus) {
		t.Helper()
		if _, err := s.Ideas.ChangeStatus(t.Context(), organiser,
			hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: to,
				Answer: &hackathon.Localized{Et: "Põhjus."}}); err != nil {
			t.Fatal(err)
		}
	}
	stranger := newPerson(t, s, "Leida P.")
	move(hackathon.IdeaInReview)
	if _, err := s.Ideas.Support(t.Context(), stranger, hackathon.SupportIdeaInput{IdeaID: idea.ID}); !errors.Is(err,
		hackathon.NotFound) {
		t.Errorf("in review, a stranger: %v", err)
	}
	if _, err := s.Ideas.Support(t.Context(), author, hackathon.SupportIdeaInput{IdeaID: idea.ID}); !isStateConflict(err) {
		t.Errorf("in review, its author: %v", err)
	}
	move(hackathon.IdeaOpen)
	move(hackathon.IdeaDeclined)
	if _, err := s.Ideas.Support(t.Context(), stranger,
		hackathon.SupportIdeaInput{IdeaID: idea.ID}); !isStateConflict(err) {
		t.Errorf("declined: %v", err)
	}
}

func TestUpdateIdea(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, author, event, "Idee")
	title, solution := hackathon.Localized{Et: "Parem idee", En: "A better idea"}, hackathon.Localized{Et: "Lahendus"}
	changed, err := s.Ideas.Update(t.Context(), author,
		hackathon.UpdateIdeaInput{IdeaID: idea.ID, Title: &title, Solution: &solution,
			TargetGroups: []hackathon.TargetGroup{"YOUTH"}})
	if err != nil || changed.Title != title || *changed.Solution != solution || changed.Problem != idea.Problem ||
		changed.Version != 2 {
		t.Fatal(changed, err)
	}
	same, err := s.Ideas.Update(t.Context(), author, hackathon.UpdateIdeaInput{IdeaID: idea.ID, Title: &title})
	if err != nil || same.Version != 2 || len(logOf(t, s, event)) != 2 {
		t.Errorf("no change: version %d, %v", same.Version, err)
	}
	emptied, err := s.Ideas.Update(t.Context(), author,
		hackathon.UpdateIdeaInput{IdeaID: idea.ID, Solution: &hackathon.Localized{}, TargetGroups: []hackathon.TargetGroup{}})
	if err != nil || emptied.Solution != nil || len(emptied.TargetGroups) != 0 {
		t.Errorf("emptied: %v, %v", emptied, err)
	}
	if _, err := s.Ideas.Update(t.Context(), newPerson(t, s, "Leida P."),
		hackathon.UpdateIdeaInput{IdeaID: idea.ID, Title: &title}); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := s.Ideas.ChangeStatus(t.Context(), author,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaWithdrawn}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.Update(t.Context(), author, hackathon.UpdateIdeaInput{IdeaID: idea.ID,
		Title: &title}); !isStateConflict(err) {
		t.Errorf("withdrawn: %v", err)
	}
}

func TestIdeas_pagesInEveryOrderAndOnlyWhatMayBeRead(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	var titles []string
	var ideas []*hackathon.Idea
	for i := range 7 {
		s.Now = func() time.Time { return testNow.Add(time.Duration(i) * time.Second) }
		titles = append(titles, fmt.Sprintf("Idee %d", i))
		ideas = append(ideas, newIdea(t, s, author, event, titles[i]))
		for range i % 3 {
			if _, err := s.Ideas.Support(t.Context(), newPerson(t, s, "Toetaja"),
				hackathon.SupportIdeaInput{IdeaID: ideas[i].ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	newIdea(t, s, author, hackathonIn(t, s, hackathon.EventLive), "Mujal")
	newest, oldest := hackathon.Order{Field: "CREATED_AT", Desc: true}, hackathon.Order{Field: "CREATED_AT"}
	supported := hackathon.Order{Field: "SUPPORT_COUNT", Desc: true}
	list := func(v *hackathon.Viewer, filter hackathon.IdeaFilter, order hackathon.Order) (got []string) {
		t.Helper()
		args := hackathon.PageArgs{First: 2, Order: order}
		for {
			p, err := s.Ideas.List(t.Context(), v, event, filter, args)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range p.Items {
				got = append(got, strings.TrimPrefix(i.Title.Et, "Idee "))
			}
			if !p.HasNext {
				return got
			}
			args.After = p.Cursors[len(p.Cursors)-1]
		}
	}
	mustEqual(t, "newest", list(nil, hackathon.IdeaFilter{}, newest),
		[]string{"6", "5", "4", "3", "2", "1", "0"})
	mustEqual(t, "oldest", list(nil, hackathon.IdeaFilter{}, oldest),
		[]string{"0", "1", "2", "3", "4", "5", "6"})
	mustEqual(t, "most supported", list(nil, hackathon.IdeaFilter{}, supported),
		[]string{"5", "2", "4", "1", "6", "3", "0"})
	search := "RASKE idee 4"
	mustEqual(t, "search", list(nil, hackathon.IdeaFilter{Search: &search}, newest), []string{"4"})
	if _, err := s.Ideas.ChangeStatus(t.Context(), author,
		hackathon.ChangeIdeaStatusInput{IdeaID: ideas[3].ID, Status: hackathon.IdeaWithdrawn}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.Update(t.Context(), author, hackathon.UpdateIdeaInput{IdeaID: ideas[5].ID,
		TargetGroups: []hackathon.TargetGroup{"YOUTH", "VISION"}}); err != nil {
		t.Fatal(err)
	}
	stranger := newPerson(t, s, "Leida P.")
	mustEqual(t, "a stranger", list(stranger, hackathon.IdeaFilter{}, newest),
		[]string{"6", "5", "4", "2", "1", "0"})
	mustEqual(t, "the author", list(author, hackathon.IdeaFilter{Status: []hackathon.IdeaStatus{"WITHDRAWN"}},
		newest), []string{"3"})
	mustEqual(t, "a moderator", list(holding(t, s, stranger, hackathon.RoleModerator, event),
		hackathon.IdeaFilter{Status: []hackathon.IdeaStatus{"WITHDRAWN"}}, newest), []string{"3"})
	mustEqual(t, "target group", list(nil, hackathon.IdeaFilter{TargetGroups: []hackathon.TargetGroup{"VISION",
		"ELDERLY"}}, newest), []string{"5"})

	p, err := s.Ideas.List(t.Context(), nil, event, hackathon.IdeaFilter{}, hackathon.PageArgs{Order: newest, First: 1})
	if err != nil {
		t.Fatal(err)
	}
	bad := "x"
	for name, err := range map[string]error{
		"first 0": second(s.Ideas.List(t.Context(), nil, event, hackathon.IdeaFilter{},
			hackathon.PageArgs{Order: newest, First: 0})),
		"first 101": second(s.Ideas.List(t.Context(), nil, event, hackathon.IdeaFilter{},
			hackathon.PageArgs{Order: newest, First: 101})),
		"no cursor": second(s.Ideas.List(t.Context(), nil, event, hackathon.IdeaFilter{},
			hackathon.PageArgs{Order: newest, First: 1, After: "õ"})),
		"another order": second(s.Ideas.List(t.Context(), nil, event, hackathon.IdeaFilter{},
			hackathon.PageArgs{Order: oldest, First: 1, After: p.Cursors[0]})),
		"a single letter": second(s.Ideas.List(t.Context(), nil, event, hackathon.IdeaFilter{Search: &bad},
			hackathon.PageArgs{First: 1})),
	} {
		if !errors.Is(err, hackathon.Invalid) {
			t.Errorf("%s: %v, want INVALID", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
