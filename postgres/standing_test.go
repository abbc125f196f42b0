package postgres

import (
	"errors"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Whoever has nothing to do with a thing is refused without waiting for it, and so makes nobody else wait.
func TestMutate_locksNothingForAStranger(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	idea := newIdea(t, h.DB, h.asker, h.event, "Idee")
	need := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp})
	elsewhere := h.addEvent(hackathon.EventLive, testNow, testNow.Add(time.Hour))
	stranger := holding(t, h.DB, newPerson(t, h.DB, "Leida P."), hackathon.RoleOrganiser, elsewhere)
	held, err := h.SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Rollback() }()
	for table, id := range map[string]hackathon.ID{"event": h.event, "idea": idea.ID, "help_request": need.ID} {
		if _, err := held.Exec(`SELECT FROM `+table+` WHERE id = $1 FOR UPDATE`, id); err != nil {
			t.Fatal(err)
		}
	}
	_, update := h.Events.Update(t.Context(), stranger, hackathon.UpdateEventInput{EventID: h.event})
	_, change := h.Ideas.Update(t.Context(), stranger, retitled(idea, hackathon.Localized{Et: "Uus"}))
	_, move := h.Ideas.ChangeStatus(t.Context(), stranger, hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID,
		Status: hackathon.IdeaSeeksTeam})
	_, cancel := h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), stranger, ref(need))
	_, cancelSeen := h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), h.volunteer, ref(need))
	for what, err := range map[string]error{"an event": update, "an idea's text": change, "an idea": move,
		"a need that they see": cancelSeen} {
		if !errors.Is(err, hackathon.Forbidden) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if !errors.Is(cancel, hackathon.NotFound) {
		t.Errorf("a need that they do not see: %v", cancel)
	}
}

// A role that was given since the viewer signed in counts.
func TestMutate_byARoleGivenMeanwhile(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	idea := newIdea(t, h.DB, h.asker, h.event, "Idee")
	need := h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindOnsiteHelp})
	before := newPerson(t, h.DB, "Leida P.")
	holding(t, h.DB, before, hackathon.RoleCoordinator, h.event)
	before.Grants = nil
	if _, err := h.Boards.RevokeTokens(t.Context(), before,
		hackathon.RevokeBoardTokensInput{EventID: h.event}); err != nil {
		t.Error(err)
	}
	if _, err := h.Ideas.ChangeStatus(t.Context(), before, hackathon.ChangeIdeaStatusInput{IdeaID: idea.ID,
		Status: hackathon.IdeaSeeksTeam}); err != nil {
		t.Error(err)
	}
	if _, err := h.HelpRequests.Do(hackathon.ActCancel)(t.Context(), before, ref(need)); err != nil {
		t.Error(err)
	}
}
