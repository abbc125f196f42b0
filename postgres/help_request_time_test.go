package postgres

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// atStart sets the clock to a time before (negative) or after the start of what is asked for at the planned event.
func (h *hall) atStart(r *hackathon.HelpRequest, d time.Duration) {
	h.mu.Lock()
	h.now = r.StartsAt.Add(d)
	h.mu.Unlock()
}

// put brings a need to a state at a time at which nobody could have brought it there: as if a guard had been passed.
func (h *hall) put(r *hackathon.HelpRequest, status hackathon.HelpRequestStatus) {
	h.t.Helper()
	h.exec(`UPDATE help_request SET status = $2 WHERE id = $1`, r.ID, status)
	h.exec(`DELETE FROM help_request_offer WHERE help_request_id = $1`, r.ID)
	offer := map[hackathon.HelpRequestStatus]string{hackathon.HelpOffered: "OFFERED", hackathon.HelpMatched: "ACCEPTED",
		hackathon.HelpInProgress: "ACCEPTED", hackathon.HelpCompleted: "ACCEPTED"}[status]
	if offer != "" {
		h.exec(`INSERT INTO help_request_offer (help_request_id, volunteer_id, status, offered_at, expires_at) VALUES ($1, $2,
			$3, $4, CASE WHEN $3 = 'OFFERED' THEN now() + interval '1 year' END)`,
			r.ID, h.volunteer.PersonID, offer, testNow)
	}
}

// Every act in every state at every time: what cannot have happened yet, and what is over, is refused on every path,
// and the clock completes nothing before its time.
func TestActs_everyStateAtEveryTime(t *testing.T) {
	t.Parallel()
	const begin, ends = 0, 2 * time.Hour // of the help, from its start
	early := -hackathon.BeginsEarly
	times := map[string]time.Duration{"17 days before": -17 * 24 * time.Hour, "just too early": early - time.Second,
		"a little early": early, "just before": -time.Second,
		"at the start": begin, "before the end": ends - time.Second, "at the end": ends, "an hour later": ends + time.Hour}
	never := 1000 * time.Hour
	type window struct{ from, until time.Duration }
	always := window{-never, never}
	// by whom, from when on, until when, in each state; spelled out by hand
	acts := map[string]map[hackathon.HelpRequestStatus]map[string]window{
		"claimHelpRequest": {hackathon.HelpOpen: {"other": {-never, ends}}},
		"acceptOffer":      {hackathon.HelpOffered: {"asker": {-never, ends}}},
		"declineOffer":     {hackathon.HelpOffered: {"asker": always}},
		"releaseHelpRequest": {hackathon.HelpOffered: {"volunteer": always}, hackathon.HelpMatched: {"volunteer": always},
			hackathon.HelpInProgress: {"volunteer": always}},
		"startHelpRequest": {hackathon.HelpMatched: {"asker": {early, never}, "volunteer": {early, never}}},
		"completeHelpRequest": {hackathon.HelpMatched: {"asker": {early, never}, "volunteer": {early, never},
			"coordinator": {early, never}},
			hackathon.HelpInProgress: {"asker": {early, never}, "volunteer": {early, never}, "coordinator": {early, never}}},
		"cancelHelpRequest": {hackathon.HelpOpen: {"asker": always, "coordinator": always},
			hackathon.HelpOffered:    {"asker": always, "coordinator": always},
			hackathon.HelpMatched:    {"asker": always, "coordinator": always},
			hackathon.HelpInProgress: {"asker": always, "coordinator": always, "volunteer": {begin, never}}},
		"closeHelpRequest": {hackathon.HelpOpen: {"asker": always, "coordinator": always},
			hackathon.HelpOffered: {"asker": always, "coordinator": always},
			hackathon.HelpMatched: {"asker": always, "coordinator": always}},
		"reopenHelpRequest": {hackathon.HelpExpired: {"asker": {-never, ends}, "coordinator": {-never, ends}}},
		"reportNoShow": {hackathon.HelpMatched: {"asker": {begin, never}, "coordinator": {begin, never}},
			hackathon.HelpInProgress: {"asker": {begin, never}, "coordinator": {begin, never}}},
	}
	states := []hackathon.HelpRequestStatus{hackathon.HelpOpen, hackathon.HelpOffered, hackathon.HelpMatched,
		hackathon.HelpInProgress, hackathon.HelpCompleted,
		hackathon.HelpExpired, hackathon.HelpCancelled, hackathon.HelpClosedOther}
	for name := range acts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			start := testNow.Add(20 * 24 * time.Hour)
			event := h.addEvent(hackathon.EventPublished, start, start.Add(10*time.Hour))
			h.coordinator.Grants = append(h.coordinator.Grants,
				rows(t, h.DB).Grant(h.coordinator.PersonID, hackathon.RoleCoordinator, event)...)
			people := map[string]*hackathon.Viewer{"asker": h.asker, "volunteer": h.volunteer, "coordinator": h.coordinator,
				"other": h.other}
			r := h.request(hackathon.RequestHelpInput{EventID: &event, Kind: hackathon.KindOther, StartsAt: &start,
				EndsAt: new(start.Add(ends))})
			for _, state := range states {
				for when, at := range times {
					for who, viewer := range people {
						h.put(r, state)
						h.atStart(r, at)
						act := h.acts()[name]
						if name == "claimHelpRequest" {
							act = func(ctx context.Context, v *hackathon.Viewer,
								in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
								return h.HelpRequests.Claim(ctx, v, hackathon.ClaimHelpRequestInput{HelpRequestID: in.HelpRequestID})
							}
							if who != "other" {
								continue
							}
						}
						w, may := acts[name][state][who]
						_, err := act(t.Context(), viewer, ref(r))
						if ok := may && at >= w.from && at < w.until; (err == nil) != ok {
							t.Errorf("%s by %s, %s: %v", state, who, when, err)
						} else if may && !ok && !isConflict(err, string(state)) {
							t.Errorf("%s by %s, %s: %v", state, who, when, err)
						}
					}
				}
			}
		})
	}
	t.Run("clock", func(t *testing.T) {
		t.Parallel()
		h := newHall(t)
		start := testNow.Add(20 * 24 * time.Hour)
		r := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther, StartsAt: &start,
			EndsAt: new(start.Add(ends))})
		for _, state := range []hackathon.HelpRequestStatus{hackathon.HelpMatched, hackathon.HelpInProgress} {
			for when, at := range times {
				h.put(r, state)
				h.atStart(r, at)
				h.tick()
				if got := h.present(r); got.Status != state {
					t.Errorf("%s, %s: the clock made it %s", state, when, got.Status)
				}
			}
		}
	})
}

// A ride of tomorrow cannot be completed, nor a no-show of next month be reported, by saying first that it has begun.
func TestStart_notBeforeItsTime(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther, AcceptFirst: true})
	h.must(h.claim(h.volunteer, r))
	for _, who := range []*hackathon.Viewer{h.asker, h.volunteer} {
		if _, err := h.HelpRequests.Do(hackathon.ActStart)(t.Context(), who, ref(r)); !isConflict(err, "MATCHED") {
			t.Errorf("begun ten days early: %v", err)
		}
	}
}

// A coordinator is called for what nobody takes, however late it was asked for.
func TestClock_escalatesWhatWasAskedLate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ before, quiet time.Duration }{
		"within three days":       {60 * time.Hour, hackathon.Escalations[0].Grace},
		"within a day":            {20 * time.Hour, hackathon.Escalations[1].Grace},
		"within three hours":      {2 * time.Hour, hackathon.Escalations[2].Grace},
		"shortly before a window": {24*time.Hour + time.Minute, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			event := h.addEvent(hackathon.EventPublished, testNow.Add(c.before), testNow.Add(c.before+8*time.Hour))
			r := h.request(hackathon.RequestHelpInput{EventID: &event, Kind: hackathon.KindOther})
			h.passes(c.quiet - time.Microsecond)
			h.tick()
			if h.present(r).Escalated {
				t.Error("at once")
			}
			h.passes(time.Microsecond)
			h.tick()
			if !h.present(r).Escalated {
				t.Error("never")
			}
		})
	}
}

// Now is an hour: it is raised in the room, somebody else hears of it when nobody comes, and it does not lapse in
// silence.
func TestRequestHelp_nowIsAnHour(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true})
	if !r.StartsAt.Equal(testNow) || r.EndsAt.Sub(r.StartsAt) != hackathon.NowTakes {
		t.Errorf("now is %v to %v", r.StartsAt, r.EndsAt)
	}
	if teaser := r.Teaser().Et; !strings.Contains(teaser, "12.00–13.00") {
		t.Error(teaser)
	}
	h.passes(hackathon.Escalations[2].Grace)
	h.tick()
	if !h.present(r).Escalated {
		t.Error("no coordinator was called")
	}
	h.passes(hackathon.NowTakes)
	h.tick()
	got := h.present(r)
	if got.Status != hackathon.HelpExpired || !got.Escalated {
		t.Errorf("%s, for a coordinator: %v", got.Status, got.Escalated)
	}
	notices, err := h.Notices.OfViewer(h.asker)(t.Context(), hackathon.PageArgs{First: 1})
	if err != nil || len(notices.Items) != 1 || !strings.Contains(notices.Items[0].Text.Et, "küsi uuesti") {
		t.Errorf("the asker is told what to do: %+v, %v", notices, err)
	}
	queue, err := h.HelpRequests.OfEvent(h.coordinator, h.event,
		hackathon.HelpRequestFilter{Escalated: new(true)})(t.Context(),
		hackathon.PageArgs{First: 10})
	if err != nil || !slices.ContainsFunc(queue.Items, func(q *hackathon.HelpRequest) bool { return q.ID == r.ID }) {
		t.Errorf("the coordinators' queue: %+v, %v", queue, err)
	}
}

// Who was flagged for nobody is flagged when it expires, even when its time came before a coordinator was called.
func TestClock_whatNobodyTookIsTheCoordinators(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true,
		StartsAt: new(testNow), EndsAt: new(testNow.Add(time.Minute))})
	h.passes(time.Minute)
	h.tick()
	if got := h.present(r); got.Status != hackathon.HelpExpired || !got.Escalated {
		t.Errorf("%+v", got)
	}
}
