package hackathon

import (
	"crypto/rand"
	"strings"
	"unicode"
)

// JoinCodeLength is the length of the code that guests type; it has no letters that look alike.
const JoinCodeLength = 8

const joinCodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ" // without 0 O, 1 I L, U

// NewJoinCode makes a code that opens an event to guests.
func NewJoinCode() string {
	code := make([]byte, 0, JoinCodeLength)
	for len(code) < JoinCodeLength {
		var b [1]byte
		_, _ = rand.Read(b[:]) // never fails since Go 1.24
		if n := int(b[0]); n < 256/len(joinCodeLetters)*len(joinCodeLetters) {
			code = append(code, joinCodeLetters[n%len(joinCodeLetters)])
		}
	}
	return string(code)
}

// NormalCode is a code, for joining or signing in, as it is stored: people type it in small letters, with spaces,
// hyphens or dashes.
func NormalCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, typed)
}
