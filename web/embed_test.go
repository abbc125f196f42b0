package web

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFilesHaveAPageWithOrWithoutABuild(t *testing.T) {
	t.Parallel()
	index, err := fs.ReadFile(Files(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(index), `<html lang="et">`) {
		t.Error("the page does not state its language")
	}
}

func TestPlaceholderSpeaksBothLanguagesAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	page, err := fs.ReadFile(placeholder, "placeholder/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`lang="et"`, `lang="en"`, "make web", "/graphql"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the placeholder lacks %q", want)
		}
	}
}

func TestABuildGoesBeforeThePlaceholder(t *testing.T) {
	t.Parallel()
	built := fstest.MapFS{"dist/index.html": {Data: []byte("built")}}
	empty := fstest.MapFS{"dist/.gitkeep": {}}
	other := fstest.MapFS{"placeholder/index.html": {Data: []byte("placeholder")}}
	for want, dist := range map[string]fs.FS{"built": built, "placeholder": empty} {
		got, err := fs.ReadFile(sub(dist, "dist", other, "placeholder"), "index.html")
		if err != nil || string(got) != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
}

func TestPolicyIsStrict(t *testing.T) {
	t.Parallel()
	policy := ContentSecurityPolicy()
	for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	for _, never := range []string{"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} {
		if strings.Contains(policy, never) {
			t.Errorf("policy %q allows %s", policy, never)
		}
	}
}

func TestPolicyOfAPage(t *testing.T) {
	t.Parallel()
	page := []byte(`<head><meta http-equiv="content-security-policy" content="` +
		`default-src 'none'; script-src 'self' &#39;sha256-abc=&#39;"></head>`)
	want := "default-src 'none'; script-src 'self' 'sha256-abc='; frame-ancestors 'none'"
	if got := policyOf(page); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := policyOf([]byte("<head></head>")), "default-src 'none'; frame-ancestors 'none'"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
