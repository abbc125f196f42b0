package hackathon

import "fmt"

// How much one person may have going at once. What each is for stands at PersonalLimits.
const (
	OpenNeedsPerPerson  = 5
	OpenNeedsPerStaff   = 10
	CommentsPerHour     = 60
	IdeasPerPerson      = 10
	UnnamedIdeasPerHour = 5
	GroupsPerPerson     = 3
	MatchesPerVolunteer = 3
	PlaceChangesPerDay  = 3
)

// PersonalLimits bound what one person puts before everybody: each need goes to every volunteer and to the wall, each
// idea and comment to all who follow the event.
type PersonalLimits struct {
	// OpenNeedsPerPerson is how many needs of one person may look for a volunteer at once; each leg of a ride is one.
	OpenNeedsPerPerson int
	// OpenNeedsPerStaff is how many needs of one person may be open in all when they ask for one at an event that they
	// run, such as for people who telephone: not so many of each event, of which one can make as many as one likes.
	// OpenNeedsPerPerson bounds among them what they ask for where they run nothing.
	OpenNeedsPerStaff int
	// CommentsPerHour is how many comments one person adds within an hour.
	CommentsPerHour int
	// IdeasPerPerson is how many ideas under one person's name may stand at an event; what was declined, merged or
	// withdrawn is not counted, nor are unnamed ideas, of which nobody knows whose they are.
	IdeasPerPerson int
	// UnnamedIdeasPerHour is how many unnamed ideas one process takes from a person within an hour. Only that process
	// knows who brought how many, and forgets it: what several processes or a restart would share would have to be kept.
	UnnamedIdeasPerHour int
	// GroupsPerPerson is how many working groups that one person formed at an event may be under way; completed and closed
	// ones are not counted.
	GroupsPerPerson int
	// MatchesPerVolunteer is how many needs a volunteer holds at once: offers that wait, what was agreed and what is under
	// way.
	MatchesPerVolunteer int
	// PlaceChangesPerDay is how often a volunteer may state another place within 24 hours: who could move about as they
	// like could ask what is near from everywhere.
	PlaceChangesPerDay int
}

// DefaultPersonalLimits are those of the constants.
func DefaultPersonalLimits() PersonalLimits {
	return PersonalLimits{OpenNeedsPerPerson: OpenNeedsPerPerson, OpenNeedsPerStaff: OpenNeedsPerStaff,
		CommentsPerHour: CommentsPerHour,
		IdeasPerPerson:  IdeasPerPerson, UnnamedIdeasPerHour: UnnamedIdeasPerHour, GroupsPerPerson: GroupsPerPerson,
		MatchesPerVolunteer: MatchesPerVolunteer, PlaceChangesPerDay: PlaceChangesPerDay}
}

// PersonalLimit names one of them.
type PersonalLimit string

const (
	LimitOpenNeedsPerPerson PersonalLimit = "OPEN_NEEDS_PER_PERSON"
	LimitOpenNeedsPerStaff  PersonalLimit = "OPEN_NEEDS_PER_STAFF"
	LimitCommentsPerHour    PersonalLimit = "COMMENTS_PER_HOUR"
	LimitIdeasPerPerson     PersonalLimit = "IDEAS_PER_PERSON"
	LimitGroupsPerPerson    PersonalLimit = "GROUPS_PER_PERSON"
)

// LimitReachedError refuses what would be one too many.
type LimitReachedError struct {
	Limit PersonalLimit
	Most  int
}

func (e *LimitReachedError) Error() string { return fmt.Sprintf("limit %s of %d", e.Limit, e.Most) }

// Message says what a person can do about it.
func (e *LimitReachedError) Message() Localized {
	text := limitTexts[e.Limit]
	return Localized{Et: fmt.Sprintf(text.Et, e.Most), En: fmt.Sprintf(text.En, e.Most)}
}

var limitTexts = map[PersonalLimit]Localized{
	LimitOpenNeedsPerPerson: {Et: "Korraga saab sul olla kuni %d avatud abisoovi. Oota, kuni mõni leiab abistaja, või " +
		"tühista mõni.", En: "You can have up to %d open needs at once. Wait until one is taken, or cancel one."},
	LimitOpenNeedsPerStaff: {Et: "Korraga saab sul kõigil üritustel kokku olla kuni %d avatud abisoovi. Oota, kuni " +
		"mõni leiab abistaja, või tühista mõni.", En: "You can have up to %d open needs at once, at all events together. " +
		"Wait until one is taken, or cancel one."},
	LimitCommentsPerHour: {Et: "Tunnis saab lisada kuni %d kommentaari. Tee väike paus.",
		En: "One can add up to %d comments an hour. Take a short break."},
	LimitIdeasPerPerson: {Et: "Ühel üritusel saab ühel inimesel olla kuni %d ideed. Mõne saad tagasi võtta.",
		En: "One person can have up to %d ideas at an event. You can withdraw one."},
	LimitGroupsPerPerson: {Et: "Ühel üritusel saab üks inimene moodustada kuni %d töörühma. Astu mõne olemasoleva " +
		"liikmeks.", En: "One person can form up to %d working groups at an event. Join one that is there."},
}
