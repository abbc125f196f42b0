package hackathon

import "slices"

// CoverForLivedExperience is among how many people a member with lived experience that is not shown stays unrecognised:
// whether a working group has such a member is told anew only when the seats of that many have changed since it was
// last told. So no version of a group can be compared with the one before to find who it is. Who fills seats with
// people of their own can still look behind it; nothing that is told at all can keep that from them.
const CoverForLivedExperience = 3

// GroupSeat is which sides a member brings and which of them others see. What is told of lived experience that is not
// shown does not depend on roles: the lead gives those, and could try out whose role makes a difference.
type GroupSeat struct {
	Sides               []StakeholderSide
	ShowLivedExperience bool
}

// mayHide reports whether others can think that the seat has lived experience without showing it. A seat has two sides
// at most, so one that shows two hides none.
func (s *GroupSeat) mayHide() bool {
	if s == nil {
		return false
	}
	shown := ShownSides(s.Sides, s.ShowLivedExperience)
	return len(shown) == 1 && shown[0] != SideLivedExperience
}

// ToldLivedExperience is what is told of the lived experience in a working group that its members do not show, and who
// has changed their seat since.
type ToldLivedExperience struct {
	Present *bool // nil: not told yet
	Changed []ID
}

// Changes notes that the person's seat is another than it was (nil: there was, or is, none). due says that enough of
// them have changed to tell anew.
func (t *ToldLivedExperience) Changes(person ID, was, is *GroupSeat) (due bool) {
	same := was != nil && is != nil && was.ShowLivedExperience == is.ShowLivedExperience &&
		slices.Equal(was.Sides, is.Sides)
	if !same && (was.mayHide() || is.mayHide()) && !slices.Contains(t.Changed, person) {
		t.Changed = append(t.Changed, person)
	}
	return len(t.Changed) >= CoverForLivedExperience
}

// Tell is what is told from now on of a group with so many members, one of whom may have what they do not show.
func (t *ToldLivedExperience) Tell(members int, hidden bool) {
	t.Present, t.Changed = nil, nil
	if members >= CoverForLivedExperience {
		t.Present = &hidden
	}
}

// SeesCapacity reports whether the viewer may know in which capacity the person takes part in the group: beside a name
// it would tell that somebody is supported or represented.
func (g WorkingGroup) SeesCapacity(v *Viewer, person ID) bool {
	return v.SignedIn() && v.PersonID == person || g.leads(v)
}
