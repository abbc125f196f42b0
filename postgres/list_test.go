package postgres

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// TestLists_refuseForeignPlaces: a cursor is the caller's word, and means something in one order alone.
func TestLists_refuseForeignPlaces(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	event := hackathonIn(t, s, hackathon.EventLive)
	idea := newIdea(t, s, newPerson(t, s, "Maarja K."), event, "A")
	bySupport := hackathon.Order{Field: "SUPPORT_COUNT", Desc: true}
	page := func(order hackathon.Order, after string) (*hackathon.Page[*hackathon.Idea], error) {
		return ideaListing.list(s, that(`i.event_id = ?`, event))(t.Context(),
			hackathon.PageArgs{First: 1, Order: order, After: after})
	}
	mine := must(page(bySupport, ""))(t).Cursors[0]
	if p := must(page(bySupport, mine))(t); len(p.Items) != 0 || !p.HasPrev {
		t.Errorf("after the last one: %d", len(p.Items))
	}
	spell := func(text string) string {
		return base64.RawURLEncoding.EncodeToString([]byte(strings.ReplaceAll(text, "ID", idea.ID.String())))
	}
	for name, c := range map[string]struct {
		order hackathon.Order
		after string
	}{
		"the other way":    {hackathon.Order{Field: "SUPPORT_COUNT"}, mine},
		"another field":    {hackathon.Order{}, mine},
		"no base64":        {bySupport, "õ"},
		"no JSON":          {bySupport, spell(`x`)},
		"no place":         {bySupport, spell(`[]`)},
		"no id":            {bySupport, spell(`["SUPPORT_COUNT DESC","",1]`)},
		"another kind":     {bySupport, spell(`["SUPPORT_COUNT DESC","ID","x"]`)},
		"a huge number":    {bySupport, spell(`["SUPPORT_COUNT DESC","ID",99999999999]`)},
		"nothing at all":   {bySupport, spell(`null`)},
		"an order of mine": {bySupport, spell(`["id; DROP","ID",1]`)},
	} {
		if _, err := page(c.order, c.after); !errors.Is(err, hackathon.Invalid) {
			t.Errorf("%s: %v, want INVALID", name, err)
		}
	}
	if _, err := groupListing.list(s, that(`event_id = ?`, event))(t.Context(), hackathon.PageArgs{First: 1,
		Order: hackathon.Order{Field: "NAME"}, After: spell(`["NAME","ID","\u0000"]`)}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("a text that no row has: %v, want INVALID", err)
	}
}

// TestLists_countWhatTheViewerMaySee: the number is that of the rows which the pages would show, and tells of no
// others.
func TestLists_countWhatTheViewerMaySee(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	for i := range 3 {
		newIdea(t, s, author, event, fmt.Sprint("Idee ", i))
	}
	gone := newIdea(t, s, author, event, "Tagasi")
	for range 3 {
		newComment(t, s, author, gone.ID, "Hea mõte", nil)
	}
	gone = must(s.Ideas.ChangeStatus(t.Context(), author,
		hackathon.ChangeIdeaStatusInput{IdeaID: gone.ID, Status: hackathon.IdeaWithdrawn}))(t)
	stranger, args := newPerson(t, s, "Leida P."), hackathon.PageArgs{First: 1, Count: true}
	elsewhere := holding(t, s, newPerson(t, s, "Juta"), hackathon.RoleModerator, hackathonIn(t, s, hackathon.EventLive))
	for name, c := range map[string]struct {
		viewer          *hackathon.Viewer
		ideas, comments int
	}{
		"the public":            {nil, 3, 0},
		"a stranger":            {stranger, 3, 0},
		"the author":            {author, 4, 3},
		"moderators elsewhere":  {elsewhere, 3, 0},
		"moderators":            {holding(t, s, newPerson(t, s, "Aino"), hackathon.RoleModerator, event), 4, 3},
		"moderators everywhere": {holding(t, s, newPerson(t, s, "Endla"), hackathon.RoleModerator, hackathon.ID{}), 4, 3},
	} {
		ideas := must(s.Ideas.List(c.viewer, event, hackathon.IdeaFilter{})(t.Context(), args))(t)
		comments := must(s.Comments.OfIdeas(c.viewer)(t.Context(), []hackathon.ID{gone.ID}, args))(t)[gone.ID]
		if *ideas.TotalCount != c.ideas || *comments.TotalCount != c.comments ||
			len(comments.Items) != min(c.comments, 1) {
			t.Errorf("%s: %d ideas, %d comments, %d shown", name, *ideas.TotalCount, *comments.TotalCount,
				len(comments.Items))
		}
		if gone.VisibleTo(c.viewer) != (c.comments > 0) {
			t.Errorf("%s: VisibleTo says %t", name, !gone.VisibleTo(c.viewer))
		}
	}
}

// TestLists_goByTheirIndex: a page costs what is on it, however long the list is.
func TestLists_goByTheirIndex(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	idea, group := newIdea(t, s, author, event, "A"), newGroup(t, s, author, event, "A", hackathon.SideCitizen)
	copies := func(table, changed string) {
		t.Helper()
		for _, statement := range []string{`
			INSERT INTO ` + table + ` SELECT (jsonb_populate_record(t, jsonb_build_object('id',
				overlay(md5(n::text) placing '8' from 13)` + changed + `))).*
			FROM (SELECT t FROM ` + table + ` t LIMIT 1) one, generate_series(1, 1000) AS n`,
			`ANALYZE ` + table} {
			if _, err := s.pool.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	newComment(t, s, author, idea.ID, "Hea mõte", nil)
	copies("event", "")
	copies("idea", `, 'support_count', n`)
	copies("comment", "")
	rows(t, s).Exec(`INSERT INTO help_request (id, version, event_id, kind, status, area, lat, lon, starts_at, ends_at,
		languages, on_site, escalated, minimum_verification, created_at, expires_at, escalates_at)
		VALUES ($1, 1, $2, 'OTHER', 'OPEN', '{}', 0, 0, $3, $4, '{et}', true, false, 'NONE', $3, $4, $4)`,
		hackathon.NewID(hackathon.KindHelpRequest, testNow), event, testNow, testNow.Add(time.Hour))
	copies("help_request", "")
	copies("working_group", `, 'name_sort', n::text, 'lead_id', NULL`)
	for i, c := range []struct {
		index string
		of    func(at bool) (string, []any)
	}{
		{"event_by_start", asked(eventListing, that(`e.status <> 'DRAFT'`), "STARTS_AT")},
		{"event_by_title", asked(eventListing, that(`e.status <> 'DRAFT'`), "TITLE")},
		{"idea_of_event", asked(ideaListing, and(ideasFor(nil), `i.event_id = ?`, event), "CREATED_AT")},
		{"idea_most_supported", asked(ideaListing, and(ideasFor(author), `i.event_id = ?`, event), "SUPPORT_COUNT")},
		{"comment_of_idea", asked(commentListing, and(ideasFor(author), `c.idea_id = ? AND c.reply_to IS NULL`, idea.ID),
			"")},
		{"help_request_event", asked(needListing, that(`r.event_id = ? AND r.status <> 'DRAFT'`, event), "")},
		{"help_request_open", asked(needListing, that(`r.event_id = ? AND r.status = 'OPEN'`, event), "STARTS_AT")},
		{"working_group_by_name", asked(groupListing, that(`event_id = ?`, group.EventID), "NAME")},
	} {
		for _, later := range []bool{false, true} {
			text, params := c.of(later)
			var plan []string
			if err := s.pool.SelectContext(t.Context(), &plan, `EXPLAIN `+text, params...); err != nil {
				t.Fatal(i, err)
			}
			if got := strings.Join(plan, "\n"); !strings.Contains(got, c.index) || strings.Contains(got, "Sort") {
				t.Errorf("not by %s, later %t:\n%s", c.index, later, got)
			}
		}
	}
}

// whole are the lists of the things from page to page, counted on each.
func whole[T any](ctx context.Context, lists hackathon.Lists[T], things ...hackathon.ID) (map[hackathon.ID][]T, error) {
	all := map[hackathon.ID][]T{}
	for _, thing := range things {
		for args := (hackathon.PageArgs{First: 3, Count: true}); ; {
			pages, err := lists(ctx, []hackathon.ID{thing}, args)
			if err != nil {
				return nil, err
			}
			p := pages[thing]
			if all[thing] = append(all[thing], p.Items...); p.HasNext {
				args.After = p.Cursors[2]
			} else if len(all[thing]) != *p.TotalCount {
				return nil, fmt.Errorf("%d of %d", len(all[thing]), *p.TotalCount)
			} else {
				break
			}
		}
	}
	return all, nil
}

// and is q with one condition more.
func and(q conditions, condition string, args ...any) conditions {
	q.add(condition, args...)
	return q
}

// asked is the statement of a listing's first page, or of one that goes on after a row.
func asked[R hackathon.Node, T any](l listing[R, T], q conditions, field string) func(later bool) (string, []any) {
	return func(later bool) (string, []any) {
		args := hackathon.PageArgs{First: 20, Order: hackathon.Order{Field: field}}
		at := map[bool]*listPlace{true: l.placeOf(*new(R), args)}[later]
		if at != nil {
			at.id = hackathon.NewID(hackathon.KindIdea, testNow)
		}
		return l.query(q, args, at, args.First+1)
	}
}

// Places and organisations are found by words of their names, whatever the case, and in the order of the alphabet.
func TestList_byName(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	for _, name := range []string{"Õpetajate Maja", "Võru kandle maja", "Zavoodi maja"} {
		s.venueAt(name, 58, 26, nil)
		must(s.Organisations.Create(ctx, s.organiser, hackathon.CreateOrganisationInput{Name: et(name)}))(t)
	}
	for search, want := range map[string][]string{
		"MAJA": {"Zavoodi maja", "Võru kandle maja", "Õpetajate Maja"}, "maja õp": {"Õpetajate Maja"}, "saal": nil,
	} {
		args := hackathon.PageArgs{First: 100, Count: true}
		venues := must(s.Venues.List(&search)(ctx, args))(t)
		var names, bodies []string
		for _, v := range venues.Items {
			names = append(names, v.Name.Et)
		}
		organisations := must(s.Organisations.List(&search)(ctx, args))(t)
		for _, o := range organisations.Items {
			bodies = append(bodies, o.Name.Et)
		}
		if !slices.Equal(names, want) || !slices.Equal(bodies, want) || *venues.TotalCount != len(want) {
			t.Errorf("%s: venues %q (%d), organisations %q", search, names, *venues.TotalCount, bodies)
		}
	}
	if _, err := s.Venues.List(new("a"))(ctx, hackathon.PageArgs{First: 1}); !errors.Is(err, hackathon.Invalid) {
		t.Errorf("a search of one letter: %v", err)
	}
}
