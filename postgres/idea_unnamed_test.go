package postgres

import (
	"slices"
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

// The database keeps with each row which transaction made it (xmin) and which locked it last (xmax): the transaction
// that made the idea has touched no row of its author.
func TestSubmitIdea_unnamedLocksNothingOfItsAuthor(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	event := hackathonIn(t, s, hackathon.EventLive)
	author := holding(t, s, newPerson(t, s, "Leida P."), hackathon.RoleParticipant, hackathon.ID{})
	touched := func(authorship hackathon.IdeaAuthorship) (tables []string) {
		t.Helper()
		in := ideaInput(event, "Pink bussipeatusesse")
		in.Authorship = authorship
		idea, err := s.Ideas.Submit(t.Context(), author, in)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := author.PersonID.Value()
		for table := range traces(t, s, author.PersonID) {
			var is bool
			if err := s.pool.GetContext(t.Context(), &is, `SELECT EXISTS (SELECT FROM "`+table+`" row
				WHERE strpos(row::text, $1) > 0 AND (SELECT i.xmin FROM idea i WHERE i.id = $2) IN (row.xmin, row.xmax))`, id,
				idea.ID); err != nil {
				t.Fatal(err)
			}
			if is {
				tables = append(tables, table)
			}
		}
		slices.Sort(tables)
		return tables
	}
	// shows that the search finds what is there
	mustEqual(t, "by a named idea", touched(hackathon.AuthorshipNamed),
		[]string{"activity", "idea", "person", "role_grant"})
	mustEqual(t, "by an unnamed one", len(touched(hackathon.AuthorshipUnnamed)), 0)
}
