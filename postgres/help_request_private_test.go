package postgres

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Who reaches what of a need, in each state of the offer. "teaser" is the need itself, "match" its private side without
// what is private, "all" with it.
func TestPrivatePart_reachedByTheTwoOnly(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	admin := h.addStaff("Haldur", hackathon.RoleAdmin)
	moderator := h.addStaff("Modereerija", hackathon.RoleModerator)
	evaluator := h.addStaff("Hindaja", hackathon.RoleEvaluator)
	organiser := h.addStaff("Korraldaja", hackathon.RoleOrganiser, h.event)
	eventVolunteer := h.addStaff("Kohalik", hackathon.RoleVolunteer, h.planned)
	board := &hackathon.Viewer{Grants: []hackathon.Grant{{Role: hackathon.RoleBoard, EventID: h.event}}}
	people := map[string]*hackathon.Viewer{"asker": h.asker, "volunteer": h.volunteer, "other": h.other,
		"coordinator": h.coordinator, "organiser": organiser,
		"admin": admin, "moderator": moderator, "evaluator": evaluator, "stranger": h.stranger,
		"volunteer elsewhere": eventVolunteer, "anonymous": {}, "board": board}
	always := map[string]string{"asker": "all", "volunteer": "teaser", "other": "teaser", "coordinator": "teaser",
		"organiser": "teaser", "admin": "teaser"}
	for state, volunteer := range map[hackathon.HelpRequestStatus]string{
		hackathon.HelpOpen: "teaser", hackathon.HelpOffered: "match", hackathon.HelpMatched: "all",
		hackathon.HelpInProgress: "all",
		hackathon.HelpCompleted:  "all", hackathon.HelpCancelled: "teaser", hackathon.HelpClosedOther: "teaser",
		hackathon.HelpExpired: "teaser",
	} {
		r := h.inState(state)
		for who, viewer := range people {
			want := always[who]
			if who == "volunteer" {
				want = volunteer
			}
			if got := h.reaches(viewer, r.ID); got != want {
				t.Errorf("%s: the %s reaches %q, want %q", state, who, got, want)
			}
		}
		h.releaseIfHeld(r)
	}
}

// reaches tries every read there is.
func (h *hall) reaches(v *hackathon.Viewer, id hackathon.ID) string {
	h.t.Helper()
	ctx, reach := h.t.Context(), ""
	if r, err := h.HelpRequests.Find(ctx, v, id); err == nil {
		reach = "teaser"
		if b, _ := json.Marshal(r); strings.Contains(string(b), "alajane") ||
			strings.Contains(string(b), h.asker.PersonID.String()) {
			h.t.Error("the teaser says what is private")
		}
	} else if !errors.Is(err, hackathon.NotFound) {
		h.t.Error(err)
	}
	matches, err := h.HelpRequests.Matches(ctx, v, []hackathon.ID{id})
	if err != nil {
		h.t.Fatal(err)
	}
	switch m := matches[id]; {
	case m == nil:
	case m.Private == nil:
		reach = "match"
	default:
		reach = "all"
	}
	if v.SignedIn() {
		args := hackathon.PageArgs{First: 100}
		own, err1 := h.HelpRequests.OfViewer(v, hackathon.HelpRequestFilter{})(ctx, args)
		taken, err2 := h.HelpRequests.TakenByViewer(v, hackathon.HelpRequestFilter{})(ctx, args)
		if err := errors.Join(err1, err2); err != nil {
			h.t.Fatal(err)
		}
		if has(own, id) != (v == h.asker) || has(taken, id) != (v == h.volunteer && (reach == "match" || reach == "all")) {
			h.t.Errorf("lists of who reaches %q", reach)
		}
	}
	if p, err := h.HelpRequests.OfEvent(v, h.event, hackathon.HelpRequestFilter{})(ctx,
		hackathon.PageArgs{First: 100}); err == nil && !has(p, id) ||
		err == nil && !v.SeesNeeds(h.event) || err != nil && v.SeesNeeds(h.event) {
		h.t.Errorf("list of the event: %v", err)
	}
	return reach
}

func (h *hall) releaseIfHeld(r *hackathon.HelpRequest) {
	if r.Status == hackathon.HelpMatched || r.Status == hackathon.HelpOffered {
		h.must(h.HelpRequests.Do(hackathon.ActRelease)(h.t.Context(), h.volunteer, ref(r)))
		if got := h.reaches(h.volunteer, r.ID); got != "teaser" {
			h.t.Errorf("whoever withdrew still reaches %q", got)
		}
	}
}

func has(p *hackathon.Page[*hackathon.HelpRequest], id hackathon.ID) bool {
	for _, r := range p.Items {
		if r.ID == id {
			return true
		}
	}
	return false
}

func TestPrivatePart_isNotInTheLogOrInNotices(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.inState(hackathon.HelpCompleted)
	for _, stream := range []hackathon.ID{h.event, h.asker.PersonID, h.volunteer.PersonID} {
		for _, a := range h.log(stream) {
			if s := string(a.Payload); strings.Contains(s, "alajane") || strings.Contains(s, "5555") ||
				strings.Contains(s, h.asker.PersonID.String()) ||
				strings.Contains(s, "Leida") || a.Actor == h.asker.PersonID {
				t.Errorf("%s says whose need it is, or more: %s", a.Kind, s)
			}
		}
	}
}

func TestMatches_addressOfARideOnlyAroundIt(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindTransport,
		StartsAt: new(testNow.Add(240 * time.Hour)), AcceptFirst: true,
		Transport: &hackathon.TransportInput{FromPlace: "rouge", Seats: 1},
		Private:   &hackathon.HelpRequestPrivateInput{Phone: new("5555555"), Address: new("Kooli 3")}})
	h.must(h.claim(h.volunteer, r))
	address := func(v *hackathon.Viewer) *string {
		m, err := h.HelpRequests.Matches(t.Context(), v, []hackathon.ID{r.ID})
		if err != nil || m[r.ID].Private.Phone == nil {
			t.Fatal(m, err)
		}
		return m[r.ID].Private.Address
	}
	if address(h.volunteer) != nil || address(h.asker) == nil {
		t.Error("ten days before: the volunteer sees the address, or the asker does not")
	}
	h.passes(217 * time.Hour)
	if address(h.volunteer) == nil {
		t.Error("the day before: no address")
	}
	h.passes(60 * time.Hour)
	if address(h.volunteer) != nil {
		t.Error("two days after: still the address")
	}
}

func TestNotices_areOnesOwn(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	r := h.inState(hackathon.HelpOffered)
	p, err := h.Notices.OfViewer(h.asker)(ctx, hackathon.PageArgs{First: 10})
	if err != nil || len(p.Items) != 1 || p.Items[0].SubjectID != r.ID ||
		!strings.Contains(p.Items[0].Text.Et, "Abi lugemisel ja kirjutamisel") || p.Items[0].Text.En == "" {
		t.Fatalf("%+v, %v", p, err)
	}
	id := p.Items[0].ID
	if _, err := h.Notices.Find(ctx, h.volunteer, id); !errors.Is(err, hackathon.NotFound) {
		t.Error(err)
	}
	log := h.log(h.asker.PersonID)
	if last := log[len(log)-1]; last.Kind != hackathon.ActivityNoticeAdded || last.Audience != hackathon.AudienceOne ||
		last.Entity != id {
		t.Errorf("%+v", last)
	}
	now, err := h.Notices.Unread(ctx, []hackathon.ID{h.asker.PersonID})
	if err != nil || len(now.Items) != 1 || now.At[0].Seq != log[len(log)-1].Seq {
		t.Errorf("%+v, %+v, %v", now.Items, now.At, err)
	}
	read := hackathon.MarkNoticesReadInput{NoticeIDs: []hackathon.ID{id}}
	if n, err := h.Notices.MarkRead(ctx, h.volunteer, read); err != nil || n != 0 {
		t.Error("somebody else read it", n, err)
	}
	for _, want := range []int{1, 0} {
		if n, err := h.Notices.MarkRead(ctx, h.asker, read); err != nil || n != want {
			t.Error(n, err)
		}
	}
	if now, err := h.Notices.Unread(ctx, []hackathon.ID{h.asker.PersonID}); err != nil || len(now.Items) != 0 {
		t.Error(now.Items, err)
	}
	if _, err := h.Notices.MarkRead(ctx, h.asker,
		hackathon.MarkNoticesReadInput{NoticeIDs: []hackathon.ID{r.ID}}); !errors.Is(err, hackathon.Invalid) {
		t.Error(err)
	}
}
