package hackathon

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Limit is a row of the table of limits. What is said of a limit is said here and nowhere else: the flag of `mano
// serve`, its name in the environment, --help, the operator's guide and the refusal of whoever meets it are made of it.
type Limit struct {
	Name string // of the flag, such as comments-per-hour
	// Bounds says what it bounds, so that ": at most 60" can follow; what comes after a semicolon is for the guide alone.
	Bounds string
	// Most is how many by default, Time how long for a limit that is a time.
	Most int
	Time time.Duration
	// Within is the time in which so many are taken; 0: there may be so many at once.
	Within time.Duration
	// PerClient is what counts per person, address or connection: MANO_LIMITS=off lifts it.
	PerClient bool
	// Answer is what becomes of who meets it, where it is not RATE_LIMITED or LIMIT_EXCEEDED.
	Answer string
	// Advice tells a person how many they may have (%d) and what to do. Who has one is answered with LimitReached.
	Advice Localized
}

var allLimits []*Limit

// NewLimit adds a row to the table. It is called for package variables, when the program starts.
func NewLimit(l Limit) *Limit {
	allLimits = append(allLimits, &l)
	return &l
}

// AllLimits are the rows, those of a package together.
func AllLimits() []*Limit { return slices.Clone(allLimits) }

// Setting is the limit's name in the environment, by which operators and callers know it.
func (l *Limit) Setting() string {
	return "MANO_" + strings.ToUpper(strings.ReplaceAll(l.Name, "-", "_"))
}

// Default is the value of who sets nothing.
func (l *Limit) Default() any {
	if l.Time > 0 {
		return l.Time
	}
	return l.Most
}

// Advise is what a person is told who may have that many.
func (l *Limit) Advise(most int64) Localized {
	return Localized{Et: fmt.Sprintf(l.Advice.Et, most), En: fmt.Sprintf(l.Advice.En, most)}
}

// Limits are the values that were set; what is not among them, or 0, is the default. A time is in nanoseconds.
type Limits map[*Limit]int64

// NoLimit, as any negative value, says that there is none.
const NoLimit = -1

// What stands for no limit in comparisons: sums of it do not overflow, nor does a clock.
const (
	unlimited = math.MaxInt >> 2
	forever   = 10 * 365 * 24 * time.Hour
)

// Off reports whether the limit is lifted.
func (s Limits) Off(l *Limit) bool { return s[l] < 0 }

// Lift takes away what counts per person, address or connection, for load tests.
func (s Limits) Lift() {
	for _, l := range allLimits {
		if l.PerClient {
			s[l] = NoLimit
		}
	}
}

// Most is how many there may be; more than anybody has when the limit is lifted.
func (s Limits) Most(l *Limit) int {
	switch n := s[l]; {
	case n < 0:
		return unlimited
	case n > 0:
		return int(min(n, unlimited))
	}
	return l.Most
}

// Time is how long something may take; longer than anybody waits when the limit is lifted.
func (s Limits) Time(l *Limit) time.Duration {
	switch n := s[l]; {
	case n < 0:
		return forever
	case n > 0:
		return min(time.Duration(n), forever)
	}
	return l.Time
}

// Reached refuses what would go beyond the limit: RateLimited when there will be room again by itself, with when that
// is at the latest, else LimitExceeded.
func (s Limits) Reached(l *Limit) *Error {
	e := &Error{Kind: LimitExceeded, Limit: l, RetryAfter: l.Within, Most: int64(s.Most(l))}
	bound := fmt.Sprint(e.Most)
	if l.Time > 0 {
		e.Most, bound = s.Time(l).Milliseconds(), s.Time(l).String()
	}
	if l.Within > 0 {
		e.Kind = RateLimited
	}
	bounds, _, _ := strings.Cut(l.Bounds, ";")
	e.Message = fmt.Sprintf("%s: at most %s (setting %s)", bounds, bound, l.Setting())
	return e
}

// What one person may put before everybody, because each need goes to every volunteer and to the wall, each idea and
// comment to all who follow the event.
var (
	// At all events at which one runs nothing, so that who asks for others can still ask for themselves.
	OpenNeedsPerPerson = NewLimit(Limit{Name: "open-needs-per-person", Most: 5, PerClient: true,
		Bounds: "needs of one person that look for a volunteer at once, each leg of a ride one",
		Advice: Localized{Et: "Korraga saab sul olla kuni %d avatud abisoovi. Oota, kuni mõni leiab abistaja, või " +
			"tühista mõni.", En: "You can have up to %d open needs at once. Wait until one is taken, or cancel one."}})
	// Not so many of each event, of which one can make as many as one likes.
	OpenNeedsPerStaff = NewLimit(Limit{Name: "open-needs-per-staff", Most: 10, PerClient: true,
		Bounds: "needs open in all of somebody who runs the event and asks there, as for people who telephone",
		Advice: Localized{Et: "Korraga saab sul kõigil üritustel kokku olla kuni %d avatud abisoovi. Oota, kuni " +
			"mõni leiab abistaja, või tühista mõni.", En: "You can have up to %d open needs at once, at all events together. " +
			"Wait until one is taken, or cancel one."}})
	CommentsPerHour = NewLimit(Limit{Name: "comments-per-hour", Most: 60, Within: time.Hour, PerClient: true,
		Bounds: "comments of one person, an hour",
		Advice: Localized{Et: "Tunnis saab lisada kuni %d kommentaari. Tee väike paus.",
			En: "One can add up to %d comments an hour. Take a short break."}})
	// Unnamed ideas do not count, of which nobody knows whose they are.
	IdeasPerPerson = NewLimit(Limit{Name: "ideas-per-person", Most: 10, PerClient: true,
		Bounds: "ideas under one person's name at an event, without declined, merged and withdrawn ones",
		Advice: Localized{Et: "Ühel üritusel saab ühel inimesel olla kuni %d ideed. Mõne saad tagasi võtta.",
			En: "One person can have up to %d ideas at an event. You can withdraw one."}})
	// Only the process knows who brought how many, and forgets it: what several processes or a restart would share would
	// have to be kept.
	UnnamedIdeasPerHour = NewLimit(Limit{Name: "unnamed-ideas-per-hour", Most: 5, Within: time.Hour, PerClient: true,
		Bounds: "unnamed ideas that one process takes from a person, an hour; nothing of it is kept",
		Advice: Localized{Et: "Tunnis saab esitada kuni %d nimeta ideed. Proovi tunni aja pärast uuesti.",
			En: "One can submit up to %d unnamed ideas an hour. Try again in an hour."}})
	GroupsPerPerson = NewLimit(Limit{Name: "groups-per-person", Most: 3, PerClient: true,
		Bounds: "working groups that one person formed at an event, without completed and closed ones",
		Advice: Localized{Et: "Ühel üritusel saab üks inimene moodustada kuni %d töörühma. Astu mõne olemasoleva " +
			"liikmeks.", En: "One person can form up to %d working groups at an event. Join one that is there."}})
	MatchesPerVolunteer = NewLimit(Limit{Name: "matches-per-volunteer", Most: 3, PerClient: true,
		Bounds: "needs that a volunteer holds at once, offers that wait included",
		Answer: "`NotEligible`, `TOO_MANY_MATCHES`",
		Advice: Localized{Et: "Sul on juba käsil nii palju abisoove, kui korraga võib: %d. Lõpeta enne mõni.",
			En: "You already hold as many needs as one may at once: %d. Finish one first."}})
	// Who could move about as they like could ask what is near from everywhere.
	PlaceChangesPerDay = NewLimit(Limit{Name: "place-changes-per-day", Most: 3, Within: 24 * time.Hour, PerClient: true,
		Bounds: "times that a volunteer states another place, in 24 hours",
		Advice: Localized{Et: "Kohta saab muuta %d korda ööpäevas. Proovi homme uuesti.",
			En: "The place can be changed %d times in 24 hours. Try again tomorrow."}})
)

// Mails with sign-in codes: room for a hall whose people all come at once, most with an address of the same provider.
var (
	CodesPerEmail = NewLimit(Limit{Name: "codes-per-email", Most: 3, PerClient: true,
		Bounds: "unused sign-in codes on their way to one mail address", Answer: "no further mail: those can be used"})
	CodesPerDomain = NewLimit(Limit{Name: "codes-per-domain", Most: 2000, Within: time.Hour, PerClient: true,
		Bounds: "sign-in codes sent to the addresses of one domain, an hour"})
	CodesInAll = NewLimit(Limit{Name: "codes-in-all", Most: 5000, Within: time.Hour, PerClient: true,
		Bounds: "sign-in codes sent, an hour"})
)
