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
	ID        ID
	Title     Localized
	Status    EventStatus
	StartsAt  time.Time
	EndsAt    time.Time
	VenueName *Localized
}

type BoardGroup struct {
	ID           ID
	Name         Localized
	Phase        GroupPhase
	MemberCount  int
	MissingSides []StakeholderSide
}

type BoardNeed struct {
	Kind  AssistanceKind
	Open  SmallCount
	Taken SmallCount
}

// SmallCount is a count in which 1 to 4 are not told apart. The exact number does not leave the program.
type SmallCount struct{ N int }

// Value is nil for 1 to 4.
func (c SmallCount) Value() *int {
	if c.hidden() {
		return nil
	}
	return &c.N
}

// Text is the number, or "fewer than 5" in the language.
func (c SmallCount) Text(locale Locale) string {
	if !c.hidden() {
		return strconv.Itoa(c.N)
	}
	if locale == LocaleEn {
		return "fewer than " + strconv.Itoa(SmallestShownCount)
	}
	return "alla " + strconv.Itoa(SmallestShownCount)
}

func (c SmallCount) hidden() bool { return c.N > 0 && c.N < SmallestShownCount }
