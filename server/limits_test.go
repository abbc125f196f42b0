package server

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport/wstest"
)

// websocket connects, signed in where there is a token.
func (s *socketServer) websocket(token string) *wstest.Client {
	s.t.Helper()
	return wstest.Connect(s.t, "http://"+s.address, token)
}

// codeOf is the code of the errors in a message, and whether they say when to try again.
func codeOf(t *testing.T, m wstest.Message) (code string, again bool) {
	t.Helper()
	var errs []struct {
		Message    string
		Extensions struct {
			Code       string
			RetryAfter int
		}
	}
	if m.Type != "error" {
		return "", false
	}
	if err := json.Unmarshal(m.Payload, &errs); err != nil || len(errs) != 1 {
		t.Fatalf("%s %v", m.Payload, err)
	}
	return errs[0].Extensions.Code, errs[0].Extensions.RetryAfter > 0 && errs[0].Extensions.RetryAfter <= 120 &&
		strings.Contains(errs[0].Message, "MANO_REQUESTS_PER_")
}

// TestLimits_overWebsocket: an operation counts for the person and the address over any transport, and a refusal
// concerns the operation, not the connection.
func TestLimits_overWebsocket(t *testing.T) {
	t.Parallel()
	const subscription = `subscription { notifications { cursor } }`
	s := onSocket(t, func(c *Config) { c.Limits[RequestsPerPerson] = 5 })
	session := s.signIn("mari@naidis.example")
	authorization := []string{"Authorization", "Bearer " + session.Token}
	first := s.websocket(session.Token) // counts, too
	for _, query := range []string{whoAmI, subscription} {
		if m := first.Ask(t, query, query); m.Type != "next" {
			t.Fatalf("%+v", m)
		}
	}
	if a := s.graphql(whoAmI, authorization...); a.Code != http.StatusOK {
		t.Fatal(a.Code, a.Body)
	}
	second := s.websocket(session.Token)
	for i, query := range []string{whoAmI, `mutation { signOut { __typename } }`, subscription} {
		for _, c := range []*wstest.Client{first, second} {
			if code, again := codeOf(t, c.Ask(t, string(rune('a'+i)), query)); code != "RATE_LIMITED" || !again {
				t.Errorf("%s: %s %v", query, code, again)
			}
		}
	}
	if a := s.graphql(whoAmI, authorization...); a.Code != http.StatusTooManyRequests {
		t.Error("over HTTP:", a.Code)
	}
	if a := s.graphql(whoAmI, append(authorization, "Accept", "text/event-stream")...); strings.Contains(a.Body.String(),
		`"person"`) {
		t.Error("as events:", a.Code, a.Body)
	}
	other := s.signIn("teine@naidis.example")
	if m := s.websocket(other.Token).Ask(t, "1", whoAmI); m.Type != "next" {
		t.Errorf("another person: %+v", m)
	}

	s = onSocket(t, func(c *Config) { c.Limits[RequestsPerAddress] = 3 })
	c := s.websocket("")
	for range 2 {
		if m := c.Ask(t, "1", `{ __typename }`); m.Type != "next" {
			t.Fatalf("%+v", m)
		}
		c.Next(t) // complete
	}
	if code, again := codeOf(t, c.Ask(t, "1", `{ __typename }`)); code != "RATE_LIMITED" || !again {
		t.Error("of the address:", code, again)
	}
	if a := s.graphql(`{ __typename }`, "From-Address", "127.0.0.1:1"); a.Code != http.StatusTooManyRequests ||
		a.Header().Get("Retry-After") == "" {
		t.Error("over HTTP:", a.Code, a.Header())
	}
}

// TestLimiter_wait: after the reported time, one more passes.
func TestLimiter_wait(t *testing.T) {
	t.Parallel()
	l := newLimiter(nil, &hackathon.Limit{Most: 5, Within: 200 * time.Millisecond})
	for l.left("a") >= 0 {
	}
	wait := l.wait("a")
	if wait <= 0 || wait > 400*time.Millisecond {
		t.Fatal(wait)
	}
	<-time.After(wait + time.Millisecond)
	if l.left("a") < 0 {
		t.Error("still refused after", wait)
	}
}
