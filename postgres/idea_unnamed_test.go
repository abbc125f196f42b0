package postgres

import (
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Nothing is kept by which a repeated call could be known, so the words are what tells: a second press, or a press
// after an answer that was lost, is the same idea.
func TestSubmitIdea_unnamedSentAgainIsTheSameIdea(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	author, event := newPerson(t, s, "Leida P."), hackathonIn(t, s, hackathon.EventLive)
	in := ideaInput(event, "Pink bussipeatusesse")
	in.Authorship = hackathon.AuthorshipUnnamed
	// more than one may bring, so a repetition is not counted either
	ids := make([]hackathon.ID, 2*hackathon.UnnamedIdeasPerHour.Most)
	var pressing sync.WaitGroup
	for i := range ids {
		pressing.Go(func() {
			idea, err := s.Ideas.Submit(t.Context(), author, in)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = idea.ID
		})
	}
	pressing.Wait()
	for _, id := range ids {
		mustEqual(t, "id", id, ids[0])
	}
	mustEqual(t, "log", kindsOf(logOf(t, s, event)), []string{"IDEA_SUBMITTED STAFF"})

	other := in
	other.Problem = hackathon.Localized{Et: "Talvel on pime"}
	another, err := s.Ideas.Submit(t.Context(), author, other)
	if err != nil || another.ID == ids[0] {
		t.Errorf("other words: %v, %v", another, err)
	}
	s.Now = func() time.Time { return testNow.Add(3 * time.Hour) }
	later, err := s.Ideas.Submit(t.Context(), author, in)
	if err != nil || later.ID == ids[0] {
		t.Errorf("the same words hours later: %v, %v", later, err)
	}
}
