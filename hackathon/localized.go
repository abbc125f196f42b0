package hackathon

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Locale is a language of the interface.
type Locale string

// Localized is authored text in the languages it was written in; an empty string is a language not written.
type Localized struct {
	Et  string `json:"et,omitempty"`
	En  string `json:"en,omitempty"`
	Ru  string `json:"ru,omitempty"`
	Vro string `json:"vro,omitempty"`
}

// Text is the text in the locale, or else in the first language that has one: Estonian, English, Russian, Võro.
func (l Localized) Text(locale Locale) string {
	wanted := ""
	switch locale {
	case LocaleEt:
		wanted = l.Et
	case LocaleEn:
		wanted = l.En
	case LocaleRu:
		wanted = l.Ru
	case LocaleVro:
		wanted = l.Vro
	}
	for _, s := range [...]string{wanted, l.Et, l.En, l.Ru, l.Vro} {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// IsZero reports whether no language has text.
func (l Localized) IsZero() bool { return l.Text("") == "" }

// EtText, EnText, RuText and VroText are nil for a language not written.
func (l Localized) EtText() *string  { return textOrNil(l.Et) }
func (l Localized) EnText() *string  { return textOrNil(l.En) }
func (l Localized) RuText() *string  { return textOrNil(l.Ru) }
func (l Localized) VroText() *string { return textOrNil(l.Vro) }

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Value and Scan store the text in a jsonb column.
func (l Localized) Value() (driver.Value, error) { return jsonValue(l) }
func (l *Localized) Scan(src any) error {
	if text, ok := src.([]byte); ok && l.plain(text) {
		return nil
	}
	return scanJSON(l, src)
}

// plain reads the text as PostgreSQL writes it, {"en": "…", "et": "…"}, where nothing in it is escaped: a page has
// hundreds. False: it is for a real reader of JSON.
func (l *Localized) plain(text []byte) bool {
	rest, ok := bytes.CutPrefix(text, []byte("{"))
	if !ok || !utf8.Valid(text) || bytes.IndexByte(text, '\\') >= 0 {
		return false
	}
	var read Localized
	for {
		var parts [4][]byte // before the name, the name, between, the text
		for i := range parts {
			if parts[i], rest, ok = bytes.Cut(rest, []byte{'"'}); !ok {
				return false
			}
		}
		if len(bytes.TrimSpace(parts[0])) > 0 || string(bytes.TrimSpace(parts[2])) != ":" {
			return false
		}
		switch text := string(parts[3]); string(parts[1]) {
		case "et":
			read.Et = text
		case "en":
			read.En = text
		case "ru":
			read.Ru = text
		case "vro":
			read.Vro = text
		default:
			return false
		}
		switch rest = bytes.TrimSpace(rest); {
		case string(rest) == "}":
			*l = read
			return true
		case len(rest) == 0 || rest[0] != ',':
			return false
		}
		rest = rest[1:]
	}
}

func jsonValue(v any) (driver.Value, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

func scanJSON(dst, src any) error {
	switch v := src.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(v, dst)
	case string:
		return json.Unmarshal([]byte(v), dst)
	}
	return fmt.Errorf("scan %T: unexpected %T", dst, src)
}
