package postgres

import (
	"slices"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

// guests are so many who took the role for the running event, in the order of their ids.
func (h *hall) guests(n int) (people []hackathon.ID) {
	h.t.Helper()
	for range n {
		people = append(people, hackathon.NewID(hackathon.KindPerson, testNow))
	}
	h.exec(`INSERT INTO person (id, display_name, guest, created_at) SELECT id, 'Külaline', true, $2
		FROM unnest($1::uuid[]) id`, idArray(people), testNow)
	h.exec(`INSERT INTO volunteer (person_id, kinds, qualified_for, languages, area, lat, lon, radius_km, verification,
		updated_at)
		SELECT id, '{OTHER}', '{}', '{et}', 'X', 0, 0, 20, 'EMAIL', $2 FROM unnest($1::uuid[]) id`, idArray(people), testNow)
	h.exec(`INSERT INTO role_grant (person_id, role, event_id, granted_by, granted_at) SELECT id, 'VOLUNTEER', $2, id, $3
		FROM unnest($1::uuid[]) id`, idArray(people), h.event, testNow)
	slices.SortFunc(people, func(a, b hackathon.ID) int { return slices.Compare(a[:], b[:]) })
	return people
}

func (h *hall) ownGrants() (n int) {
	h.t.Helper()
	if err := h.pool.GetContext(h.t.Context(), &n, `SELECT count(*) FROM role_grant WHERE role = 'VOLUNTEER'
		AND granted_by = person_id AND event_id = $1`, h.event); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// holdsFor makes the person the one who is to come, or is at it.
func (h *hall) holdsFor(person hackathon.ID, status hackathon.HelpRequestStatus) *hackathon.HelpRequest {
	h.t.Helper()
	r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther})
	h.exec(`UPDATE help_request SET status = $2 WHERE id = $1`, r.ID, status)
	h.exec(`INSERT INTO help_request_offer (help_request_id, volunteer_id, status, offered_at) VALUES ($1, $2, 'ACCEPTED',
		$3)`, r.ID, person, testNow)
	return r
}

// However many guests help at an event, it moves at once; the roles that one transaction does not take back the clock
// takes next, and what they held is not lost. Who is in the middle of helping keeps theirs.
func TestMoveEvent_manyGuestsInBatches(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	people := h.guests(grantsBatch*2 + 5)
	last, busy := people[len(people)-1], people[0]
	matched, begun := h.holdsFor(last, hackathon.HelpMatched), h.holdsFor(busy, hackathon.HelpInProgress)
	h.moveEventTo(hackathon.EventEnded)
	if got := h.ownGrants(); got != grantsBatch+5 {
		t.Errorf("%d are left for the clock", got)
	}
	h.tick()
	if got := h.ownGrants(); got != 1 {
		t.Errorf("%d are left after it", got)
	}
	if got := h.present(matched); got.Status != hackathon.HelpExpired {
		t.Errorf("held by nobody, and %s", got.Status)
	}
	if got := h.noticesOf(h.asker); !slices.Contains(got, hackathon.NoticeVolunteerWithdrew) ||
		!slices.Contains(got, hackathon.NoticeRequestExpired) {
		t.Errorf("the asker was told %v", got)
	}
	if got := h.present(begun); got.Status != hackathon.HelpInProgress {
		t.Errorf("in the middle of it: %s", got.Status)
	}
	var noted int
	if err := h.pool.GetContext(t.Context(), &noted, `SELECT count(*) FROM event_grants`); err != nil || noted != 0 {
		t.Errorf("noted for ever: %d, %v", noted, err)
	}
}
