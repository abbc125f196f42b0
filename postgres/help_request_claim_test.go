package postgres

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/hackathon"
)

func TestClaimHelpRequest_exactlyOneOfFiftyWins(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	volunteers := make([]*hackathon.Viewer, 50)
	for i := range volunteers {
		volunteers[i] = h.addVolunteer("Vabatahtlik")
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var winner hackathon.ID
	taken := 0
	start := make(chan struct{})
	for _, v := range volunteers {
		wg.Go(func() {
			<-start
			got, err := h.claim(v, r)
			mu.Lock()
			defer mu.Unlock()
			if e, ok := errors.AsType[*hackathon.AlreadyTakenError](err); ok && e.HelpRequest.ID == r.ID &&
				e.HelpRequest.Status == hackathon.HelpOffered {
				taken++
			} else if err != nil || got.Status != hackathon.HelpOffered || !winner.IsZero() {
				t.Errorf("%v, %v", got, err)
			} else {
				winner = v.PersonID
			}
		})
	}
	close(start)
	wg.Wait()
	if taken != 49 || winner.IsZero() {
		t.Fatalf("%d were told that it is taken, winner %v", taken, winner)
	}
	m, err := h.HelpRequests.Matches(t.Context(), h.asker, []hackathon.ID{r.ID})
	if err != nil || m[r.ID].VolunteerID != winner {
		t.Errorf("match %+v, %v", m[r.ID], err)
	}
	var kinds []hackathon.ActivityKind
	for _, a := range h.log(h.event) {
		kinds = append(kinds, a.Kind)
	}
	if d := cmp.Diff([]hackathon.ActivityKind{hackathon.ActivityHelpRequestOpened, hackathon.ActivityHelpRequestClosed},
		kinds); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]hackathon.NoticeKind{hackathon.NoticeOfferReceived}, h.noticesOf(h.asker)); d != "" {
		t.Error(d)
	}
}

func TestClaimHelpRequest_sameClickTwice(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.need()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, err := h.claim(h.volunteer, r); err != nil || got.Status != hackathon.HelpOffered || got.Version != 2 {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	wg.Wait()
}

func TestClaimHelpRequest_idempotencyKey(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r, another, key := h.need(), h.need(), "võti"
	claim := func(id hackathon.ID) (*hackathon.HelpRequest, error) {
		return h.HelpRequests.Claim(t.Context(), h.volunteer,
			hackathon.ClaimHelpRequestInput{HelpRequestID: id, Keyed: hackathon.Keyed{IdempotencyKey: &key}})
	}
	first := h.must(claim(r.ID))
	again := h.must(claim(r.ID))
	if d := cmp.Diff(first, again); d != "" {
		t.Error(d)
	}
	if _, err := claim(another.ID); !errors.Is(err, hackathon.Conflict) {
		t.Errorf("another need with the same key: %v", err)
	}
	ask := func() *hackathon.HelpRequest {
		return h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
			Keyed: hackathon.Keyed{IdempotencyKey: new("üks")}})
	}
	if a, b := ask(), ask(); a.ID != b.ID {
		t.Error("asked twice")
	}
}

func TestClaimHelpRequest_firstIsFine(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	for name, in := range map[string]hackathon.RequestHelpInput{
		"on site":      {EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true},
		"accept first": {EventID: &h.planned, Kind: hackathon.KindOther, AcceptFirst: true},
	} {
		r := h.must(h.claim(h.volunteer, h.request(in)))
		m, err := h.HelpRequests.Matches(t.Context(), h.volunteer, []hackathon.ID{r.ID})
		if err != nil || r.Status != hackathon.HelpMatched || *m[r.ID].Offer != hackathon.OfferAccepted ||
			m[r.ID].Private == nil || m[r.ID].ExpiresAt != nil {
			t.Errorf("%s: %v, %+v, %v", name, r.Status, m[r.ID], err)
		}
	}
}

// Who has come to the event helps there, wherever they live: the need is on their list, and theirs when they take it.
func TestClaimHelpRequest_inTheRoomFromAfar(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	afar := everything()
	afar.Place, afar.RadiusKm = "tallinn", 10
	if _, err := h.Volunteers.Update(t.Context(), h.volunteer, afar); err != nil {
		t.Fatal(err)
	}
	ahead := h.need()
	here := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp, OnSite: true})
	p, err := h.AssistanceNeeds.List(h.volunteer, &h.event, &hackathon.NeedFilter{EligibleOnly: true})(t.Context(),
		hackathon.PageArgs{First: 10})
	if err != nil || len(p.Items) != 1 || p.Items[0].ID != here.ID {
		t.Errorf("%+v, %v; want the need in the room", p, err)
	}
	if _, err := h.claim(h.volunteer, ahead); err == nil {
		t.Error("a need that is not on site is taken from afar")
	}
	if r := h.must(h.claim(h.volunteer, here)); r.Status != hackathon.HelpMatched {
		t.Error(r.Status)
	}
}

func TestClaimHelpRequest_obstacles(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindTransport, StartsAt: &testNow,
		Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1, Wheelchair: hackathon.WheelchairPowered}})
	code := func(v *hackathon.Viewer, need *hackathon.HelpRequest) string {
		_, err := h.claim(v, need)
		e, ok := errors.AsType[*hackathon.NotEligibleError](err)
		if !ok {
			return "" + string(hackathon.KindOf(err))
		}
		var codes []string
		for _, o := range e.Obstacles {
			codes = append(codes, string(o.Code))
			if o.Message.Et == string(o.Code) || o.Message.En == "" {
				t.Errorf("no words for %s", o.Code)
			}
		}
		return strings.Join(codes, " ")
	}
	fresh := newPerson(t, h.DB, "Uus")
	if got := code(fresh, r); got != "NOT_A_VOLUNTEER" {
		t.Errorf("nobody yet: %s", got)
	}
	if v, err := h.Volunteers.Update(t.Context(), fresh,
		hackathon.UpdateVolunteerInput{Kinds: []hackathon.AssistanceKind{hackathon.KindTransport}, Languages: []string{"ru"},
			Place: "valga", RadiusKm: 10}); err != nil || v.Verification != hackathon.VerificationNone {
		t.Fatal(v, err)
	}
	if got := code(fresh, r); got != "VERIFICATION_TOO_LOW TOO_FAR NO_COMMON_LANGUAGE VEHICLE_UNSUITABLE" {
		t.Errorf("fresh: %s", got)
	}
	sign := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindSignLanguageInterpreter})
	in := everything()
	in.QualifiedFor = []hackathon.AssistanceKind{}
	if _, err := h.Volunteers.Update(t.Context(), h.other, in); err != nil {
		t.Fatal(err)
	}
	if got := code(h.other, sign); got != "QUALIFICATION_MISSING" {
		t.Errorf("unqualified: %s", got)
	}
	h.exec(`UPDATE volunteer SET verification = 'REVOKED' WHERE person_id = $1`, h.other.PersonID)
	if got := code(h.other, h.need()); got != "BLOCKED" {
		t.Errorf("revoked: %s", got)
	}
	own, err := h.HelpRequests.Request(t.Context(), h.volunteer,
		hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther})
	if err != nil {
		t.Fatal(err)
	}
	if got := code(h.volunteer, own.HelpRequest); got != "OWN_REQUEST" {
		t.Errorf("own: %s", got)
	}
	h.must(h.claim(h.volunteer, r))
	h.must(h.HelpRequests.Do(hackathon.ActRelease)(t.Context(), h.volunteer, ref(r)))
	if got := code(h.volunteer, r); got != "WITHDREW_BEFORE" {
		t.Errorf("withdrew: %s", got)
	}
	h.exec(`DELETE FROM role_grant WHERE person_id = $1`, h.volunteer.PersonID)
	if got := code(h.volunteer, sign); got != "NOT_A_VOLUNTEER" {
		t.Errorf("role taken back while the connection lives on: %s", got)
	}
	if got := code(h.other, &hackathon.HelpRequest{ID: hackathon.NewID(hackathon.KindHelpRequest,
		testNow)}); got != "NOT_FOUND" {
		t.Errorf("no such need: %s", got)
	}
}
