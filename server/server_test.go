package server

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestLimits_requestsPerAddress(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits[RequestsPerAddress] = 3 })
	for range 3 {
		if a := s.graphql(`{ __typename }`, "From-Address", "192.0.2.1:1"); a.Code != http.StatusOK {
			t.Fatal(a.Code, a.Body)
		}
	}
	a := s.graphql(`{ __typename }`, "From-Address", "192.0.2.1:2", "X-Forwarded-For", "198.51.100.7")
	if a.Code != http.StatusTooManyRequests || a.code != "RATE_LIMITED" || a.Header().Get("Retry-After") == "" ||
		!strings.Contains(a.Body.String(), "MANO_REQUESTS_PER_ADDRESS") {
		t.Error(a.Code, a.Body, a.Header())
	}
	// An EventSource would take 429 for final.
	if a := s.graphql(`{ __typename }`, "From-Address", "192.0.2.1:2", "Accept",
		"text/event-stream"); !comesBack(a.ResponseRecorder) {
		t.Error(a.Code, a.Body, a.Header())
	}
	if a := s.graphql(`{ __typename }`, "From-Address", "192.0.2.2:1"); a.Code != http.StatusOK {
		t.Error("another address:", a.Code)
	}
	if a := s.send(http.MethodGet, "/healthz", "", "From-Address", "192.0.2.1:1"); a.Code != http.StatusOK {
		t.Error("health is not limited:", a.Code)
	}
}

func TestLimits_behindAProxy(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) {
		c.Limits[RequestsPerAddress] = 1
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	})
	for i, c := range []struct {
		peer, forwarded string
		status          int
	}{
		{"10.0.0.1:1", "198.51.100.1", 200},
		{"10.0.0.1:1", "198.51.100.2", 200},
		{"10.0.0.1:1", "198.51.100.9, 198.51.100.2", 429}, // the first is invented by the client
		{"192.0.2.1:1", "198.51.100.3", 200},              // not a proxy: counts itself
		{"192.0.2.1:1", "198.51.100.4", 429},
		{"10.0.0.1:1", "2001:db8:0:1::1", 200},
		{"10.0.0.1:1", "2001:db8:0:1::2", 429}, // the same household
		{"10.0.0.1:1", "2001:db8:0:2::1", 200},
	} {
		if a := s.graphql(`{ __typename }`, "From-Address", c.peer, "X-Forwarded-For", c.forwarded); a.Code != c.status {
			t.Errorf("%d: %s for %s: %d", i, c.peer, c.forwarded, a.Code)
		}
	}
}

func TestLimits_requestsPerPerson(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits[RequestsPerPerson] = 2 })
	one, other := s.signIn("a@naidis.example"), s.signIn("b@naidis.example")
	second := s.signIn("a@naidis.example")
	for i, c := range []struct {
		token  string
		status int
	}{{one.Token, 200}, {second.Token, 200}, {one.Token, 429}, {other.Token, 200}} {
		if a := s.graphql(whoAmI, "Authorization", "Bearer "+c.token); a.Code != c.status || c.status == 429 &&
			a.code != "RATE_LIMITED" {
			t.Errorf("%d: %d %s", i, a.Code, a.Body)
		}
	}
}

func TestLimits_codes(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits[CodesPerAddress], c.Limits[WrongCodesPerAddress] = 3, 2 })
	ask := func(i int) answer {
		return s.graphql(fmt.Sprintf(`mutation { requestSignInCode(input: {email: "n%d@naidis.example"}) { __typename } }`,
			i))
	}
	enter := func(c hackathon.SignInCode, code string) answer {
		return s.graphql(fmt.Sprintf(`mutation { signIn(input: {challenge: %q, email: %q, code: %q}) { __typename
			... on WrongCode { attemptsLeft } } }`, c.Challenge, c.Email, code))
	}
	var codes []hackathon.SignInCode
	for i := range 3 {
		if a := ask(i); !strings.Contains(a.Body.String(), "RequestSignInCodeSuccess") {
			t.Fatal(a.Body)
		}
		codes = append(codes, <-s.codes)
	}
	if a := ask(3); a.code != "RATE_LIMITED" || !strings.Contains(a.Body.String(), "MANO_CODES_PER_ADDRESS") ||
		len(s.codes) != 0 {
		t.Error(a.Body)
	}
	for _, c := range codes[1:] { // right codes do not count
		if a := enter(c, c.Code); !strings.Contains(a.Body.String(), "SignInSuccess") {
			t.Error(a.Body)
		}
	}
	one := hackathon.SignInCode{Challenge: "gone", Email: "n0@naidis.example"}
	for range 2 {
		if a := enter(one, "123456"); !strings.Contains(a.Body.String(), "WrongCode") {
			t.Error(a.Body)
		}
	}
	if a := enter(one, "123456"); a.code != "RATE_LIMITED" ||
		!strings.Contains(a.Body.String(), "MANO_WRONG_CODES_PER_ADDRESS") {
		t.Error(a.Body)
	}
	for left := 1; left >= 0; left-- {
		a := s.graphql(`mutation { joinAsGuest(input: {joinCode: "NONE", displayName: "Leida"}) {
			... on WrongCode { code attemptsLeft message { et en } } } }`)
		if !strings.Contains(a.Body.String(), fmt.Sprintf(`"attemptsLeft":%d`, left)) {
			t.Error(left, a.Body)
		}
	}
	if a := s.graphql(`mutation { joinAsGuest(input: {joinCode: "NONE", displayName: "Leida"}) { __typename
		} }`); a.code != "RATE_LIMITED" {
		t.Error(a.Body)
	}
	// Wrong codes of one person do not stop another in the same hall.
	if a := enter(codes[0], codes[0].Code); !strings.Contains(a.Body.String(), "SignInSuccess") {
		t.Error("a right code, after wrong ones of others:", a.Body)
	}
	postgrestest.Rows{T: t, DB: s.db.SQL(), At: s.db.Now()}.Event(postgrestest.Event{JoinCode: "ABCDEFGH"})
	for _, typed := range []string{"abcd efgh", "ABCD-EFGH", " abcd–efgh "} {
		if a := s.graphql(`mutation { joinAsGuest(input: {joinCode: "` + typed + `", displayName: "Leida"}) {
			__typename } }`); !strings.Contains(a.Body.String(), "JoinAsGuestSuccess") {
			t.Error("a right join code, after wrong ones of others:", typed, a.Body)
		}
	}
}

func TestLimits_off(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) {
		c.Limits[RequestsPerAddress], c.Limits[RequestsPerPerson] = 1, 1
		c.Limits.Lift()
	})
	token := s.signIn("a@naidis.example").Token
	for range 20 {
		if a := s.graphql(whoAmI, "Authorization", "Bearer "+token); a.Code != http.StatusOK {
			t.Fatal(a.Code)
		}
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.MetricsToken = "hemmelig" })
	for _, c := range []struct {
		path   string
		header []string
		status int
		holds  string
	}{
		{"/healthz", nil, 200, "ok"},
		{"/readyz", nil, 200, "ready"},
		{"/metrics", nil, 401, "MANO_METRICS_TOKEN"},
		{"/metrics", []string{"Authorization", "Bearer wrong"}, 401, ""},
		{"/metrics", []string{"Authorization", "Bearer hemmelig"}, 200,
			`mano_http_requests_total{method="GET",route="/readyz",status="200"} 1`},
	} {
		if a := s.send(http.MethodGet, c.path, "", c.header...); a.Code != c.status ||
			!strings.Contains(a.Body.String(), c.holds) {
			t.Errorf("%s: %d %s", c.path, a.Code, a.Body)
		}
	}
	if a := s.send(http.MethodHead, "/healthz", ""); a.Code != http.StatusOK {
		t.Error("HEAD:", a.Code)
	}
	_ = s.db.Close()
	if a := s.send(http.MethodGet, "/readyz", ""); a.Code != http.StatusServiceUnavailable {
		t.Error("ready without a database")
	}
	s.notReady.Store(true)
	if a := s.send(http.MethodGet, "/readyz", ""); a.Code != http.StatusServiceUnavailable ||
		a.Body.String() != "draining\n" {
		t.Error("ready while draining")
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.DemoTokens = []string{"demo-admin"} })
	for _, path := range []string{"/", "/events/1", "/graphql?query=%7B__typename%7D", "/graphiql/", "/healthz",
		"/no.such"} {
		h := s.send(http.MethodGet, path, "", "Accept", "application/json, text/html").Header()
		for _, name := range []string{"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
			"Cross-Origin-Opener-Policy", "X-Request-Id", "Permissions-Policy"} {
			if h.Get(name) == "" {
				t.Errorf("%s lacks %s", path, name)
			}
		}
		policy := h.Get("Content-Security-Policy")
		if len(h.Values("Content-Security-Policy")) != 1 || !strings.Contains(policy, "default-src 'none'") ||
			!strings.Contains(policy, "frame-ancestors 'none'") ||
			strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'unsafe-inline'") {
			t.Errorf("%s: %q", path, policy)
		}
	}
	if a := newServer(t, nil).send(http.MethodGet, "/graphiql/", "", "Accept",
		"text/html"); strings.Contains(a.Body.String(), "GraphiQL") {
		t.Error("the API explorer is served outside of a demo")
	}
}

// Texts and identities of people are not in the log, whatever fails.
func TestLogHoldsNothingPersonal(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	session := s.signIn("salajane@naidis.example")
	s.send(http.MethodGet, "/graphql?query="+url.QueryEscape(`{ event(id: "salajane") { id } }`), "", "From-Address",
		"192.0.2.77:1")
	s.graphql(`mutation { requestHelp(input: {kind: TRANSPORT, private: {description: "salajane abivajadus",
		address: "Salajane 7"}}) { __typename } }`, "Authorization", "Bearer "+session.Token, "From-Address", "192.0.2.77:1")
	s.graphql(`mutation { requestSignInCode(input: {email: "salajane@naidis.example"}) { __typename } }`, "From-Address",
		"192.0.2.77:1")
	s.graphql(`mutation { signIn(input: {challenge: "salajane", email: "salajane", code: "salajane"}) { __typename } }`,
		"From-Address", "192.0.2.77:1")
	s.graphql(`{ salajane }`, "From-Address", "192.0.2.77:1", "X-Request-Id", "salajane")
	s.send("SALAJANE", "/salajane?salajane", "salajane", "From-Address", "192.0.2.77:1")
	code := <-s.codes
	_ = s.db.Close() // from here on every request is a fault
	s.graphql(whoAmI, "Authorization", "Bearer "+session.Token, "From-Address", "192.0.2.77:1")
	s.send(http.MethodPost, "/session", "", "Authorization", "Bearer "+session.Token, "From-Address", "192.0.2.77:1")
	s.graphql(`mutation { signIn(input: {challenge: "`+code.Challenge+`",
		email: "salajane@naidis.example", code: "`+code.Code+`"}) { __typename } }`,
		"From-Address", "192.0.2.77:1")
	text := s.log.String()
	if strings.Count(text, "internal error") < 2 || strings.Count(text, "msg=request") < 9 {
		t.Errorf("the log lacks what an operator needs:\n%s", text)
	}
	for _, word := range []string{"salajane", "Salajane", "SALAJANE", "naidis.example", session.Token, code.Code,
		code.Challenge, "192.0.2.77", session.Viewer.PersonID.String()} {
		if strings.Contains(text, word) {
			t.Errorf("the log holds %q:\n%s", word, text)
		}
	}
}

func TestPanicIsAnswered(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	w := httptest.NewRecorder()
	r := chi.NewRouter()
	r.Use(identify, s.observe, s.recoverPanics)
	r.Get("/", func(http.ResponseWriter, *http.Request) { panic("oh") })
	r.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	body, _ := io.ReadAll(w.Body)
	if w.Code != http.StatusInternalServerError || !strings.Contains(string(body), "INTERNAL") ||
		!strings.Contains(s.log.String(), "panic: oh") {
		t.Error(w.Code, string(body), s.log.String())
	}
	w = httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	req.Header.Set("Accept", "text/event-stream")
	if r.ServeHTTP(w, req); !comesBack(w) {
		t.Error(w.Code, w.Body)
	}
}

func TestNode(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	session := s.signIn("a@naidis.example")
	node := func(id hackathon.ID) string {
		return s.graphql(`{ node(id: "`+id.String()+`") { __typename id ... on Person { displayName } } }`, "Authorization",
			"Bearer "+session.Token).Body.String()
	}
	if got := node(session.Viewer.PersonID); !strings.Contains(got, `"__typename":"Person"`) ||
		!strings.Contains(got, "Osaleja") {
		t.Error(got)
	}
	for kind := hackathon.Kind(1); kind.String() != "Unknown"; kind++ {
		if got := node(hackathon.NewID(kind, s.db.Now())); got != `{"data":{"node":null}}` {
			t.Errorf("%s that does not exist: %s", kind, got)
		}
	}
	if got := node(session.Viewer.SessionID); got != `{"data":{"node":null}}` {
		t.Error("a session is no node:", got)
	}
	if a := s.graphql(`{ node(id: "nonsense") { id } }`); a.code != "INVALID" {
		t.Error(a.Body)
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	a := s.graphql(`{ labels(enum: "PlatformRole") { enum value label { et en text(locale: EN) } }
		server { version demo demoTokens } }`)
	if a.Code != http.StatusOK || !strings.Contains(a.Body.String(),
		`"value":"VOLUNTEER","label":{"et":"vabatahtlik abistaja","en":"volunteer","text":"volunteer"}`) ||
		!strings.Contains(a.Body.String(), `"server":{"version":"test","demo":false,"demoTokens":[]}`) {
		t.Error(a.Body)
	}
	if a := s.graphql(`{ labels(enum: "Nonsense") { value } }`); a.code != "INVALID" {
		t.Error(a.Body)
	}
	if a := s.graphql(`{ labels { enum } }`); a.code != "" || !strings.Contains(a.Body.String(), "HelpRequestStatus") {
		t.Error(a.Body)
	}
}
