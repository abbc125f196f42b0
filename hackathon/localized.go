package hackathon

import "strings"

// Locale is a language of the interface, as an ISO 639 code.
type Locale string

const (
	LocaleEt  Locale = "ET"
	LocaleEn  Locale = "EN"
	LocaleRu  Locale = "RU"
	LocaleVro Locale = "VRO"
)

// Localized is authored text in the languages it was written in; an empty string is a language not written.
type Localized struct {
	Et  string `json:"et,omitempty"`
	En  string `json:"en,omitempty"`
	Ru  string `json:"ru,omitempty"`
	Vro string `json:"vro,omitempty"`
}

// Text is the text in the locale, or else in the first language that has one, in the order: Võro falls back to
// Estonian first; then Estonian, English, Russian, Võro.
func (l Localized) Text(locale Locale) string {
	wanted := map[Locale]string{LocaleEt: l.Et, LocaleEn: l.En, LocaleRu: l.Ru, LocaleVro: l.Vro}[locale]
	for _, s := range []string{wanted, l.Et, l.En, l.Ru, l.Vro} {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// IsZero reports whether no language has text.
func (l Localized) IsZero() bool { return l.Text(LocaleEt) == "" }
