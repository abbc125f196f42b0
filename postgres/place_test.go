package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Who could move about as they like could ask from everywhere. Another place can be stated a few times a day; everything
// else as often as one likes.
func TestUpdateVolunteer_movesAFewTimesADay(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	move := func(place string) error {
		in := everything()
		in.Place = place
		v, err := h.UpdateVolunteer(t.Context(), h.volunteer, in)
		if err == nil && (v.Place() == nil || v.Place().ID != place || v.Coordinates() != v.Place().Cell()) {
			t.Errorf("%s: %+v", place, v)
		}
		return err
	}
	tooOften := func(when, place string, wanted bool) {
		t.Helper()
		err := move(place)
		e, _ := errors.AsType[*hackathon.Error](err)
		refused := e != nil && e.Kind == hackathon.Invalid && len(e.Fields) == 1 && e.Fields[0].Path[0] == "place" && e.Fields[0].Code == hackathon.FieldTooMany && e.Fields[0].Message.Et != ""
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
	h.PersonalLimits.PlaceChangesPerDay = 1
	tooOften("set to one", "voru-linn", true)
	h.PersonalLimits.PlaceChangesPerDay = 1 << 30
	for _, place := range []string{"voru-linn", "rouge", "valga", "rouge", "voru-linn"} {
		tooOften("set to none", place, false)
	}
}
