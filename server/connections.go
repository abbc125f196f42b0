package server

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport"
)

// HTTP is the server for the network. What a client can hold is bounded in number and in time before any route is
// known: a header, a body and an answer each have their time, and connections that are no websocket are counted.
func (s *Server) HTTP() *http.Server {
	l := s.cfg.Limits
	return &http.Server{
		Handler: s, ReadHeaderTimeout: l.Time(HeaderTimeout), IdleTimeout: l.Time(IdleTimeout), MaxHeaderBytes: 32 << 10,
		ConnState: s.connections.changed, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// chunk is how much of an answer the client has the time for.
const chunk = 16 << 10

// patient gives the request's body and each piece of the answer their time. A stream of events keeps its own; so does a
// websocket, whose deadlines net/http takes away when the connection is taken over.
func (s *Server) patient(next http.Handler) http.Handler {
	l := s.cfg.Limits
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rc := http.NewResponseController(w)
		if r.Body != nil && r.Body != http.NoBody {
			// It holds for bodies that nobody reads, too: net/http does, at the end.
			_ = rc.SetReadDeadline(time.Now().Add(l.Time(transport.BodyTimeout)))
			r.Body = &timedBody{r.Body, rc}
		}
		_ = rc.SetWriteDeadline(time.Time{}) // that of the connection's last answer
		next.ServeHTTP(&timedAnswer{ResponseWriter: w, rc: rc, within: l.Time(AnswerTimeout)}, r)
	})
}

// timedBody takes the deadline back when the body is whole: what reads on then only waits for the client to leave.
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

// connections counts those that speak HTTP, at work or at rest; a websocket counts elsewhere from its upgrade on.
type connections struct {
	limits  hackathon.Limits
	proxies []netip.Prefix // of whom each serves many

	mu      sync.Mutex
	open    map[net.Conn]netip.Addr
	address map[netip.Addr]int
}

func newConnections(limits hackathon.Limits, proxies []netip.Prefix) *connections {
	return &connections{limits: limits, proxies: proxies, open: map[net.Conn]netip.Addr{}, address: map[netip.Addr]int{}}
}

// changed is told by net/http what becomes of a connection.
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

// enter counts a connection, or says which limit is against it.
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

// addressOf is what the connection counts as; invalid for a trusted proxy.
func (c *connections) addressOf(conn net.Conn) netip.Addr {
	at, err := netip.ParseAddrPort(conn.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	addr := at.Addr().Unmap()
	for _, network := range c.proxies {
		if network.Contains(addr) {
			return netip.Addr{}
		}
	}
	return household(addr)
}

func (c *connections) now() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.open)
}
