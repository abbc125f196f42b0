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

// protocolName is the only subprotocol.
const protocolName = "graphql-transport-ws"

// IsUpgrade reports whether the request is for a websocket.
func IsUpgrade(r *http.Request) bool { return websocket.IsWebSocketUpgrade(r) }

// noBuffers keeps gorilla from having a write buffer per connection, which is never used.
var noBuffers sync.Pool

// serveWebsocket upgrades the connection and returns, so that net/http's buffers and goroutine are freed. The
// connection continues in a goroutine of its own.
func (h *Handler) serveWebsocket(w http.ResponseWriter, r *http.Request) {
	if h.draining.Load() {
		h.Counters.Refused.Add(1)
		writeRefusal(w, mediaJSON, goingAway())
		return
	}
	addr := h.clientAddress(r)
	if no := h.admission.enter(addr, true); no != nil {
		h.Counters.Refused.Add(1)
		writeRefusal(w, mediaJSON, no)
		return
	}
	gate := &gatedConn{}
	upgrader := websocket.Upgrader{
		HandshakeTimeout: h.limits.Time(WriteTimeout),
		WriteBufferSize:  256,
		WriteBufferPool:  &noBuffers,
		Subprotocols:     []string{protocolName},
		CheckOrigin:      func(*http.Request) bool { return true }, // checked for every request already
		Error: func(w http.ResponseWriter, _ *http.Request, status int, _ error) {
			writeRefusal(w, mediaJSON, refuse(status, "this is not a valid websocket handshake"))
		},
	}
	ws, err := upgrader.Upgrade(&gatingWriter{w, gate}, r, http.Header{"X-Request-Id": w.Header()["X-Request-Id"]})
	if err != nil {
		h.admission.leave(addr, true, nil)
		return
	}
	h.Counters.Accepted.Add(1)
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

// gatedConn is the connection as gorilla sees it. After the handshake, nothing that gorilla writes is sent, because
// frames of two writers would mix. The close frames that it makes for bad framing are kept for the socket to send.
type gatedConn struct {
	net.Conn
	in       *bufio.Reader
	upgraded bool
	code     int
	reason   string
}

var errGated = errors.New("transport: only the peer writes")

// Write sends the handshake and keeps what comes later.
func (g *gatedConn) Write(p []byte) (int, error) {
	if !g.upgraded {
		return g.Conn.Write(p)
	}
	if len(p) >= 4 && p[0] == frameClose {
		g.code, g.reason = int(binary.BigEndian.Uint16(p[2:])), string(p[4:])
	}
	return 0, errGated
}

// SetWriteDeadline is for the peer alone after the handshake.
func (g *gatedConn) SetWriteDeadline(t time.Time) error {
	if g.upgraded {
		return nil
	}
	return g.Conn.SetWriteDeadline(t)
}

// readBuffer is the buffer of every connection, as small as gorilla accepts. Messages are read past it.
const readBuffer = 288

// gatingWriter gives gorilla the gated connection and a buffer that the socket can look into, through all middleware of
// the server.
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

// identity is the viewer of a socket after connection_init.
type identity struct {
	viewer *hackathon.Viewer
	asOf   time.Time // when reading it began
}
