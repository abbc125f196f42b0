package postgres

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func (h *hall) tick() {
	h.t.Helper()
	if err := h.HelpRequests.Tick(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) present(r *hackathon.HelpRequest) *hackathon.HelpRequest {
	h.t.Helper()
	return h.must(needTable.find(h.t.Context(), h.pool, r.ID))
}

func TestClock_offerLapses(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	live := h.inState(hackathon.HelpOffered)
	planned := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther})
	h.must(h.claim(h.volunteer, planned))
	h.passes(15*time.Minute - time.Microsecond)
	h.tick()
	if got := h.present(live); got.Status != hackathon.HelpOffered {
		t.Errorf("lapsed early: %v", got.Status)
	}
	h.passes(time.Microsecond)
	h.tick()
	if got := h.present(live); got.Status != hackathon.HelpOpen {
		t.Errorf("not lapsed: %v", got.Status)
	}
	if got := h.noticesOf(h.volunteer); !slices.Equal(got, []hackathon.NoticeKind{hackathon.NoticeOfferExpired}) {
		t.Error(got)
	}
	if got := h.must(h.claim(h.volunteer, live)); got.Status != hackathon.HelpOffered {
		t.Error("whose offer merely lapsed may offer again")
	}
	if got := h.present(planned); got.Status != hackathon.HelpOffered {
		t.Error("the planned one waits for a day")
	}
	h.passes(24 * time.Hour)
	h.tick()
	if got := h.present(planned); got.Status != hackathon.HelpOpen {
		t.Errorf("planned: %v", got.Status)
	}
}

func TestClock_expiresAtStartOrEnd(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	planned := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther})
	now := h.need()
	h.passes(49 * time.Hour)
	h.tick()
	if got := h.present(now); got.Status != hackathon.HelpOpen {
		t.Errorf("what was asked for at once waits until its end: %v", got.Status)
	}
	h.passes(191 * time.Hour)
	h.tick()
	for _, r := range []*hackathon.HelpRequest{planned, now} {
		if got := h.present(r); got.Status != hackathon.HelpExpired {
			t.Errorf("%v", got.Status)
		}
	}
	if got := h.noticesOf(h.asker); !slices.Equal(got,
		[]hackathon.NoticeKind{hackathon.NoticeRequestExpired, hackathon.NoticeRequestExpired}) {
		t.Error(got)
	}
	if got := h.must(h.HelpRequests.Do(hackathon.ActReopen)(t.Context(), h.asker,
		ref(planned))); got.Status != hackathon.HelpOpen {
		t.Error(got)
	}
	h.tick()
	if got := h.present(planned); got.Status != hackathon.HelpOpen {
		t.Error("a need opened again after its start waits until its end")
	}
}

func TestClock_escalatesAndForgets(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther}) // in 240 h
	atOnce := h.need()
	h.passes(168*time.Hour - time.Minute)
	h.tick()
	if h.present(r).Escalated {
		t.Error("early")
	}
	h.passes(time.Minute)
	h.tick()
	got := h.present(r)
	if !got.Escalated || got.Version != 2 || !h.present(atOnce).Escalated {
		t.Errorf("%+v", got)
	}
	if log := h.log(h.planned); log[len(log)-1].Kind != hackathon.ActivityHelpRequestChanged {
		t.Error(log)
	}
	h.tick()
	h.must(h.claim(h.volunteer, r))
	h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(t.Context(), h.asker, ref(r)))
	if h.present(r).Escalated {
		t.Error("taken, but still flagged")
	}
	if got := h.must(h.HelpRequests.Do(hackathon.ActRelease)(t.Context(), h.volunteer, ref(r))); got.Escalated {
		t.Error("flagged before its next time")
	}
	h.passes(48 * time.Hour)
	h.tick()
	if !h.present(r).Escalated {
		t.Error("not flagged 24 hours before")
	}
}

func TestClock_completesAndWipes(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	begun, matched := h.inState(hackathon.HelpInProgress), h.inState(hackathon.HelpMatched)
	h.passes(50*time.Hour + 48*time.Hour - time.Second)
	h.tick()
	if got := h.present(begun); got.Status != hackathon.HelpInProgress {
		t.Error("early")
	}
	h.passes(time.Second)
	h.tick()
	for _, r := range []*hackathon.HelpRequest{begun, matched} {
		if got := h.present(r); got.Status != hackathon.HelpCompleted {
			t.Errorf("%v", got.Status)
		}
	}
	private := func() *hackathon.HelpRequestPrivate {
		m, err := h.HelpRequests.Matches(t.Context(), h.volunteer, []hackathon.ID{begun.ID})
		if err != nil {
			t.Fatal(err)
		}
		return m[begun.ID].Private
	}
	if private().Phone == nil {
		t.Error("wiped early")
	}
	h.passes(5 * 24 * time.Hour)
	h.tick()
	if p := private(); p.Phone != nil || p.Description != nil || p.Address != nil {
		t.Errorf("not wiped: %+v", p)
	}
}

func TestClock_severalReplicasMoveEachNeedOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	var needs []*hackathon.HelpRequest
	for range 120 {
		needs = append(needs, h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther}))
	}
	h.passes(300 * time.Hour)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := h.HelpRequests.Tick(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	h.tick()
	for _, r := range needs {
		if got := h.present(r); got.Status != hackathon.HelpExpired || got.Version != 2 && got.Version != 3 {
			t.Fatalf("%+v", got)
		}
	}
	var moves int
	if err := h.pool.Get(&moves, `SELECT count(*) FROM help_request_move WHERE to_status = 'EXPIRED'`); err != nil ||
		moves != 120 {
		t.Error(moves, err)
	}
}

// What events left behind that moved before there was a rule, as the migration notes it.
func TestClock_settlesWhatIsNoted(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	open, later := h.need(), h.inState(hackathon.HelpMatched)
	h.exec(`UPDATE event SET status = 'ENDED' WHERE id = $1`, h.event)
	last := open.ID // ids of one moment have no order
	if bytes.Compare(later.ID[:], last[:]) > 0 {
		last = later.ID
	}
	h.exec(`INSERT INTO event_needs (event_id, from_status, to_status, ends_at, at, up_to) VALUES ($1, 'PUBLISHED',
		'ENDED', $2, $2, $3)`, h.event, testNow.Add(50*time.Hour), last)
	h.tick()
	if a, b := h.present(open).Status, h.present(later).Status; a != hackathon.HelpExpired || b != hackathon.HelpMatched {
		t.Error(a, b)
	}
	var left int
	if err := h.pool.Get(&left, `SELECT count(*) FROM event_needs`); err != nil || left != 0 {
		t.Error(left, err)
	}
}

// What cannot be done of one need, however often it is tried, holds up no other: the error is told, the rest is done.
func TestClock_oneNeedDoesNotHoldUpOthers(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	bad, good := h.need(), h.need()
	for i, r := range []*hackathon.HelpRequest{bad, good} {
		h.exec(`UPDATE help_request SET expires_at = $2 WHERE id = $1`, r.ID, testNow.Add(time.Duration(i)*time.Second))
	}
	h.passes(time.Minute)
	h.exec(`DELETE FROM help_request_private WHERE help_request_id = $1`, bad.ID)
	if err := h.HelpRequests.Tick(t.Context()); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("what failed is not told: %v", err)
	}
	if got := h.present(good); got.Status != hackathon.HelpExpired {
		t.Errorf("%s", got.Status)
	}
}

// However many offers there were, what is to be forgotten of them is found by an index.
func TestClock_wipesByIndex(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	if err := h.read(t.Context(), func(x *tx) error {
		if _, err := x.run(`SET LOCAL enable_seqscan = off`); err != nil {
			return err
		}
		var plan []string
		err := x.all(&plan, `EXPLAIN `+wipePrivatePart, testNow, clockBatch)
		if text := strings.Join(plan, "\n"); err == nil && !strings.Contains(text, "help_request_has_one_volunteer") {
			t.Error(text)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
