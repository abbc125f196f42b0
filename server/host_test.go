package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport/wstest"
)

// TestHost: under a foreign name for this machine's address no route answers, whoever is signed in.
func TestHost(t *testing.T) {
	t.Parallel()
	public := &url.URL{Scheme: "https", Host: "mano.example"}
	own := []string{"localhost", "localhost:5173", "LOCALHOST.", "127.0.0.1:8080", "127.8.9.10", "[::1]", "[::1]:8080"}
	foreign := []string{"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
		"192.0.2.7:8080", "[2001:db8::1]:8080", "0.0.0.0:8080", ""}
	byName := []string{"mano.example", "MANO.example.:443", "mano.example:8080"}
	type policy struct {
		name         string
		change       func(*Config)
		in, out      []string
		probes, open bool // whether health answers under any name, and metrics under its own
	}
	for _, p := range []policy{
		{"on this machine", func(*Config) {}, own, append(foreign, byName...), false, true},
		{"behind a proxy on this machine", func(c *Config) { c.PublicURL = public }, append(own, byName...), foreign, false,
			false},
		{"beyond", func(c *Config) { c.Local, c.PublicURL = false, public }, byName, append(foreign, own...), true, false},
		{"nowhere", func(c *Config) { c.Local = false }, nil, append(append(foreign, own...), byName...), true, false},
	} {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, func(c *Config) {
				c.DemoTokens = []string{"demo-admin"}
				p.change(c)
			})
			token := s.signIn("mari@naidis.example").Token
			for _, route := range []struct{ method, path, body string }{
				{http.MethodPost, "/graphql", `{"query":"{ viewer { person { id } } }"}`},
				{http.MethodGet, "/graphql?query={__typename}", ""},
				{http.MethodOptions, "/graphql", ""},
				{http.MethodPost, "/session", ""},
				{http.MethodDelete, "/session", ""},
				{http.MethodGet, "/graphiql/", ""},
				{http.MethodGet, "/", ""},
				{http.MethodGet, "/events", ""},
				{http.MethodGet, "/healthz", ""},
				{http.MethodGet, "/readyz", ""},
				{http.MethodGet, "/metrics", ""},
			} {
				ask := func(host string) answer {
					return s.send(route.method, route.path, route.body, "Host", host, "Authorization", "Bearer "+token, "Content-Type",
						"application/json")
				}
				probe := p.probes && (route.path == "/healthz" || route.path == "/readyz")
				for _, host := range p.in {
					if route.path == "/metrics" && !(p.open || IsLoopback(host)) {
						if a := ask(host); a.Code != http.StatusForbidden || !strings.Contains(a.Body.String(), "MANO_METRICS_TOKEN") {
							t.Errorf("%s %s at %q: %d", route.method, route.path, host, a.Code)
						}
					} else if a := ask(host); a.Code >= 300 {
						t.Errorf("%s %s at %q: %d %s", route.method, route.path, host, a.Code, a.Body)
					}
				}
				for _, host := range p.out {
					switch a := ask(host); {
					case probe && a.Code == http.StatusOK:
					case p.probes && route.path == "/metrics" && a.Code == http.StatusForbidden:
					case a.Code != http.StatusMisdirectedRequest || a.code != string(hackathon.Forbidden) ||
						!strings.Contains(a.Body.String(), "MANO_PUBLIC_URL"):
						t.Errorf("%s %s at %q: %d %s", route.method, route.path, host, a.Code, a.Body)
					}
				}
			}
		})
	}

	s := onSocket(t, nil)
	_, res, err := wstest.Dial("http://"+s.address, "Host", "evil.example", "Origin", "http://evil.example")
	if err == nil || res == nil || res.StatusCode != http.StatusMisdirectedRequest {
		t.Error("a websocket at another name:", res, err)
	}
}
