package postgres

import (
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// The way home is looked for after the event too: it can be asked for again, and what is done in the room cannot be
// asked for where nobody is.
func TestReopen_theWayHomeAfterTheEvent(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	home, other := h.needsOf()["home"], h.inState(hackathon.HelpExpired)
	h.moveEventTo(hackathon.EventEnded)
	h.atStart(home, time.Minute)
	h.tick()
	if got := h.present(home); got.Status != hackathon.HelpExpired {
		t.Fatal(got)
	}
	if got := h.must(h.HelpRequests.Do(hackathon.ActReopen)(t.Context(), h.asker,
		ref(home))); got.Status != hackathon.HelpOpen ||
		!slices.Contains(h.listed(h.other), home.ID) {
		t.Errorf("%+v", got)
	}
	if _, err := h.HelpRequests.Do(hackathon.ActReopen)(t.Context(), h.asker, ref(other)); err == nil {
		t.Error("what was for the event itself was opened again after it")
	}
}

// Who is to come, or asks, hears of a new time or place of the event, whether registered or not.
func TestUpdateEvent_tellsThoseOfItsNeeds(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	open := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther})
	taken := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOther, AcceptFirst: true})
	h.must(h.claim(h.volunteer, taken))
	asker, volunteer := len(h.noticesOf(h.asker)), len(h.noticesOf(h.volunteer))
	later := testNow.Add(300 * time.Hour)
	in := eventUpdate(h.planned, hackathon.EventContent{StartsAt: later, EndsAt: later.Add(time.Hour),
		AccessContact: &hackathon.AccessContact{Name: "Maarja", Phone: new("+372 5555 0000")}},
		"startsAt", "endsAt", "accessContact")
	if _, err := h.Events.Update(t.Context(), h.coordinator, in); err != nil {
		t.Fatal(err)
	}
	if a, v := len(h.noticesOf(h.asker))-asker, len(h.noticesOf(h.volunteer))-volunteer; a != 2 || v != 1 {
		t.Errorf("the asker of two needs was told %d times, the volunteer of one %d times", a, v)
	}
	for _, r := range []*hackathon.HelpRequest{open, taken} {
		if got := h.present(r); got.EndsAt != r.EndsAt {
			t.Error("the need's own time is its asker's to change")
		}
	}
	title := hackathon.Localized{Et: "Uus nimi"}
	if _, err := h.Events.Update(t.Context(), h.coordinator, eventUpdate(h.planned,
		hackathon.EventContent{Title: title}, "title")); err != nil {
		t.Fatal(err)
	}
	if a := len(h.noticesOf(h.asker)) - asker; a != 2 {
		t.Error("a new name is nothing to plan by")
	}
}

func TestRequestHelp_inTheRoomOnlyWhereThereIsOne(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	ask := func(in hackathon.RequestHelpInput) error {
		_, err := h.HelpRequests.Request(t.Context(), h.asker, in)
		return err
	}
	if err := ask(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindOnsiteHelp,
		OnSite: true}); !isConflict(err, "PUBLISHED") {
		t.Errorf("in the room of an event in ten days: %v", err)
	}
	h.moveEventTo(hackathon.EventMovedOnline)
	for name, in := range map[string]hackathon.RequestHelpInput{
		"on site":      {EventID: &h.event, Kind: hackathon.KindReadingWriting, OnSite: true},
		"help on site": {EventID: &h.event, Kind: hackathon.KindOnsiteHelp},
	} {
		if err := ask(in); !isConflict(err, "MOVED_ONLINE") {
			t.Errorf("%s at an event that is held online: %v", name, err)
		}
	}
	if err := ask(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnlineHelp}); err != nil {
		t.Error(err)
	}
}
