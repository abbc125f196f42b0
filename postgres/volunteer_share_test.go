package postgres

import (
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// The address is the volunteer's to give, for this match, and goes with what is private.
func TestClaimHelpRequest_sharesTheAddressByChoice(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	address := h.volunteer.PersonID.String() + "@example.org"
	shown := func(r *hackathon.HelpRequest) string {
		t.Helper()
		m, err := h.HelpRequests.Matches(ctx, h.asker, []hackathon.ID{r.ID})
		if err != nil || m[r.ID] == nil {
			t.Fatal(m, err)
		}
		if m[r.ID].Private.VolunteerEmail == nil {
			return ""
		}
		return *m[r.ID].Private.VolunteerEmail
	}
	// there is nothing else to wipe
	bare := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther})
	for _, r := range []*hackathon.HelpRequest{h.need(), bare} {
		claim := func() {
			h.must(h.HelpRequests.Claim(ctx, h.volunteer, hackathon.ClaimHelpRequestInput{HelpRequestID: r.ID,
				ShareEmail: true}))
		}
		claim()
		if got := shown(r); got != "" {
			t.Errorf("an offer shows %s", got)
		}
		h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(ctx, h.asker, ref(r)))
		if got := shown(r); got != address {
			t.Errorf("accepted: %q", got)
		}
		h.must(h.HelpRequests.Do(hackathon.ActComplete)(ctx, h.asker, ref(r)))
	}
	h.passes(50*time.Hour + hackathon.PrivateKept - time.Minute)
	for i, want := range []string{address, ""} {
		if err := h.HelpRequests.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		if got := shown(bare); got != want {
			t.Errorf("tick %d: %q, want %q", i, got, want)
		}
		h.passes(2 * time.Minute)
	}
	for v, sees := range map[*hackathon.Viewer]bool{h.asker: true, h.volunteer: false} {
		m, err := h.HelpRequests.Matches(ctx, v, []hackathon.ID{bare.ID})
		if err != nil || m[bare.ID] == nil || m[bare.ID].AskerID.IsZero() == sees {
			t.Errorf("who asked: %+v, %v", m[bare.ID], err)
		}
	}
	for _, table := range []string{"help_request", "help_request_private", "help_request_offer", "help_request_move",
		"notice", "activity", "volunteer"} {
		var dump string
		if err := h.pool.Get(&dump, `SELECT COALESCE(string_agg(to_jsonb(x)::text, ' '), '') FROM `+table+` x`); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(dump, "@example.org") || strings.Contains(dump, `"share_email": true`) ||
			strings.Contains(dump, "alajane") || strings.Contains(dump, "5555") {
			t.Errorf("%s still holds what was to be wiped: %s", table, dump)
		}
	}
}

// What was chosen for one match does not come back with the next.
func TestClaimHelpRequest_sharingEndsWithTheMatch(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	h.must(h.HelpRequests.Claim(t.Context(), h.volunteer,
		hackathon.ClaimHelpRequestInput{HelpRequestID: r.ID, ShareEmail: true}))
	h.must(h.HelpRequests.Do(hackathon.ActRelease)(t.Context(), h.volunteer, ref(r)))
	var shared int
	if err := h.pool.Get(&shared, `SELECT count(*) FROM help_request_offer WHERE share_email`); err != nil || shared != 0 {
		t.Error(shared, err)
	}
}

// Duty that has run out is noted, and the live lists of that volunteer ask again.
func TestTick_endsDuties(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.onDuty(h.volunteer, new(testNow.Add(time.Hour)))
	before := len(h.log(hackathon.RightsStream))
	h.passes(time.Hour)
	for range 2 {
		if err := h.HelpRequests.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	log := h.log(hackathon.RightsStream)[before:]
	if v, err := h.Volunteers.Find(t.Context(), h.volunteer); err != nil || v.OnDutyUntil != nil || len(log) != 1 ||
		log[0].Entity != h.volunteer.PersonID {
		t.Errorf("%+v, %v, %+v", v, err, log)
	}
}
