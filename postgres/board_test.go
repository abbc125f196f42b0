package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func (s *stage) exec(query string, args ...any) { s.t.Helper(); rows(s.t, s.DB).Exec(query, args...) }

// needs puts needs of a kind into the event: so many open, so many taken.
func (s *stage) needs(e *hackathon.Event, kind hackathon.AssistanceKind, open, taken int) {
	s.t.Helper()
	for i := range open + taken {
		status := []hackathon.HelpRequestStatus{"OFFERED", "MATCHED", "IN_PROGRESS", "COMPLETED"}[i%4]
		if i < open {
			status = hackathon.HelpOpen
		}
		s.exec(`INSERT INTO help_request (id, event_id, kind, status, area, lat, lon, starts_at, ends_at, languages, on_site,
			minimum_verification, created_at, expires_at)
			VALUES ($1, $2, $3, $4, 'Võru', 0, 0, $5, $6, '{et}', true, 'NONE', $5, $6)`,
			hackathon.NewID(hackathon.KindHelpRequest, testNow), e.ID, string(kind), string(status), testNow,
			testNow.Add(time.Hour))
	}
}

func TestBoard(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, other := s.published(s.input("Metsavenna talgud")), s.published(s.input("Teised"))
	empty := must(s.Boards.Find(ctx, e.ID))(t)
	if b, _ := json.Marshal(empty); !strings.Contains(string(b), `"WorkingGroups":[]`) ||
		empty.OpenNeeds.Text(hackathon.LocaleEt) != "0" || empty.Event.VenueName.Et != "Kannel" {
		t.Errorf("an empty board: %s", b)
	}
	e = must(s.change(e, hackathon.EventLive))(t)
	people := s.crowd(8)
	s.attend(e, people[0], 2)
	s.attend(other, people[1], 0)
	idea := newIdea(t, s.DB, people[2], e.ID, "Vaikne tund")
	newIdea(t, s.DB, people[2], e.ID, "Teine")
	must(s.Ideas.Support(ctx, people[3], hackathon.SupportIdeaInput{IdeaID: idea.ID}))(t)
	hidden := newIdea(t, s.DB, people[2], e.ID, "Tagasi võetud")
	must(s.Ideas.ChangeStatus(ctx, people[2], hackathon.ChangeIdeaStatusInput{IdeaID: hidden.ID,
		Status: hackathon.IdeaWithdrawn}))(t)
	group := newGroup(t, s.DB, people[4], e.ID, "Šefid", hackathon.SideCitizen, hackathon.SideExpert)
	join(t, s.DB, people[5], group.ID, hackathon.GroupObserver, hackathon.SideOfficial)
	newGroup(t, s.DB, people[6], e.ID, "Aed", hackathon.SideOfficial)
	s.needs(e, hackathon.KindTransport, 7, 4)
	s.needs(e, hackathon.KindOnsiteHelp, 3, 0)
	s.needs(other, hackathon.KindOther, 9, 9)
	s.exec(`UPDATE venue SET lat = 57.728, lon = 26.910`) // at the volunteers' own doors, wherever that is
	s.attend(e, people[7], 0)
	for i, v := range []struct {
		duty, role bool // the role that holds everywhere
	}{{true, true}, {false, true}, {true, true}, {true, false}, {true, false}, {true, true}, {false, false},
		{true, false}} {
		until := testNow.Add(-time.Minute)
		if v.duty {
			until = testNow.Add(time.Minute)
		}
		s.exec(`INSERT INTO volunteer (person_id, kinds, qualified_for, languages, area, lat, lon, radius_km, on_duty_until,
			verification, updated_at)
			VALUES ($1, '{}', '{}', '{}', 'X', 57.728, 26.910, 20, $2, 'NONE', $3)`, people[i].PersonID, until, testNow)
		if v.role {
			rows(t, s.DB).Grant(people[i].PersonID, hackathon.RoleVolunteer)
		}
	}
	s.attend(e, people[5], 0)
	must(s.Attendances.Cancel(ctx, people[5], hackathon.CancelAttendanceInput{EventID: e.ID}))(t)
	for i, event := range map[int]hackathon.ID{3: e.ID, 4: other.ID} {
		rows(t, s.DB).Grant(people[i].PersonID, hackathon.RoleVolunteer, event)
	}

	b := must(s.Boards.Find(ctx, e.ID))(t)
	if b.Attendance.Going != 4 || b.IdeaCount != 2 || b.SupportCount != 1 || b.Event.Status != hackathon.EventLive {
		t.Errorf("%+v", b)
	}
	// 0 comes and 3 was given the role for it; 1 is off duty, 2 lives there, 4 helps elsewhere, 5 does not come, 7 comes
	// and is no volunteer any more
	if b.VolunteersOnDuty.N != 2 {
		t.Errorf("%d on duty", b.VolunteersOnDuty.N)
	}
	if len(b.WorkingGroups) != 2 || b.WorkingGroups[0].Name.Et != "Aed" || b.WorkingGroups[1].ID != group.ID ||
		b.WorkingGroups[1].MemberCount != 2 ||
		!slices.Equal(b.WorkingGroups[1].MissingSides, []hackathon.StakeholderSide{"ENTREPRENEUR", "OFFICIAL"}) ||
		b.WorkingGroups[1].Complete {
		t.Errorf("groups %+v", b.WorkingGroups)
	}
	s.exec(`UPDATE working_group SET phase = 'DORMANT' WHERE id = $1`, group.ID)
	if asleep := must(s.Boards.Find(ctx, e.ID))(t).WorkingGroups[1]; len(asleep.MissingSides) > 0 {
		t.Errorf("the hall is asked for members of a group that sleeps: %+v", asleep)
	}
	text := fmt.Sprint(b.OpenNeeds.Text("ET"), " ", b.TakenNeeds.Text("ET"))
	for _, n := range b.Needs {
		text += fmt.Sprint(" ", n.Kind, " ", n.Open.Text("ET"), " ", n.Taken.Text("ET"))
	}
	if want := "vähemalt 7 alla 5 ONSITE_HELP alla 5 0 TRANSPORT 7 alla 5"; text != want {
		t.Errorf("needs: %s\nwant:  %s", text, want)
	}
	whole, _ := json.Marshal(b)
	for _, p := range people {
		if strings.Contains(string(whole), p.PersonID.String()) {
			t.Error("the board holds a person")
		}
	}
}

func TestBoard_whoSeesIt(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, other := s.published(s.input("A")), s.published(s.input("B"))
	board := &hackathon.Viewer{Grants: []hackathon.Grant{{Role: hackathon.RoleBoard, EventID: e.ID}}}
	for _, c := range []struct {
		viewer *hackathon.Viewer
		event  hackathon.ID
		kind   hackathon.ErrorKind
	}{
		{board, e.ID, ""}, {board, other.ID, hackathon.Forbidden}, {s.organiser, e.ID, ""},
		{s.onlooker, e.ID, hackathon.Forbidden}, {nil, e.ID, hackathon.Forbidden},
		{s.organiser, hackathon.NewID(hackathon.KindEvent, testNow), hackathon.NotFound},
		{s.organiser, s.venue.ID, hackathon.Invalid},
	} {
		if err := s.Boards.SeenBy(ctx, c.viewer, c.event); c.kind == "" && err != nil || c.kind != "" &&
			!errors.Is(err, c.kind) {
			t.Errorf("%+v: %v, want %q", c, err, c.kind)
		}
	}
	if now, err := s.Boards.Position(ctx, []hackathon.ID{e.ID}); err != nil || len(now.Items) != 1 || len(now.At) != 1 ||
		now.At[0].Seq == 0 {
		t.Errorf("%v %v %v", now.Items, now.At, err)
	}
}

func TestEventActivity_isWhatEverybodyMaySee(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	draft := s.draft(s.input("Mustand"))
	if err := s.Events.Public(ctx, draft.ID); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("a draft is public: %v", err)
	}
	if now, err := s.Events.Activity(ctx, []hackathon.ID{draft.ID}); err != nil || len(now.Items) != 0 {
		t.Errorf("of a draft: %v, %v", now.Items, err)
	}
	e := must(s.change(s.published(s.input("A")), hackathon.EventLive))(t)
	people := s.crowd(3)
	s.attend(e, people[0], 1)
	idea := newIdea(t, s.DB, people[0], e.ID, "Avalik")
	unnamed := ideaInput(e.ID, "Nimeta")
	unnamed.Authorship = hackathon.AuthorshipUnnamed
	must(s.Ideas.Submit(ctx, people[1], unnamed))(t)
	group := newGroup(t, s.DB, people[2], e.ID, "Rühm", hackathon.SideCitizen)
	now, err := s.Events.Activity(ctx, []hackathon.ID{e.ID})
	if err != nil {
		t.Fatal(err)
	}
	var entities []hackathon.ID
	for _, i := range now.Items {
		entities = append(entities, i.Entity)
		if i.Stream != e.ID || i.Audience != hackathon.AudiencePublic || i.Version < 1 {
			t.Errorf("%+v", i)
		}
	}
	if want := []hackathon.ID{e.ID, e.ID, idea.ID, group.ID}; !slices.Equal(entities, want) {
		t.Errorf("items of %v, want %v", entities, want)
	}
	log, err := s.ReadLog(ctx, []hackathon.Position{{Stream: e.ID}}, 100)
	if err != nil || len(now.At) != 1 || now.At[0].Seq != log[len(log)-1].Seq || now.At[0].Tag != log[len(log)-1].Tag {
		t.Errorf("read at %+v, the log ends with %+v, %v", now.At, log[len(log)-1], err)
	}
	var event hackathon.Event
	if err := json.Unmarshal(now.Items[0].Payload, &event); err != nil || event.Title.Et != "A" ||
		event.VenueID != s.venue.ID || event.AccessContact.Name != "Leida P." {
		t.Errorf("%+v, %v", event, err)
	}
}
