package postgres

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func newComment(t *testing.T, s *DB, by *hackathon.Viewer, idea hackathon.ID, body string,
	replyTo *hackathon.ID) *hackathon.Comment {
	t.Helper()
	c, err := s.Comments.Add(t.Context(), by, hackathon.AddCommentInput{IdeaID: idea, Body: body, ReplyTo: replyTo})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAddComment_twoLevelsAndNoMore(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea, other := newIdea(t, s, author, event, "Idee"), newIdea(t, s, author, event, "Teine")
	top := newComment(t, s, author, idea.ID, " Hea mõte ✋ ", nil)
	mustEqual(t, "body", *top.Body, "Hea mõte ✋")
	answer := newComment(t, s, newPerson(t, s, "Leida P."), idea.ID, "Nõus", &top.ID)
	foreign := newComment(t, s, author, other.ID, "Mujal", nil)
	for name, to := range map[string]hackathon.ID{"an answer": answer.ID, "a comment on another idea": foreign.ID,
		"nothing": hackathon.NewID(hackathon.KindComment, testNow), "an idea": idea.ID} {
		_, err := s.Comments.Add(t.Context(), author, hackathon.AddCommentInput{IdeaID: idea.ID, Body: "Vastus",
			ReplyTo: &to})
		if e, ok := errors.AsType[*hackathon.Error](err); !ok || e.Kind != hackathon.Invalid || len(e.Fields) != 1 ||
			e.Fields[0].Path[0] != "replyTo" {
			t.Errorf("answering %s: %v", name, err)
		}
	}
	for name, body := range map[string]string{"empty": " \n ", "too long": strings.Repeat("õ", hackathon.MaxComment+1),
		"a number": "Helista 5123 4567", "NUL": "a\x00"} {
		if _, err := s.Comments.Add(t.Context(), author, hackathon.AddCommentInput{IdeaID: idea.ID,
			Body: body}); !errors.Is(err, hackathon.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	now, err := s.Ideas.Find(t.Context(), nil, idea.ID)
	if err != nil || now.CommentCount != 2 || now.Version != 3 {
		t.Errorf("the idea: %d comments, version %d, %v", now.CommentCount, now.Version, err)
	}
	found, err := s.Comments.ByID(t.Context(), nil,
		[]hackathon.ID{top.ID, hackathon.NewID(hackathon.KindComment, testNow)})
	if err != nil || len(found) != 1 || *found[0].Body != *top.Body {
		t.Errorf("by their ids: %v, %v", found, err)
	}
	replies, err := whole(t.Context(), s.Comments.Replies(nil), top.ID, foreign.ID)
	if err != nil || len(replies[top.ID]) != 1 || replies[top.ID][0].ID != answer.ID || replies[foreign.ID] != nil {
		t.Errorf("answers: %v, %v", replies, err)
	}
	mustEqual(t, "log", kindsOf(logOf(t, s, event)), []string{"IDEA_SUBMITTED PUBLIC", "IDEA_SUBMITTED PUBLIC",
		"COMMENT_ADDED PUBLIC", "COMMENT_ADDED PUBLIC", "COMMENT_ADDED PUBLIC"})
}

func TestHideComment_takesTheTextFromEverybody(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, author, event, "Idee")
	c := newComment(t, s, author, idea.ID, "Solvav sõna", nil)
	answer := newComment(t, s, author, idea.ID, "Vastus", &c.ID)
	hide := hackathon.HideCommentInput{CommentID: c.ID, Reason: "Solvav"}
	if _, err := s.Comments.Hide(t.Context(), author, hide); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("its author hides it: %v", err)
	}
	moderator := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleModerator, event)
	if _, err := s.Comments.Hide(t.Context(), moderator, hackathon.HideCommentInput{CommentID: c.ID,
		Reason: " "}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	hidden, err := s.Comments.Hide(t.Context(), moderator, hide)
	if err != nil || hidden.Body != nil || *hidden.HiddenReason != "Solvav" || hidden.Version != 2 {
		t.Fatal(hidden, err)
	}
	if _, err := s.Comments.Hide(t.Context(), moderator, hide); !isStateConflict(err) {
		t.Errorf("a second time: %v", err)
	}
	for name, v := range map[string]*hackathon.Viewer{"public": nil, "author": author, "moderator": moderator} {
		if seen, err := s.Comments.Find(t.Context(), v, c.ID); err != nil || seen.Body != nil {
			t.Errorf("%s: %v, %v", name, seen, err)
		}
	}
	pages, err := s.Comments.OfIdeas(nil)(t.Context(), []hackathon.ID{idea.ID}, hackathon.PageArgs{First: 10})
	if err != nil || len(pages[idea.ID].Items) != 1 || pages[idea.ID].Items[0].Body != nil {
		t.Errorf("list: %v, %v", pages[idea.ID], err)
	}
	if replies, err := whole(t.Context(), s.Comments.Replies(nil), c.ID); err != nil || len(replies[c.ID]) != 1 ||
		replies[c.ID][0].ID != answer.ID {
		t.Errorf("the thread is broken: %v, %v", replies, err)
	}
	if _, err := s.Comments.Add(t.Context(), author, hackathon.AddCommentInput{IdeaID: idea.ID, Body: "Veel",
		ReplyTo: &c.ID}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("answering a hidden comment: %v", err)
	}
	for _, a := range logOf(t, s, event) {
		if strings.Contains(string(a.Payload), "sõna") {
			t.Errorf("%s still holds the text", a.Kind)
		}
	}
	if now, err := s.Ideas.Find(t.Context(), nil, idea.ID); err != nil || now.CommentCount != 1 {
		t.Errorf("count %d, %v; want 1, the answer", now.CommentCount, err)
	}
}

func TestComments_pageEachIdeaApart(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	a, b := newIdea(t, s, author, event, "A"), newIdea(t, s, author, event, "B")
	for i := range 5 {
		s.Now = func() time.Time { return testNow.Add(time.Duration(i) * time.Second) }
		newComment(t, s, author, a.ID, fmt.Sprint("a", i), nil)
	}
	newComment(t, s, author, b.ID, "b0", nil)
	pages, err := s.Comments.OfIdeas(nil)(t.Context(), []hackathon.ID{b.ID, a.ID}, hackathon.PageArgs{First: 3})
	if err != nil {
		t.Fatal(err)
	}
	bodies := func(p *hackathon.Page[*hackathon.Comment]) (got []string) {
		for _, c := range p.Items {
			got = append(got, *c.Body)
		}
		return append(got, fmt.Sprint(p.HasNext))
	}
	mustEqual(t, "first of a", bodies(pages[a.ID]), []string{"a0", "a1", "a2", "true"})
	mustEqual(t, "first of b", bodies(pages[b.ID]), []string{"b0", "false"})
	rest, err := s.Comments.OfIdeas(nil)(t.Context(), []hackathon.ID{a.ID},
		hackathon.PageArgs{First: 3, After: pages[a.ID].Cursors[2]})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "rest of a", bodies(rest[a.ID]), []string{"a3", "a4", "false"})
}

func TestComment_ofAnIdeaThatIsNotReadIsNotRead(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	organiser := holding(t, s, newPerson(t, s, "Tõnu V."), hackathon.RoleOrganiser, event)
	idea := newIdea(t, s, author, event, "Idee")
	c := newComment(t, s, author, idea.ID, "Hea", nil)
	if _, err := s.Ideas.ChangeStatus(t.Context(), organiser,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaInReview}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Comments.Find(t.Context(), nil, c.ID); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("the public: %v", err)
	}
	if _, err := s.Comments.Find(t.Context(), organiser, c.ID); err != nil {
		t.Errorf("staff: %v", err)
	}
	if _, err := s.Comments.Add(t.Context(), author, hackathon.AddCommentInput{IdeaID: idea.ID,
		Body: "Veel"}); !isStateConflict(err) {
		t.Errorf("commenting in review: %v", err)
	}
}

// Who waits for a call of their own does not keep an idea from everybody else meanwhile.
func TestAddComment_waitsForOneselfBeforeTheIdea(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, talker := newPerson(t, s, "Maarja K."), newPerson(t, s, "Heiki M.")
	idea := newIdea(t, s, author, hackathonIn(t, s, hackathon.EventLive), "Vaikne tund")
	waited := make(chan error)
	if err := s.write(t.Context(), nil, func(x *tx) error {
		if err := x.oneAtATime(talker.PersonID); err != nil {
			return err
		}
		go func() {
			_, err := s.Comments.Add(t.Context(), talker, hackathon.AddCommentInput{IdeaID: idea.ID, Body: "Jah."})
			waited <- err
		}()
		for waiting := false; !waiting; {
			if err := s.pool.Get(&waiting, `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
				AND wait_event_type = 'Lock')`); err != nil {
				return err
			}
		}
		_, err := x.run(`SELECT 1 FROM idea WHERE id = $1 FOR NO KEY UPDATE NOWAIT`, idea.ID)
		return err
	}); err != nil {
		t.Errorf("the idea is held: %v", err)
	}
	if err := <-waited; err != nil {
		t.Error(err)
	}
}
