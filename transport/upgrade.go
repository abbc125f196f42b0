package transport

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/loometalgud/mano/hackathon"
)

// protocolName is the one subprotocol spoken.
const protocolName = "graphql-transport-ws"

// IsUpgrade reports whether the request is for a websocket.
func IsUpgrade(r *http.Request) bool { return websocket.IsWebSocketUpgrade(r) }

// noBuffers keeps gorilla from holding a write buffer per connection: it never writes one.
var noBuffers sync.Pool

// serveWebsocket upgrades the connection and returns. The connection lives on in one goroutine of its own, so that
// net/http's buffers and goroutine are freed.
func (h *Handler) serveWebsocket(w http.ResponseWriter, r *http.Request) {
	if h.draining.Load() {
		h.stats.refused.Add(1)
		writeRefusal(w, mediaJSON, goingAway())
		return
	}
	addr := h.clientAddress(r)
	if no := h.admission.enter(addr, true); no != nil {
		h.stats.refused.Add(1)
		writeRefusal(w, mediaJSON, no)
		return
	}
	gate := &gatedConn{}
	upgrader := websocket.Upgrader{
		HandshakeTimeout: h.limits.Time(WriteTimeout),
		WriteBufferSize:  256,
		WriteBufferPool:  &noBuffers,
		Subprotocols:     []string{protocolName},
		CheckOrigin:      func(*http.Request) bool { return true }, // done for every request already
		Error: func(w http.ResponseWriter, _ *http.Request, status int, _ error) {
			writeRefusal(w, mediaJSON, refuse(status, "this is not a valid websocket handshake"))
		},
	}
	ws, err := upgrader.Upgrade(&gatingWriter{w, gate}, r, http.Header{"X-Request-Id": w.Header()["X-Request-Id"]})
	if err != nil {
		h.admission.leave(addr, true, nil)
		return
	}
	h.stats.accepted.Add(1)
	gate.upgraded = true

	base := context.Background()
	if h.cfg.ConnContext != nil {
		base = h.cfg.ConnContext(r)
	}
	s := &socket{h: h, ws: ws, gate: gate, nc: gate.Conn, in: gate.in, addr: addr, ctx: base, request: r.WithContext(base)}
	s.raw.init(s.nc)
	endWhenUnacknowledged(s.nc)
	if tcp, ok := s.nc.(*net.TCPConn); ok && !h.limits.Off(SocketSendBuffer) {
		_ = tcp.SetWriteBuffer(h.limits.Most(SocketSendBuffer))
	}
	silent := func(string) error { return nil }
	ws.SetPongHandler(silent)
	ws.SetPingHandler(s.pinged)
	ws.SetCloseHandler(func(int, string) error { return nil })
	s.peer = h.hub.Attach(s)
	if !slices.Contains(websocket.Subprotocols(r), protocolName) {
		go func() { s.fail(4406, "Subprotocol not acceptable") }()
		return
	}
	_ = s.nc.SetReadDeadline(time.Now().Add(h.limits.Time(InitWait)))
	go s.await()
}

// gatedConn is the connection as gorilla sees it. Once the handshake is done, nothing that gorilla writes reaches the
// wire: frames of two writers would mix. The close frames that it wants to send for faults in the framing are kept,
// for the socket to send in its turn.
type gatedConn struct {
	net.Conn
	in       *bufio.Reader
	upgraded bool
	code     int
	reason   string
}

var errGated = errors.New("transport: only the peer writes")

// Write passes the handshake on and keeps what comes later.
func (g *gatedConn) Write(p []byte) (int, error) {
	if !g.upgraded {
		return g.Conn.Write(p)
	}
	if len(p) >= 4 && p[0] == frameClose {
		g.code, g.reason = int(binary.BigEndian.Uint16(p[2:])), string(p[4:])
	}
	return 0, errGated
}

// SetWriteDeadline is for the peer alone, too.
func (g *gatedConn) SetWriteDeadline(t time.Time) error {
	if g.upgraded {
		return nil
	}
	return g.Conn.SetWriteDeadline(t)
}

// readBuffer is what every connection holds. It is the least that gorilla takes over; a message is read past it.
const readBuffer = 288

// gatingWriter hands gorilla the gated connection and a buffer that the socket can look into, through whatever the
// server's middleware has put around it.
type gatingWriter struct {
	http.ResponseWriter
	gate *gatedConn
}

// Hijack takes over the connection.
func (w *gatingWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	w.gate.Conn, w.gate.in = conn, bufio.NewReaderSize(conn, readBuffer)
	if rw.Reader.Buffered() == 0 { // else gorilla refuses it
		rw.Reader = w.gate.in
	}
	return w.gate, rw, nil
}

var _ http.Hijacker = (*gatingWriter)(nil)

// identity is who a socket speaks for, once connection_init was accepted.
type identity struct {
	viewer *hackathon.Viewer
	asOf   time.Time // when one began to read it
}
