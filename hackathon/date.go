package hackathon

import (
	"database/sql/driver"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Date is a day without a time zone, as YYYY-MM-DD.
type Date string

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", Invalidf("a date has the form YYYY-MM-DD, for example 2026-05-17")
	}
	return Date(s), inWorld(day)
}

// Time is the start of the day in UTC.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// MarshalGQL and UnmarshalGQL are the Date scalar.
func (d Date) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(d))) }

func (d *Date) UnmarshalGQL(v any) (err error) {
	s, ok := v.(string)
	if !ok {
		return Invalidf("a date is a string of the form YYYY-MM-DD")
	}
	*d, err = ParseDate(s)
	return err
}

// Value and Scan store the day in a date column.
func (d Date) Value() (driver.Value, error) { return string(d), nil }

func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		return nil
	case time.Time:
		*d = Date(v.Format(time.DateOnly))
		return nil
	}
	return fmt.Errorf("scan date: unexpected %T", src)
}
