package postgres

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func isLimit(err error, limit *hackathon.Limit, most int) bool {
	e, ok := errors.AsType[*hackathon.Error](err)
	return ok && e.Limit == limit && e.Most == int64(most) && strings.Contains(e.Message, limit.Setting())
}

// atOnce runs do n times at the same time and returns how often it succeeded; the others must have met the limit.
func atOnce(t *testing.T, n int, limit *hackathon.Limit, most int, do func(i int) error) (done int32) {
	t.Helper()
	var wg sync.WaitGroup
	var count atomic.Int32
	for i := range n {
		wg.Go(func() {
			switch err := do(i); {
			case err == nil:
				count.Add(1)
			case !isLimit(err, limit, most):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	return count.Load()
}

func TestLimit_needsOfOnePerson(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.Limits = hackathon.Limits{}
	ask := func(v *hackathon.Viewer, event *hackathon.ID) error {
		_, err := h.HelpRequests.Request(t.Context(), v, hackathon.RequestHelpInput{EventID: event,
			Kind: hackathon.KindOther})
		return err
	}
	events := []*hackathon.ID{&h.event, &h.planned}
	if n := atOnce(t, 120, hackathon.OpenNeedsPerPerson, 5, func(i int) error {
		return ask(h.asker,
			events[i%2])
	}); n != 5 {
		t.Errorf("%d needs of one person", n)
	}
	if err := ask(h.stranger, &h.event); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	own, err := h.HelpRequests.OfViewer(h.asker, hackathon.HelpRequestFilter{})(t.Context(), hackathon.PageArgs{First: 10})
	if err != nil || len(own.Items) != 5 {
		t.Fatal(own, err)
	}
	h.must(h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), h.asker, ref(own.Items[0])))
	if _, err := h.HelpRequests.Request(t.Context(), h.asker,
		hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, StartsAt: &testNow,
			Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1,
				ReturnAt: new(testNow.Add(time.Hour))}}); !isLimit(err, hackathon.OpenNeedsPerPerson, 5) {
		t.Errorf("there and back are two: %v", err)
	}
	if err := ask(h.asker, &h.event); err != nil {
		t.Errorf("there is room for one: %v", err)
	}
	h.must(h.claim(h.volunteer, own.Items[1]))
	h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(t.Context(), h.asker, ref(own.Items[1])))
	if err := ask(h.asker, &h.event); err != nil {
		t.Errorf("what is agreed does not count: %v", err)
	}
	gone := own.Items[2]
	h.exec(`UPDATE help_request SET status = 'EXPIRED' WHERE id = $1`, gone.ID)
	if err := ask(h.asker, &h.event); err != nil {
		t.Error(err)
	}
	if _, err := h.HelpRequests.Do(hackathon.ActReopen)(t.Context(), h.asker, ref(gone)); !isLimit(err,
		hackathon.OpenNeedsPerPerson, 5) {
		t.Errorf("opened again beyond the limit: %v", err)
	}
}

func TestLimit_needsThatStaffAskFor(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.Limits = hackathon.Limits{}
	elsewhere := h.addEvent(hackathon.EventLive, testNow.Add(-time.Hour), testNow.Add(time.Hour))
	ask := func(event *hackathon.ID) func(int) error {
		return func(int) error {
			_, err := h.HelpRequests.Request(t.Context(), h.coordinator,
				hackathon.RequestHelpInput{EventID: event, Kind: hackathon.KindOther})
			return err
		}
	}
	own := []*hackathon.ID{&h.event, &h.planned}
	if n := atOnce(t, 40, hackathon.OpenNeedsPerStaff, 10, func(i int) error { return ask(own[i%2])(i) }); n != 10 {
		t.Errorf("%d needs at events of one's own", n)
	}
	if n := atOnce(t, 20, hackathon.OpenNeedsPerPerson, 5, ask(&elsewhere)); n != 5 {
		t.Errorf("%d needs at the event of others", n)
	}
	var open []hackathon.ID
	if err := h.pool.SelectContext(t.Context(), &open, `SELECT id FROM help_request WHERE event_id <> $1 ORDER BY id`,
		elsewhere); err != nil || len(open) != 10 {
		t.Fatal(open, err)
	}
	for _, id := range open[:5] {
		h.must(h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), h.coordinator,
			hackathon.HelpRequestReference{HelpRequestID: id}))
	}
	if err := ask(&h.event)(0); !isLimit(err, hackathon.OpenNeedsPerStaff, 10) {
		t.Errorf("what was asked elsewhere does not count: %v", err)
	}
}

func TestLimit_commentsOfAnHour(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	now := testNow
	s.Now = func() time.Time { return now }
	s.Limits[hackathon.CommentsPerHour] = 3
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	ideas := []*hackathon.Idea{newIdea(t, s, author, event, "Üks"), newIdea(t, s, author, event, "Kaks")}
	talker := newPerson(t, s, "Heiki M.")
	comment := func(v *hackathon.Viewer) func(int) error {
		return func(i int) error {
			_, err := s.Comments.Add(t.Context(), v, hackathon.AddCommentInput{IdeaID: ideas[i%2].ID, Body: "Jah."})
			return err
		}
	}
	if n := atOnce(t, 30, hackathon.CommentsPerHour, 3, comment(talker)); n != 3 {
		t.Errorf("%d comments", n)
	}
	if err := comment(author)(0); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	now = now.Add(time.Hour)
	if err := comment(talker)(0); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

func TestLimit_groupsOfOnePerson(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	lead, event, other := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive),
		hackathonIn(t, s, hackathon.EventLive)
	form := func(event hackathon.ID) func(int) error {
		return func(i int) error {
			_, err := s.WorkingGroups.Form(t.Context(), lead,
				hackathon.FormWorkingGroupInput{EventID: event, Name: hackathon.Localized{Et: fmt.Sprint("Rühm ", i)},
					Sides: hackathon.Sides[:1]})
			return err
		}
	}
	if n := atOnce(t, 30, hackathon.GroupsPerPerson, 3, form(event)); n != 3 {
		t.Errorf("%d groups", n)
	}
	if err := form(other)(0); err != nil {
		t.Errorf("at another event: %v", err)
	}
	page, err := s.WorkingGroups.List(event, hackathon.WorkingGroupFilter{})(t.Context(), hackathon.PageArgs{First: 10})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.WorkingGroups.Leave(t.Context(), lead,
		hackathon.LeaveWorkingGroupInput{WorkingGroupID: page.Items[0].ID}); err != nil {
		t.Fatal(err)
	}
	if err := form(event)(0); !isLimit(err, hackathon.GroupsPerPerson, 3) {
		t.Errorf("after leaving one, which stands there still: %v", err)
	}
	setPhase(t, s, lead, page.Items[1].ID, hackathon.PhaseClosed)
	if err := form(event)(0); err != nil {
		t.Errorf("after one was closed: %v", err)
	}
}

func TestLimit_ideasOfOnePerson(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	s.Limits[hackathon.IdeasPerPerson] = 3
	author, event, other := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive),
		hackathonIn(t, s, hackathon.EventLive)
	submit := func(event hackathon.ID) func(int) error {
		return func(i int) error {
			_, err := s.Ideas.Submit(t.Context(), author, ideaInput(event, fmt.Sprint("Idee ", i)))
			return err
		}
	}
	if n := atOnce(t, 30, hackathon.IdeasPerPerson, 3, submit(event)); n != 3 {
		t.Errorf("%d ideas", n)
	}
	if err := submit(other)(0); err != nil {
		t.Errorf("at another event: %v", err)
	}
	var one hackathon.ID
	if err := s.pool.Get(&one, `SELECT id FROM idea WHERE event_id = $1 ORDER BY id LIMIT 1`, event); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ideas.ChangeStatus(t.Context(), author,
		hackathon.ChangeIdeaStatusInput{IdeaID: one, Status: hackathon.IdeaWithdrawn}); err != nil {
		t.Fatal(err)
	}
	if err := submit(event)(0); err != nil {
		t.Errorf("after one was withdrawn: %v", err)
	}
}
