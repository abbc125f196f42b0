package transport_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/loometalgud/mano/transport/wstest"
)

// All messages of the server in all tests are checked by the reference implementation's validateMessage.
var seen struct {
	sync.Mutex
	messages map[string]bool
}

func TestMain(m *testing.M) {
	code := m.Run()
	if err := validateSeen(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func validateSeen() error {
	if len(seen.messages) == 0 {
		return nil
	}
	if err := installed(); err != nil {
		return fmt.Errorf("npm ci in transport/%s: %w", clients, err)
	}
	var in bytes.Buffer
	for m := range seen.messages {
		in.WriteString(m + "\n")
	}
	cmd := exec.Command("node", "validate.mjs")
	cmd.Dir, cmd.Stdin, cmd.Stderr = clients, &in, os.Stderr
	out, err := cmd.Output()
	if err == nil && len(out) > 0 {
		err = fmt.Errorf("graphql-ws refuses messages of the server:\n%s", out)
	}
	return err
}

// wsClient is wstest.Client with checks.
type wsClient struct {
	*wstest.Client
	t testing.TB
}

// message is one message of the server, or the code with which it closed.
type message struct {
	Type    string          `json:"type"`
	ID      string          `json:"id"`
	Payload json.RawMessage `json:"payload"`
	raw     string
	closed  int
	reason  string
}

func (m message) String() string {
	if m.closed != 0 {
		return fmt.Sprintf("close %d %s", m.closed, m.reason)
	}
	return m.raw
}

// next is the payload of a next message.
type next struct {
	Data struct {
		Posts item `json:"posts"`
	} `json:"data"`
	Errors     []answerError `json:"errors"`
	Extensions struct {
		Cursor string `json:"cursor"`
		Prev   string `json:"prev"`
	} `json:"extensions"`
}

type item struct {
	Cursor   string  `json:"cursor"`
	CaughtUp bool    `json:"caughtUp"`
	Snapshot bool    `json:"snapshot"`
	Reset    *string `json:"reset"`
	Post     *struct {
		Title     string `json:"title"`
		Kind      string `json:"kind"`
		Mine      *bool  `json:"mine"`
		Forgotten *bool  `json:"forgotten"`
	} `json:"post"`
}

func (s *server) dial(t testing.TB, header ...string) *wsClient {
	t.Helper()
	c, res, err := wstest.Dial(s.URL, header...)
	if err != nil {
		t.Fatalf("dial: %v %v", err, res)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &wsClient{c, t}
}

// ready dials and signs in.
func (s *server) ready(t testing.TB, token string) *wsClient {
	t.Helper()
	c := s.dial(t)
	if token == "" {
		t.Fatal("a token is needed")
	}
	if err := c.Init(token); err != nil {
		t.Fatal(err)
	}
	c.expect("connection_ack")
	return c
}

func (c *wsClient) send(text string) {
	c.t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		c.t.Fatalf("send: %v", err)
	}
}

func (c *wsClient) subscribe(id, query string, variables ...map[string]any) {
	c.t.Helper()
	variables = append(variables, nil)
	if err := c.Subscribe(id, query, variables[0]); err != nil {
		c.t.Fatalf("send: %v", err)
	}
}

// read returns the next message, or how the connection was closed.
func (c *wsClient) read() message {
	c.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(patience))
	kind, b, err := c.ReadMessage()
	if err != nil {
		if e, ok := errors.AsType[*websocket.CloseError](err); ok && e.Code != 1006 {
			if len(e.Text) > 123 {
				c.t.Errorf("reason of %d bytes", len(e.Text))
			}
			return message{closed: e.Code, reason: e.Text}
		}
		c.t.Fatalf("read: %v", err)
	}
	if kind != websocket.TextMessage {
		c.t.Fatalf("a frame of kind %d", kind)
	}
	seen.Lock()
	if seen.messages == nil {
		seen.messages = map[string]bool{}
	}
	if len(seen.messages) < 5000 {
		seen.messages[string(b)] = true
	}
	seen.Unlock()
	m := message{raw: string(b)}
	if err := json.Unmarshal(b, &m); err != nil {
		c.t.Fatalf("%q: %v", b, err)
	}
	return m
}

// expect reads a message and checks its type and, if given, its id.
func (c *wsClient) expect(kind string, id ...string) message {
	c.t.Helper()
	m := c.read()
	if m.Type != kind || len(id) > 0 && m.ID != id[0] {
		c.t.Fatalf("got %s, want %s %v", m, kind, id)
	}
	return m
}

// expectError reads an error message and returns its first code.
func (c *wsClient) expectError(id string) string {
	c.t.Helper()
	m := c.expect("error", id)
	var list []answerError
	if err := json.Unmarshal(m.Payload, &list); err != nil || len(list) == 0 {
		c.t.Fatalf("%s is not a list of errors: %v", m, err)
	}
	code, _ := list[0].Extensions["code"].(string)
	return code
}

// expectClose reads until the connection is closed and checks the code.
func (c *wsClient) expectClose(code int) message {
	c.t.Helper()
	for {
		m := c.read()
		if m.closed == 0 {
			continue
		}
		if m.closed != code {
			c.t.Fatalf("closed with %d %q, want %d", m.closed, m.reason, code)
		}
		return m
	}
}

// expectSilence checks that nothing was sent before the answer to a ping.
func (c *wsClient) expectSilence() {
	c.t.Helper()
	c.send(`{"type":"ping","payload":{"silence":true}}`)
	if m := c.expect("pong"); string(m.Payload) != `{"silence":true}` {
		c.t.Fatalf("pong: %s", m)
	}
}

func (c *wsClient) item(id string) next {
	c.t.Helper()
	m := c.expect("next", id)
	var n next
	if err := json.Unmarshal(m.Payload, &n); err != nil {
		c.t.Fatalf("%s: %v", m, err)
	}
	return n
}

// caughtUp reads the items of a subscription up to the first CaughtUp.
func (c *wsClient) caughtUp(id string) (items []next) {
	c.t.Helper()
	for {
		n := c.item(id)
		items = append(items, n)
		if n.Data.Posts.CaughtUp {
			return items
		}
	}
}
