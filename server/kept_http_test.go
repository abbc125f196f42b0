package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/loometalgud/mano/postgres/postgrestest"
)

// What is kept is given as it would be executed: by GET and POST, in the media type that is asked for, compressed for
// who takes it so.
func TestKept_onTheWire(t *testing.T) {
	t.Parallel()
	r := newReplica(t, postgrestest.Database(t), nil)
	newHall(t, r.db)
	query := `{ labels { enum value label { et en } } }`
	get, post := "/graphql?query="+url.QueryEscape(query), asked(query, nil)
	json := []string{"Content-Type", "application/json"}
	for range 3 {
		r.send(http.MethodGet, get, "")
	}
	plain := r.kept(post)
	for name, c := range map[string]struct {
		method, path, body string
		header             []string
	}{
		"by GET":            {http.MethodGet, get, "", nil},
		"by POST":           {http.MethodPost, "/graphql", post, json},
		"in the newer type": {http.MethodPost, "/graphql", post, append(json, "Accept", "application/graphql-response+json")},
		"compressed":        {http.MethodPost, "/graphql", post, append(json, "Accept-Encoding", "br, gzip")},
	} {
		before := r.api.Counters.KeptHits.Load()
		kept := r.send(c.method, c.path, c.body, c.header...)
		fresh := r.send(c.method, c.path, c.body, append(c.header, "Cookie", "some=other")...)
		if hits := r.api.Counters.KeptHits.Load(); hits != before+1 {
			t.Errorf("%s: %d hits", name, hits-before)
		}
		for _, h := range []string{"Content-Type", "Content-Encoding", "Cache-Control", "X-Content-Type-Options"} {
			k, f := kept.Header().Get(h), fresh.Header().Get(h)
			if h == "Cache-Control" && c.method == http.MethodGet && k == "no-cache" { // see TestGET_isAskedAgainByItsTag
				k = "no-store"
			}
			if k != f {
				t.Errorf("%s: %s is %q, executed %q", name, h, k, f)
			}
		}
		for _, varies := range []string{"Accept", "Origin", "Accept-Encoding"} {
			if !strings.Contains(strings.Join(kept.Header().Values("Vary"), ", "), varies) {
				t.Errorf("%s: does not say that it varies by %s", name, varies)
			}
		}
		body := io.Reader(kept.Body)
		if kept.Header().Get("Content-Encoding") == "gzip" {
			var err error
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		if text, err := io.ReadAll(body); string(text) != plain || err != nil || kept.Code != http.StatusOK {
			t.Errorf("%s: %d %.80s, %v", name, kept.Code, text, err)
		}
	}
	if a := r.send(http.MethodPost, "/graphql", `{"query":"`, json...); a.code != "INVALID" {
		t.Errorf("half a request: %s", a.Body)
	}
}
