package main

import (
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

// Each personal limit is a setting: 0 is the default, a negative number or MANO_LIMITS=off none.
func TestPersonalLimits_areSettings(t *testing.T) {
	t.Parallel()
	if got := (&serveFlags{}).personal(); got != hackathon.DefaultPersonalLimits() {
		t.Errorf("defaults: %+v", got)
	}
	set := serveFlags{Limit: limitFlags{OpenNeedsPerPerson: 1, OpenNeedsPerStaff: 2, CommentsPerHour: 3, IdeasPerPerson: 4,
		UnnamedIdeasPerHour: -1, GroupsPerPerson: 8, MatchesPerVolunteer: 6, PlaceChangesPerDay: 7}}
	if got := set.personal(); got != (hackathon.PersonalLimits{OpenNeedsPerPerson: 1, OpenNeedsPerStaff: 2,
		CommentsPerHour: 3, IdeasPerPerson: 4, UnnamedIdeasPerHour: 1 << 30, GroupsPerPerson: 8, MatchesPerVolunteer: 6,
		PlaceChangesPerDay: 7}) {
		t.Errorf("set: %+v", got)
	}
	set.Limits = "off"
	if got := set.personal(); got.OpenNeedsPerPerson < 1<<20 || got.CommentsPerHour < 1<<20 ||
		got.MatchesPerVolunteer < 1<<20 || got.PlaceChangesPerDay < 1<<20 {
		t.Errorf("off: %+v", got)
	}
}
