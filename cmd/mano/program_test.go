package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
	"github.com/loometalgud/mano/transport/wstest"
)

// The tests of this package start the whole program in a process of its own, which can be killed.

const asProgram = "MANO_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		if file := os.Getenv(setClock); file != "" {
			clock = func() time.Time { return time.Now().UTC().Add(offset(file)) }
		}
		main()
		return
	}
	code := postgrestest.Main(m)
	removeTemplate()
	os.Exit(code)
}

// setClock names a file with the offset of the program's clock.
const setClock = "MANO_TEST_CLOCK"

func offset(file string) time.Duration {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	d, _ := time.ParseDuration(string(text))
	return d
}

// program is a running `mano serve`.
type program struct {
	url    string
	env    []string
	cmd    *exec.Cmd
	output *printed
	exited chan struct{}
}

// printed keeps what a program printed, for the test that failed.
type printed struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *printed) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *printed) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

var listening = regexp.MustCompile(`http://localhost:\d+`)

// start runs `mano serve` with the demo on a free port and waits until it is ready.
func start(t testing.TB, env ...string) *program {
	t.Helper()
	p := &program{env: env, cmd: exec.Command(os.Args[0], "serve"), output: &printed{}, exited: make(chan struct{})}
	// A program with the race detector would sleep for a second at its end.
	p.cmd.Env = append(os.Environ(), asProgram+"=1", "GORACE=atexit_sleep_ms=50", "MANO_LISTEN=127.0.0.1:0",
		"MANO_DEMO=true",
		"MANO_OPEN_NEEDS_PER_PERSON=-1") // tests ask often, as one person
	p.cmd.Env = append(p.cmd.Env, env...)
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stdout, p.cmd.Stderr = in, in
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = in.Close()
	ready := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(io.TeeReader(out, p.output))
		for lines.Scan() {
			if url := strings.Replace(listening.FindString(lines.Text()), "localhost", "127.0.0.1", 1); url != "" {
				select {
				case ready <- url:
				default:
				}
			}
		}
		_ = p.cmd.Wait()
		close(p.exited)
	}()
	t.Cleanup(func() {
		p.stop(t)
		if t.Failed() {
			t.Logf("the program printed:\n%s", p.output)
		}
	})
	select {
	case p.url = <-ready:
	case <-p.exited:
		t.Fatal("the program ended before it was ready")
	case <-time.After(2 * time.Minute):
		t.Fatal("the program was not ready in two minutes")
	}
	return p
}

// startReplicas starts n programs on one database, each with a fixed address.
func startReplicas(t testing.TB, n int, env ...string) []*program {
	t.Helper()
	env = append([]string{"MANO_DATABASE_URL=" + postgrestest.Database(t), "MANO_LIMITS=off"}, env...)
	all := make([]*program, n)
	for i := range all {
		all[i] = start(t, append(slices.Clone(env), "MANO_LISTEN="+address(t))...)
	}
	return all
}

// stop ends the program as Ctrl-C does.
func (p *program) stop(t testing.TB) {
	t.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.exited:
	case <-time.After(time.Minute):
		_ = p.cmd.Process.Kill()
		t.Error("the program did not stop within a minute of SIGTERM")
	}
}

// kill ends the program as a power cut does.
func (p *program) kill() {
	_ = p.cmd.Process.Kill()
	<-p.exited
}

// again restarts a program that has ended, with its address and settings.
func (p *program) again(t testing.TB) *program {
	t.Helper()
	<-p.exited
	return start(t, append(slices.Clone(p.env), "MANO_LISTEN="+strings.TrimPrefix(p.url, "http://"))...)
}

// database is the program's database URL.
func (p *program) database() string {
	for _, setting := range slices.Backward(p.env) {
		if dsn, is := strings.CutPrefix(setting, "MANO_DATABASE_URL="); is {
			return dsn
		}
	}
	return ""
}

// count asks the program's database.
func count(t testing.TB, p *program, query string) (n int) {
	t.Helper()
	db, err := postgres.Open(t.Context(), p.database(), postgres.Config{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.SQL().QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// address is one that a restarted program can have again. The kernel gives none of these to outgoing connections.
func address(t testing.TB) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(20_000)))
		if err != nil {
			continue // in use
		}
		defer func() { _ = l.Close() }()
		return l.Addr().String()
	}
	t.Fatal("no address is free")
	return ""
}

// get is the status and the text of a page.
func (p *program) get(path string) (status int, text string, err error) {
	resp, err := (&http.Client{Timeout: 30 * time.Second}).Get(p.url + path)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b), err
}

// metric is the value of one metric, without labels.
func (p *program) metric(t testing.TB, name string) float64 {
	t.Helper()
	_, text, err := p.get("/metrics")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text) {
		if value, is := strings.CutPrefix(strings.TrimSpace(line), name+" "); is {
			n, err := strconv.ParseFloat(value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("there is no metric %s", name)
	return 0
}

// send sends one operation over HTTP as the holder of token.
func (p *program) send(ctx context.Context, accept, token, query string, variables map[string]any) (*http.Response,
	error) {
	body, _ := json.Marshal(map[string]any{"query": query, "variables": variables})
	req, _ := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/graphql", bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", accept)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return http.DefaultClient.Do(req)
}

// post is send that waits for the response body.
func (p *program) post(token, query string, variables map[string]any) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	resp, err := p.send(ctx, "application/json", token, query, variables)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	return io.ReadAll(resp.Body)
}

// ask is post with the data decoded into into; top-level errors are returned.
func (p *program) ask(token, query string, variables map[string]any, into any) error {
	body, err := p.post(token, query, variables)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code, Reference string }
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		return &fault{answer.Errors[0].Extensions.Code, answer.Errors[0].Extensions.Reference, answer.Errors[0].Message}
	}
	return json.Unmarshal(answer.Data, into)
}

// fault is a top-level error of an answer.
type fault struct{ code, reference, message string }

func (f *fault) Error() string { return f.code + ": " + f.message }

func (p *program) mustAsk(t testing.TB, token, query string, variables map[string]any, into any) {
	t.Helper()
	if err := p.ask(token, query, variables, into); err != nil {
		t.Fatal(err)
	}
}

// liveEvent is the demo's live event.
func (p *program) liveEvent(t testing.TB) string {
	t.Helper()
	var got struct {
		Events struct{ Nodes []struct{ ID string } }
	}
	p.mustAsk(t, "", `{ events(first: 1, filter: {status: [LIVE]}) { nodes { id } } }`, nil, &got)
	if len(got.Events.Nodes) != 1 {
		t.Fatal("no event is live")
	}
	return got.Events.Nodes[0].ID
}

// item is one message of assistanceNeeds.
type item struct {
	Cursor string
	At     time.Time
	Change struct {
		Typename    string `json:"__typename"`
		HelpRequest struct {
			ID      string
			Version int
			Status  string
		}
	}
}

// stream is one subscription to assistanceNeeds on a socket of its own.
type stream struct {
	conn *wstest.Client
	last string
}

const needsQuery = `subscription($event: ID, $after: Cursor) { assistanceNeeds(eventId: $event, after: $after) {
	cursor at change { __typename
	... on NeedOpened { helpRequest { id version status } } ... on NeedChanged { helpRequest { id version status } }
	... on NeedClosed { helpRequest { id version status } } } } }`

// watch subscribes, after the cursor if there is one.
func (p *program) watch(t testing.TB, token, event, after string) *stream {
	t.Helper()
	conn := wstest.Connect(t, p.url, token)
	variables := map[string]any{"event": event}
	if after != "" {
		variables["after"] = after
	}
	if err := conn.Subscribe("1", needsQuery, variables); err != nil {
		t.Fatal(err)
	}
	return &stream{conn: conn, last: after}
}

// next is the next item; it fails the test when none comes within the time.
func (s *stream) next(t testing.TB, within time.Duration) item {
	t.Helper()
	it, err := s.read(within)
	if err != nil {
		t.Fatalf("reading the stream: %v", err)
	}
	return it
}

// read is next for other goroutines.
func (s *stream) read(within time.Duration) (item, error) {
	for {
		frame, err := s.conn.Receive(within)
		if err != nil {
			return item{}, err
		}
		switch frame.Type {
		case "next":
			var payload struct {
				Data   struct{ AssistanceNeeds item }
				Errors json.RawMessage
			}
			if err := json.Unmarshal(frame.Payload, &payload); err != nil || payload.Errors != nil {
				return item{}, fmt.Errorf("%s: %v", frame.Payload, err)
			}
			s.last = payload.Data.AssistanceNeeds.Cursor
			return payload.Data.AssistanceNeeds, nil
		case "error", "complete":
			return item{}, fmt.Errorf("the stream ended: %s %s", frame.Type, frame.Payload)
		}
	}
}

// caughtUp reads until the stream is live and returns what came before.
func (s *stream) caughtUp(t testing.TB) []item {
	t.Helper()
	var before []item
	for {
		it := s.next(t, 20*time.Second)
		if it.Change.Typename == "CaughtUp" {
			return before
		}
		before = append(before, it)
	}
}
