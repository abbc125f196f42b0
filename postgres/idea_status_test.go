package postgres

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

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
	moves, err := whole(t.Context(), s.Ideas.Histories(moderator), idea.ID)
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
		if _, err := s.Ideas.Update(t.Context(), by, retitled(idea, hackathon.Localized{Et: title})); err != nil {
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
		retitled(idea, hackathon.Localized{Et: "Neljas"})); err != nil {
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
