package notify

import (
	_ "embed"
	"strings"
	"text/template"

	"github.com/loometalgud/mano/hackathon"
)

//go:embed templates/sign_in_code.et.txt
var signInCodeEt string

//go:embed templates/sign_in_code.en.txt
var signInCodeEn string

var signInCode = map[hackathon.Locale]*template.Template{
	hackathon.LocaleEt: template.Must(template.New("et").Parse(signInCodeEt)),
	hackathon.LocaleEn: template.Must(template.New("en").Parse(signInCodeEn)),
}

// SignInCode is the mail with a code, in the language asked for, or in Estonian if there is no translation.
func SignInCode(c hackathon.SignInCode) Message {
	t := signInCode[c.Locale]
	if t == nil {
		t = signInCode[hackathon.LocaleEt]
	}
	var b strings.Builder
	if err := t.Execute(&b, map[string]any{"Code": c.Code,
		"Minutes": int(hackathon.SignInCodeLife.Minutes())}); err != nil {
		panic(err) // the templates are part of the program and tested
	}
	subject, text, _ := strings.Cut(b.String(), "\n\n") // the first paragraph is the subject
	return Message{To: c.Email, Subject: subject, Text: text, Kind: "sign-in code", Until: c.ExpiresAt}
}
