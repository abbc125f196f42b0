package hackathon

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
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
func (l *Localized) Scan(src any) error          { return scanJSON(l, src) }

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
