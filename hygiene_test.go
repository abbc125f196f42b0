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
		case name == "", filepath.Base(name) == "package-lock.json", filepath.Base(name) == "go.sum", strings.HasPrefix(name, "graph/generated/"):
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
	machine := regexp.MustCompile(`/(wo` + `rk|fa` + `rm)/|/tmp/w` + `t/|/ho` + `me/[a-z]+/(mano|src)|proxy\.go` + `lang\.org|registry\.npm` + `js\.org|deb\.deb` + `ian\.org`)
	for name, text := range sources(t) {
		for i, line := range strings.Split(text, "\n") {
			if found := machine.FindString(line); found != "" {
				t.Errorf("%s:%d names %q", name, i+1, found)
			}
		}
	}
}

// Everybody in the demo and test data is invented and is called by first name and initial: "Maarja K.". A first name
// that is used so and stands elsewhere before a whole surname is somebody who could be real.
func TestDemoPeopleHaveNoSurname(t *testing.T) {
	t.Parallel()
	texts := sources(t)
	short := regexp.MustCompile(`\b(\p{Lu}\p{Ll}+) \p{Lu}\.`)
	whole := regexp.MustCompile(`(\p{Lu}\p{Ll}+) \p{Lu}\p{Ll}{2,}`)
	invented := map[string]bool{}
	for name, text := range texts {
		if name == "LICENSE" {
			continue
		}
		for _, found := range short.FindAllStringSubmatch(text, -1) {
			invented[found[1]] = true
		}
	}
	for name, text := range texts {
		for i, line := range strings.Split(text, "\n") {
			for _, found := range whole.FindAllStringSubmatch(line, -1) {
				if invented[found[1]] {
					t.Errorf("%s:%d: %q: people in the data are invented and have an initial for a surname", name, i+1, found[0])
				}
			}
		}
	}
}
