package transport

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"github.com/loometalgud/mano/live"
)

// socket is one websocket. At rest it costs one goroutine, which waits for the next message. Everything is written
// through peer, which calls the methods of live.Writer here, one at a time.
type socket struct {
	h       *Handler
	ws      *websocket.Conn
	gate    *gatedConn
	nc      net.Conn
	raw     rawConn
	in      *bufio.Reader // what ws reads from
	peer    *live.Peer
	ctx     context.Context // parent of the operations' contexts
	request *http.Request   // until connection_init was answered
	addr    netip.Addr

	operations  atomic.Uint64 // how many were begun
	interrupted atomic.Bool
	silent      atomic.Bool  // the kernel has given up on the other side
	parties     atomic.Int32 // reader and writer: the last to leave closes the connection

	// order keeps the end of an operation and the client's complete for it apart. It is held while the peer is called,
	// which may call Close; mu never is.
	order sync.Mutex

	mu        sync.Mutex
	phase     phase
	who       identity
	owed      int        // queries and mutations in progress
	finishing bool       // no further one begins
	pending   []*pending // queries, mutations, and subscriptions that are being opened
	messages  bucket
	opened    bucket
}

type phase uint8

const (
	phaseSilent  phase = iota // no connection_init yet
	phaseSigning              // being authenticated
	phaseReady                // acknowledged
	phaseClosed
)

// pending is an operation that the hub does not have (yet).
type pending struct {
	id     string
	cancel context.CancelFunc
}

// await waits for input. Nearly all of a connection's life is spent here.
func (s *socket) await() {
	if s.raw.able() && s.in.Buffered() == 0 {
		if err := s.raw.await(); err != nil {
			s.readFailed(err)
			return
		}
		go s.read()
		return
	}
	s.read()
}

// read takes the next message. Reading and handling need a deep stack, so each message has a goroutine that then ends,
// and a new one waits.
func (s *socket) read() {
	switch head, err := s.in.Peek(2); {
	case err != nil && len(head) == 0:
		s.readFailed(err)
		return
	case err == nil && head[0] == frameClose && head[1]&0x7f == 1: // half a code, which gorilla takes for none
		s.fail(websocket.CloseProtocolError, "close frame of one byte")
		return
	}
	kind, r, err := s.ws.NextReader()
	if err != nil {
		s.readFailed(err)
		return
	}
	if kind != websocket.TextMessage {
		s.fail(websocket.CloseUnsupportedData, "send text frames")
		return
	}
	if s.isClosed() {
		s.linger()
		return
	}
	buf := messages.Get().(*[]byte)
	message, err := readMessage(r, (*buf)[:0], s.h.limits.Most(MaxMessageBytes), s.hurry)
	switch {
	case err != nil && isTimeout(err) && !s.isClosed():
		s.fail(live.CloseOverloaded, "message took too long")
	case errors.Is(err, errMessageTooLong):
		s.fail(websocket.CloseMessageTooBig, s.h.limits.Reached(MaxMessageBytes).Message)
	case err != nil:
		s.readFailed(err)
	case !utf8.Valid(message):
		s.fail(websocket.CloseInvalidFramePayloadData, "not UTF-8")
	default:
		s.handle(message, func() { // the message is no longer needed: wait for the next one
			*buf = message
			messages.Put(buf)
			go s.await()
		})
	}
}

const smallMessage = 2048

var (
	messages          = sync.Pool{New: func() any { b := make([]byte, 0, smallMessage); return &b }}
	errMessageTooLong = errors.New("message too long")
)

// readMessage reads one message into buf, which may grow, and stops when it is over the limit. A message larger than
// the smallest buffer has to arrive within a time: long(true) starts that time, long(false) ends it.
func readMessage(r io.Reader, buf []byte, most int, long func(bool)) ([]byte, error) {
	hurried := false
	for {
		if len(buf) >= smallMessage && !hurried {
			hurried = true
			long(true)
			defer long(false)
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):min(cap(buf), most+1)])
		buf = buf[:len(buf)+n]
		switch {
		case len(buf) > most:
			return nil, errMessageTooLong
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return nil, err
		}
	}
}

// hurry starts or ends the time limit of a long message. Before connection_init, and after the end, another deadline is
// set already.
func (s *socket) hurry(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.phase != phaseSigning && s.phase != phaseReady:
	case on:
		_ = s.nc.SetReadDeadline(time.Now().Add(s.h.limits.Time(WriteTimeout)))
	default:
		_ = s.nc.SetReadDeadline(time.Time{})
	}
}

// readFailed ends the reading side after the connection or its framing broke.
func (s *socket) readFailed(err error) {
	s.mu.Lock()
	at := s.phase
	s.mu.Unlock()
	s.noteSilence(err)
	switch closed, ok := errors.AsType[*websocket.CloseError](err); {
	case s.gate.code != 0:
		s.fail(s.gate.code, s.gate.reason)
		return
	case ok && closed.Code == websocket.CloseAbnormalClosure:
		s.peer.Close(0, "")
	case ok && closed.Code == websocket.CloseNoStatusReceived:
		s.peer.Close(websocket.CloseNormalClosure, "")
	case ok:
		s.peer.Close(closed.Code, "") // the closing handshake repeats the code
	case errors.Is(err, websocket.ErrReadLimit): // no message may be that long
		s.fail(websocket.CloseMessageTooBig, "message too long")
		return
	case at == phaseSilent && isTimeout(err):
		s.fail(4408, "Connection initialisation timeout")
		return
	default:
		s.peer.Close(0, "")
	}
	s.leave()
}

// noteSilence counts, once, a connection that the kernel ended because the other side acknowledged nothing.
func (s *socket) noteSilence(err error) {
	if errors.Is(err, syscall.ETIMEDOUT) && s.silent.CompareAndSwap(false, true) {
		s.h.Counters.Silent.Add(1)
	}
}

func isTimeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// fail closes the connection for a fault of the client.
func (s *socket) fail(code int, reason string) {
	s.h.Counters.Faults.Add(1)
	s.end(code, reason)
}

// end closes the connection and waits a little until the other side has closed too: closing with unread data would make
// the kernel drop our close frame. Only the reading goroutine calls it.
func (s *socket) end(code int, reason string) {
	s.mu.Lock()
	s.phase = phaseClosed
	s.mu.Unlock()
	s.peer.Close(code, reason)
	s.linger()
}

// linger discards input until the other side closes or the time is over.
func (s *socket) linger() {
	_ = s.nc.SetReadDeadline(time.Now().Add(lingerTime))
	_, _ = io.CopyN(io.Discard, s.nc, lingerBytes)
	s.leave()
}

func (s *socket) isClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phase == phaseClosed
}

const (
	lingerTime  = 2 * time.Second
	lingerBytes = 16 << 20
)

// leave is called once by the reading side and once by the writing side.
func (s *socket) leave() {
	if s.parties.Add(1) < 2 {
		return
	}
	_ = s.nc.Close()
	s.mu.Lock()
	viewer := s.who.viewer
	s.mu.Unlock()
	s.h.admission.leave(s.addr, viewer == nil, viewer)
}

// pinged answers a ping frame (RFC 6455 §5.5.2), unless too many come.
func (s *socket) pinged(data string) error {
	if !s.allowed() {
		return nil
	}
	s.peer.Send(append(appendHeader(make([]byte, 0, 2+len(data)), framePong, len(data)), data...))
	return nil
}

// allowed counts a message against the rate of this connection.
func (s *socket) allowed() bool {
	most := s.h.limits.Most(MaxMessagesPerSecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messages.take(s.h.uptime(), most, 2*most)
}

// admit counts an operation like one over HTTP.
func (s *socket) admit(ctx context.Context) error {
	if s.h.cfg.Admit == nil {
		return nil
	}
	s.mu.Lock()
	viewer := s.who.viewer
	s.mu.Unlock()
	return s.h.cfg.Admit(ctx, viewer)
}

// identity returns the viewer of the socket, read again if it is old: an operation on a socket must not have rights
// that the same one over HTTP would have lost.
func (s *socket) identity(ctx context.Context) (identity, error) {
	s.mu.Lock()
	who := s.who
	s.mu.Unlock()
	if s.h.cfg.Refresh == nil || time.Since(who.asOf) < s.h.cfg.RefreshAfter || who.viewer.SessionID.IsZero() &&
		!who.viewer.SignedIn() {
		return who, nil
	}
	asOf := time.Now()
	present, err := s.h.cfg.Refresh(ctx, who.viewer)
	if err != nil {
		return identity{}, err
	}
	if present == nil || present.PersonID != who.viewer.PersonID {
		return identity{}, errRightsChanged
	}
	who = identity{present, asOf}
	s.mu.Lock()
	s.who = who
	s.mu.Unlock()
	return who, nil
}
