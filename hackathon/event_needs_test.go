package hackathon

import (
	"slices"
	"testing"
)

// Guests of an event that is postponed may still help at it; of one that is over, called off or a draft they do not.
func TestEndsGuestRoles(t *testing.T) {
	t.Parallel()
	for status := range EventMoves {
		keeps := []EventStatus{EventPublished, EventIdeasOpen, EventTeamsOpen, EventLive, EventMovedOnline, EventPostponed}
		if status.EndsGuestRoles() == slices.Contains(keeps, status) {
			t.Error(status)
		}
	}
}

// What is closed for good is what no move opens again, and what can be opened again is nowhere closed.
func TestNeedsClosed(t *testing.T) {
	t.Parallel()
	for from := range HelpRequestMoves {
		reached := []HelpRequestStatus{from}
		for i := 0; i < len(reached); i++ {
			for to := range HelpRequestMoves[reached[i]] {
				if !slices.Contains(reached, to) {
					reached = append(reached, to)
				}
			}
		}
		if slices.Contains(reached, HelpOpen) == slices.Contains(NeedsClosed, from) {
			t.Error(from)
		}
	}
}
