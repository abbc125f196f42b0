package hackathon

import (
	"strings"
	"unicode"
)

const (
	estonianAlphabet = "abcdefghijklmnopqrsšzžtuvwõäöüxy"
	maxSortKey       = 200 // characters
)

// SortKey maps text to a string whose byte order is that of the Estonian alphabet, without regard to case and
// punctuation: PostgreSQL sorts it the same way whatever collations its machine has. Other scripts come after.
func SortKey(s string) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range strings.ToLower(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if at := strings.IndexRune(estonianAlphabet, r); at >= 0 {
			r = rune(0x40 + at) // above the digits, below every other script
		}
		b.WriteRune(r)
		if n++; n == maxSortKey {
			break
		}
	}
	return b.String()
}

// SearchText is what a search for words looks through: all languages of the texts, in lower case.
func SearchText(texts ...Localized) string {
	var b strings.Builder
	for _, t := range texts {
		for _, s := range [...]string{t.Et, t.En, t.Ru, t.Vro} {
			if s != "" {
				b.WriteString(strings.ToLower(s))
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// SearchWords are the words of a search, in lower case; the error is Invalid.
func SearchWords(search *string) ([]string, error) {
	if search == nil || strings.TrimSpace(*search) == "" {
		return nil, nil
	}
	s, ok := clean(*search)
	if n := len([]rune(s)); !ok || n < 2 || n > 100 {
		return nil, Invalidf("search takes words of 2 to 100 characters in all")
	}
	return strings.Fields(strings.ToLower(s)), nil
}
