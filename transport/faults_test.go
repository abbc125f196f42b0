package transport_test

import (
	"bytes"
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
	var log bytes.Buffer
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Log = slog.New(hackathon.LogRequests(slog.NewJSONHandler(&log, nil)))
		c.ConnContext = func(*http.Request) context.Context {
			return hackathon.WithRequestID(context.Background(), "ABC")
		}
	})
	c := s.dial(t)
	if err := c.Init("panic"); err != nil {
		t.Fatal(err)
	}
	c.expectClose(1013) // sent after it was logged
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text,
		`"error":"panic: while signing in"`) ||
		!strings.Contains(text, "harness_test.go") || !strings.Contains(text, `"request":"ABC"`) {
		t.Errorf("the log has:\n%s", text)
	}
}
