package mano_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sources are the texts that git keeps, or would keep once added; what package managers and generators write is left
// out. Outside a git checkout there is nothing to keep clean.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z").Output()
	if err != nil {
		t.Log("not a git checkout")
		return nil
	}
	texts := map[string]string{}
	for name := range strings.SplitSeq(string(out), "\x00") {
		switch {
		case name == "", filepath.Base(name) == "package-lock.json", filepath.Base(name) == "go.sum",
			strings.HasPrefix(name, "graph/generated/"):
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil || bytes.IndexByte(text, 0) >= 0 { // deleted, or not text
			continue
		}
		texts[name] = string(text)
	}
	return texts
}

// What is only true of one machine does not belong into the project: paths of a workplace, hosts of the registries that
// it happened to use.
func TestNoMachineInTheSources(t *testing.T) {
	t.Parallel()
	// Put together here, so that this file is not found by its own search.
	machines := []string{"/wo" + "rk/", "/fa" + "rm/", "/tmp/w" + "t/", "proxy.go" + "lang.org", "registry.npm" + "js.org",
		"deb.deb" + "ian.org"}
	for name, text := range sources(t) {
		for _, machine := range machines {
			if at := strings.Index(text, machine); at >= 0 {
				t.Errorf("%s:%d names %q", name, 1+strings.Count(text[:at], "\n"), machine)
			}
		}
	}
}

// Everybody in the demo and test data is invented and is called by first name and initial: "Maarja K.". A first name
// that is used so and stands elsewhere before a whole surname is somebody who could be real.
func TestDemoPeopleHaveNoSurname(t *testing.T) {
	t.Parallel()
	texts := sources(t)
	short := regexp.MustCompile(`"(\p{Lu}\p{Ll}+) \p{Lu}\."`)
	surname := regexp.MustCompile(`^ \p{Lu}\p{Ll}{2,}`)
	invented := map[string]bool{}
	for name, text := range texts {
		if strings.HasPrefix(name, "demo/") {
			for _, found := range short.FindAllStringSubmatch(text, -1) {
				invented[found[1]] = true
			}
		}
	}
	if len(texts) > 0 && len(invented) < 10 {
		t.Errorf("only %d people found in demo", len(invented))
	}
	for name, text := range texts {
		for first := range invented {
			for at := 0; ; at += len(first) {
				next := strings.Index(text[at:], first)
				if next < 0 {
					break
				}
				at += next
				if found := surname.FindString(text[at+len(first):]); found != "" {
					t.Errorf("%s:%d: %q: people in the data are invented and have an initial for a surname",
						name, 1+strings.Count(text[:at], "\n"), first+found)
				}
			}
		}
	}
}
