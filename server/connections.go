package server

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport"
)

// HTTP is the server for the network. What a client can hold is bounded in number and time before any route is known:
// header, body and answer have time limits, and connections that are not websockets are counted.
func (s *Server) HTTP() *http.Server {
	l := s.cfg.Limits
	return &http.Server{
		Handler: s, ReadHeaderTimeout: l.Time(HeaderTimeout), IdleTimeout: l.Time(IdleTimeout), MaxHeaderBytes: 32 << 10,
		ConnState: s.connections.changed, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// chunk is the part of an answer that has one time limit.
const chunk = 16 << 10

// patient sets the time limits of the request's body and of each part of the answer. A stream of events has its own,
// and so has a websocket, whose deadlines net/http removes at the upgrade.
func (s *Server) patient(next http.Handler) http.Handler {
	l := s.cfg.Limits
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rc := http.NewResponseController(w)
		if r.Body != nil && r.Body != http.NoBody {
			// It also holds for bodies that nobody reads: net/http reads them at the end.
			_ = rc.SetReadDeadline(time.Now().Add(l.Time(transport.BodyTimeout)))
			r.Body = &timedBody{r.Body, rc}
		}
		_ = rc.SetWriteDeadline(time.Time{}) // left from the connection's last answer
		next.ServeHTTP(&timedAnswer{ResponseWriter: w, rc: rc, within: l.Time(AnswerTimeout)}, r)
	})
}

// timedBody removes the deadline at the end of the body: later reads only wait for the client to leave.
type timedBody struct {
	io.ReadCloser
	rc *http.ResponseController
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.rc.SetReadDeadline(time.Time{})
	}
	return n, err
}

type timedAnswer struct {
	http.ResponseWriter
	rc     *http.ResponseController
	within time.Duration
	stream bool
}

func (a *timedAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *timedAnswer) WriteHeader(status int) {
	a.stream = strings.HasPrefix(a.Header().Get("Content-Type"), "text/event-stream")
	a.extend()
	a.ResponseWriter.WriteHeader(status)
}

func (a *timedAnswer) Write(p []byte) (n int, err error) {
	if a.stream {
		return a.ResponseWriter.Write(p)
	}
	for first := true; err == nil && (first || n < len(p)); first = false {
		a.extend()
		var m int
		m, err = a.ResponseWriter.Write(p[n:min(len(p), n+chunk)])
		n += m
	}
	return n, err
}

func (a *timedAnswer) extend() {
	if !a.stream {
		_ = a.rc.SetWriteDeadline(time.Now().Add(a.within))
	}
}

// connections counts the HTTP connections, active or idle. A websocket counts elsewhere after its upgrade.
type connections struct {
	limits  hackathon.Limits
	proxies []netip.Prefix // each serves many clients

	mu      sync.Mutex
	open    map[net.Conn]netip.Addr
	address map[netip.Addr]int
}

func newConnections(limits hackathon.Limits, proxies []netip.Prefix) *connections {
	return &connections{limits: limits, proxies: proxies, open: map[net.Conn]netip.Addr{}, address: map[netip.Addr]int{}}
}

// changed is called by net/http when a connection changes its state.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		if no := c.enter(conn); no != nil {
			_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
			_, _ = io.WriteString(conn, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: "+
				"5\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+
				no.Message+"\n")
			_ = conn.Close()
		}
	case http.StateHijacked, http.StateClosed:
		c.leave(conn)
	}
}

// enter counts a connection, or returns the limit that refuses it.
func (c *connections) enter(conn net.Conn) *hackathon.Error {
	addr := c.addressOf(conn)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case len(c.open) >= c.limits.Most(MaxHTTPConnections):
		return c.limits.Reached(MaxHTTPConnections)
	case addr.IsValid() && c.address[addr] >= c.limits.Most(MaxHTTPConnectionsPerAddress):
		return c.limits.Reached(MaxHTTPConnectionsPerAddress)
	}
	c.open[conn] = addr
	c.address[addr]++
	return nil
}

func (c *connections) leave(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	addr, counted := c.open[conn]
	if !counted {
		return
	}
	delete(c.open, conn)
	if c.address[addr]--; c.address[addr] <= 0 {
		delete(c.address, addr)
	}
}

// addressOf is the address to count; invalid for a trusted proxy.
func (c *connections) addressOf(conn net.Conn) netip.Addr {
	at, err := netip.ParseAddrPort(conn.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	addr := at.Addr().Unmap()
	if slices.ContainsFunc(c.proxies, func(network netip.Prefix) bool { return network.Contains(addr) }) {
		return netip.Addr{}
	}
	return transport.Household(addr)
}

func (c *connections) now() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.open)
}
