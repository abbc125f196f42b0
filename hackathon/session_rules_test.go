package hackathon

import (
	"testing"
	"time"
)

func TestGuestsAndBoardsEndWithTheEvent(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		status       EventStatus
		now          time.Time
		joins, board bool
	}{
		{EventDraft, ends.Add(-48 * time.Hour), false, true},
		{EventPublished, ends.Add(-48 * time.Hour), true, true},
		{EventIdeasOpen, ends.Add(-48 * time.Hour), true, true},
		{EventTeamsOpen, ends.Add(-48 * time.Hour), true, true},
		{EventPostponed, ends.Add(-48 * time.Hour), true, true},
		{EventMovedOnline, ends.Add(-48 * time.Hour), true, true},
		{EventLive, ends.Add(-time.Hour), true, true},
		{EventLive, ends.Add(AfterEvent - 1), true, true},
		{EventLive, ends.Add(AfterEvent), false, false},
		{EventEnded, ends.Add(time.Hour), false, true},
		{EventFollowUp, ends.Add(time.Hour), false, true},
		{EventCancelled, ends.Add(-48 * time.Hour), false, false},
	} {
		if got := GuestsMayJoin(c.status, ends, c.now); got != c.joins {
			t.Errorf("%s at %v: guests join: %v", c.status, c.now, got)
		}
		e := &Event{ID: NewID(KindEvent, ends), Status: c.status, EventContent: EventContent{EndsAt: ends}}
		staff := &Viewer{Grants: []Grant{{Role: RoleOrganiser, EventID: e.ID}}}
		if err := e.CheckBoardToken(staff, c.now); (err == nil) != c.board || !e.BoardEnd().Equal(ends.Add(AfterEvent)) {
			t.Errorf("%s at %v: board until %v, %v", c.status, c.now, e.BoardEnd(), err)
		}
	}
	if got := GuestSessionEnd(ends, ends.Add(-time.Hour)); !got.Equal(ends.Add(AfterEvent)) {
		t.Error(got)
	}
	if now := ends.AddDate(-2, 0, 0); !GuestSessionEnd(ends, now).Equal(now.Add(2 * SessionLife)) {
		t.Error("a seat for years")
	}
}
