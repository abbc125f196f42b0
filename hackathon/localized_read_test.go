package hackathon

import (
	"encoding/json"
	"testing"
)

// What is read fast is what a reader of JSON reads, and what is not as PostgreSQL writes it is left to one.
func TestLocalized_scansAsJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{}`, `{"en": "Hi", "et": "Tere"}`,
		`{"et":"Õue, {\"x\"}: 1","ru":""}`,
		`{"vro": "a:b,c}"}`,
		`{"et": "a\nb"}`, `{"et": null}`, `{"et": "x", "fr": "y"}`, ` {"et": "x"} `, `{"et": "x"`, `{"et": "x" "en": "y"}`,
		`{"et": "x",}`, `{"et"; "x"}`, `[]`, `null`, `"x"`, `{"et": "x"}}`, "{\"et\": \"\xff\"}", `{"et": 1}`,
		``, `{"ET": "x"}`} {
		var want, got Localized
		wantErr, gotErr := json.Unmarshal([]byte(text), &want), got.Scan([]byte(text))
		if (gotErr == nil) != (wantErr == nil) || gotErr == nil && got != want {
			t.Errorf("%s: %+v, %v and not %+v, %v", text, got, gotErr, want, wantErr)
		}
	}
}
