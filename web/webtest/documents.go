// Package webtest reads what the web application asks out of its sources.
package webtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var written = regexp.MustCompile("const (\\w+) = graphql\\(\\s*`([^`]*)`(?:,\\s*\\[([^\\]]*)\\])?")

// Documents are the operations of web/src/api by the name of their constant, each with its fragments, for a test of a
// package that stands beside web.
func Documents(tb testing.TB) map[string]string {
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
