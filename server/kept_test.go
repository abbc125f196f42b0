package server

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
	"github.com/loometalgud/mano/web/webtest"
)

// replica is a process that keeps answers, on a database that it shares.
type replica struct {
	*testServer
	hub *live.Hub

	mu   sync.Mutex
	told []hackathon.ID // of what it committed last
}

// newReplica starts one; change comes after what it keeps was switched on.
func newReplica(t *testing.T, dsn string, change func(*Config, *live.Config)) *replica {
	t.Helper()
	db, err := postgres.Open(t.Context(), dsn, postgres.Config{MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	r := &replica{testServer: &testServer{t: t, db: db, log: &logText{}}}
	log := slog.New(slog.NewTextHandler(r.log, nil))
	cfg, hubConfig := Config{DB: db, Log: log, Local: true, Keep: true, Limits: hackathon.Limits{}},
		live.Config{Log: log, Poll: 20 * time.Millisecond}
	if change != nil {
		change(&cfg, &hubConfig)
	}
	r.hub = live.New(db, hubConfig)
	db.Committed = func(streams []hackathon.ID) {
		r.hub.Touch(streams...)
		r.hub.Poke(streams...)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.told = slices.Clone(streams)
	}
	cfg.Hub = r.hub
	r.Server = New(cfg)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() { defer close(ended); _ = r.hub.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-ended
		_ = db.Close()
	})
	return r
}

// ask asks as somebody without a sign-in; fresh: so that the answer is executed for this call.
func (r *replica) ask(body string, fresh bool) *httptest.ResponseRecorder {
	header := []string{"Content-Type", "application/json"}
	if fresh {
		header = append(header, "Cookie", "some=other")
	}
	return r.send(http.MethodPost, "/graphql", body, header...).ResponseRecorder
}

func asked(query string, variables map[string]any) string {
	b, _ := json.Marshal(map[string]any{"query": query, "variables": variables})
	return string(b)
}

// kept asks until the answer comes from what is kept, and returns it.
func (r *replica) kept(body string) string {
	r.t.Helper()
	for range 5 {
		before := r.api.Counters.KeptHits.Load()
		a := r.ask(body, false)
		if r.api.Counters.KeptHits.Load() > before {
			return a.Body.String()
		}
	}
	r.t.Fatalf("this is never kept: %s", body)
	return ""
}

// agree compares what is kept with what is executed.
func (r *replica) agree(what string, bodies map[string]string) {
	r.t.Helper()
	for name, body := range bodies {
		if kept, fresh := r.ask(body, false).Body.String(), r.ask(body, true).Body.String(); kept != fresh {
			r.t.Errorf("%s: the answer to %s is an old one:\n%s\nnow it is\n%s", what, name, kept, fresh)
		}
	}
}

// hall is an event with people, and what is asked of it.
type hall struct {
	*postgres.DB
	t                *testing.T
	staff            *hackathon.Viewer
	people           []*hackathon.Viewer
	event, venue     hackathon.ID
	ideas            []*hackathon.Idea
	comments, groups []hackathon.ID
}

func newHall(t *testing.T, db *postgres.DB) *hall {
	t.Helper()
	h := &hall{DB: db, t: t}
	rows := postgrestest.Rows{T: t, DB: db.SQL(), At: time.Now().Add(-time.Hour).Truncate(time.Microsecond)}
	h.staff = &hackathon.Viewer{PersonID: rows.Person("Maarja K.")}
	h.staff.Grants = append(rows.Grant(h.staff.PersonID, hackathon.RoleOrganiser),
		rows.Grant(h.staff.PersonID, hackathon.RoleModerator)...)
	for _, name := range []string{"Leida P.", "Tõnu V.", "Aino S."} {
		h.people = append(h.people, &hackathon.Viewer{PersonID: rows.Person(name)})
	}
	h.event = rows.Event(postgrestest.Event{InPerson: true})
	rows.Exec(`UPDATE event SET format = 'HYBRID', capacity = 2 WHERE id = $1`, h.event)
	if err := db.SQL().QueryRowContext(t.Context(), `SELECT venue_id FROM event WHERE id = $1`,
		h.event).Scan(&h.venue); err != nil {
		t.Fatal(err)
	}
	h.must(h.submit(h.people[0]))
	h.must(h.comment(h.people[1]))
	h.must(h.form(h.people[2]))
	return h
}

func (h *hall) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) submit(v *hackathon.Viewer) error {
	in := hackathon.SubmitIdeaInput{EventID: h.event, Authorship: hackathon.AuthorshipNamed}
	in.Title, in.Problem = words(), words()
	i, err := h.Ideas.Submit(h.t.Context(), v, in)
	if err == nil {
		h.ideas = append(h.ideas, i)
	}
	return err
}

func (h *hall) comment(v *hackathon.Viewer) error {
	c, err := h.Comments.Add(h.t.Context(), v, hackathon.AddCommentInput{IdeaID: h.idea(), Body: words().Et})
	if err == nil {
		h.comments = append(h.comments, c.ID)
	}
	return err
}

func (h *hall) form(v *hackathon.Viewer) error {
	g, err := h.WorkingGroups.Form(h.t.Context(), v, hackathon.FormWorkingGroupInput{EventID: h.event, Name: words(),
		Sides: []hackathon.StakeholderSide{"CITIZEN"}})
	if err == nil {
		h.groups = append(h.groups, g.ID)
	}
	return err
}

func (h *hall) idea() hackathon.ID { return pick(h.ideas).ID }

func words() hackathon.Localized {
	return hackathon.Localized{Et: fmt.Sprint("Sõna ", rand.IntN(1_000_000))}
}

func pick[T any](from []T) T { return from[rand.IntN(len(from))] }

func second(_ any, err error) error { return err }

// acts are the mutations that change what everybody may read, and some that do not.
func (h *hall) acts(v *hackathon.Viewer) map[string]func(context.Context) error {
	title, name, note := words(), words().Et, words().Et
	state := pick([]hackathon.FeatureState{"YES", "NO", "PARTIAL", "UNKNOWN"})
	sides := []hackathon.StakeholderSide{pick([]hackathon.StakeholderSide{"CITIZEN", "EXPERT", "OFFICIAL"})}
	fact := []hackathon.VenueFactInput{{Feature: "LIFT", State: state, Note: &title}}
	return map[string]func(context.Context) error{
		"submitIdea": func(context.Context) error { return h.submit(v) },
		"updateIdea": func(ctx context.Context) error {
			in := hackathon.UpdateIdeaInput{IdeaID: h.idea()}
			in.Title = title
			return second(h.Ideas.Update(ctx, h.staff, in))
		},
		"supportIdea": func(ctx context.Context) error {
			return second(h.Ideas.Support(ctx, v, hackathon.SupportIdeaInput{IdeaID: h.idea(),
				Brings: []hackathon.Contribution{pick([]hackathon.Contribution{"TIME", "SKILLS"})}}))
		},
		"withdrawIdeaSupport": func(ctx context.Context) error {
			return second(h.Ideas.WithdrawSupport(ctx, v, hackathon.WithdrawIdeaSupportInput{IdeaID: h.idea()}))
		},
		"changeIdeaStatus": func(ctx context.Context) error {
			return second(h.Ideas.ChangeStatus(ctx, h.staff, hackathon.ChangeIdeaStatusInput{IdeaID: h.idea(), Answer: &title,
				Status: pick([]hackathon.IdeaStatus{"DECLINED", "IN_REVIEW", "OPEN", "SHORTLISTED"})}))
		},
		"addComment": func(context.Context) error { return h.comment(v) },
		"hideComment": func(ctx context.Context) error {
			return second(h.Comments.Hide(ctx, h.staff, hackathon.HideCommentInput{CommentID: pick(h.comments), Reason: note}))
		},
		"formWorkingGroup": func(context.Context) error { return h.form(v) },
		"joinWorkingGroup": func(ctx context.Context) error {
			return second(h.Memberships.Join(ctx, v, hackathon.JoinWorkingGroupInput{WorkingGroupID: pick(h.groups),
				Role: hackathon.GroupMember, Sides: sides, Capacity: hackathon.CapacitySelf}))
		},
		"leaveWorkingGroup": func(ctx context.Context) error {
			return second(h.WorkingGroups.Leave(ctx, v, hackathon.LeaveWorkingGroupInput{WorkingGroupID: pick(h.groups)}))
		},
		"changeWorkingGroupPhase": func(ctx context.Context) error {
			return second(h.WorkingGroups.ChangePhase(ctx, h.staff, hackathon.ChangeWorkingGroupPhaseInput{
				WorkingGroupID: pick(h.groups), Phase: pick([]hackathon.GroupPhase{"WORKING", "DORMANT", "FORMING"})}))
		},
		"attendEvent": func(ctx context.Context) error {
			return second(h.Attendances.Attend(ctx, v, hackathon.AttendEventInput{EventID: h.event}))
		},
		"cancelAttendance": func(ctx context.Context) error {
			return second(h.Attendances.Cancel(ctx, v, hackathon.CancelAttendanceInput{EventID: h.event}))
		},
		"updateProfile": func(ctx context.Context) error {
			return second(h.People.UpdateProfile(ctx, v, hackathon.UpdateProfileInput{DisplayName: &name}))
		},
		"setVenueFacts": func(ctx context.Context) error {
			return second(h.Venues.SetFacts(ctx, h.staff, hackathon.SetVenueFactsInput{VenueID: h.venue, Facts: fact}))
		},
		"setEventFacts": func(ctx context.Context) error {
			return second(h.Events.SetFacts(ctx, h.staff, hackathon.SetEventFactsInput{EventID: h.event, Facts: fact}))
		},
		"setEventServices": func(ctx context.Context) error {
			return second(h.Events.SetServices(ctx, h.staff, hackathon.SetEventServicesInput{EventID: h.event,
				Services: []hackathon.ServiceFactInput{{Service: "CAPTIONS", State: state, Note: &title}}}))
		},
		"updateEvent": func(ctx context.Context) error {
			in := hackathon.UpdateEventInput{EventID: h.event}
			in.Title = title
			return second(h.Events.Update(ctx, h.staff, in))
		},
		"createEvent, publishEvent": func(ctx context.Context) error {
			start := time.Now().Add(time.Duration(rand.IntN(1000)) * time.Hour).Truncate(time.Second)
			phone, join := "+372 5555 0000", "https://example.org/koht"
			in := hackathon.CreateEventInput{Kind: "WORKSHOP", Format: hackathon.FormatOnline, JoinURL: &join}
			in.Title, in.StartsAt, in.EndsAt = title, start, start.Add(time.Hour)
			in.AccessContact = &hackathon.AccessContact{Name: "Leida P.", Phone: &phone}
			e, err := h.Events.Create(ctx, h.staff, in)
			if err != nil {
				return err
			}
			return second(h.Events.Publish(ctx, h.staff, hackathon.PublishEventInput{EventID: e.ID}))
		},
		"createVenue": func(ctx context.Context) error {
			return second(h.Venues.Create(ctx, h.staff, hackathon.CreateVenueInput{Name: title, Address: "Näidise 1",
				Municipality: "Näidisvald", Coordinates: hackathon.Coordinates{Lat: 58, Lon: 27}, Facts: fact}))
		},
		"createOrganisation": func(ctx context.Context) error {
			return second(h.Organisations.Create(ctx, h.staff, hackathon.CreateOrganisationInput{Name: title}))
		},
	}
}

// documents are what the web application asks without a sign-in, and more, with the variables of the hall.
func (h *hall) documents() map[string]string {
	h.t.Helper()
	variables := map[string]any{"id": h.event, "eventId": h.event, "filter": map[string]any{}, "after": nil, "first": 20,
		"search": "võru", "ideaId": h.ideas[0].ID}
	more := map[string]map[string]any{"GroupMembers": {"id": h.groups[0]}, "IdeaComments": {"id": h.ideas[0].ID},
		"CommentReplies": {"id": h.comments[0]}}
	bodies := map[string]string{}
	for name, text := range webtest.Documents(h.t) {
		if !strings.HasPrefix(strings.TrimSpace(text), "query") {
			continue
		}
		own := map[string]any{}
		for _, v := range regexp.MustCompile(`\$(\w+):`).FindAllStringSubmatch(text, -1) {
			if own[v[1]] = variables[v[1]]; more[name][v[1]] != nil {
				own[v[1]] = more[name][v[1]]
			}
		}
		bodies[name] = asked(text, own)
	}
	names := `{ node(id: "%s") { ... on Idea { title { et } author { displayName } comments(first: 5) { totalCount nodes {
		body author { displayName } replies(first: 3) { nodes { body } } } } workingGroup { name { et } } history(first: 9) {
		nodes { to } } } } }`
	bodies["a node"] = asked(fmt.Sprintf(names, h.ideas[0].ID), nil)
	bodies["venues"] = asked(`{ venues(first: 50) { totalCount nodes { name { et } facts { feature state stale } } }
		organisations(first: 50) { nodes { name { et } } } }`, nil)
	bodies["events by what they have"] = asked(`{ events(filter: {features: [LIFT], services: [CAPTIONS]}) { totalCount
		nodes { title { et } attendance { going waiting } sides { side count } history(first: 9) { nodes { to } } } } }`, nil)
	bodies["groups that lack"] = asked(fmt.Sprintf(`{ event(id: "%s") { workingGroups(filter: {missingSide: EXPERT},
		first: 9) { totalCount nodes { name { et } lead { displayName } missingSides members(first: 9) { nodes { role sides
		person { displayName } } } ideas { title { et } } } } ideas(filter: {status: [OPEN]}, first: 9) { totalCount nodes {
		brings { contribution count } } } } }`, h.event), nil)
	return bodies
}
