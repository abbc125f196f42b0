package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
)

// socketServer is a server on a port, whose connections say when they were closed.
type socketServer struct {
	*testServer
	address string
	closed  chan string // by whom
}

func onSocket(t *testing.T, change func(*Config)) *socketServer {
	t.Helper()
	s := &socketServer{testServer: newServer(t, func(c *Config) {
		c.Hub = live.New(c.DB, live.Config{Log: c.Log, Heartbeat: 60 * time.Millisecond, Poll: 20 * time.Millisecond})
		if change != nil {
			change(c)
		}
	}), closed: make(chan string, 1000)}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = listener.Addr().String()
	web := s.HTTP()
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { _ = web.Serve(&watchedListener{listener, s.closed}) })
	all.Go(func() { _ = s.cfg.Hub.Run(ctx) })
	t.Cleanup(func() {
		_ = web.Close()
		cancel()
		all.Wait()
	})
	return s
}

type watchedListener struct {
	net.Listener
	closed chan string
}

func (l *watchedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	_ = conn.(*net.TCPConn).SetWriteBuffer(4 << 10)
	return &watchedConn{Conn: conn, closed: l.closed}, nil
}

type watchedConn struct {
	net.Conn
	once   sync.Once
	closed chan string
}

func (c *watchedConn) Close() error {
	c.once.Do(func() { c.closed <- c.RemoteAddr().String() })
	return c.Conn.Close()
}

// dial opens a connection with small buffers.
func (s *socketServer) dial(send string) net.Conn {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = conn.Close() })
	_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
	if _, err := io.WriteString(conn, strings.ReplaceAll(send, "\n", "\r\n")); err != nil {
		s.t.Fatal(err)
	}
	return conn
}

// ends waits until the server has closed the connection.
func (s *socketServer) ends(conn net.Conn) {
	s.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case who := <-s.closed:
			if who == conn.LocalAddr().String() {
				return
			}
		case <-limit:
			s.t.Fatal("the connection stays open")
		}
	}
}

func status(conn net.Conn) (int, string) {
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// TestPatience: an idle client cannot keep a connection.
func TestPatience(t *testing.T) {
	t.Parallel()
	s := onSocket(t, func(c *Config) {
		c.Limits[HeaderTimeout], c.Limits[transport.BodyTimeout], c.Limits[AnswerTimeout], c.Limits[IdleTimeout] =
			int64(50*time.Millisecond), int64(50*time.Millisecond), int64(500*time.Millisecond), int64(50*time.Millisecond)
	})
	const head = " HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
	for name, c := range map[string]struct {
		send   string
		status int
		says   string
	}{
		"no body":     {"POST /graphql" + head + "Content-Length: 100\n\n", 408, "MANO_BODY_TIMEOUT"},
		"half a body": {"POST /graphql" + head + "Content-Length: 100\n\n{\"query\":", 408, "MANO_BODY_TIMEOUT"},
		"no chunk":    {"POST /graphql" + head + "Transfer-Encoding: chunked\n\n", 408, "MANO_BODY_TIMEOUT"},
		"no body of a stream": {"POST /graphql" + head + "Accept: text/event-stream\nContent-Length: 100\n\n", 408,
			"MANO_BODY_TIMEOUT"},
		"a body nobody wants":  {"POST /session" + head + "Content-Length: 100\n\n", 401, "UNAUTHENTICATED"},
		"a body for a page":    {"GET /" + head + "Content-Length: 100\n\n", 200, ""},
		"half a header":        {"GET / HTTP/1.1\nHost: localhost\n", 0, ""},
		"nothing":              {"", 0, ""},
		"a request, then rest": {"GET /healthz" + head + "\n", 200, "ok"},
	} {
		t.Run(name, func(t *testing.T) {
			conn := s.dial(c.send)
			if is, body := status(conn); c.status != 0 && (is != c.status || !strings.Contains(body, c.says)) {
				t.Errorf("%d %s", is, body)
			}
			s.ends(conn)
		})
	}

	// An answer that nobody reads: the description of the schema is longer than all buffers.
	const query = `{"query":"{ __schema { types { name description fields { name description type { name kind } } } } }"}`
	conn := s.dial("POST /graphql" + head + fmt.Sprintf("Content-Length: %d\n\n%s", len(query), query))
	s.ends(conn)
}

// TestPatience_streams: the time limits of requests do not end streams.
func TestPatience_streams(t *testing.T) {
	t.Parallel()
	s := onSocket(t, func(c *Config) {
		c.Limits[HeaderTimeout], c.Limits[transport.BodyTimeout], c.Limits[AnswerTimeout], c.Limits[IdleTimeout] =
			int64(100*time.Millisecond), int64(100*time.Millisecond), int64(100*time.Millisecond), int64(100*time.Millisecond)
	})
	session := s.signIn("mari@naidis.example")
	const subscription = `{"query":"subscription { notifications { cursor change { __typename } } }"}`
	authorization := "Bearer " + session.Token

	conn := s.dial("POST /graphql HTTP/1.1\nHost: localhost\nContent-Type: application/json\nAccept: " +
		"text/event-stream\nAuthorization: " + authorization +
		fmt.Sprintf("\nContent-Length: %d\n\n%s", len(subscription), subscription))
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	in := bufio.NewScanner(conn)
	var heard strings.Builder
	for heartbeats := 0; heartbeats < 8; {
		if !in.Scan() {
			t.Fatal("the stream of events ended:", in.Err(), heard.String())
		}
		heard.WriteString(in.Text() + "\n")
		if strings.Contains(in.Text(), "CaughtUp") {
			heartbeats++
		}
	}

	ws := s.websocket(session.Token)
	ws.Ask(t, "1", "subscription { notifications { cursor change { __typename } } }")
	for range 8 {
		if m := ws.Next(t); m.Type != "next" {
			t.Fatalf("%+v", m)
		}
	}
}

// TestPatience_connections: idle connections count, websockets do not.
func TestPatience_connections(t *testing.T) {
	t.Parallel()
	s := onSocket(t, func(c *Config) { c.Limits[MaxHTTPConnectionsPerAddress] = 2 })
	const ask = "GET /healthz HTTP/1.1\nHost: localhost\n\n"
	first, second := s.dial(ask), s.dial(ask)
	for _, conn := range []net.Conn{first, second} {
		if is, body := status(conn); is != 200 {
			t.Fatal(is, body)
		}
	}
	if is, body := status(s.dial(ask)); is != 503 || !strings.Contains(body, "MANO_MAX_HTTP_CONNECTIONS_PER_ADDRESS") {
		t.Errorf("a third connection: %d %s", is, body)
	}
	_ = first.Close()
	s.ends(first)
	for is := 0; is != 200; { // the count follows the closing
		is, _ = status(s.dial(ask))
		if t.Context().Err() != nil || t.Failed() {
			return
		}
	}
	s = onSocket(t, func(c *Config) { c.Limits[MaxHTTPConnections] = 1 })
	for range 3 {
		s.websocket("")
	}
}
