package postgres

import (
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func TestEvent_updateChangesWhatIsNamed(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	in := s.input("Enne")
	seats, easy := 10, et("Lihtne")
	in.Seats, in.EasyText, in.TargetGroups = &seats, &easy, []hackathon.TargetGroup{"VISION", "VISION", "YOUTH"}
	e := s.draft(in)
	if !slices.Equal(e.TargetGroups, []hackathon.TargetGroup{"VISION", "YOUTH"}) {
		t.Errorf("target groups %v", e.TargetGroups)
	}
	title := hackathon.Localized{Et: "Pärast", En: "After"}
	changed := must(s.Events.Update(ctx, s.organiser, eventUpdate(e.ID,
		hackathon.EventContent{Title: title, RequiredSides: []hackathon.StakeholderSide{}}, "title", "requiredSides")))(t)
	if changed.Title != title || *changed.Seats != 10 || changed.EasyText.Et != "Lihtne" ||
		len(changed.RequiredSides) != 0 || changed.VenueID != e.VenueID || changed.Version != e.Version+1 {
		t.Errorf("%+v", changed)
	}
	cleared := must(s.Events.Update(ctx, s.organiser, hackathon.UpdateEventInput{EventID: e.ID,
		Named: hackathon.Named{"seats": false, "easyText": false, "venueId": false}}))(t)
	if cleared.Seats != nil || cleared.EasyText != nil || !cleared.VenueID.IsZero() {
		t.Errorf("not cleared: %+v", cleared)
	}
}

// What was held stays where and when it was held; its texts may still be put right.
func TestUpdateEvent_whatIsOverKeepsItsTimes(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, to := range [][]hackathon.EventStatus{{hackathon.EventLive, hackathon.EventEnded},
		{hackathon.EventLive, hackathon.EventEnded, hackathon.EventFollowUp}, {hackathon.EventCancelled}} {
		e := s.published(s.input("Läbi"))
		for _, next := range to {
			e = must(s.change(e, next))(t)
		}
		later, seats, elsewhere := e.StartsAt.AddDate(4, 0, 0), 7, s.venueAt("Mujal", 58, 26, nil)
		content := func(c hackathon.EventContent, named ...string) hackathon.UpdateEventInput {
			return eventUpdate(e.ID, c, named...)
		}
		for name, in := range map[string]hackathon.UpdateEventInput{
			"times": content(hackathon.EventContent{StartsAt: later, EndsAt: later.Add(time.Hour)}, "startsAt", "endsAt"),
			"end":   content(hackathon.EventContent{EndsAt: later}, "endsAt"),
			"venue": content(hackathon.EventContent{VenueID: elsewhere.ID}, "venueId"),
			"seats": content(hackathon.EventContent{Seats: &seats}, "seats"), "no venue": {EventID: e.ID,
				Named: hackathon.Named{"venueId": false}},
			"deadline": content(hackathon.EventContent{RequestDeadline: new(e.StartsAt.Add(-time.Hour))}, "requestDeadline"),
		} {
			if _, err := s.Events.Update(t.Context(), s.organiser, in); !isConflict(err, string(e.Status)) {
				t.Errorf("%s, %s: %v", e.Status, name, err)
			}
		}
		title := et("Parandatud")
		in := eventUpdate(e.ID, hackathon.EventContent{Title: title, Description: et("Pärast"), StartsAt: e.StartsAt,
			EndsAt: e.EndsAt}, "title", "description", "startsAt", "endsAt")
		if got, err := s.Events.Update(t.Context(), s.organiser, in); err != nil || got.Title != title ||
			!got.EndsAt.Equal(e.EndsAt) {
			t.Errorf("%s: the texts of what is over: %+v, %v", e.Status, got, err)
		}
	}
}
