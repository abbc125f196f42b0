package postgres

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/hackathon"
)

type actOn func(context.Context, *hackathon.Viewer, hackathon.HelpRequestReference) (*hackathon.HelpRequest, error)

func (h *hall) acts() map[string]actOn {
	acts := map[string]actOn{}
	for _, rule := range hackathon.HelpRequestActs {
		acts[rule.Mutation] = h.HelpRequests.Do(rule.Act)
	}
	return acts
}

// inState brings a need of the running event to a state, by the ways people have.
func (h *hall) inState(status hackathon.HelpRequestStatus) *hackathon.HelpRequest {
	h.t.Helper()
	ctx := h.t.Context()
	r := h.need()
	switch status {
	case hackathon.HelpOpen:
	case hackathon.HelpExpired:
		h.exec(`UPDATE help_request SET expires_at = $2 WHERE id = $1`, r.ID, testNow)
		if err := h.HelpRequests.Tick(ctx); err != nil {
			h.t.Fatal(err)
		}
	case hackathon.HelpCancelled:
		h.must(h.HelpRequests.Do(hackathon.ActCancel)(ctx, h.asker, ref(r)))
	case hackathon.HelpClosedOther:
		h.must(h.HelpRequests.Do(hackathon.ActClose)(ctx, h.asker, ref(r)))
	default:
		h.must(h.claim(h.volunteer, r))
		if status != hackathon.HelpOffered {
			h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(ctx, h.asker, ref(r)))
		}
		if status == hackathon.HelpInProgress || status == hackathon.HelpCompleted {
			h.must(h.HelpRequests.Do(hackathon.ActStart)(ctx, h.asker, ref(r)))
		}
		if status == hackathon.HelpCompleted {
			h.must(h.HelpRequests.Do(hackathon.ActComplete)(ctx, h.asker, ref(r)))
		}
	}
	got, err := h.HelpRequests.Find(ctx, h.asker, r.ID)
	if err != nil || got.Status != status {
		h.t.Fatalf("wanted %s, got %+v, %v", status, got, err)
	}
	return got
}

// Every act by everybody in every state: what the table allows happens, with a row of history and an activity; nothing
// else does, and leaves no trace.
func TestActs_everyStateByEverybody(t *testing.T) {
	t.Parallel()
	// the table of allowed moves, spelled out once more and by hand
	may := map[string]map[hackathon.HelpRequestStatus]string{ // act, state: who
		"acceptOffer":  {hackathon.HelpOffered: "asker"},
		"declineOffer": {hackathon.HelpOffered: "asker"},
		"releaseHelpRequest": {hackathon.HelpOffered: "volunteer", hackathon.HelpMatched: "volunteer",
			hackathon.HelpInProgress: "volunteer"},
		"startHelpRequest": {hackathon.HelpMatched: "asker volunteer"},
		"completeHelpRequest": {hackathon.HelpMatched: "asker volunteer coordinator",
			hackathon.HelpInProgress: "asker volunteer coordinator"},
		"cancelHelpRequest": {hackathon.HelpOpen: "asker coordinator", hackathon.HelpOffered: "asker coordinator",
			hackathon.HelpMatched:    "asker coordinator",
			hackathon.HelpInProgress: "asker volunteer coordinator"},
		"closeHelpRequest": {hackathon.HelpOpen: "asker coordinator", hackathon.HelpOffered: "asker coordinator",
			hackathon.HelpMatched: "asker coordinator"},
		"reopenHelpRequest": {hackathon.HelpExpired: "asker coordinator"},
		"reportNoShow":      {hackathon.HelpMatched: "asker coordinator", hackathon.HelpInProgress: "asker coordinator"},
	}
	to := map[string]hackathon.HelpRequestStatus{"acceptOffer": hackathon.HelpMatched, "declineOffer": hackathon.HelpOpen,
		"releaseHelpRequest": hackathon.HelpOpen,
		"startHelpRequest":   hackathon.HelpInProgress, "completeHelpRequest": hackathon.HelpCompleted,
		"cancelHelpRequest": hackathon.HelpCancelled,
		"closeHelpRequest":  hackathon.HelpClosedOther, "reopenHelpRequest": hackathon.HelpOpen,
		"reportNoShow": hackathon.HelpOpen}
	states := []hackathon.HelpRequestStatus{hackathon.HelpOpen, hackathon.HelpOffered, hackathon.HelpMatched,
		hackathon.HelpInProgress, hackathon.HelpCompleted,
		hackathon.HelpExpired, hackathon.HelpCancelled, hackathon.HelpClosedOther}
	for name := range may {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			people := map[string]*hackathon.Viewer{"asker": h.asker, "volunteer": h.volunteer, "coordinator": h.coordinator,
				"other": h.other, "stranger": h.stranger}
			act := h.acts()[name]
			for _, state := range states {
				allowed := strings.Fields(may[name][state])
				for who, viewer := range people {
					r := h.inState(state)
					before := h.log(h.event)
					offered := h.offers(viewer, r, name)
					got, err := act(t.Context(), viewer, ref(r))
					if offered != (err == nil) {
						t.Errorf("%s by %s: offered %t, and then: %v", state, who, offered, err)
					}
					if slices.Contains(allowed, who) {
						if err != nil || got.Status != to[name] {
							t.Errorf("%s by %s: %v, %v", state, who, got, err)
							continue
						}
						h.checkMove(r, got, len(before))
						continue
					}
					if err == nil || hackathon.KindOf(err) == hackathon.Internal && !isConflict(err, string(state)) {
						t.Errorf("%s by %s: %v, %v", state, who, got, err)
					}
					if who == "stranger" && !errors.Is(err, hackathon.NotFound) {
						t.Errorf("%s by a stranger: %v", state, err)
					}
					if after, err := h.HelpRequests.Find(t.Context(), h.asker, r.ID); err != nil || !cmp.Equal(after, r) ||
						len(h.log(h.event)) != len(before) {
						t.Errorf("%s by %s left a trace: %+v, %v", state, who, after, err)
					}
				}
			}
		})
	}
}

// checkMove holds the history and the log against what was moved.
func (h *hall) checkMove(before, after *hackathon.HelpRequest, logged int) {
	h.t.Helper()
	histories, err := whole(h.t.Context(), h.HelpRequests.Histories(nil), after.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	moves := histories[after.ID]
	last := moves[len(moves)-1]
	if last.To != after.Status || moves[0].From != nil || after.Version != len(moves) || after.Version <= before.Version {
		h.t.Errorf("history of version %d: %+v", after.Version, moves)
	}
	for i, m := range moves[1:] {
		if *m.From != moves[i].To || !slices.Contains(hackathon.HelpRequestMoves[*m.From][m.To], m.By) {
			h.t.Errorf("the table knows no move %+v after %+v", m, moves[i])
		}
	}
	news := h.log(h.event)[logged:]
	if len(news) != after.Version-before.Version || news[len(news)-1].Kind != hackathon.HelpRequestActivity(*last.From,
		last.To) || int(news[len(news)-1].Version) != after.Version {
		h.t.Errorf("activities: %+v", news)
	}
}

func TestReleaseHelpRequest_opensAtOnceAndTellsTheAsker(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.inState(hackathon.HelpMatched)
	h.must(h.HelpRequests.Do(hackathon.ActRelease)(t.Context(), h.volunteer, ref(r)))
	if got := h.noticesOf(h.asker); !slices.Contains(got, hackathon.NoticeVolunteerWithdrew) {
		t.Error(got)
	}
	if _, err := h.claim(h.volunteer, r); !isNotEligible(err, hackathon.ObstacleWithdrewBefore) {
		t.Errorf("asked again: %v", err)
	}
	if got := h.must(h.claim(h.other, r)); got.Status != hackathon.HelpOffered {
		t.Error(got)
	}
}

func TestDeclineOffer_volunteerIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.inState(hackathon.HelpOffered)
	h.must(h.HelpRequests.Do(hackathon.ActDeclineOffer)(t.Context(), h.asker, ref(r)))
	if got := h.noticesOf(h.volunteer); !slices.Equal(got, []hackathon.NoticeKind{hackathon.NoticeOfferDeclined}) {
		t.Error(got)
	}
	if _, err := h.claim(h.volunteer, r); !isNotEligible(err, hackathon.ObstacleWithdrewBefore) {
		t.Error(err)
	}
}

func TestReportNoShow_isKeptForCoordinators(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.inState(hackathon.HelpInProgress)
	h.must(h.HelpRequests.Do(hackathon.ActReportNoShow)(t.Context(), h.coordinator, ref(r)))
	var noShow bool
	if err := h.pool.Get(&noShow, `SELECT no_show FROM help_request_offer WHERE help_request_id = $1`, r.ID); err != nil ||
		!noShow {
		t.Error(noShow, err)
	}
	if got := h.noticesOf(h.volunteer); !slices.Contains(got, hackathon.NoticeVolunteerWithdrew) {
		t.Error(got)
	}
}

func TestActs_notBeforeTheirTime(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther, AcceptFirst: true})
	h.must(h.claim(h.volunteer, r))
	for _, name := range []string{"completeHelpRequest", "reportNoShow"} {
		if _, err := h.acts()[name](t.Context(), h.asker, ref(r)); !isConflict(err, "MATCHED") {
			t.Errorf("%s: %v", name, err)
		}
	}
	gone := h.inState(hackathon.HelpExpired)
	h.passes(51 * time.Hour)
	if _, err := h.HelpRequests.Do(hackathon.ActReopen)(t.Context(), h.asker, ref(gone)); !isConflict(err, "EXPIRED") {
		t.Errorf("reopened after its end: %v", err)
	}
}

func TestActs_staffOfAnotherEventIsNoStaff(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	elsewhere := h.addStaff("Keegi", hackathon.RoleOrganiser,
		h.addEvent(hackathon.EventLive, testNow, testNow.Add(time.Hour)))
	if _, err := h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), elsewhere, ref(r)); !errors.Is(err,
		hackathon.NotFound) {
		t.Error(err)
	}
	h.exec(`DELETE FROM role_grant WHERE person_id = $1`, h.coordinator.PersonID)
	if _, err := h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), h.coordinator, ref(r)); !errors.Is(err,
		hackathon.NotFound) {
		t.Errorf("the role was taken back: %v", err)
	}
}

func TestHistory_isNeverRewritten(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	for _, q := range []string{`UPDATE help_request_move SET to_status = 'COMPLETED' WHERE help_request_id = $1`,
		`DELETE FROM help_request_move WHERE help_request_id = $1`} {
		if _, err := h.pool.Exec(q, r.ID); err == nil {
			t.Error(q)
		}
	}
	if _, err := h.pool.Exec(`UPDATE help_request_move SET person_id = NULL WHERE help_request_id = $1`,
		r.ID); err != nil {
		t.Errorf("a person cannot be forgotten: %v", err)
	}
}

func isNotEligible(err error, code hackathon.ObstacleCode) bool {
	e, ok := errors.AsType[*hackathon.NotEligibleError](err)
	return ok && slices.ContainsFunc(e.Obstacles, func(o hackathon.Obstacle) bool { return o.Code == code })
}
