package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// A call repeated with its key answers with what its viewer may see today, whatever they could see when they called
// first.
func TestOnce_repeatedCallShowsNoMoreThanTheViewerMaySeeNow(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	open := s.published(s.input("Avalik"))
	must(s.change(open, hackathon.EventLive))(t)
	draft := s.draft(s.input("Mustand"))
	staff := newPerson(t, s.DB, "Tõnu V.")
	for _, g := range []hackathon.Grant{{Role: hackathon.RoleOrganiser, EventID: draft.ID},
		{Role: hackathon.RoleOrganiser, EventID: open.ID}, {Role: hackathon.RoleOrganiser}} {
		staff.Grants = append(staff.Grants, rows(t, s.DB).Grant(staff.PersonID, g.Role, g.EventID)...)
	}
	attendance := s.attend(open, s.onlooker, 0)
	author := newPerson(t, s.DB, "Leida P.")
	idea := newIdea(t, s.DB, author, open.ID, "Idee")
	title, key := et("Uus"), "kordus"
	keyed := func(name string) *string { return new(key + name) }
	calls := map[string]func(v *hackathon.Viewer) (any, error){
		"createEvent": func(v *hackathon.Viewer) (any, error) {
			in := s.input("Teine mustand")
			in.IdempotencyKey = keyed("createEvent")
			return s.Events.Create(ctx, v, in)
		},
		"updateEvent": func(v *hackathon.Viewer) (any, error) {
			in := eventUpdate(draft.ID, hackathon.EventContent{Title: title}, "title")
			in.IdempotencyKey = keyed("updateEvent")
			return s.Events.Update(ctx, v, in)
		},
		"setEventFacts": func(v *hackathon.Viewer) (any, error) {
			return s.Events.SetFacts(ctx, v, hackathon.SetEventFactsInput{EventID: draft.ID,
				Facts: []hackathon.VenueFactInput{{Feature: "LIFT", State: hackathon.StateYes}},
				Keyed: hackathon.Keyed{IdempotencyKey: keyed("setEventFacts")}})
		},
		"setEventServices": func(v *hackathon.Viewer) (any, error) {
			return s.Events.SetServices(ctx, v, hackathon.SetEventServicesInput{EventID: draft.ID,
				Services: []hackathon.ServiceFactInput{{Service: "CAPTIONS", State: hackathon.StateYes}},
				Keyed:    hackathon.Keyed{IdempotencyKey: keyed("setEventServices")}})
		},
		"checkIn": func(v *hackathon.Viewer) (any, error) {
			return s.Attendances.CheckIn(ctx, v, hackathon.CheckInInput{AttendanceID: attendance.ID,
				Keyed: hackathon.Keyed{IdempotencyKey: keyed("checkIn")}})
		},
		"changeIdeaStatus": func(v *hackathon.Viewer) (any, error) {
			return s.Ideas.ChangeStatus(ctx, v, hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID, Status: hackathon.IdeaInReview,
				Keyed: hackathon.Keyed{IdempotencyKey: keyed("changeIdeaStatus")}})
		},
		"createBoardToken": func(v *hackathon.Viewer) (any, error) {
			return s.Boards.CreateToken(ctx, v, hackathon.CreateBoardTokenInput{EventID: open.ID,
				Keyed: hackathon.Keyed{IdempotencyKey: keyed("createBoardToken")}})
		},
		"grantRole": func(v *hackathon.Viewer) (any, error) {
			return s.People.GrantRole(ctx, v, hackathon.RoleInput{PersonID: author.PersonID, Role: hackathon.RoleModerator,
				EventID: &open.ID, Keyed: hackathon.Keyed{IdempotencyKey: keyed("grantRole")}})
		},
	}
	for name, call := range calls {
		if _, err := call(staff); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := call(staff); err != nil {
			t.Errorf("%s again, with the role: %v", name, err)
		}
	}
	if _, err := s.pool.ExecContext(ctx, `DELETE FROM role_grant WHERE person_id = $1`, staff.PersonID); err != nil {
		t.Fatal(err)
	}
	for name, call := range calls { // with the rights that the request was begun with
		if got, err := call(staff); !errors.Is(err, hackathon.NotFound) && !errors.Is(err, hackathon.Forbidden) {
			t.Errorf("%s again, without the role: %+v, %v", name, got, err)
		}
	}
}

// Who let a need go is not told again that it is theirs.
func TestClaim_repeatedAfterItWasLetGo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		between func(h *hall, r *hackathon.HelpRequest)
		want    func(error) bool
	}{
		"still held": {func(*hall, *hackathon.HelpRequest) {}, func(err error) bool { return err == nil }},
		"accepted since": {func(h *hall, r *hackathon.HelpRequest) {
			h.must(h.HelpRequests.Do(hackathon.ActAcceptOffer)(h.t.Context(), h.asker, ref(r)))
		},
			func(err error) bool { return err == nil }},
		"released": {func(h *hall, r *hackathon.HelpRequest) {
			h.must(h.HelpRequests.Do(hackathon.ActRelease)(h.t.Context(), h.volunteer, ref(r)))
		},
			func(err error) bool { return isConflict(err, "OPEN") }},
		"lapsed": {func(h *hall, _ *hackathon.HelpRequest) { h.passes(hackathon.OfferLifeLive + time.Second); h.tick() },
			func(err error) bool { return isConflict(err, "OPEN") }},
		"cancelled": {func(h *hall, r *hackathon.HelpRequest) {
			h.must(h.HelpRequests.Do(hackathon.ActCancel)(h.t.Context(), h.asker, ref(r)))
		},
			func(err error) bool { return isConflict(err, "CANCELLED") }},
		"taken by another": {func(h *hall, r *hackathon.HelpRequest) {
			h.must(h.HelpRequests.Do(hackathon.ActRelease)(h.t.Context(), h.volunteer, ref(r)))
			h.must(h.claim(h.other, r))
		}, func(err error) bool {
			_, taken := errors.AsType[*hackathon.AlreadyTakenError](err)
			return taken
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			r := h.need()
			claim := func() (*hackathon.HelpRequest, error) {
				return h.HelpRequests.Claim(t.Context(), h.volunteer,
					hackathon.ClaimHelpRequestInput{HelpRequestID: r.ID, Keyed: hackathon.Keyed{IdempotencyKey: new("k")}})
			}
			h.must(claim())
			c.between(h, r)
			if got, err := claim(); !c.want(err) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}
