package graph

import (
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// Scalars are the forms of the contract's own scalars: each says what is wrong with a text that is none.
func Scalars() map[string]func(string) error {
	return map[string]func(string) error{
		"Time":   func(s string) error { _, err := hackathon.ParseTime(s); return err },
		"Date":   func(s string) error { _, err := hackathon.ParseDate(s); return err },
		"ID":     func(s string) error { _, err := hackathon.ParseID(s); return err },
		"Cursor": func(s string) error { _, err := live.ParseCursor(s); return err },
	}
}
