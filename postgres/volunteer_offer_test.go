package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/hackathon"
)

func TestVerifyVolunteer_byThePlatformsStaffOnly(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	in := hackathon.VerifyVolunteerInput{PersonID: h.volunteer.PersonID, Verification: hackathon.VerificationVouched}
	if _, err := h.Volunteers.Verify(ctx, h.coordinator, in); !errors.Is(err, hackathon.Forbidden) {
		t.Errorf("of one event: %v", err)
	}
	platform := h.addStaff("Koordinaator", hackathon.RoleCoordinator)
	before := len(h.log(hackathon.RightsStream))
	if _, err := h.Volunteers.Verify(ctx, platform, in); err != nil {
		t.Fatal(err)
	}
	v, err := h.Volunteers.Find(ctx, h.volunteer)
	if log := h.log(hackathon.RightsStream); err != nil || v.Verification != hackathon.VerificationVouched ||
		len(log) != before+1 || log[before].Kind != hackathon.ActivityRightsChanged ||
		log[before].Entity != h.volunteer.PersonID {
		t.Error(v, err, log)
	}
	in.PersonID = h.stranger.PersonID
	if _, err := h.Volunteers.Verify(ctx, platform, in); !errors.Is(err, hackathon.NotFound) {
		t.Error(err)
	}
}

func TestUpdateVolunteer_makesAVolunteerOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	roles := func() (n int) {
		if err := h.pool.Get(&n, `SELECT count(*) FROM role_grant WHERE person_id = $1 AND role = 'VOLUNTEER'`,
			h.volunteer.PersonID); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if v, err := h.Volunteers.Update(ctx, h.volunteer, everything()); err != nil ||
		v.Verification != hackathon.VerificationChecked || roles() != 1 {
		t.Errorf("%+v, %v: stating it again changes nothing else", v, err)
	}
	h.exec(`DELETE FROM role_grant WHERE person_id = $1`, h.volunteer.PersonID)
	if _, err := h.Volunteers.Update(ctx, h.volunteer, everything()); err != nil || roles() != 0 {
		t.Errorf("a role taken back came again, or %v", err)
	}
	bad := hackathon.UpdateVolunteerInput{QualifiedFor: []hackathon.AssistanceKind{hackathon.KindTransport}, RadiusKm: 13,
		Place: "Jüri tn 12-5", Vehicle: &hackathon.Vehicle{Seats: -1}}
	_, err := h.Volunteers.Update(ctx, h.stranger, bad)
	e, _ := errors.AsType[*hackathon.Error](err)
	var paths []string
	for _, f := range e.Fields {
		paths = append(paths, f.Path[len(f.Path)-1]+" "+string(f.Code))
	}
	want := []string{"kinds REQUIRED", "qualifiedFor UNKNOWN", "languages REQUIRED", "place UNKNOWN",
		"radiusKm OUT_OF_RANGE", "seats OUT_OF_RANGE"}
	if d := cmp.Diff(want, paths); d != "" {
		t.Error(d)
	}
}

func TestSetOnDuty_upToADay(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	for _, c := range []struct {
		until *time.Time
		kind  hackathon.ErrorKind
	}{{new(testNow.Add(24 * time.Hour)), ""}, {nil, ""}, {new(testNow), hackathon.Invalid},
		{new(testNow.Add(25 * time.Hour)), hackathon.Invalid}} {
		v, err := h.Volunteers.SetOnDuty(t.Context(), h.volunteer, hackathon.SetOnDutyInput{Until: c.until})
		if c.kind != "" && !errors.Is(err, c.kind) || c.kind == "" && (err != nil || !cmp.Equal(v.OnDutyUntil, c.until)) {
			t.Errorf("%v: %v, %v", c.until, v, err)
		}
	}
	if _, err := h.Volunteers.SetOnDuty(t.Context(), h.stranger, hackathon.SetOnDutyInput{}); !errors.Is(err,
		hackathon.Forbidden) {
		t.Error(err)
	}
}
