package transport_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// A panic while a websocket signs in is one line of the log, with the request id and the stack.
func TestPanicOfASignInIsLoggedOnce(t *testing.T) {
	t.Parallel()
	logged := make(lines, 10)
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Log = slog.New(hackathon.LogRequests(slog.NewJSONHandler(logged, nil)))
		c.ConnContext = func(*http.Request) context.Context {
			return hackathon.WithRequestID(context.Background(), "ABC")
		}
	})
	c := s.dial(t)
	if err := c.Init("panic"); err != nil {
		t.Fatal(err)
	}
	c.expectClose(1013) // sent after it was logged
	line := <-logged
	if len(logged) > 0 || !strings.Contains(line, `"error":"panic: while signing in"`) ||
		!strings.Contains(line, "harness_test.go") || !strings.Contains(line, `"request":"ABC"`) {
		t.Errorf("%d lines more than %s", len(logged), line)
	}
}

// lines are those of a log.
type lines chan string

func (l lines) Write(line []byte) (int, error) {
	l <- string(line)
	return len(line), nil
}
