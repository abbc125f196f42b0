package postgres

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// needsOf brings needs of the running event to the states that matter when it moves: OPEN, OFFERED, MATCHED,
// IN_PROGRESS, a way home, and what lies after the event's end.
func (h *hall) needsOf() map[string]*hackathon.HelpRequest {
	h.t.Helper()
	ride, home := h.thereAndBack(
		hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, StartsAt: &testNow,
			Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1, ReturnAt: new(testNow.Add(51 * time.Hour))}})
	return map[string]*hackathon.HelpRequest{
		"open": h.inState(hackathon.HelpOpen), "offered": h.inState(hackathon.HelpOffered),
		"matched": h.inState(hackathon.HelpMatched),
		"begun":   h.inState(hackathon.HelpInProgress), "ride": h.present(ride),
		"home": h.present(home),
		"after": h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			StartsAt: new(testNow.Add(50 * time.Hour)), EndsAt: new(testNow.Add(52 * time.Hour))}),
		"sign": h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindSignLanguageInterpreter}),
	}
}

// moveEventTo moves the running event as its coordinator would.
func (h *hall) moveEventTo(to hackathon.EventStatus) {
	h.t.Helper()
	var err error
	if to == hackathon.EventMovedOnline {
		_, err = h.Events.MoveOnline(h.t.Context(), h.coordinator,
			hackathon.MoveEventOnlineInput{EventID: h.event, JoinURL: "https://example.org/x"})
	} else {
		in := hackathon.ChangeEventStatusInput{EventID: h.event, Status: to}
		if to.NeedsReason() {
			in.Reason = &hackathon.Localized{Et: "Torm"}
		}
		_, err = h.Events.ChangeStatus(h.t.Context(), h.coordinator, in)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// Whatever way an event goes, none of its needs is left where nobody looks: each is closed with a word to those
// concerned, or it can still be taken.
func TestMoveEvent_treatsEveryNeed(t *testing.T) {
	t.Parallel()
	for to, want := range map[hackathon.EventStatus]map[string]hackathon.HelpRequestStatus{
		hackathon.EventEnded: {"open": hackathon.HelpExpired, "offered": hackathon.HelpExpired,
			"matched": hackathon.HelpMatched, "begun": hackathon.HelpInProgress,
			"ride": hackathon.HelpExpired, "home": hackathon.HelpOpen, "after": hackathon.HelpOpen,
			"sign": hackathon.HelpExpired},
		hackathon.EventCancelled: {"open": hackathon.HelpCancelled, "offered": hackathon.HelpCancelled,
			"matched": hackathon.HelpCancelled, "begun": hackathon.HelpInProgress,
			"ride": hackathon.HelpCancelled, "home": hackathon.HelpOpen, "after": hackathon.HelpCancelled,
			"sign": hackathon.HelpCancelled},
		hackathon.EventPostponed: {"open": hackathon.HelpCancelled, "offered": hackathon.HelpCancelled,
			"matched": hackathon.HelpCancelled, "begun": hackathon.HelpInProgress,
			"ride": hackathon.HelpCancelled, "home": hackathon.HelpOpen, "after": hackathon.HelpCancelled,
			"sign": hackathon.HelpCancelled},
		hackathon.EventMovedOnline: {"open": hackathon.HelpOpen, "offered": hackathon.HelpOffered,
			"matched": hackathon.HelpMatched, "begun": hackathon.HelpInProgress,
			"ride": hackathon.HelpClosedOther, "home": hackathon.HelpOpen, "after": hackathon.HelpOpen,
			"sign": hackathon.HelpOpen},
	} {
		t.Run(string(to), func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			needs := h.needsOf()
			logged := len(h.log(h.event))
			asked, offered := len(h.noticesOf(h.asker)), len(h.noticesOf(h.volunteer))
			h.moveEventTo(to)
			listed := h.listed(h.other)
			told, closed := 0, 0
			for name, before := range needs {
				got := h.present(before)
				if got.Status != want[name] {
					t.Errorf("%s: %s, want %s", name, got.Status, want[name])
				}
				if slices.Contains(listed, got.ID) != (got.Status == hackathon.HelpOpen) {
					t.Errorf("%s is %s, and listed: %v", name, got.Status, slices.Contains(listed, got.ID))
				}
				if got.Version != before.Version {
					h.checkHistory(got)
					told++
				}
				if got.Status != before.Status {
					closed++
				}
				taker := h.addVolunteer("Võtja") // nobody may hold two of the same hours
				elig := h.eligibility(taker, before)
				if may := elig.Eligible; may != (got.Status == hackathon.HelpOpen) {
					t.Errorf("%s, %s: eligible %v, %v", name, got.Status, may, elig.Obstacles)
				}
				if _, err := h.claim(taker, before); (err == nil) != (got.Status == hackathon.HelpOpen) {
					t.Errorf("%s, %s: claim: %v", name, got.Status, err)
				}
			}
			if got := len(h.noticesOf(h.asker)) - asked; got < told {
				t.Errorf("the asker was told %d times of %d changes", got, told)
			}
			if want[`offered`] != hackathon.HelpOffered && len(h.noticesOf(h.volunteer)) == offered {
				t.Error("who offered was told nothing")
			}
			order := []hackathon.ActivityKind{}
			for _, a := range h.log(h.event)[logged:] {
				if a.Kind == hackathon.ActivityEventStatusChanged || a.Kind == hackathon.ActivityHelpRequestClosed {
					order = append(order, a.Kind)
				}
			}
			if i := slices.Index(order, hackathon.ActivityEventStatusChanged); closed > 0 && i < 1 {
				t.Errorf("the closings stand before the event's move, so that whoever then leaves its stream has them: %v", order)
			}
		})
	}
}

func (h *hall) checkHistory(r *hackathon.HelpRequest) {
	h.t.Helper()
	histories, err := whole(h.t.Context(), h.HelpRequests.Histories(nil), r.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	moves := histories[r.ID]
	if last := moves[len(moves)-1]; last.To != r.Status {
		h.t.Errorf("the history ends at %s, the need is %s", last.To, r.Status)
	}
	for i, m := range moves[1:] {
		if *m.From != moves[i].To || !slices.Contains(hackathon.HelpRequestMoves[*m.From][m.To], m.By) {
			h.t.Errorf("the table knows no move %+v after %+v", m, moves[i])
		}
	}
}

// listed are the needs that a volunteer is shown who looks at all events.
func (h *hall) listed(v *hackathon.Viewer) (ids []hackathon.ID) {
	h.t.Helper()
	p, err := h.AssistanceNeeds.List(v, nil, nil)(h.t.Context(), hackathon.PageArgs{First: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, r := range p.Items {
		ids = append(ids, r.ID)
	}
	return ids
}

func (h *hall) eligibility(v *hackathon.Viewer, r *hackathon.HelpRequest) *hackathon.Eligibility {
	h.t.Helper()
	found, err := h.HelpRequests.ForViewer(h.t.Context(), v, []hackathon.ID{r.ID})
	if err != nil {
		h.t.Fatal(err)
	}
	return found[r.ID].Eligibility
}

// Before it begins nobody has come, so that nobody needs a way home.
func TestMoveEvent_beforeItBegins(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	there, home := h.thereAndBack(
		hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindTransport,
			StartsAt:  new(testNow.Add(240 * time.Hour)),
			Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1, ReturnAt: new(testNow.Add(250 * time.Hour))}})
	if _, err := h.Events.ChangeStatus(t.Context(), h.coordinator,
		hackathon.ChangeEventStatusInput{EventID: h.planned, Status: hackathon.EventPostponed,
			Reason: &hackathon.Localized{Et: "Torm"}}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*hackathon.HelpRequest{there, home} {
		if got := h.present(r); got.Status != hackathon.HelpCancelled {
			t.Errorf("%+v", got)
		}
	}
}

func TestMoveEventOnline_needsGoOnlineOrAreClosed(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	sign := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindSignLanguageInterpreter})
	taken := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindSpeechToTextInterpreter,
		AcceptFirst: true})
	h.must(h.claim(h.volunteer, taken))
	room := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp})
	hand := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindReadingWriting, OnSite: true})
	companion := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindCompanion})
	home := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindRespiteAtHome})
	h.moveEventTo(hackathon.EventMovedOnline)
	for _, r := range []*hackathon.HelpRequest{sign, taken} {
		got := h.present(r)
		if got.Area == r.Area || got.Area == "Võru" || !got.Coordinates().IsZero() || got.Interpreting == nil ||
			!got.Interpreting.Online || got.Version <= r.Version {
			t.Errorf("not online: %+v %+v", got, got.Interpreting)
		}
	}
	for _, r := range []*hackathon.HelpRequest{room, hand, companion} {
		if got := h.present(r); got.Status != hackathon.HelpClosedOther {
			t.Errorf("%s is %s", got.Kind, got.Status)
		}
	}
	if got := h.present(home); got.Status != hackathon.HelpOpen || got.Version != home.Version {
		t.Errorf("%+v", got)
	}
	if got := h.noticesOf(h.volunteer); len(got) == 0 {
		t.Error("the interpreter was not told that it is online now")
	}
	var changed bool
	for _, a := range h.log(h.event) {
		changed = changed || a.Entity == sign.ID && a.Kind == hackathon.ActivityHelpRequestChanged
	}
	if !changed {
		t.Error("the stream was not told that the need is online now")
	}
}

// What becomes open again when its event is over would be in no list: it expires at once, and the asker is told.
func TestRelease_afterTheEventIsNotLost(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*hall, *hackathon.HelpRequest) (*hackathon.HelpRequest, error){
		"release": func(h *hall, r *hackathon.HelpRequest) (*hackathon.HelpRequest, error) {
			return h.HelpRequests.Do(hackathon.ActRelease)(h.t.Context(), h.volunteer, ref(r))
		},
		"no-show": func(h *hall, r *hackathon.HelpRequest) (*hackathon.HelpRequest, error) {
			return h.HelpRequests.Do(hackathon.ActReportNoShow)(h.t.Context(), h.asker, ref(r))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			r := h.inState(hackathon.HelpMatched)
			h.moveEventTo(hackathon.EventEnded)
			got := h.must(act(h, r))
			if got.Status != hackathon.HelpExpired {
				t.Errorf("%s", got.Status)
			}
			h.checkHistory(got)
			if told := h.noticesOf(h.asker); !slices.Contains(told, hackathon.NoticeRequestExpired) {
				t.Error(told)
			}
			if _, err := h.HelpRequests.Do(hackathon.ActReopen)(t.Context(), h.asker, ref(r)); !isConflict(err, "ENDED") {
				t.Errorf("opened again after its event: %v", err)
			}
		})
	}
}

// An event with thousands of needs moves at once; what one transaction does not hold, the clock does next, and nobody
// can take it meanwhile.
func TestMoveEvent_manyNeedsInBatches(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	var needs []*hackathon.HelpRequest
	for range 2*needsBatch + 5 {
		needs = append(needs, h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			AcceptFirst: true}))
	}
	h.moveEventTo(hackathon.EventEnded)
	left := 0
	for _, r := range needs {
		if h.present(r).Status != hackathon.HelpOpen {
			continue
		}
		left++
		if _, err := h.claim(h.volunteer, r); !isNotEligible(err, hackathon.ObstacleEventOver) {
			t.Errorf("taken from an event that is over: %v", err)
		}
		if e := h.eligibility(h.volunteer, r); e.Eligible {
			t.Error("eligible for what cannot be taken")
		}
	}
	if left != needsBatch+5 {
		t.Errorf("%d are left for the clock", left)
	}
	h.tick()
	for _, r := range needs {
		if got := h.present(r); got.Status != hackathon.HelpExpired {
			t.Errorf("%+v", got)
		}
	}
}

// A need that cannot be settled holds up what comes after it in its own event, and no other event: the error is told,
// the rest is done.
func TestTick_oneEventDoesNotHoldUpAnother(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	bad, later, other := h.need(), h.need(), h.request(hackathon.RequestHelpInput{EventID: &h.planned,
		Kind: hackathon.KindOther})
	for _, e := range []struct{ event, settled, upTo hackathon.ID }{{h.event, hackathon.ID{}, bad.ID},
		{h.event, bad.ID, later.ID}, {h.planned, hackathon.ID{}, other.ID}} {
		h.exec(`UPDATE event SET status = 'CANCELLED' WHERE id = $1`, e.event)
		h.exec(`INSERT INTO event_needs (event_id, from_status, to_status, ends_at, at, settled_up_to, up_to) VALUES ($1,
			'PUBLISHED', 'CANCELLED', $2, $3, $4, $5)`,
			e.event, testNow.Add(250*time.Hour), testNow, e.settled, e.upTo)
	}
	h.exec(`DELETE FROM help_request_private WHERE help_request_id = $1`, bad.ID)
	if err := h.HelpRequests.Tick(t.Context()); !errors.Is(err, hackathon.NotFound) {
		t.Errorf("what failed is not told: %v", err)
	}
	if got := h.present(other); got.Status != hackathon.HelpCancelled {
		t.Errorf("the other event's need is %s", got.Status)
	}
	if got := h.present(later); got.Status != hackathon.HelpOpen {
		t.Errorf("a later passage of the event was done before an earlier one: %s", got.Status)
	}
}

// Claims, releases and the event's end at the same time: no deadlock, and whatever won, no need is left open.
func TestMoveEvent_whileNeedsMove(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	var needs []*hackathon.HelpRequest
	for range 20 {
		r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther, AcceptFirst: true})
		needs = append(needs, r)
	}
	for _, r := range needs[10:] {
		h.must(h.claim(h.volunteer, r))
	}
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i, r := range needs {
		wg.Go(func() {
			<-start
			var err error
			if i < 10 {
				_, err = h.claim(h.other, r)
			} else {
				_, err = h.HelpRequests.Do(hackathon.ActRelease)(t.Context(), h.volunteer, ref(r))
			}
			if err != nil && !isRefusal(err) {
				t.Error(err)
			}
		})
	}
	wg.Go(func() { <-start; h.moveEventTo(hackathon.EventEnded) })
	close(start)
	wg.Wait()
	for _, r := range needs {
		if got := h.present(r); got.Status == hackathon.HelpOpen || got.Status == hackathon.HelpOffered {
			t.Errorf("left open: %+v", got)
		}
	}
}

func isRefusal(err error) bool {
	_, conflict := errors.AsType[*hackathon.StateConflictError](err)
	_, eligible := errors.AsType[*hackathon.NotEligibleError](err)
	_, taken := errors.AsType[*hackathon.AlreadyTakenError](err)
	return conflict || eligible || taken
}
