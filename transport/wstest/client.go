// Package wstest is the websocket client of the tests. It speaks graphql-transport-ws message by message, and does
// nothing by itself: no ping, no reconnect.
package wstest

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Protocol is the subprotocol that a Client offers.
const Protocol = "graphql-transport-ws"

// patience is how long a Client waits for what must come.
const patience = 30 * time.Second

// Client is one connection.
type Client struct{ *websocket.Conn }

// Message is one message of the server.
type Message struct {
	ID, Type string
	Payload  json.RawMessage
	Raw      string
}

// Dial connects to the server with this http URL. header is name, value and so on.
func Dial(url string, header ...string) (*Client, *http.Response, error) {
	return DialAs([]string{Protocol}, url, header...)
}

// DialAs is Dial with other subprotocols.
func DialAs(protocols []string, url string, header ...string) (*Client, *http.Response, error) {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	d := websocket.Dialer{Subprotocols: protocols, HandshakeTimeout: patience,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // servers of tests sign for themselves
	conn, res, err := d.Dial("ws"+strings.TrimPrefix(url, "http")+"/graphql", h)
	if err != nil {
		return nil, res, err
	}
	return &Client{conn}, res, nil
}

// Connect dials and is acknowledged: with the token, or signed out without one.
func Connect(tb testing.TB, url, token string, header ...string) *Client {
	tb.Helper()
	c, res, err := Dial(url, header...)
	if res != nil {
		_ = res.Body.Close() // of a handshake that succeeded it is empty
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = c.Close() })
	if err := c.Init(token); err != nil {
		tb.Fatal(err)
	}
	if m, err := c.Receive(patience); err != nil || m.Type != "connection_ack" {
		tb.Fatalf("connection_init was answered with %s, %v", m.Raw, err)
	}
	return c
}

// Init sends connection_init.
func (c *Client) Init(token string) error {
	payload := map[string]any{}
	if token != "" {
		payload["authorization"] = "Bearer " + token
	}
	return c.WriteJSON(map[string]any{"type": "connection_init", "payload": payload})
}

// Subscribe starts an operation of any kind.
func (c *Client) Subscribe(id, query string, variables map[string]any) error {
	return c.WriteJSON(map[string]any{"type": "subscribe", "id": id,
		"payload": map[string]any{"query": query, "variables": variables}})
}

// Receive reads the next message.
func (c *Client) Receive(within time.Duration) (Message, error) {
	_ = c.SetReadDeadline(time.Now().Add(within))
	_, raw, err := c.ReadMessage()
	if err != nil {
		return Message{}, err
	}
	m := Message{Raw: string(raw)}
	return m, json.Unmarshal(raw, &m)
}

// Next reads the next message, which must come.
func (c *Client) Next(tb testing.TB) Message {
	tb.Helper()
	m, err := c.Receive(patience)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Ask starts an operation and returns the first message about it.
func (c *Client) Ask(tb testing.TB, id, query string) Message {
	tb.Helper()
	if err := c.Subscribe(id, query, nil); err != nil {
		tb.Fatal(err)
	}
	for {
		if m := c.Next(tb); m.ID == id {
			return m
		}
	}
}

// CloseCode is the code that the server closed the connection with, by the error of a read; 0: it did not.
func CloseCode(err error) int {
	if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
		return closed.Code
	}
	return 0
}
