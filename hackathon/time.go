package hackathon

import "time"

// The years that a time or a date of this world lies in. Beyond them neither the database nor JSON can hold every time.
const (
	firstYear = 1900
	lastYear  = 2999
)

// ParseTime reads a time of RFC 3339.
func ParseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, Invalidf("a time has the form of RFC 3339, for example 2026-05-17T10:00:00+03:00")
	}
	return t, inWorld(t)
}

func inWorld(t time.Time) error {
	if y := t.UTC().Year(); y < firstYear || y > lastYear {
		return Invalidf("a time lies between the years %d and %d", firstYear, lastYear)
	}
	return nil
}
