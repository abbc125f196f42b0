package postgres

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

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

// retitled gives an idea another title and leaves the rest as it is.
func retitled(i *hackathon.Idea, title hackathon.Localized) hackathon.UpdateIdeaInput {
	return hackathon.UpdateIdeaInput{IdeaID: i.ID, IdeaContent: hackathon.IdeaContent{Title: title},
		Named: hackathon.Named{"title": true}}
}

func TestUpdateIdea(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, author, event, "Idee")
	title, solution := hackathon.Localized{Et: "Parem idee", En: "A better idea"}, hackathon.Localized{Et: "Lahendus"}
	changed, err := s.Ideas.Update(t.Context(), author,
		hackathon.UpdateIdeaInput{IdeaID: idea.ID, IdeaContent: hackathon.IdeaContent{Title: title, Solution: &solution,
			TargetGroups: []hackathon.TargetGroup{"YOUTH"}},
			Named: hackathon.Named{"title": true, "solution": true, "targetGroups": true}})
	if err != nil || changed.Title != title || *changed.Solution != solution || changed.Problem != idea.Problem ||
		changed.Version != 2 {
		t.Fatal(changed, err)
	}
	same, err := s.Ideas.Update(t.Context(), author, retitled(idea, title))
	if err != nil || same.Version != 2 || len(logOf(t, s, event)) != 2 {
		t.Errorf("no change: version %d, %v", same.Version, err)
	}
	emptied, err := s.Ideas.Update(t.Context(), author,
		hackathon.UpdateIdeaInput{IdeaID: idea.ID, IdeaContent: hackathon.IdeaContent{Solution: &hackathon.Localized{}},
			Named: hackathon.Named{"solution": true, "targetGroups": false}})
	if err != nil || emptied.Solution != nil || len(emptied.TargetGroups) != 0 {
		t.Errorf("emptied: %v, %v", emptied, err)
	}
	if _, err := s.Ideas.Update(t.Context(), newPerson(t, s, "Leida P."),
		retitled(idea, title)); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := s.Ideas.ChangeStatus(t.Context(), author,
		hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaWithdrawn}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.Update(t.Context(), author, retitled(idea, title)); !isStateConflict(err) {
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
			p, err := s.Ideas.List(v, event, filter)(t.Context(), args)
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
		IdeaContent: hackathon.IdeaContent{TargetGroups: []hackathon.TargetGroup{"YOUTH", "VISION"}},
		Named:       hackathon.Named{"targetGroups": true}}); err != nil {
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

	p, err := s.Ideas.List(nil, event, hackathon.IdeaFilter{})(t.Context(), hackathon.PageArgs{Order: newest, First: 1})
	if err != nil {
		t.Fatal(err)
	}
	bad := "x"
	for name, err := range map[string]error{
		"first 0": second(s.Ideas.List(nil, event, hackathon.IdeaFilter{})(t.Context(),
			hackathon.PageArgs{Order: newest, First: 0})),
		"first 101": second(s.Ideas.List(nil, event, hackathon.IdeaFilter{})(t.Context(),
			hackathon.PageArgs{Order: newest, First: 101})),
		"no cursor": second(s.Ideas.List(nil, event, hackathon.IdeaFilter{})(t.Context(),
			hackathon.PageArgs{Order: newest, First: 1, After: "õ"})),
		"another order": second(s.Ideas.List(nil, event, hackathon.IdeaFilter{})(t.Context(),
			hackathon.PageArgs{Order: oldest, First: 1, After: p.Cursors[0]})),
		"a single letter": second(s.Ideas.List(nil, event, hackathon.IdeaFilter{Search: &bad})(t.Context(),
			hackathon.PageArgs{First: 1})),
	} {
		if !errors.Is(err, hackathon.Invalid) {
			t.Errorf("%s: %v, want INVALID", name, err)
		}
	}
}
