package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres/postgrestest"
	"github.com/loometalgud/mano/web"
)

// TestGET_isAskedAgainByItsTag: a browser that holds an answer is told so, as long as it is right, and nothing on the
// way gives it to somebody else.
func TestGET_isAskedAgainByItsTag(t *testing.T) {
	t.Parallel()
	for name, keep := range map[string]bool{"kept": true, "executed each time": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReplica(t, postgrestest.Database(t), func(cfg *Config, _ *live.Config) { cfg.Keep = keep })
			h := newHall(t, r.db)
			for i := range 12 { // so that it is long enough to be compressed
				h.must(h.submit(h.people[i%3]))
			}
			get := func(header ...string) answer {
				return r.send(http.MethodGet, "/graphql?query="+url.QueryEscape(`{ events(first: 5) { nodes { ideas(first: 50) {
					nodes { id title { et } problem { et } status supportCount commentCount } } } } }`), "", header...)
			}
			held := get()
			for range 3 { // by then it is kept
				again := get()
				if again.Body.String() != held.Body.String() || again.Header().Get("ETag") != held.Header().Get("ETag") {
					t.Fatalf("the tag is another, or the answer:\n%v\n%v", held.Header(), again.Header())
				}
			}
			tag := held.Header().Get("ETag")
			if tag == "" || strings.HasPrefix(tag, "W/") || held.Header().Get("Cache-Control") != "no-cache" {
				t.Errorf("a browser does not ask again: %v", held.Header())
			}
			for _, name := range []string{"Accept", "Accept-Encoding", "Origin", "Cookie", "Authorization"} {
				if !strings.Contains(strings.Join(held.Header()["Vary"], ","), name) {
					t.Errorf("it varies by %v, and not by %s", held.Header()["Vary"], name)
				}
			}
			for _, said := range []string{tag, `"other", W/` + tag, "*"} {
				a := get("If-None-Match", said)
				if a.Code != http.StatusNotModified || a.Body.Len() != 0 || a.Header().Get("ETag") != tag ||
					a.Header().Get("Cache-Control") != "no-cache" || a.Header().Get("Content-Type") != "" {
					t.Errorf("to who holds %s: %d, %v", said, a.Code, a.Header())
				}
			}
			packed := get("Accept-Encoding", "gzip, br")
			z, err := gzip.NewReader(bytes.NewReader(packed.Body.Bytes()))
			if err != nil {
				t.Fatal(err, packed.Header())
			}
			if plain, err := io.ReadAll(z); err != nil || string(plain) != held.Body.String() {
				t.Error("compressed it is another", err)
			}
			other := packed.Header().Get("ETag")
			if a := get("Accept-Encoding", "gzip", "If-None-Match", other); other == tag || a.Code != http.StatusNotModified {
				t.Errorf("to who holds it compressed as %s: %d", other, a.Code)
			}

			for _, credential := range [][]string{{"Cookie", "some=thing"},
				{"Authorization", "Bearer " + r.signIn("aino@example.org").Token}} {
				a := get(append(credential, "If-None-Match", tag)...)
				if a.Code != http.StatusOK || a.Header().Get("Cache-Control") != "no-store" || a.Header().Get("ETag") != "" {
					t.Errorf("with %s: %d, %v", credential[0], a.Code, a.Header())
				}
			}
			h.must(h.submit(h.people[1]))
			if a := get("If-None-Match", tag); a.Code != http.StatusOK || a.Header().Get("ETag") == tag {
				t.Errorf("after a change: %d, %v", a.Code, a.Header())
			}
		})
	}
}

// TestOperations_ofTheBuild: a server that answers nothing else answers what its pages send.
func TestOperations_ofTheBuild(t *testing.T) {
	t.Parallel()
	if web.Placeholder() {
		t.Skip("the web is not built")
	}
	s := newServer(t, func(cfg *Config) { cfg.OnlyBuiltIn = true })
	all := web.Operations()
	if len(all) < 40 {
		t.Fatalf("the build wrote down %d", len(all))
	}
	for _, text := range all {
		if a := s.graphql(text); strings.Contains(a.Body.String(), "MANO_OPERATIONS") {
			t.Errorf("%s\n%s", text, a.Body)
		}
	}
	if a := s.graphql(whoAmI); a.code != "FORBIDDEN" || !strings.Contains(a.Body.String(), "MANO_OPERATIONS") {
		t.Errorf("what no page sends: %s", a.Body)
	}
}
