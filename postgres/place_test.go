package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Who could move about as they like could ask from everywhere. Another place can be stated a few times a day;
// everything else as often as one likes.
func TestUpdateVolunteer_movesAFewTimesADay(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	move := func(place string) error {
		in := everything()
		in.Place = place
		v, err := h.Volunteers.Update(t.Context(), h.volunteer, in)
		if err == nil && (v.Place() == nil || v.Place().ID != place || v.Coordinates() != v.Place().Cell()) {
			t.Errorf("%s: %+v", place, v)
		}
		return err
	}
	tooOften := func(when, place string, wanted bool) {
		t.Helper()
		err := move(place)
		e, _ := errors.AsType[*hackathon.Error](err)
		refused := e != nil && e.Kind == hackathon.RateLimited && e.Limit == hackathon.PlaceChangesPerDay &&
			e.RetryAfter == 24*time.Hour
		if refused != wanted || !wanted && err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	for _, place := range []string{"voru-linn", "rouge", "rouge", "voru-linn", "valga"} {
		tooOften("up to three", place, false)
	}
	tooOften("the fourth", "rouge", true)
	tooOften("where one is", "valga", false)
	h.passes(24*time.Hour + time.Second)
	tooOften("the next day", "rouge", false)
	h.Limits[hackathon.PlaceChangesPerDay] = 1
	tooOften("set to one", "voru-linn", true)
	h.Limits[hackathon.PlaceChangesPerDay] = hackathon.NoLimit
	for _, place := range []string{"voru-linn", "rouge", "valga", "rouge", "voru-linn"} {
		tooOften("set to none", place, false)
	}
}

// Two needs of one cell stand in the same lists, at the same distance, for every place and radius that can be asked
// from: also where an earlier version, still running beside this one, has stored them to the kilometre.
func TestAssistanceNeeds_ofOneCellAreInTheSameLists(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ctx := t.Context()
	north, south := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther,
		Place: new("voru-linn")}),
		h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOther, Place: new("kose-voru-vald")})
	h.exec(`UPDATE help_request SET lat = 57.865, lon = 27.01 WHERE id = $1`, north.ID) // opposite corners
	h.exec(`UPDATE help_request SET lat = 57.785, lon = 27.17 WHERE id = $1`, south.ID)
	within := 0
	for _, place := range []string{"voru-linn", "vaimela", "rouge", "haanja", "varstu", "antsla", "vastseliina", "varska",
		"kanepi", "polva", "rapina", "otepaa", "valga", "tartu-linn", "tallinn"} {
		for _, km := range hackathon.RadiiKm {
			p, err := h.AssistanceNeeds.List(h.volunteer, &h.event, &hackathon.NeedFilter{Near: &place, RadiusKm: &km})(ctx,
				hackathon.PageArgs{First: 10})
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Items) == 1 {
				t.Errorf("%d km around %s only %s is found", km, place, p.Items[0].Area)
			}
			within += len(p.Items)
		}
	}
	if within < 40 || within > 160 {
		t.Errorf("%d were found in all", within)
	}
	found, err := h.HelpRequests.ForViewer(ctx, h.volunteer, []hackathon.ID{north.ID, south.ID})
	if err != nil || *found[north.ID].Distance != hackathon.Under10Km || *found[south.ID].Distance != hackathon.Under10Km {
		t.Error(found, err)
	}
}
