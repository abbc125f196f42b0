package graph_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
	"github.com/loometalgud/mano/postgres"
)

// replica is a process of two on one database.
type replica struct {
	*stage
	hub *live.Hub
}

// replicas are two, the first of which has the event. They hear of each other by NOTIFY or only by polling.
func replicas(t *testing.T, notify bool) (here, there *replica) {
	t.Helper()
	first := newStage(t)
	second := openStage(t, first.dsn)
	second.event = first.event
	started := time.Now().UTC()
	second.Now = func() time.Time { return started } // what it remembers of viewers does not age
	return startReplica(t, first, notify), startReplica(t, second, notify)
}

func startReplica(t *testing.T, s *stage, notify bool) *replica {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	r := &replica{stage: s, hub: live.New(s.DB, live.Config{Log: log, RightsChanged: s.ForgetViewers})}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 2)
	heard := make(chan struct{}, 1)
	wake := &postgres.Wake{DSN: s.dsn, Log: log, Hear: func(streams ...hackathon.ID) {
		r.hub.Poke(streams...)
		select {
		case heard <- struct{}{}:
		default:
		}
	}}
	s.Committed = func(streams []hackathon.ID) {
		r.hub.Poke(streams...)
		if notify {
			wake.Tell(streams)
		}
	}
	go func() { ended <- r.hub.Run(ctx) }()
	if notify {
		go func() { ended <- wake.Run(ctx, s.DB) }()
		<-heard // listening
	} else {
		ended <- nil
	}
	t.Cleanup(func() { stop(); <-ended; <-ended })
	return r
}

// join subscribes on a connection of its own and waits until the present state was said.
func (r *replica) join(v *hackathon.Viewer, query string, after live.Cursor) *livetest.Conn {
	r.t.Helper()
	o, code := r.open(v, strings.ReplaceAll(query, "EVENT", r.event.String()))
	if code != "" {
		r.t.Fatal(query, code)
	}
	o.source.After = after
	conn := livetest.NewConn()
	p := r.hub.Attach(conn)
	render := func(_ context.Context, c live.Change) ([]byte, error) { return livetest.Render(c), nil }
	if err := r.hub.Subscribe(p, live.Operation{ID: "1", Prefix: "1", Key: live.KeyOf(query), Source: o.source,
		Render: render}); err != nil {
		r.t.Fatal(err)
	}
	conn.WaitCaughtUp(r.t, "1", 1)
	return conn
}

// happens commits an activity behind the back of DB, and tells as it does.
func (s *stage) happens(stream hackathon.ID, kind hackathon.ActivityKind, entity hackathon.ID, first string,
	args ...any) {
	s.t.Helper()
	args = append([]any{stream, string(kind), entity}, args...)
	s.sql(first+` INSERT INTO activity (stream_id, kind, entity_id, entity_version, audience, payload, at) VALUES ($1, $2,
		$3, 1, 'PUBLIC', '{}', now())`, args...)
	s.Committed([]hackathon.ID{stream})
}

// granted is somebody with a role within the stage's event.
func (s *stage) granted(email string, role hackathon.PlatformRole) *hackathon.Viewer {
	s.t.Helper()
	v := s.signIn(email)
	s.rows().Grant(v.PersonID, role, s.event)
	return s.again(v)
}

func (s *stage) board() *hackathon.Viewer {
	s.t.Helper()
	organiser := s.granted(fmt.Sprintf("k%d@naidis.ee", time.Now().UnixNano()), hackathon.RoleOrganiser)
	token, err := s.Boards.CreateToken(s.t.Context(), organiser, hackathon.CreateBoardTokenInput{EventID: s.event})
	if err != nil {
		s.t.Fatal(err)
	}
	v, _, err := s.Sessions.ViewerByToken(s.t.Context(), token.Token)
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

const (
	needsOfEvent = `subscription { assistanceNeeds(eventId: "EVENT") { cursor } }`
	needsOfAll   = `subscription { assistanceNeeds { cursor } }`
	activityOf   = `subscription { eventActivity(eventId: "EVENT") { cursor } }`
	boardOf      = `subscription { board(eventId: "EVENT") { cursor } }`
	noticesOf    = `subscription { notifications { cursor } }`
)

// rightsChange is one way of losing or gaining rights, and what becomes of a subscription by it.
type rightsChange struct {
	name   string
	query  string
	who    func(s *stage) *hackathon.Viewer
	change func(s *stage, v *hackathon.Viewer) error
	closed int                 // the connection
	ended  hackathon.ErrorKind // the operation
	fellow func(s *stage) *hackathon.Viewer
}

func rightsChanges() []rightsChange {
	volunteer := func(s *stage) *hackathon.Viewer { return s.granted("anete@naidis.ee", hackathon.RoleVolunteer) }
	everywhere := func(s *stage) *hackathon.Viewer { return s.signIn("anete@naidis.ee", hackathon.RoleVolunteer) }
	fellow := func(s *stage) *hackathon.Viewer { return s.signIn("oskar@naidis.ee", hackathon.RoleVolunteer) }
	role := func(change func(*stage) func(context.Context, *hackathon.Viewer, hackathon.RoleInput) (*hackathon.Person,
		error), within bool) func(*stage, *hackathon.Viewer) error {
		return func(s *stage, v *hackathon.Viewer) error {
			in := hackathon.RoleInput{PersonID: v.PersonID, Role: hackathon.RoleVolunteer}
			if within {
				in.EventID = &s.event
			}
			_, err := change(s)(s.t.Context(), s.signIn("haldur@naidis.ee", hackathon.RoleAdmin), in)
			return err
		}
	}
	revoke := func(s *stage) func(context.Context, *hackathon.Viewer, hackathon.RoleInput) (*hackathon.Person, error) {
		return s.People.RevokeRole
	}
	grant := func(s *stage) func(context.Context, *hackathon.Viewer, hackathon.RoleInput) (*hackathon.Person, error) {
		return s.People.GrantRole
	}
	signOut := func(s *stage, v *hackathon.Viewer) error { return s.Sessions.SignOut(s.t.Context(), v) }
	block := func(s *stage, v *hackathon.Viewer) error {
		s.happens(hackathon.RightsStream, hackathon.ActivityRightsChanged, v.PersonID,
			`WITH gone AS (DELETE FROM session WHERE person_id = $4)`, v.PersonID)
		return nil
	}
	withdraw := func(s *stage, _ *hackathon.Viewer) error {
		s.happens(hackathon.RightsStream, hackathon.ActivityRightsChanged, s.event,
			`WITH back AS (UPDATE event SET status = 'DRAFT' WHERE id = $4)`, s.event)
		return nil
	}
	revokeBoards := func(s *stage, _ *hackathon.Viewer) error {
		_, err := s.Boards.RevokeTokens(s.t.Context(), s.signIn("haldur@naidis.ee", hackathon.RoleAdmin),
			hackathon.RevokeBoardTokensInput{EventID: s.event})
		return err
	}
	staff := func(s *stage) *hackathon.Viewer { return s.granted("maarja@naidis.ee", hackathon.RoleOrganiser) }
	return []rightsChange{
		{name: "role withdrawn in an event", query: needsOfEvent, who: volunteer, change: role(revoke, true),
			ended: hackathon.Forbidden, fellow: fellow},
		{name: "role withdrawn", query: needsOfAll, who: everywhere, change: role(revoke, false), ended: hackathon.Forbidden,
			fellow: fellow},
		{name: "role given", query: needsOfAll, who: volunteer, change: role(grant, false), closed: live.CloseForbidden,
			fellow: fellow},
		{name: "signed out", query: needsOfEvent, who: volunteer, change: signOut, closed: live.CloseForbidden,
			fellow: fellow},
		{name: "signed out, notices", query: noticesOf, who: volunteer, change: signOut, closed: live.CloseForbidden},
		{name: "blocked", query: needsOfEvent, who: volunteer, change: block, closed: live.CloseForbidden, fellow: fellow},
		{name: "boards revoked", query: boardOf, who: (*stage).board, change: revokeBoards, closed: live.CloseForbidden,
			fellow: staff},
		{name: "board signed out", query: boardOf, who: (*stage).board, change: signOut, closed: live.CloseForbidden,
			fellow: (*stage).board},
		{name: "event withdrawn", query: activityOf, who: volunteer, change: withdraw, ended: hackathon.NotFound},
		{name: "event withdrawn, its needs", query: needsOfEvent, who: volunteer, change: withdraw,
			ended: hackathon.NotFound},
	}
}

// A change of rights made through one process counts in the other before anything that is committed after it, with
// NOTIFY and without.
func TestRights_changeOnEveryReplica(t *testing.T) {
	t.Parallel()
	for _, c := range rightsChanges() {
		for _, notify := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, notify %v", c.name, notify), func(t *testing.T) {
				t.Parallel()
				here, there := replicas(t, notify)
				who := c.who(here.stage)
				concerned := []*livetest.Conn{here.join(who, c.query, ""), there.join(who, c.query, "")}
				var fellow *livetest.Conn
				if c.fellow != nil {
					fellow = there.join(c.fellow(here.stage), c.query, "")
				}
				stream, kind := here.event, hackathon.ActivityHelpRequestOpened
				switch c.query {
				case activityOf, boardOf:
					kind = hackathon.ActivityEventChanged
				case noticesOf:
					stream, kind = who.PersonID, hackathon.ActivityNoticeAdded
				}
				if err := c.change(here.stage, who); err != nil {
					t.Fatal(err)
				}
				entity := hackathon.NewID(hackathon.KindHelpRequest, time.Now())
				here.happens(stream, kind, entity, "")
				told := func(conn *livetest.Conn) bool {
					return slices.ContainsFunc(conn.Frames(), func(f livetest.Frame) bool { return f.Item.Entity == entity.String() })
				}
				for i, conn := range concerned {
					conn.Wait(t, "the end", func() bool {
						code, _, closed := conn.Closed()
						fs := conn.Frames()
						return closed && code == c.closed || c.ended != "" && fs[len(fs)-1].Kind == c.ended
					})
					if told(conn) {
						t.Errorf("at replica %d what was committed after the change was told: %+v", i+1, conn.Frames())
					}
				}
				if fellow != nil {
					fellow.Wait(t, "the change", func() bool { return told(fellow) })
				}
			})
		}
	}
}

// Who is sent away by a change that nobody was told of is not let in again by what was known before.
func TestRights_memoryOfViewersIsToldFirst(t *testing.T) {
	t.Parallel()
	here, there := replicas(t, false)
	organiser := here.granted("maarja@naidis.ee", hackathon.RoleOrganiser)
	token, err := here.Boards.CreateToken(t.Context(), organiser, hackathon.CreateBoardTokenInput{EventID: here.event})
	if err != nil {
		t.Fatal(err)
	}
	board, _, err := there.Sessions.ViewerByToken(t.Context(), token.Token)
	if err != nil {
		t.Fatal(err)
	}
	conn := there.join(board, boardOf, "")
	if _, err := here.Boards.RevokeTokens(t.Context(), organiser,
		hackathon.RevokeBoardTokensInput{EventID: here.event}); err != nil {
		t.Fatal(err)
	}
	if code, _ := conn.WaitClosed(t); code != live.CloseForbidden {
		t.Error("closed with", code)
	}
	if _, _, err := there.Sessions.ViewerByToken(t.Context(), token.Token); !errors.Is(err, hackathon.Unauthenticated) {
		t.Error("let in again:", err)
	}
}

func last(conn *livetest.Conn) livetest.Frame {
	fs := conn.Frames()
	return fs[len(fs)-1]
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// The stream that tells of rights is reached by no field of the contract.
func TestRightsStreamIsForNobody(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	admin := s.signIn("haldur@naidis.ee", hackathon.RoleAdmin, hackathon.RoleVolunteer, hackathon.RoleOrganiser)
	s.event = hackathon.RightsStream
	for _, query := range []string{needsOfEvent, activityOf, boardOf} {
		if _, code := s.open(admin, strings.ReplaceAll(query, "EVENT", s.event.String())); !strings.HasPrefix(code,
			"INVALID") {
			t.Errorf("%s: %q", query, code)
		}
	}
	data, _ := s.run(admin, `{ node(id: "`+s.event.String()+`") { id } }`, nil)
	if data != `{"node":null}` && data != "null" && data != "" {
		t.Error(data)
	}
}
