package graph_test

import (
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

// Whoever reaches a personal limit is told which, how much it allows and when there is room again: in the payload where
// it has a place for that, and never as a fault.
func TestLimitReached(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Limits[hackathon.PlaceChangesPerDay], s.Limits[hackathon.UnnamedIdeasPerHour] = 1, 1
	anete := s.volunteer("anete@naidis.ee")
	const told = ` { ... on LimitReached { setting max retryAfter message { et } } } }`
	move := func(place string) string {
		return `mutation { updateVolunteer(input: {kinds: [OTHER], languages: ["et"], place: "` + place + `"})` + told
	}
	s.run(anete, move("rouge"), nil)
	s.want(anete, move("valga"), nil, `{"updateVolunteer":{"setting":"MANO_PLACE_CHANGES_PER_DAY","max":1,`+
		`"retryAfter":86400,"message":{"et":"Kohta saab muuta 1 korda ööpäevas. Proovi homme uuesti."}}}`)

	idea := func(title string) string {
		return `mutation { submitIdea(input: {eventId: "` + s.event.String() + `", title: {et: "` + title + `"},
			problem: {et: "Kruus."}, targetGroups: [YOUTH], authorship: UNNAMED})` + told
	}
	s.run(anete, idea("Pink peatusesse"), nil)
	if data, errs := s.run(anete, idea("Tee sillutada"), nil); len(errs) > 0 ||
		!strings.Contains(data, `"setting":"MANO_UNNAMED_IDEAS_PER_HOUR","max":1,"retryAfter":3`) {
		t.Errorf("%s %v", data, errs)
	}
}
