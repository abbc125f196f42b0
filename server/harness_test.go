package server

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

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
	db    *postgres.DB
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
	db, err := postgres.Open(t.Context(), postgrestest.Database(t), postgres.Config{MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &testServer{t: t, db: db, log: &logText{}, codes: make(chan hackathon.SignInCode, 100)}
	log := slog.New(hackathon.LogRequests(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	cfg := Config{DB: db, Hub: live.New(db, live.Config{Log: log}), Log: log, Version: "test", Local: true,
		Limits:   hackathon.Limits{},
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
	code, err := s.db.Sessions.RequestCode(s.t.Context(),
		hackathon.RequestSignInCodeInput{Email: email, Locale: hackathon.LocaleEt})
	if err != nil {
		s.t.Fatal(err)
	}
	session, err := s.db.Sessions.SignIn(s.t.Context(), hackathon.SignInInput{Challenge: code.Challenge, Email: email,
		Code: code.Code})
	if err != nil {
		s.t.Fatal(err)
	}
	return session
}

// comesBack reports whether the answer makes an EventSource come again.
func comesBack(a *httptest.ResponseRecorder) bool {
	return a.Code == http.StatusOK && a.Header().Get("Content-Type") == "text/event-stream" &&
		strings.Contains(a.Body.String(), "retry: ") && !strings.Contains(a.Body.String(), "event:")
}

const whoAmI = `{ viewer { person { id } } }`
