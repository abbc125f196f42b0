package hackathon

import (
	"strconv"
	"time"
)

// SmallestShownCount is the k of small counts: 1 to k-1 are not told apart.
const SmallestShownCount = 5

// Board is what the hall sees of an event: aggregates, and nothing of any person.
type Board struct {
	Event            BoardEvent
	Attendance       AttendanceCounts
	IdeaCount        int
	SupportCount     int
	WorkingGroups    []BoardGroup
	Needs            []BoardNeed
	OpenNeeds        SmallCount
	TakenNeeds       SmallCount
	VolunteersOnDuty SmallCount
}

type BoardEvent struct {
	ID        ID          `db:"id"`
	Title     Localized   `db:"title"`
	Status    EventStatus `db:"status"`
	StartsAt  time.Time   `db:"starts_at"`
	EndsAt    time.Time   `db:"ends_at"`
	VenueName *Localized  `db:"venue_name"`
}

type BoardGroup struct {
	ID           ID
	Name         Localized
	Phase        GroupPhase
	MemberCount  int
	MissingSides []StakeholderSide
	Complete     bool
}

type BoardNeed struct {
	Kind  AssistanceKind
	Open  SmallCount
	Taken SmallCount
}

// SmallCount is a count in which 1 to 4 are not told apart. The exact number does not leave the program.
type SmallCount struct {
	N int
	// AtLeast says that N is a bound: the exact total would give away a small count beside it.
	AtLeast bool
}

// TotalOf is the total of counts that are shown beside it. Where one of them is small, what is shown of the others and
// the exact total would give it away by subtraction, so the total says no more than they do.
func TotalOf(counts []SmallCount) SmallCount {
	total, shown, hidden := 0, 0, false
	for _, c := range counts {
		total += c.N
		if c.hidden() {
			hidden = true
		} else {
			shown += c.N
		}
	}
	switch {
	case !hidden || total < SmallestShownCount:
		return SmallCount{N: total}
	case shown == 0: // several small ones
		return SmallCount{N: SmallestShownCount, AtLeast: true}
	}
	return SmallCount{N: shown, AtLeast: true}
}

// Value is nil for 1 to 4, and for a bound.
func (c SmallCount) Value() *int {
	if c.hidden() || c.AtLeast {
		return nil
	}
	return &c.N
}

// Text is the number, "fewer than 5" or "at least", in the language.
func (c SmallCount) Text(locale Locale) string {
	n, english := strconv.Itoa(c.N), locale == LocaleEn
	switch {
	case c.hidden() && english:
		return "fewer than " + strconv.Itoa(SmallestShownCount)
	case c.hidden():
		return "alla " + strconv.Itoa(SmallestShownCount)
	case c.AtLeast && english:
		return "at least " + n
	case c.AtLeast:
		return "vähemalt " + n
	}
	return n
}

func (c SmallCount) hidden() bool { return c.N > 0 && c.N < SmallestShownCount }

type RevokeBoardTokensInput struct {
	EventID ID
	Unkeyed
}

func (in *RevokeBoardTokensInput) Check(c *Checks) { c.ID("eventId", in.EventID, KindEvent) }

// BoardToken is a fresh token of a projected board. Token is the only copy.
type BoardToken struct {
	ID        ID // of its session
	Token     string
	ExpiresAt time.Time
}

func (b BoardToken) NodeID() ID { return b.ID }

// CheckBoards is nil when the viewer has a say in which boards show the event.
func (e *Event) CheckBoards(v *Viewer) error {
	if v.Staff(e.ID) {
		return nil
	}
	return Forbiddenf("only organisers and coordinators of this event make board tokens")
}

// CheckBoardToken is nil when the viewer may put up a board for the event.
func (e *Event) CheckBoardToken(v *Viewer, now time.Time) error {
	if err := e.CheckBoards(v); err != nil {
		return err
	}
	if e.Status == EventCancelled || !now.Before(e.BoardEnd()) {
		return conflict(e.Status, "Sündmus on läbi või jääb ära; tahvlit ei ole enam vaja.",
			"The event is over or cancelled; it needs no board any more.")
	}
	return nil
}

// BoardEnd is when the tokens of the event's boards end.
func (e *Event) BoardEnd() time.Time { return e.EndsAt.Add(AfterEvent) }
