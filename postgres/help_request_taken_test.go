package postgres

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Who comes too late is told so without a transaction and without a look at what they offer.
func TestClaimHelpRequest_losingCostsOneStatement(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	need := h.need()
	claim := func(v *hackathon.Viewer, key string) (*hackathon.HelpRequest, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		return h.HelpRequests.Claim(ctx, v, hackathon.ClaimHelpRequestInput{HelpRequestID: need.ID,
			Keyed: hackathon.Keyed{IdempotencyKey: &key}})
	}
	if got := h.must(claim(h.volunteer, "winner's")); got.Status == hackathon.HelpOpen {
		t.Fatal(got.Status)
	}
	lock, err := h.SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Rollback() }()
	if _, err := lock.Exec(`LOCK TABLE volunteer IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second call repeats the first one's key
		got, err := claim(h.other, "loser's")
		taken, is := errors.AsType[*hackathon.AlreadyTakenError](err)
		if !is || got == nil || taken.HelpRequest.ID != need.ID || got.Status == hackathon.HelpOpen || got.Version != 2 {
			t.Errorf("%v %+v", err, got)
		}
	}
	_ = lock.Rollback()
	if got := h.must(claim(h.volunteer, "winner's")); got.ID != need.ID {
		t.Errorf("the winner's own key, again: %+v", got)
	}
	if _, err := h.claim(h.volunteer, need); err != nil {
		t.Error("the winner, without a key:", err)
	}
	if _, err := h.claim(h.stranger, need); errors.As(err, new(*hackathon.AlreadyTakenError)) {
		t.Error("somebody who may not see the need is shown it:", err)
	}
}
