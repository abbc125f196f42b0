package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport"
)

var write = flag.Bool("write", false, "write the tables of settings and limits into the operator's guide")

// serveSettings parses the arguments of `mano serve`.
func serveSettings(t *testing.T, args ...string) (*serveFlags, *kong.Context) {
	t.Helper()
	var all commands
	parsed, err := parse(&all, append([]string{"serve"}, args...), io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return &all.Serve.serveFlags, parsed
}

// Each limit is a setting: 0 is the default, a negative number none, and MANO_LIMITS=off lifts those of one client.
func TestLimits_areSettings(t *testing.T) {
	t.Parallel()
	f, _ := serveSettings(t)
	set := f.limits()
	for _, l := range hackathon.AllLimits() {
		if l.Most > 0 && set.Most(l) != l.Most || l.Time > 0 && set.Time(l) != l.Time {
			t.Errorf("%s: %d %s", l.Name, set.Most(l), set.Time(l))
		}
	}
	f, _ = serveSettings(t, "--comments-per-hour=7", "--max-tokens=0", "--init-wait=-1s", "--max-depth=-1")
	set = f.limits()
	if set.Most(hackathon.CommentsPerHour) != 7 || set.Most(transport.MaxTokens) != 5000 ||
		set.Time(transport.InitWait) < 1000*time.Hour || set.Most(transport.MaxDepth) < 1<<40 {
		t.Errorf("set: %v", set)
	}
	f, _ = serveSettings(t, "--limits=off", "--comments-per-hour=7")
	if set = f.limits(); !set.Off(hackathon.CommentsPerHour) || set.Off(transport.MaxTokens) {
		t.Errorf("off: %v", set)
	}
}

// Each row has a name of its own and says what it bounds, and its refusal names the setting and the number.
func TestLimits_answer(t *testing.T) {
	t.Parallel()
	names, sources := map[string]bool{}, ""
	files, _ := filepath.Glob("../../*/*.go")
	for _, path := range files {
		if text, err := os.ReadFile(path); err == nil && !strings.HasSuffix(path, "_test.go") {
			sources += string(text)
		}
	}
	for _, l := range hackathon.AllLimits() {
		if names[l.Name] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(l.Name) || l.Bounds == "" ||
			(l.Most > 0) == (l.Time > 0) {
			t.Errorf("this row is not right, or its name is there twice: %+v", l)
		}
		names[l.Name] = true
		if regexp.MustCompile(l.Setting() + `\b`).MatchString(sources) {
			t.Errorf("%s is named beside its row: a refusal gets the name from there", l.Setting())
		}
		no := hackathon.Limits{}.Reached(l)
		if !strings.Contains(no.Message, l.Setting()) || !strings.Contains(no.Message, fmt.Sprint(l.Default())) ||
			no.Extensions()["setting"] != l.Setting() || (no.RetryAfter > 0) != (no.Kind == hackathon.RateLimited) {
			t.Errorf("%s is answered with %v: %v", l.Name, no, no.Extensions())
		}
		told := l.Advise(17)
		if l.Advice != (hackathon.Localized{}) && (!strings.Contains(told.Et, "17") || !strings.Contains(told.En, "17")) {
			t.Errorf("%s: %+v", l.Name, told)
		}
	}
}

// answerOf says what becomes of who meets the limit.
func answerOf(l *hackathon.Limit) string {
	switch {
	case l.Answer != "":
		return l.Answer
	case l.Advice != hackathon.Localized{}:
		return "`LimitReached`"
	}
	return "`" + string(hackathon.Limits{}.Reached(l).Kind) + "`"
}

// The operator's guide has every setting of `mano serve`, in the words of --help.
func TestOperationsGuide(t *testing.T) {
	t.Parallel()
	const path = "../../docs/operations.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	settings := "| setting | default | |\n| --- | --- | --- |\n"
	limits := "| setting | default | bounds | answer |\n| --- | --- | --- | --- |\n"
	_, parsed := serveSettings(t)
	for _, f := range parsed.Selected().Flags {
		if f.Group == nil {
			settings += fmt.Sprintf("| `%s` | %s | %s |\n", f.Envs[0], f.Default, f.Help)
		}
	}
	for _, l := range hackathon.AllLimits() {
		limits += fmt.Sprintf("| `%s` | %v | %s | %s |\n", l.Setting(), l.Default(), l.Bounds, answerOf(l))
	}
	fresh := string(text)
	for name, table := range map[string]string{"settings": settings, "limits": limits} {
		between := regexp.MustCompile(`(?s)(<!-- ` + name + ` -->\n).*?(<!-- end of ` + name + ` -->)`)
		if !between.MatchString(fresh) {
			t.Errorf("%s has no place for the %s", path, name)
		}
		fresh = between.ReplaceAllString(fresh, "${1}\n"+strings.ReplaceAll(table, "$", "$$")+"\n${2}")
	}
	if *write {
		err = os.WriteFile(path, []byte(fresh), 0o644)
	} else if fresh != string(text) {
		t.Error("docs/operations.md says something else of the settings than the program: " +
			"go test ./cmd/mano -run OperationsGuide -write")
	}
	if err != nil {
		t.Error(err)
	}
}
