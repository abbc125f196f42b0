package graph_test

import (
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// Who comes back with a cursor after a change of rights gets what lies between, as far as the rights of now go.
func TestRights_resumeWithTheNewReach(t *testing.T) {
	t.Parallel()
	here, there := replicas(t, false)
	who := here.granted("anete@naidis.ee", hackathon.RoleVolunteer)
	first := there.join(who, needsOfAll, "")
	entity := func() hackathon.ID { return hackathon.NewID(hackathon.KindHelpRequest, time.Now()) }
	before, between, elsewhere := entity(), entity(), entity()
	told := func(conn *livetest.Conn, id hackathon.ID) (n int) {
		for _, f := range conn.Frames() {
			if f.Item.Entity == id.String() {
				n++
			}
		}
		return n
	}
	here.happens(here.event, hackathon.ActivityHelpRequestOpened, before, "")
	first.Wait(t, "the first need", func() bool { return told(first, before) == 1 })
	in := hackathon.RoleInput{PersonID: who.PersonID, Role: hackathon.RoleVolunteer}
	if _, err := here.People.GrantRole(t.Context(), here.signIn("haldur@naidis.ee", hackathon.RoleAdmin), in); err != nil {
		t.Fatal(err)
	}
	if code, _ := first.WaitClosed(t); code != live.CloseForbidden {
		t.Fatal("closed with", code)
	}
	here.happens(here.event, hackathon.ActivityHelpRequestOpened, between, "")
	cursor := first.Frames()[len(first.Frames())-1].Cursor
	second := there.join(there.again(who), needsOfAll, cursor)
	here.happens(hackathon.GlobalStream, hackathon.ActivityHelpRequestOpened, elsewhere, "")
	second.Wait(t, "a need outside the old reach", func() bool { return told(second, elsewhere) == 1 })
	if told(second, before) != 0 || told(second, between) != 1 || told(first, between) != 0 {
		t.Errorf("%+v, then %+v", first.Frames(), second.Frames())
	}
}

// Of an event that is withdrawn nothing more comes in a subscription over all events, and what was shown of it is
// reset; of one that is cancelled the end of its needs comes, and of one that is put off their end for those who
// followed it. Whoever was away then learns the same, at a replica that did not see it happen.
func TestRights_eventThatLeavesTheReach(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		leave func(t *testing.T, s *replica, need string)
		reset bool
	}{
		"cancelled": {leave: func(t *testing.T, s *replica, _ string) {
			in := hackathon.ChangeEventStatusInput{EventID: s.event, Status: hackathon.EventCancelled,
				Reason: &hackathon.Localized{Et: "Torm"}}
			if _, err := s.Events.ChangeStatus(t.Context(), s.granted("maarja@naidis.ee", hackathon.RoleOrganiser),
				in); err != nil {
				t.Fatal(err)
			}
		}},
		"put off with a need that stands open": {leave: func(_ *testing.T, s *replica, _ string) {
			s.happens(hackathon.GlobalStream, hackathon.ActivityEventStatusChanged, s.event,
				`WITH off AS (UPDATE event SET status = 'POSTPONED' WHERE id = $4)`, s.event)
		}},
		"withdrawn": {reset: true, leave: func(t *testing.T, s *replica, need string) {
			s.happens(hackathon.RightsStream, hackathon.ActivityRightsChanged, s.event,
				`WITH back AS (UPDATE event SET status = 'DRAFT' WHERE id = $4)`, s.event)
			s.happens(s.event, hackathon.ActivityHelpRequestClosed, must(hackathon.ParseID(need))(t), "")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			here, there := replicas(t, true)
			anete := here.volunteer("anete@naidis.ee")
			need := here.ask(here.signIn("asker@naidis.ee"), "")
			told := func(conn *livetest.Conn) (said []string) {
				for _, f := range conn.Frames() {
					switch {
					case f.Item.Reset != "":
						said = append(said, string(f.Item.Reset))
					case f.Item.Entity == need:
						said = append(said, string(f.Item.Kind))
					}
				}
				return said
			}
			conn := there.join(anete, needsOfAll, "")
			conn.Wait(t, "the opening", func() bool { return len(told(conn)) == 1 && last(conn).Item.CaughtUp })
			cursor := last(conn).Cursor
			c.leave(t, here, need)
			end := string(hackathon.ActivityHelpRequestClosed)
			if c.reset {
				end = string(live.ResetReach)
			}
			conn.Wait(t, "what became of the need", func() bool { return len(told(conn)) > 1 })
			resumed := here.join(anete, needsOfAll, cursor)
			resumed.Wait(t, "what became of the need", func() bool {
				return len(told(resumed)) > 0 &&
					last(resumed).Item.CaughtUp
			})
			elsewhere := hackathon.NewID(hackathon.KindHelpRequest, time.Now())
			here.happens(hackathon.GlobalStream, hackathon.ActivityHelpRequestOpened, elsewhere, "")
			for _, conn := range []*livetest.Conn{conn, resumed} {
				conn.Wait(t, "a need elsewhere", func() bool { return last(conn).Item.Entity == elsewhere.String() })
			}
			if got := told(conn); !slices.Equal(got, []string{string(hackathon.ActivityHelpRequestOpened), end}) {
				t.Error("the connected one:", got)
			}
			if got := told(resumed); !slices.Equal(got, []string{end}) {
				t.Error("the one who came back:", got)
			}
		})
	}
}
