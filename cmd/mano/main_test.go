package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/notify/smtptest"
	"github.com/loometalgud/mano/postgres"
)

// buffer is the output of a running program; changed is closed and renewed with each write.
type buffer struct {
	mu      sync.Mutex
	b       bytes.Buffer
	changed chan struct{}
}

func newBuffer() *buffer { return &buffer{changed: make(chan struct{})} }

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.changed)
	b.changed = make(chan struct{})
	return b.b.Write(p)
}

func (b *buffer) text() (string, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String(), b.changed
}

// inProcess is a program within the test.
type inProcess struct {
	t           *testing.T
	url         string
	out, errors *buffer
	stop        context.CancelFunc
	ended       chan error
}

var runsAt = regexp.MustCompile(`runs at (http://\S+)`)

func startInProcess(t *testing.T, args ...string) *inProcess {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	p := &inProcess{t: t, out: newBuffer(), errors: newBuffer(), stop: stop, ended: make(chan error, 1)}
	go func() { p.ended <- run(ctx, args, p.out, p.errors) }()
	t.Cleanup(func() { p.end() })
	limit := time.After(time.Minute)
	for {
		text, changed := p.out.text()
		if found := runsAt.FindStringSubmatch(text); found != nil && strings.Contains(text, "Ctrl-C") {
			p.url = found[1]
			return p
		}
		select {
		case <-changed:
		case err := <-p.ended:
			p.ended <- err
			log, _ := p.errors.text()
			t.Fatalf("the program ended: %v\n%s\n%s", err, text, log)
		case <-limit:
			t.Fatalf("the program does not run:\n%s", text)
		}
	}
}

// end stops the program as Ctrl-C does and returns what run returned.
func (p *inProcess) end() error {
	p.t.Helper()
	p.stop()
	select {
	case err := <-p.ended:
		p.ended <- err
		return err
	case <-time.After(time.Minute):
		p.t.Fatal("the program does not end")
		return nil
	}
}

// ask sends an operation that must be answered without errors.
func (p *inProcess) ask(token, query string, variables map[string]any) map[string]any {
	p.t.Helper()
	data, errs := p.try(token, query, variables)
	if errs != nil {
		p.t.Fatal(query, errs)
	}
	return data
}

func (p *inProcess) try(token, query string, variables map[string]any) (data map[string]any, errs any) {
	p.t.Helper()
	body, _ := json.Marshal(map[string]any{"query": query, "variables": variables})
	header := map[string]string{"Content-Type": "application/json"}
	if token != "" {
		header["Authorization"] = "Bearer " + token
	}
	_, text := p.send(http.MethodPost, "/graphql", header, body)
	var answer struct {
		Data   map[string]any
		Errors any
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		p.t.Fatalf("%v: %s", err, text)
	}
	return answer.Data, answer.Errors
}

func (p *inProcess) send(method, path string, header map[string]string, body []byte) (*http.Response, []byte) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	for k, v := range header {
		r.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res, text
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// signIn signs in like a person: ask for a code, read the mail, enter the code.
func (p *inProcess) signIn(mails *smtptest.Server, email string) (token, person string) {
	p.t.Helper()
	sent := p.ask("", `mutation($e: String!) { requestSignInCode(input: {email: $e}) { __typename
		... on RequestSignInCodeSuccess { challenge expiresAt } } }`, map[string]any{"e": email})
	challenge := sent["requestSignInCode"].(map[string]any)["challenge"].(string)
	mail := mails.Next(p.t)
	if mail.To != email {
		p.t.Fatal("a mail to", mail.To)
	}
	code := sixDigits.FindString(mail.Text)
	data := p.ask("", `mutation($h: String!, $e: String!, $c: String!) { signIn(input: {challenge: $h, email: $e,
		code: $c, displayName: "Õnne Š."}) { __typename ... on SignInSuccess { token viewer { person { id displayName }
		email } } } }`,
		map[string]any{"h": challenge, "e": email, "c": code})
	in := data["signIn"].(map[string]any)
	if in["__typename"] != "SignInSuccess" {
		p.t.Fatal(in)
	}
	viewer := in["viewer"].(map[string]any)
	if viewer["email"] != email || viewer["person"].(map[string]any)["displayName"] != "Õnne Š." {
		p.t.Error(viewer)
	}
	if text, _ := p.errors.text(); strings.Contains(text, email) || strings.Contains(text, code) ||
		strings.Contains(text, challenge) || strings.Contains(text, in["token"].(string)) {
		p.t.Errorf("the log holds an address, a code or a token:\n%s", text)
	}
	return in["token"].(string), viewer["person"].(map[string]any)["id"].(string)
}

// folder can be used by PostgreSQL even when that runs as another user because the test runs as root.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "mano-program-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "data")
}

const whoAmI = `{ viewer { person { id } roles { role } } }`

func TestProgram(t *testing.T) {
	t.Parallel()
	mails, data := smtptest.Start(t), folder(t)
	args := []string{"serve", "--listen", "127.0.0.1:0", "--data", data, "--smtp-url", mails.URL, "--log-level", "debug"}
	p := startInProcess(t, args...)
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "mano_live_groups 0",
		"/": "<!doctype html>"} {
		if res, text := p.send(http.MethodGet, path, nil, nil); res.StatusCode != http.StatusOK ||
			!strings.Contains(strings.ToLower(string(text)), want) {
			t.Errorf("%s: %d\n%.200s", path, res.StatusCode, text)
		}
	}
	token, person := p.signIn(mails, "onne@naidis.example")

	res, _ := p.send(http.MethodPost, "/session", map[string]string{"Authorization": "Bearer " + token}, nil)
	cookies := res.Cookies()
	if res.StatusCode != http.StatusNoContent || len(cookies) != 1 || !cookies[0].HttpOnly ||
		cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatal(res.StatusCode, cookies)
	}
	if _, text := p.send(http.MethodPost, "/graphql",
		map[string]string{"Content-Type": "application/json", "Cookie": cookies[0].Name + "=" + cookies[0].Value},
		[]byte(`{"query":"`+whoAmI+`"}`)); !strings.Contains(string(text), person) {
		t.Errorf("the cookie is nobody's: %s", text)
	}

	if err := run(t.Context(), []string{"grant", "--data", data, "onne@naidis.example", "ADMIN"}, io.Discard,
		io.Discard); err != nil {
		t.Error(err)
	}
	for limit := time.Now().Add(20 * time.Second); !strings.Contains(toJSON(p.ask(token, whoAmI, nil)), "ADMIN"); {
		if time.Now().After(limit) { // the other process hears of it a little later
			t.Fatal("the role was not given")
		}
	}
	if err := run(t.Context(), []string{"serve", "--listen", "127.0.0.1:0", "--data", data}, io.Discard,
		io.Discard); err == nil {
		t.Error("a second process took the same data")
	}

	p.ask(token, `mutation { signOut { __typename } }`, nil)
	if _, errs := p.try(token, whoAmI, nil); !strings.Contains(toJSON(errs), "UNAUTHENTICATED") {
		t.Error("signed out, and still let in:", errs)
	}
	if err := p.end(); err != nil {
		t.Fatal(err)
	}

	p = startInProcess(t, args...)
	token, again := p.signIn(mails, "onne@naidis.example")
	if again != person {
		t.Error("the second start does not know the person")
	}
	if data := p.ask(token, whoAmI, nil); !strings.Contains(toJSON(data), "ADMIN") {
		t.Error(data)
	}
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), append(args, "--demo"), io.Discard, io.Discard); !errors.Is(err, postgres.ErrNotDemo) {
		t.Error("a demo on real data:", err)
	}
}

func toJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestProgram_refusesWhatWouldBeOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ args, says string }{
		{"serve --demo --listen 0.0.0.0:8080", "--demo-anywhere"},
		{"serve --demo --listen :8080", "--demo-anywhere"},
		{"serve --demo --listen 192.0.2.1:8080", "--demo-anywhere"},
		{"serve --limits off --listen 0.0.0.0:8080", "--limits=off"},
		{"serve --limits off --public-url https://mano.example", "--limits=off"},
		{"serve --demo --public-url https://mano.example", "--demo-anywhere"}, // a proxy lets others in
		{"serve --listen 0.0.0.0:8080", "--public-url"},
		{"serve --demo --demo-anywhere --listen 0.0.0.0:8080", "--public-url"},
		{"serve --listen 0.0.0.0:8080 --public-url https://mano.example", "--smtp-url"},
		{"serve --public-url https://mano.example", "--console-codes"},
		{"serve --listen 0.0.0.0:8080 --public-url https://mano.example --smtp-url smtp://127.0.0.1:1", "--metrics-token"},
		{"serve --listen 0.0.0.0:8080 --public-url https://mano.example --console-codes", "--open-metrics"},
		{"serve --limits perhaps", "limits"},
		{"serve --poll 0s", "--poll"},
		{"serve --notify perhaps", "notify"},
		{"serve --listen 8080", "HOST:PORT"},
		{"serve --trusted-proxies everywhere", "--trusted-proxies"},
		{"serve --public-url mano.example", "--public-url"},
		{"grant a@naidis.example KING", "ADMIN"},
		{"nothing", "nothing"},
	} {
		err := run(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.args, err)
		}
	}
	for _, args := range []serveFlags{
		{Listen: "127.0.0.1:8080"},
		{Listen: "[::1]:8080", Demo: true, PublicURL: "http://localhost:3000"},
		{Listen: "127.0.0.1:8080", PublicURL: "https://mano.example", SMTPURL: "smtp://127.0.0.1:1"},
		{Listen: "0.0.0.0:8080", PublicURL: "https://mano.example", SMTPURL: "smtp://127.0.0.1:1", MetricsToken: "t"},
		{Listen: "0.0.0.0:8080", PublicURL: "https://mano.example", ConsoleCodes: true, OpenMetrics: true},
		{Listen: "0.0.0.0:8080", PublicURL: "http://192.0.2.1:8080", Demo: true, DemoAnywhere: true, OpenMetrics: true},
	} {
		args.Poll = time.Second
		if err := args.Validate(); err != nil {
			t.Errorf("%+v: %v", args, err)
		}
	}
}

func TestProgram_helpAndVersion(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := run(t.Context(), []string{"serve", "--help"}, &b, io.Discard); err != nil {
		t.Error(err)
	}
	for _, setting := range []string{"MANO_LISTEN", "MANO_DATABASE_URL", "MANO_DATA", "MANO_DEMO", "MANO_LIMITS",
		"MANO_SMTP_URL", "MANO_MAIL_FROM",
		"MANO_REQUESTS_PER_PERSON", "MANO_REQUESTS_PER_ADDRESS", "MANO_CODES_PER_ADDRESS", "MANO_WRONG_CODES_PER_ADDRESS",
		"MANO_GUESTS_PER_ADDRESS",
		"MANO_MAX_HTTP_CONNECTIONS", "MANO_MAX_HTTP_CONNECTIONS_PER_ADDRESS", "MANO_HEADER_TIMEOUT", "MANO_BODY_TIMEOUT",
		"MANO_ANSWER_TIMEOUT", "MANO_IDLE_TIMEOUT",
		"MANO_MAX_BODY_BYTES", "MANO_MAX_MESSAGE_BYTES", "MANO_INIT_WAIT", "MANO_MAX_OPERATIONS",
		"MANO_MAX_SUBSCRIBES_PER_SECOND",
		"MANO_MAX_MESSAGES_PER_SECOND", "MANO_MAX_CONNECTIONS", "MANO_MAX_CONNECTIONS_PER_ADDRESS",
		"MANO_MAX_PENDING_PER_ADDRESS",
		"MANO_MAX_CONNECTIONS_PER_PERSON", "MANO_MAX_GROUPS_PER_PERSON", "MANO_MAX_GROUPS_PER_ADDRESS",
		"MANO_EXECUTION_TIMEOUT", "MANO_SOCKET_WORKERS", "MANO_SOCKET_WAITING", "MANO_WRITE_TIMEOUT",
		"MANO_SOCKET_SEND_BUFFER", "MANO_MAX_DEPTH", "MANO_MAX_SELECTIONS", "MANO_MAX_NESTING", "MANO_MAX_COMPARISONS",
		"MANO_MAX_VALUES", "MANO_MAX_VARIABLES", "MANO_MAX_INTROSPECTION", "MANO_DOCUMENT_CACHE_BYTES",
		"MANO_MAX_ALIASES", "MANO_MAX_ROOT_FIELDS", "MANO_MAX_FIELDS", "MANO_MAX_DIRECTIVES",
		"MANO_MAX_COMPLEXITY", "MANO_MAX_TOKENS", "MANO_TRUSTED_PROXIES", "MANO_PUBLIC_URL", "MANO_METRICS_TOKEN",
		"MANO_OPEN_METRICS", "MANO_CONSOLE_CODES",
		"MANO_NOTIFY", "MANO_POLL"} {
		if !strings.Contains(b.String(), "$"+setting) {
			t.Errorf("the help does not name %s", setting)
		}
	}
	b.Reset()
	if err := run(t.Context(), []string{"version"}, &b, io.Discard); err != nil || b.Len() == 0 {
		t.Error(err)
	}
}

func TestProgram_demo(t *testing.T) {
	t.Parallel()
	args := []string{"serve", "--listen", "127.0.0.1:0", "--data", folder(t), "--demo"}
	p := startInProcess(t, args...)
	text, _ := p.out.text()
	data := p.ask("", `{ server { demo demoTokens } viewer { guest } }`, nil)
	for _, token := range []string{"demo-organiser", "demo-coordinator", "demo-volunteer", "demo-volunteer-2",
		"demo-participant", "demo-admin"} {
		if !strings.Contains(text, token) || !strings.Contains(toJSON(data), token) {
			t.Errorf("%s is not told", token)
		}
		if who := p.ask(token, whoAmI, nil); who["viewer"] == nil {
			t.Errorf("%s is nobody", token)
		}
	}
	if data["viewer"] != nil {
		t.Error("nobody is somebody")
	}
	p.ask("demo-admin", `mutation { signOut { __typename } }`, nil)
	p.ask("demo-admin", whoAmI, nil)
	p.ask("", `mutation { requestSignInCode(input: {email: "uus@naidis.example"}) { __typename } }`, nil)
	for limit := time.After(20 * time.Second); ; {
		text, changed := p.out.text()
		if strings.Contains(text, "uus@naidis.example") && sixDigits.MatchString(text[strings.Index(text, "uus@"):]) {
			break
		}
		select {
		case <-changed:
			continue
		case <-limit:
			t.Fatal("the code is not shown on the console")
		}
	}
	if res, _ := p.send(http.MethodGet, "/graphiql/", nil, nil); res.StatusCode != http.StatusOK {
		t.Error("no API explorer:", res.StatusCode)
	}
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), args[:len(args)-1], io.Discard, io.Discard); !errors.Is(err, postgres.ErrDemo) {
		t.Error("real use of a demo's data:", err)
	}
}
