package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/go-chi/chi/v5"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

// testServer is a server on a new database. It answers through ServeHTTP; the hub does not run.
type testServer struct {
	*Server
	t     *testing.T
	store *postgres.Store
	log   *logText
	codes chan hackathon.SignInCode
}

type logText struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newServer(t *testing.T, change func(*Config)) *testServer {
	t.Helper()
	store, err := postgres.Open(t.Context(), postgrestest.Database(t), postgres.Config{MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	s := &testServer{t: t, store: store, log: &logText{}, codes: make(chan hackathon.SignInCode, 100)}
	log := slog.New(hackathon.LogRequests(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	cfg := Config{Store: store, Hub: live.New(store, live.Config{Log: log}), Log: log, Version: "test", Local: true,
		SendCode: func(c hackathon.SignInCode) error { s.codes <- c; return nil }}
	if change != nil {
		change(&cfg)
	}
	s.Server = New(cfg)
	return s
}

type answer struct {
	*httptest.ResponseRecorder
	code string // of the first error
}

// send sends a request; header is name, value and so on.
func (s *testServer) send(method, path, body string, header ...string) answer {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, path, strings.NewReader(body))
	r.Host = "localhost"
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Add(header[i], header[i+1])
	}
	if from := r.Header.Get("From-Address"); from != "" {
		r.RemoteAddr = from
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var errs struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
	}
	_ = json.Unmarshal(w.Body.Bytes(), &errs)
	a := answer{ResponseRecorder: w}
	if len(errs.Errors) > 0 {
		a.code = errs.Errors[0].Extensions.Code
	}
	return a
}

func (s *testServer) graphql(query string, header ...string) answer {
	s.t.Helper()
	body, _ := json.Marshal(map[string]any{"query": query})
	return s.send(http.MethodPost, "/graphql", string(body),
		append([]string{"Content-Type", "application/json"}, header...)...)
}

func (s *testServer) signIn(email string) *hackathon.Session {
	s.t.Helper()
	code, err := s.store.RequestSignInCode(s.t.Context(),
		hackathon.RequestSignInCodeInput{Email: email, Locale: hackathon.LocaleEt})
	if err != nil {
		s.t.Fatal(err)
	}
	session, err := s.store.SignIn(s.t.Context(), hackathon.SignInInput{Challenge: code.Challenge, Email: email,
		Code: code.Code})
	if err != nil {
		s.t.Fatal(err)
	}
	return session
}

const whoAmI = `{ viewer { person { id } } }`

func TestAuthentication(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	session := s.signIn("a@naidis.example")
	id := session.Viewer.PersonID.String()
	for name, c := range map[string]struct {
		header []string
		status int
		holds  string
	}{
		"nobody":               {nil, 200, `"viewer":null`},
		"bearer":               {[]string{"Authorization", "Bearer " + session.Token}, 200, id},
		"bearer in small":      {[]string{"Authorization", "bearer " + session.Token}, 200, id},
		"unknown":              {[]string{"Authorization", "Bearer nonsense"}, 401, "UNAUTHENTICATED"},
		"demo, but not a demo": {[]string{"Authorization", "Bearer demo-admin"}, 401, "UNAUTHENTICATED"},
		"another scheme":       {[]string{"Authorization", "Basic YTpi"}, 401, "UNAUTHENTICATED"},
		"empty":                {[]string{"Authorization", "Bearer "}, 401, "UNAUTHENTICATED"},
		"cookie":               {[]string{"Cookie", "mano_session=" + session.Token}, 200, id},
		"old cookie":           {[]string{"Cookie", "mano_session=nonsense"}, 200, `"viewer":null`},
		"bearer before cookie": {[]string{"Cookie", "mano_session=" + session.Token, "Authorization", "Bearer nonsense"},
			401, "UNAUTHENTICATED"},
		"not in the query text": {[]string{"X-Token", session.Token}, 200, `"viewer":null`},
	} {
		a := s.graphql(whoAmI, c.header...)
		if a.Code != c.status || !strings.Contains(a.Body.String(), c.holds) {
			t.Errorf("%s: %d %s", name, a.Code, a.Body)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
	r.Header.Set("Cookie", "mano_session=nonsense")
	for name, c := range map[string]struct {
		init map[string]any
		kind hackathon.ErrorKind
		who  bool
	}{
		"init":      {map[string]any{"authorization": "Bearer " + session.Token}, "", true},
		"Init":      {map[string]any{"Authorization": "Bearer " + session.Token}, "", true},
		"none":      {map[string]any{}, "", false},
		"unknown":   {map[string]any{"authorization": "Bearer nonsense"}, hackathon.Unauthenticated, false},
		"no scheme": {map[string]any{"authorization": session.Token}, hackathon.Unauthenticated, false},
		"a number":  {map[string]any{"authorization": 7}, hackathon.Invalid, false},
	} {
		v, ends, err := s.authenticate(t.Context(), r, c.init)
		if (err != nil) != (c.kind != "") || err != nil && hackathon.KindOf(err) != c.kind || v.SignedIn() != c.who ||
			c.who && !ends.Equal(session.ExpiresAt) {
			t.Errorf("websocket, %s: %+v %v %v", name, v, ends, err)
		}
	}
}

func TestSession_cookie(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		s := newServer(t, func(c *Config) {
			if secure {
				c.PublicURL = &url.URL{Scheme: "https", Host: "mano.example"}
			}
		})
		session := s.signIn("a@naidis.example")
		a := s.send(http.MethodPost, "/session", "", "Authorization", "Bearer "+session.Token)
		got := a.Result().Cookies()
		if a.Code != http.StatusNoContent || len(got) != 1 {
			t.Fatal(a.Code, got)
		}
		if c := got[0]; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.Path != "/" ||
			c.Domain != "" || (c.Name == "__Host-mano_session") != secure {
			t.Errorf("%+v", c)
		}
		if (a.Header().Get("Strict-Transport-Security") != "") != secure {
			t.Error(a.Header())
		}
		cookie := got[0].Name + "=" + got[0].Value
		if a := s.graphql(whoAmI, "Cookie", cookie); !strings.Contains(a.Body.String(), session.Viewer.PersonID.String()) {
			t.Error(a.Body)
		}
		for name, header := range map[string][]string{
			"of another site": {"Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
			"of a neighbour":  {"Cookie", cookie, "Sec-Fetch-Site", "same-site", "Origin", "https://other.example"},
		} {
			if a := s.send(http.MethodDelete, "/session", "", header...); a.Code != http.StatusForbidden {
				t.Errorf("a page %s signs out: %d", name, a.Code)
			}
			if a := s.graphql(`mutation { signOut { __typename } }`, header...); a.Code != http.StatusForbidden {
				t.Errorf("a page %s acts with the cookie: %d %s", name, a.Code, a.Body)
			}
		}
		a = s.send(http.MethodDelete, "/session", "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
		if got := a.Result().Cookies(); a.Code != http.StatusNoContent || len(got) != 1 || got[0].MaxAge >= 0 {
			t.Error(a.Code, got)
		}
		if a := s.graphql(whoAmI, "Authorization", "Bearer "+session.Token); a.Code != http.StatusUnauthorized {
			t.Error("signed out, and still in:", a.Code)
		}
		if a := s.send(http.MethodPost, "/session", "", "Authorization",
			"Bearer "+session.Token); a.Code != http.StatusUnauthorized || len(a.Result().Cookies()) != 0 {
			t.Error(a.Code)
		}
		if a := s.send(http.MethodDelete, "/session", ""); a.Code != http.StatusNoContent {
			t.Error("nobody signs out:", a.Code)
		}
	}
}

func TestLimits_requestsPerAddress(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Limits.RequestsPerAddress = 3 })
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
	// An EventSource would take that for the end.
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
		c.Limits.RequestsPerAddress = 1
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	})
	for i, c := range []struct {
		peer, forwarded string
		status          int
	}{
		{"10.0.0.1:1", "198.51.100.1", 200},
		{"10.0.0.1:1", "198.51.100.2", 200},
		{"10.0.0.1:1", "198.51.100.9, 198.51.100.2", 429}, // the first is what the client made up
		{"192.0.2.1:1", "198.51.100.3", 200},              // not a proxy: itself
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
	s := newServer(t, func(c *Config) { c.Limits.RequestsPerPerson = 2 })
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
	s := newServer(t, func(c *Config) { c.Limits.CodesPerAddress, c.Limits.WrongCodesPerAddress = 3, 2 })
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
	for _, c := range codes[1:] { // right ones do not count
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
	// The wrong codes of one keep nobody of the same hall out who has the right one.
	if a := enter(codes[0], codes[0].Code); !strings.Contains(a.Body.String(), "SignInSuccess") {
		t.Error("a right code, after wrong ones of others:", a.Body)
	}
	event := hackathon.NewID(hackathon.KindEvent, s.store.Now())
	if _, err := s.store.DB().Exec(`INSERT INTO event (id, kind, format, status, title, title_sort, search_text,
		description, starts_at, ends_at, created_at)
		VALUES ($1, 'WEBINAR', 'ONLINE', 'LIVE', '{"et":"Veebiseminar"}', '', '', '{}',
			now(), now() + interval '1 hour', now())`, event); err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.DB().Exec(`INSERT INTO event_private (event_id, join_code)
		VALUES ($1, 'ABCDEFGH')`, event); err != nil {
		t.Fatal(err)
	}
	if a := s.graphql(`mutation { joinAsGuest(input: {joinCode: "abcd efgh", displayName: "Leida"}) {
		__typename } }`); !strings.Contains(a.Body.String(), "JoinAsGuestSuccess") {
		t.Error("a right join code, after wrong ones of others:", a.Body)
	}
}

func TestLimits_off(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) {
		c.Limits = Limits{RequestsPerAddress: 1, RequestsPerPerson: 1}.WithoutPersonal()
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
	_ = s.store.Close()
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

// What people write and who they are has no place in the log, whatever goes wrong.
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
	_ = s.store.Close() // from here on every request is an internal error
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

// comesBack reports whether the answer makes an EventSource come again.
func comesBack(a *httptest.ResponseRecorder) bool {
	return a.Code == http.StatusOK && a.Header().Get("Content-Type") == "text/event-stream" &&
		strings.Contains(a.Body.String(), "retry: ") && !strings.Contains(a.Body.String(), "event:")
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
		if got := node(hackathon.NewID(kind, s.store.Now())); got != `{"data":{"node":null}}` {
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
