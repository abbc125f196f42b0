package hackathon

import (
	"fmt"
	"math"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Checks collects everything that is wrong with an input, so that a person corrects it once and not field by field. A
// path is written with dots: "private.phone", "facts.2.note". Methods that return a value return it cleaned, to be
// stored.
type Checks struct {
	Now    time.Time // of the call
	fields []FieldError
}

// Input is what a mutation is given.
type Input interface {
	// Check notes what is wrong with the input and leaves it cleaned, as it is to be stored.
	Check(*Checks)
	// Key is the idempotency key; nil: the call has none.
	Key() *string
}

// Keyed is the part of an input by which a repeated call is known.
type Keyed struct{ IdempotencyKey *string }

// Key is the idempotency key; nil: the call has none.
func (k Keyed) Key() *string { return k.IdempotencyKey }

// Unkeyed is the part of an input of what comes to the same however often it is done.
type Unkeyed struct{}

// Key is nil: the call has none.
func (Unkeyed) Key() *string { return nil }

// Check starts the checks of one input.
func Check() *Checks { return &Checks{} }

// CheckAt is Check of an input that came at a time.
func CheckAt(now time.Time) *Checks { return &Checks{Now: now} }

// Err is nil when nothing was wrong, else an *Error of kind Invalid with all the fields.
func (c *Checks) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: "some fields need to be corrected", Fields: c.fields}
}

// OK reports whether nothing was wrong so far.
func (c *Checks) OK() bool { return len(c.fields) == 0 }

// Fail notes what is wrong with a field, in words of the caller.
func (c *Checks) Fail(path string, code FieldCode, et, en string) {
	var words []string
	if path != "" {
		words = strings.Split(path, ".")
	}
	c.fields = append(c.fields, FieldError{Path: words, Code: code, Message: Localized{Et: et, En: en}})
}

// Require notes a missing field unless present.
func (c *Checks) Require(path string, present bool) {
	if !present {
		c.Fail(path, FieldRequired, "See väli on vajalik.", "This field is needed.")
	}
}

// Text is text of min to max characters, spaces around it not counted; it may have several lines.
func (c *Checks) Text(path, s string, min, max int) string {
	s, ok := clean(s)
	if !ok {
		c.Fail(path, FieldFormat, "Tekstis on märke, mida ei saa salvestada.",
			"The text has characters that cannot be stored.")
		return s
	}
	n := utf8.RuneCountInString(s)
	switch {
	case n == 0 && min > 0:
		c.Require(path, false)
	case n < min:
		c.Fail(path, FieldOutOfRange, fmt.Sprintf("Vaja on vähemalt %d märki.", min),
			fmt.Sprintf("At least %d characters are needed.", min))
	case n > max:
		c.Fail(path, FieldTooLong, fmt.Sprintf("Kuni %d märki; praegu on %d.", max, n),
			fmt.Sprintf("Up to %d characters; there are %d.", max, n))
	}
	return s
}

// Line is Text without line breaks, such as a name.
func (c *Checks) Line(path, s string, min, max int) string {
	s = c.Text(path, s, min, max)
	if strings.ContainsAny(s, "\n\t") {
		c.Fail(path, FieldFormat, "Ühele reale, ilma tabeldusmärkideta.", "On one line, without tabs.")
	}
	return s
}

// OptionalText is Text that may be left out; an empty one counts as left out and becomes nil.
func (c *Checks) OptionalText(path string, s *string, max int) *string {
	if s == nil {
		return nil
	}
	t := c.Text(path, *s, 0, max)
	return textOrNil(t)
}

// Localized is text in one language or more, up to max characters each.
func (c *Checks) Localized(path string, l Localized, required bool, max int) Localized {
	l.Et = c.Text(path+".et", l.Et, 0, max)
	l.En = c.Text(path+".en", l.En, 0, max)
	l.Ru = c.Text(path+".ru", l.Ru, 0, max)
	l.Vro = c.Text(path+".vro", l.Vro, 0, max)
	if required && l.IsZero() {
		c.Fail(path, FieldRequired, "Kirjuta vähemalt ühes keeles.", "Write it in at least one language.")
	}
	return l
}

// OptionalLocalized is Localized that may be left out; one without any text becomes nil.
func (c *Checks) OptionalLocalized(path string, l *Localized, max int) *Localized {
	if l == nil {
		return nil
	}
	t := c.Localized(path, *l, false, max)
	if t.IsZero() {
		return nil
	}
	return &t
}

// Range is a number from min to max.
func (c *Checks) Range(path string, n, min, max int) {
	if n < min || n > max {
		c.Fail(path, FieldOutOfRange, fmt.Sprintf("Arv vahemikus %d kuni %d.", min, max),
			fmt.Sprintf("A number from %d to %d.", min, max))
	}
}

// Count bounds the length of a list.
func (c *Checks) Count(path string, n, min, max int) {
	switch {
	case n == 0 && min > 0:
		c.Require(path, false)
	case n < min:
		c.Fail(path, FieldOutOfRange, fmt.Sprintf("Vaja on vähemalt %d.", min), fmt.Sprintf("At least %d are needed.", min))
	case n > max:
		c.Fail(path, FieldTooMany, fmt.Sprintf("Kuni %d; praegu on %d.", max, n),
			fmt.Sprintf("Up to %d; there are %d.", max, n))
	}
}

// Coordinates are degrees on the globe.
func (c *Checks) Coordinates(path string, at Coordinates) {
	c.degrees(path+".lat", at.Lat, 90)
	c.degrees(path+".lon", at.Lon, 180)
}

func (c *Checks) degrees(path string, d, max float64) {
	if math.IsNaN(d) || d < -max || d > max {
		c.Fail(path, FieldOutOfRange, fmt.Sprintf("Kraadid vahemikus -%g kuni %g.", max, max),
			fmt.Sprintf("Degrees from -%g to %g.", max, max))
	}
}

// After says that the time at path must come after another one.
func (c *Checks) After(path string, t, earlier time.Time) {
	if !t.After(earlier) {
		c.Fail(path, FieldOrder, "See aeg peab olema hilisem.", "This time must be later than the one before it.")
	}
}

// NotAfter says that the time at path must not come after another one.
func (c *Checks) NotAfter(path string, t, latest time.Time) {
	if t.After(latest) {
		c.Fail(path, FieldOrder, "See aeg on liiga hilja.", "This time is too late.")
	}
}

// Day bounds times to those that make sense and can be stored: the years 2000 to 2200.
func (c *Checks) Day(path string, t time.Time) {
	if y := t.UTC().Year(); y < 2000 || y > 2200 {
		c.Fail(path, FieldOutOfRange, "Aasta vahemikus 2000 kuni 2200.", "A year from 2000 to 2200.")
	}
}

// ID must name a thing of the kind.
func (c *Checks) ID(path string, id ID, k Kind) {
	switch {
	case id.IsZero():
		c.Require(path, false)
	case id.Kind() != k:
		c.Fail(path, FieldWrongType, fmt.Sprintf("See id nimetab midagi tüübiga %s; vaja on tüüpi %s.", id.Kind(), k),
			fmt.Sprintf("This id names a thing of type %s; one of type %s is needed.", id.Kind(), k))
	}
}

// OptionalID is ID that may be left out.
func (c *Checks) OptionalID(path string, id *ID, k Kind) {
	if id != nil && !id.IsZero() {
		c.ID(path, *id, k)
	}
}

// Email is one mail address, in lower case.
func (c *Checks) Email(path, s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		c.Require(path, false)
		return s
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s || parsed.Name != "" || len(s) > MaxEmail || !plainAddress(s) {
		c.Fail(path, FieldFormat, "See ei ole e-posti aadress; näiteks: nimi@naidis.ee",
			"This is not an e-mail address; an example: name@example.org")
	}
	return s
}

// plainAddress refuses the forms that are legal in a mail and never meant in a form: quoted, in brackets, without a
// domain.
func plainAddress(s string) bool {
	at := strings.LastIndexByte(s, '@')
	local, domain := s[:max(at, 0)], s[at+1:]
	return local != "" && len(local) <= 64 && strings.Contains(domain, ".") && !strings.ContainsAny(s, "\"<>[](),:; \\") &&
		!strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.ContainsFunc(s, unicode.IsControl)
}

// URL is an optional address of a web page.
func (c *Checks) URL(path string, s *string) *string {
	t := c.OptionalText(path, s, 2000)
	if t == nil {
		return nil
	}
	u, err := url.Parse(*t)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil ||
		strings.ContainsFunc(*t, unicode.IsSpace) {
		c.Fail(path, FieldFormat, "See ei ole veebiaadress; näiteks: https://naidis.ee",
			"This is not a web address; an example: https://example.org")
	}
	return t
}

// Phone is an optional telephone number: digits, spaces, and + - ( ) between them.
func (c *Checks) Phone(path string, s *string) *string {
	t := c.OptionalText(path, s, MaxPhone)
	if t == nil {
		return nil
	}
	digits := 0
	for _, r := range *t {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-() ", r):
			digits = 100
		}
	}
	if digits < 5 || digits > 15 {
		c.Fail(path, FieldFormat, "See ei ole telefoninumber; näiteks: +372 5555 5555",
			"This is not a telephone number; an example: +372 5555 5555")
	}
	return t
}

// Languages are ISO 639 codes of two or three letters, each once.
func (c *Checks) Languages(path string, codes []string, min, max int) []string {
	c.Count(path, len(codes), min, max)
	var clean []string
	for i, code := range codes {
		code = c.Language(fmt.Sprintf("%s.%d", path, i), code)
		if !slices.Contains(clean, code) {
			clean = append(clean, code)
		}
	}
	return clean
}

// Language is one ISO 639 code.
func (c *Checks) Language(path, code string) string {
	code = strings.ToLower(strings.TrimSpace(code))
	letters := !strings.ContainsFunc(code, func(r rune) bool { return r < 'a' || r > 'z' })
	if !letters || len(code) < 2 || len(code) > 3 {
		c.Fail(path, FieldFormat, "Keele kood on kaks või kolm väiketähte, näiteks et või eso.",
			"A language code is two or three small letters, such as et or eso.")
	}
	return code
}

// Public refuses text that will be public and seems to hold somebody's telephone number, mail address or personal code.
func (c *Checks) Public(path, text string) {
	if en, et := personalData(text); en != "" {
		c.Fail(path, FieldPersonalData, "See tekst on avalik ja sisaldab "+et+". Palun eemalda.",
			"This text is public and holds "+en+". Please take it out.")
	}
}

// PublicLocalized is Public for every language.
func (c *Checks) PublicLocalized(path string, l Localized) {
	c.Public(path+".et", l.Et)
	c.Public(path+".en", l.En)
	c.Public(path+".ru", l.Ru)
	c.Public(path+".vro", l.Vro)
}

// clean trims s and reports whether it can be stored and shown: valid UTF-8 without control characters (tab and line
// break excepted) and without the marks that reverse the direction of what follows.
func clean(s string) (string, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\u2060' ||
			r == '\ufeff'
	})
	bad := strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' &&
			r <= '\u2069'
	})
	return s, !bad
}
