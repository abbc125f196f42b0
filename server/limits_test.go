package server

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// wsClient speaks graphql-transport-ws.
type wsClient struct {
	*websocket.Conn
	t *testing.T
}

type wsMessage struct {
	ID, Type string
	Payload  json.RawMessage
}

// websocket connects, signed in where there is a token.
func (s *socketServer) websocket(token string, header http.Header) *wsClient {
	s.t.Helper()
	conn, _, err := (&websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}}).DialContext(s.t.Context(),
		"ws://"+s.address+"/graphql", header)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = conn.Close() })
	c := &wsClient{conn, s.t}
	payload := map[string]string{}
	if token != "" {
		payload["authorization"] = "Bearer " + token
	}
	c.send(map[string]any{"type": "connection_init", "payload": payload})
	if m := c.read(); m.Type != "connection_ack" {
		s.t.Fatalf("not acknowledged: %+v", m)
	}
	return c
}

func (c *wsClient) send(message map[string]any) {
	c.t.Helper()
	if err := c.WriteJSON(message); err != nil {
		c.t.Fatal(err)
	}
}

func (c *wsClient) read() wsMessage {
	c.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	var m wsMessage
	if err := c.ReadJSON(&m); err != nil {
		c.t.Fatal(err)
	}
	return m
}

// ask subscribes to the operation and returns the first that is said of it.
func (c *wsClient) ask(id, query string) wsMessage {
	c.t.Helper()
	c.send(map[string]any{"type": "subscribe", "id": id, "payload": map[string]any{"query": query}})
	for {
		if m := c.read(); m.ID == id {
			return m
		}
	}
}

// code is the code of the errors in a message, and whether they say when to try again.
func (m wsMessage) code(t *testing.T) (code string, again bool) {
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

// TestLimits_overWebsocket: an operation counts for the person and the address whatever carries it, and a refusal is
// the operation's, not the connection's.
func TestLimits_overWebsocket(t *testing.T) {
	t.Parallel()
	const subscription = `subscription { notifications { cursor } }`
	s := onSocket(t, func(c *Config) { c.Limits.RequestsPerPerson = 5 })
	session := s.signIn("mari@naidis.example")
	authorization := []string{"Authorization", "Bearer " + session.Token}
	first := s.websocket(session.Token, nil) // counts, too
	for _, query := range []string{whoAmI, subscription} {
		if m := first.ask(query, query); m.Type != "next" {
			t.Fatalf("%+v", m)
		}
	}
	if a := s.graphql(whoAmI, authorization...); a.Code != http.StatusOK {
		t.Fatal(a.Code, a.Body)
	}
	second := s.websocket(session.Token, nil)
	for i, query := range []string{whoAmI, `mutation { signOut { done } }`, subscription} {
		for _, c := range []*wsClient{first, second} {
			if code, again := c.ask(string(rune('a'+i)), query).code(t); code != "RATE_LIMITED" || !again {
				t.Errorf("%s: %s %v", query, code, again)
			}
		}
	}
	if a := s.graphql(whoAmI, authorization...); a.Code != http.StatusTooManyRequests {
		t.Error("over HTTP:", a.Code)
	}
	if a := s.graphql(whoAmI, append(authorization, "Accept", "text/event-stream")...); strings.Contains(a.Body.String(), "person") {
		t.Error("as events:", a.Code, a.Body)
	}
	other := s.signIn("teine@naidis.example")
	if m := s.websocket(other.Token, nil).ask("1", whoAmI); m.Type != "next" {
		t.Errorf("another person: %+v", m)
	}

	s = onSocket(t, func(c *Config) { c.Limits.RequestsPerAddress = 3 })
	c := s.websocket("", nil)
	for range 2 {
		if m := c.ask("1", `{ __typename }`); m.Type != "next" {
			t.Fatalf("%+v", m)
		}
		c.read() // complete
	}
	if code, again := c.ask("1", `{ __typename }`).code(t); code != "RATE_LIMITED" || !again {
		t.Error("of the address:", code, again)
	}
	if a := s.graphql(`{ __typename }`, "From-Address", "127.0.0.1:1"); a.Code != http.StatusTooManyRequests ||
		a.Header().Get("Retry-After") == "" {
		t.Error("over HTTP:", a.Code, a.Header())
	}
}

// TestLimiter_wait: after the time that is told, one more is let through.
func TestLimiter_wait(t *testing.T) {
	t.Parallel()
	l := newLimiter(5, 200*time.Millisecond)
	for l.spend("a") >= 0 {
	}
	wait := l.wait("a")
	if wait <= 0 || wait > 400*time.Millisecond {
		t.Fatal(wait)
	}
	<-time.After(wait + time.Millisecond)
	if l.spend("a") < 0 {
		t.Error("still refused after", wait)
	}
}
