package transport

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/loometalgud/mano/hackathon"
)

// pages are the documents of the web application.
func pages(tb testing.TB) map[string]string {
	tb.Helper()
	files, err := filepath.Glob("../web/src/api/*.ts")
	if err != nil || len(files) == 0 {
		tb.Fatal(files, err)
	}
	type source struct {
		text string
		uses []string
	}
	all := map[string]source{}
	written := regexp.MustCompile("const (\\w+) = graphql\\(\\s*`([^`]*)`(?:,\\s*\\[([^\\]]*)\\])?")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for _, m := range written.FindAllStringSubmatch(string(text), -1) {
			all[m[1]] = source{m[2], strings.FieldsFunc(m[3], func(r rune) bool { return r == ',' || unicode.IsSpace(r) })}
		}
	}
	documents := map[string]string{}
	for name, s := range all {
		if strings.HasPrefix(strings.TrimSpace(s.text), "fragment") {
			continue
		}
		var b strings.Builder
		seen := map[string]bool{}
		var write func(string)
		write = func(name string) {
			if !seen[name] {
				seen[name] = true
				b.WriteString(all[name].text)
				for _, fragment := range all[name].uses {
					write(fragment)
				}
			}
		}
		write(name)
		documents[name] = b.String()
	}
	return documents
}

// TestDocuments_pages: the documents of the web application and of tools pass, with a wide margin.
func TestDocuments_pages(t *testing.T) {
	t.Parallel()
	documents := pages(t)
	if len(documents) < 20 {
		t.Fatalf("only %d documents of the page were found", len(documents))
	}
	half := hackathon.Limits{}
	for _, l := range []*hackathon.Limit{MaxAliases, MaxFields, MaxSelections, MaxNesting, MaxValues, MaxComparisons} {
		half[l] = int64(l.Most / 2)
	}
	r := newReader(publicSchema(t), nil, half)
	for name, text := range documents {
		if _, errs := r.read(text); len(errs) > 0 {
			t.Errorf("%s: %v", name, errs)
		}
	}
	r = newReader(publicSchema(t), nil, nil)
	if _, errs := r.read(standardIntrospection); len(errs) > 0 {
		t.Error(errs)
	}
	short := "{ __schema { types { fields { " + times(6,
		"a%d: type { fields { name description args { name description type { name } } type { name kind } } } ") + "} } } }"
	if _, errs := r.read(short); len(errs) != 1 || errs[0].Extensions["setting"] != "MANO_MAX_INTROSPECTION" {
		t.Errorf("a short question with a long answer: %v", errs)
	}
}
