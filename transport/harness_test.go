package transport_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// patience is how long a test waits.
const patience = 10 * time.Second

// The people of the tests: the token is the name.
var (
	alice = &hackathon.Viewer{PersonID: hackathon.NewID(hackathon.KindPerson, time.Now()), Locale: hackathon.LocaleEt}
	bob   = &hackathon.Viewer{PersonID: hackathon.NewID(hackathon.KindPerson, time.Now()), Locale: hackathon.LocaleEn}
	board = &hackathon.Viewer{SessionID: hackathon.NewID(hackathon.KindSession, time.Now())}
)

// server is a whole endpoint on a port of its own.
type server struct {
	*httptest.Server
	api     *transporttest.API
	hub     *live.Hub
	handler *transport.Handler
	stopHub func()

	mu     sync.Mutex
	expiry time.Time
	rights []hackathon.Grant // what Refresh finds
	deny   error
}

func (s *server) authenticate(_ context.Context, r *http.Request, init map[string]any) (*hackathon.Viewer, time.Time,
	error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token, _ := init["authorization"].(string)
	if token == "" {
		token = r.Header.Get("Authorization")
	}
	switch strings.TrimPrefix(token, "Bearer ") {
	case "":
		return nil, s.expiry, s.deny
	case "alice":
		return alice, s.expiry, s.deny
	case "bob":
		return bob, s.expiry, s.deny
	case "board":
		return board, s.expiry, s.deny
	case "panic":
		panic("while signing in")
	}
	return nil, time.Time{}, &hackathon.Error{Kind: hackathon.Unauthenticated, Message: "sign in again"}
}

func (s *server) refresh(_ context.Context, v *hackathon.Viewer) (*hackathon.Viewer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fresh := *v
	fresh.Grants = s.rights
	return &fresh, s.deny
}

func newServer(tb testing.TB, change ...func(*transport.Config, *live.Config, *transporttest.API)) *server {
	tb.Helper()
	s := &server{api: transporttest.NewAPI()}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	cfg := transport.Config{Authenticate: s.authenticate, Refresh: s.refresh, Log: quiet, Limits: hackathon.Limits{}}
	hubConfig := live.Config{Poll: 10 * time.Millisecond, DrainOver: time.Millisecond, DrainWait: time.Millisecond,
		Log: quiet}
	for _, f := range change {
		f(&cfg, &hubConfig, s.api)
	}
	exec, schema := transporttest.NewExecutor(s.api)
	s.hub = live.New(s.api.Log, hubConfig)
	s.api.Poke = s.hub.Poke
	s.handler = transport.New(exec, schema, s.hub, cfg)
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan struct{})
	go func() {
		defer close(ran)
		if err := s.hub.Run(ctx); err != nil && ctx.Err() == nil {
			tb.Errorf("hub: %v", err)
		}
	}()
	s.Server = httptest.NewServer(s.handler)
	s.stopHub = sync.OnceFunc(func() { cancel(); <-ran })
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := s.handler.Drain(ctx); err != nil {
			tb.Errorf("connections are left: %v, %+v", err, &s.handler.Counters)
		}
		s.Server.Close()
		s.stopHub()
		http.DefaultClient.CloseIdleConnections()
	})
	return s
}

// answer is a GraphQL response as a client reads it.
type answer struct {
	status int
	header http.Header
	body   string
	data   map[string]any
	hasKey map[string]bool
	errors []answerError
}

type answerError struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

func (a answer) code() string {
	if len(a.errors) == 0 {
		return ""
	}
	code, _ := a.errors[0].Extensions["code"].(string)
	return code
}

func (s *server) do(tb testing.TB, method, url, body string, header ...string) answer {
	tb.Helper()
	req, err := http.NewRequest(method, s.URL+url, strings.NewReader(body))
	if err != nil {
		tb.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		} else {
			req.Header.Set(header[i], header[i+1])
		}
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		tb.Fatal(err)
	}
	a := answer{status: res.StatusCode, header: res.Header, body: string(raw)}
	var parsed map[string]json.RawMessage
	if json.Unmarshal(raw, &parsed) == nil {
		a.hasKey = map[string]bool{}
		for k := range parsed {
			a.hasKey[k] = true
		}
		_ = json.Unmarshal(parsed["data"], &a.data)
		if parsed["errors"] != nil {
			if err := json.Unmarshal(parsed["errors"], &a.errors); err != nil {
				tb.Fatal(err)
			}
		}
	}
	return a
}

func (s *server) query(tb testing.TB, query string, header ...string) answer {
	tb.Helper()
	body, _ := json.Marshal(map[string]any{"query": query})
	return s.do(tb, http.MethodPost, "/graphql", string(body), header...)
}

// clients is the folder of the reference clients.
const clients = "testdata/clients"

var installed = sync.OnceValue(func() error {
	if _, err := os.Stat(filepath.Join(clients, "node_modules", "graphql-ws")); err == nil {
		return nil
	}
	cmd := exec.Command("npm", "ci", "--no-audit", "--no-fund")
	cmd.Dir = clients
	cmd.Stderr = os.Stderr
	return cmd.Run()
})

// node starts a script with the reference clients. Without Node the test fails.
func node(tb testing.TB, script string, args ...string) *exec.Cmd {
	tb.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		tb.Fatal("the protocols are tested with the published clients, which need node and npm (https://nodejs.org)")
	}
	if err := installed(); err != nil {
		tb.Fatalf("npm ci in transport/%s: %v", clients, err)
	}
	cmd := exec.Command("node", append([]string{script}, args...)...)
	cmd.Dir = clients
	cmd.Stderr = os.Stderr
	return cmd
}
