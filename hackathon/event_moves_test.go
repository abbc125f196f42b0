package hackathon

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestEventMoves_everyPair(t *testing.T) {
	t.Parallel()
	allowed := map[EventStatus]string{
		EventDraft:       "PUBLISHED",
		EventPublished:   "IDEAS_OPEN TEAMS_OPEN LIVE POSTPONED MOVED_ONLINE CANCELLED",
		EventIdeasOpen:   "TEAMS_OPEN LIVE POSTPONED MOVED_ONLINE CANCELLED",
		EventTeamsOpen:   "LIVE POSTPONED MOVED_ONLINE CANCELLED",
		EventLive:        "ENDED POSTPONED MOVED_ONLINE CANCELLED",
		EventEnded:       "FOLLOW_UP",
		EventPostponed:   "PUBLISHED IDEAS_OPEN TEAMS_OPEN LIVE MOVED_ONLINE CANCELLED",
		EventMovedOnline: "IDEAS_OPEN TEAMS_OPEN LIVE POSTPONED CANCELLED",
	}
	every := statesThat("EventStatus", func(EventStatus) bool { return true })
	for _, from := range every {
		for _, to := range every {
			e, want := &Event{Status: from}, slices.Contains(strings.Fields(allowed[from]), string(to))
			err := e.CheckMove(to, ByStaff)
			if _, conflict := errors.AsType[*StateConflictError](err); want != (err == nil) || want == conflict {
				t.Errorf("%s to %s: %v, want allowed %v", from, to, err, want)
			}
			if err := e.CheckMove(to, 0); !errors.Is(err, Forbidden) {
				t.Errorf("%s to %s by who runs it not: %v", from, to, err)
			}
		}
	}
}
