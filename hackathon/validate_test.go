package hackathon

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestChecksCollectEveryWrongField(t *testing.T) {
	t.Parallel()
	v := Check()
	v.Line("name", "  ", 1, 80)
	v.Range("private.seats", 9, 1, 8)
	v.ID("eventId", NewID(KindIdea, time.Now()), KindEvent)
	err := v.Err()
	if !errors.Is(err, Invalid) {
		t.Fatal("kind:", KindOf(err))
	}
	e, _ := errors.AsType[*Error](err)
	var got []string
	for _, f := range e.Fields {
		got = append(got, strings.Join(f.Path, "/")+" "+string(f.Code))
		if f.Message.Et == "" || f.Message.En == "" {
			t.Error(f.Path, "lacks a message")
		}
	}
	if want := []string{"name REQUIRED", "private/seats OUT_OF_RANGE", "eventId WRONG_TYPE"}; !slices.Equal(got, want) {
		t.Error(got)
	}
	if Check().Err() != nil {
		t.Error("nothing wrong is an error")
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, want string
		code     FieldCode
	}{
		{" Õnne 🎉 ", "Õnne 🎉", ""},
		{"õäöüšž", "õäöüšž", ""},
		{"õäöüšž!", "", FieldTooLong},
		{"", "", FieldRequired},
		{"\u200b\ufeff ", "", FieldRequired},
		{"a\x00b", "", FieldFormat},
		{"a\x1bb", "", FieldFormat},
		{"a\xff", "", FieldFormat},
		{"a\u202eb", "", FieldFormat},
		{"a\r\nb", "a\nb", ""},
	} {
		v := Check()
		got := v.Text("f", c.in, 1, 6)
		if c.code == "" {
			if v.Err() != nil || got != c.want {
				t.Errorf("%q: %q, %v", c.in, got, v.Err())
			}
			continue
		}
		if len(v.fields) != 1 || v.fields[0].Code != c.code {
			t.Errorf("%q: %v", c.in, v.fields)
		}
	}
}

func TestEmail(t *testing.T) {
	t.Parallel()
	for in, ok := range map[string]bool{
		" Mari.Maasikas+x@Naidis.EE ": true, "õie@näidis.ee": true,
		"": false, "mari": false, "mari@": false, "@naidis.ee": false, "mari@localhost": false,
		"Mari <mari@naidis.ee>":          false,
		"mari@naidis.ee, jyri@naidis.ee": false, "mari@naidis.ee\r\nBcc: x@y.ee": false, "\"a b\"@naidis.ee": false,
		"mari@[127.0.0.1]":                     false,
		strings.Repeat("a", 65) + "@naidis.ee": false, "a@" + strings.Repeat("b", 260) + ".ee": false,
	} {
		v := Check()
		got := v.Email("email", in)
		if (v.Err() == nil) != ok {
			t.Errorf("%q: %v", in, v.Err())
		}
		if ok && (got != strings.ToLower(strings.TrimSpace(in))) {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestPublicTextHoldsNoPersonalData(t *testing.T) {
	t.Parallel()
	for text, personal := range map[string]bool{
		"Helista 5123 4567":                 true,
		"tel 51234567":                      true,
		"56 123 456 õhtuti":                 true,
		"lauatelefon 782 1234":              true,
		"+372 5123 4567":                    true,
		"+44 (0)20-7946-0958":               true,
		"kirjuta mari.maasikas@naidis.ee":   true,
		"isikukood 37605030299":             true,
		"number 37605030298":                false, // the check digit does not fit
		"2026-11-22 kell 10-16":             false,
		"31.12.2026":                        false,
		"eelarve 5 000 000 eurot":           false,
		"500-1000 inimest, 20 000 eurot":    false,
		"aastatel 2024 2026":                false,
		"@vunki ja 24/7":                    false,
		"Iseseisva elu võti: 1. abistaja 🎉": false,
	} {
		v := Check()
		v.Public("f", text)
		if (v.Err() != nil) != personal {
			t.Errorf("%q: %v", text, v.Err())
		}
	}
}

func TestOtherChecks(t *testing.T) {
	t.Parallel()
	s := func(s string) *string { return &s }
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		ask  func(*Checks)
		code FieldCode
	}{
		"no language":       {func(v *Checks) { v.Localized("f", Localized{Et: " "}, true, 10) }, FieldRequired},
		"long in English":   {func(v *Checks) { v.Localized("f", Localized{Et: "a", En: "abc"}, true, 2) }, FieldTooLong},
		"localized":         {func(v *Checks) { v.Localized("f", Localized{Vro: "vunki"}, true, 10) }, ""},
		"script":            {func(v *Checks) { v.URL("f", s("javascript:alert(1)")) }, FieldFormat},
		"web address":       {func(v *Checks) { v.URL("f", s("https://näidis.ee/a?b=c")) }, ""},
		"with a password":   {func(v *Checks) { v.URL("f", s("https://a:b@naidis.ee")) }, FieldFormat},
		"no web address":    {func(v *Checks) { v.URL("f", nil) }, ""},
		"phone":             {func(v *Checks) { v.Phone("f", s("+372 5555 5555")) }, ""},
		"phone of letters":  {func(v *Checks) { v.Phone("f", s("helista")) }, FieldFormat},
		"north of the pole": {func(v *Checks) { v.Coordinates("f", Coordinates{Lat: 91}) }, FieldOutOfRange},
		"languages":         {func(v *Checks) { v.Languages("f", []string{"et", "ESO", "et"}, 1, 3) }, ""},
		"estonian":          {func(v *Checks) { v.Languages("f", []string{"estonian"}, 1, 3) }, FieldFormat},
		"too many":          {func(v *Checks) { v.Count("f", 4, 1, 3) }, FieldTooMany},
		"none":              {func(v *Checks) { v.Count("f", 0, 1, 3) }, FieldRequired},
		"wrong order":       {func(v *Checks) { v.After("f", now, now) }, FieldOrder},
		"order":             {func(v *Checks) { v.After("f", now.Add(1), now) }, ""},
		"year 9999":         {func(v *Checks) { v.Day("f", now.AddDate(8000, 0, 0)) }, FieldOutOfRange},
		"two lines":         {func(v *Checks) { v.Line("f", "a\nb", 1, 10) }, FieldFormat},
	} {
		v := Check()
		c.ask(v)
		switch {
		case c.code == "" && v.Err() != nil:
			t.Errorf("%s: %v", name, v.Err())
		case c.code != "" && (len(v.fields) != 1 || v.fields[0].Code != c.code):
			t.Errorf("%s: %v", name, v.fields)
		}
	}
}

// checked is what is wrong with an input; nil: nothing, and it is cleaned.
func checked(in Input) error {
	c := Check()
	in.Check(c)
	return c.Err()
}
