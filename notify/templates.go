package notify

import (
	"embed"
	"strings"
	"text/template"

	"github.com/loometalgud/mano/hackathon"
)

//go:embed templates
var files embed.FS

var templates = template.Must(template.ParseFS(files, "templates/*.txt"))

// SignInCode is the mail with a code, in the language asked for, or in Estonian if there is no translation.
func SignInCode(c hackathon.SignInCode) Message {
	t := templates.Lookup("sign_in_code." + strings.ToLower(string(c.Locale)) + ".txt")
	if t == nil {
		t = templates.Lookup("sign_in_code.et.txt")
	}
	var b strings.Builder
	if err := t.Execute(&b, map[string]any{"Code": c.Code,
		"Minutes": int(hackathon.SignInCodeLife.Minutes())}); err != nil {
		panic(err) // the templates are part of the program and tested
	}
	subject, text, _ := strings.Cut(b.String(), "\n\n") // the first paragraph is the subject
	return Message{To: c.Email, Subject: subject, Text: text, Kind: "sign-in code", Until: c.ExpiresAt}
}
