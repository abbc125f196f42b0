package loadtest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// subscriber is one socket with one subscription. It speaks just enough of the protocols to check and time what comes,
// so that the generator costs as little as it can beside the server it measures.
type subscriber struct {
	f     *fleet
	index int // in its fleet
	conn  atomic.Pointer[net.Conn]
	begun []byte // of a frame whose end has not come yet
	last  []byte // cursor of the newest frame
	order int64
	gone  atomic.Bool
}

func newSubscriber(f *fleet, index int) *subscriber { return &subscriber{f: f, index: index} }

const (
	subscription = `subscription($event: ID, $filter: NeedFilter, $after: Cursor) { ` +
		`assistanceNeeds(eventId: $event, filter: $filter, after: $after) { cursor at change { __typename ` +
		`... on NeedOpened { helpRequest { ...n } } ... on NeedChanged { helpRequest { ...n } } ` +
		`... on NeedClosed { helpRequest { ...n } } } } } ` +
		`fragment n on HelpRequest { id version kind status area startsAt endsAt languages onSite escalated ` +
		`teaser { et en } event { id title { et en } } }`
	patience = 60 * time.Second // of the handshake and the opening state
	dialTime = 3 * time.Second  // a full backlog drops connections without a word
)

// operation is the subscribe message. A subscriber of its own filter passes every need of the test all the same: the
// radius is the whole county and more.
func (s *subscriber) operation() string {
	i := s.f.first + s.index
	variables := `"event":"` + s.f.events[i%len(s.f.events)] + `"`
	if s.f.cfg.Filters {
		variables += fmt.Sprintf(`,"filter":{"near":"voru-linn","radiusKm":100,"languages":["et","q%c%c","r%c%c"]}`,
			'a'+i/26%26, 'a'+i%26, 'a'+i/17576%26, 'a'+i/676%26)
	}
	if len(s.last) > 0 {
		variables += `,"after":"` + string(s.last) + `"`
	}
	return `{"id":"1","type":"subscribe","payload":{"query":"` + subscription + `","variables":{` + variables + `}}}`
}

// connect opens the socket and reads up to CaughtUp: the opening state, or what was missed. Whoever comes back tries
// one replica after the other.
func (s *subscriber) connect(ctx context.Context) (err error) {
	if len(s.last) == 0 { // all replicas have their share at first
		return s.connectTo(ctx, s.f.servers[(s.f.first+s.index)%len(s.f.servers)])
	}
	for _, i := range rand.Perm(len(s.f.again)) {
		if err = s.connectTo(ctx, s.f.again[i]); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

func (s *subscriber) connectTo(ctx context.Context, server string) error {
	u, err := url.Parse(server)
	if err != nil {
		return err
	}
	conn, err := (&net.Dialer{Timeout: dialTime}).DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return err
	}
	in := bufios.Get().(*bufio.Reader)
	in.Reset(conn)
	defer func() { in.Reset(nil); bufios.Put(in) }()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if err := s.open(conn, in); err != nil {
		_ = conn.Close()
		return err
	}
	_ = conn.SetDeadline(time.Time{})
	ahead, _ := in.Peek(in.Buffered())
	s.begun = append(s.begun[:0], ahead...)
	s.conn.Store(&conn)
	if s.gone.Load() {
		_ = conn.Close()
	}
	return nil
}

var bufios = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 16<<10) }}

func (s *subscriber) open(conn net.Conn, in *bufio.Reader) error {
	if err := upgrade(conn, in); err != nil {
		return err
	}
	if err := writeFrame(conn, opText,
		[]byte(`{"type":"connection_init","payload":{"authorization":"Bearer `+s.f.cfg.Volunteer+`"}}`)); err != nil {
		return err
	}
	ack, err := nextText(conn, in)
	if err == nil && !bytes.Contains(ack, []byte(`"connection_ack"`)) {
		err = fmt.Errorf("it was answered with %.200s", ack)
	}
	if err != nil {
		return fmt.Errorf("connection_init: %w", err)
	}
	again := len(s.last) > 0
	if err := writeFrame(conn, opText, []byte(s.operation())); err != nil {
		return err
	}
	for {
		msg, err := nextText(conn, in)
		if err != nil {
			return err
		}
		switch {
		case bytes.Contains(msg, []byte(`"type":"error"`)), bytes.Contains(msg, []byte(`"errors":[`)):
			return fmt.Errorf("refused: %.300s", msg)
		case again:
			s.check(msg, time.Now().UnixNano())
		default: // the opening state is nobody's change
			s.last = append(s.last[:0], between(msg, `"cursor":"`)...)
		}
		if bytes.Contains(msg, []byte(`"CaughtUp"`)) {
			return nil
		}
	}
}

// read checks and times every frame until the subscriber is not needed any more.
func (s *subscriber) read(ctx context.Context) {
	for {
		conn := *s.conn.Load()
		err := s.readConn(conn)
		_ = conn.Close()
		if ctx.Err() != nil || s.gone.Load() {
			return
		}
		s.f.ended(err)
		if !s.f.cfg.Reconnect {
			s.f.cfg.Progress("subscriber %d: %v", s.f.first+s.index, err)
			return
		}
		cut := time.Now()
		for pause := time.Second; ; pause = min(2*pause, 4*time.Second) { // as real clients do: at once, but spread
			wait(ctx, time.Duration(rand.Int64N(int64(pause))))
			if ctx.Err() != nil || s.gone.Load() {
				return
			}
			if s.connect(ctx) == nil {
				break
			}
		}
		s.f.mu.Lock()
		s.f.back = append(s.f.back, int64(time.Since(cut)))
		s.f.mu.Unlock()
	}
}

// take obeys and checks the whole frames at the beginning of data and returns what is left.
func (s *subscriber) take(conn net.Conn, data []byte, at int64) (rest []byte, err error) {
	for {
		opcode, payload, rest, ok := splitFrame(data)
		if !ok {
			return data, nil
		}
		data = rest
		switch opcode {
		case opText:
			if bytes.HasPrefix(payload, []byte(`{"type":"ping"`)) {
				if err := writeFrame(conn, opText, []byte(`{"type":"pong"}`)); err != nil {
					return nil, err
				}
				continue
			}
			if bytes.HasPrefix(payload, []byte(`{"id":"1","type":"error"`)) {
				return nil, fmt.Errorf("the subscription ended: %.300s", payload)
			}
			s.check(payload, at)
		case opPing:
			if err := writeFrame(conn, opPong, payload); err != nil {
				return nil, err
			}
		case opClose:
			return nil, closeCode(payload)
		}
	}
}

// ended notes the end of a connection.
func (f *fleet) ended(err error) {
	code, ok := errors.AsType[closeError](err)
	if !ok {
		code = 1006
	}
	f.mu.Lock()
	f.closed[int(code)]++
	f.mu.Unlock()
}

var errServerGone = errors.New("the server is gone")

// check holds a frame against what came before it. A server that does not say prev promises no chain.
func (s *subscriber) check(msg []byte, at int64) {
	cursor, prev := between(msg, `"cursor":"`), between(msg, `"prev":"`)
	if len(prev) > 0 && !bytes.Equal(prev, s.last) {
		s.f.broken.Add(1)
	}
	s.last = append(s.last[:0], cursor...)
	i := bytes.Index(msg, []byte(`"helpRequest":{"id":"`))
	if i < 0 {
		if bytes.Contains(msg, []byte(`"StreamReset"`)) {
			s.f.resets.Add(1)
		}
		return // a heartbeat
	}
	// The key is the id and the version as they stand in the message, which names them in this order.
	key := msg[i+len(`"helpRequest":{"id":"`):]
	end := bytes.Index(key, []byte(`"version":`))
	if end < 0 {
		return
	}
	end += len(`"version":`)
	for end < len(key) && key[end] >= '0' && key[end] <= '9' {
		end++
	}
	s.arrived(s.f.change(key[:end]), at)
}

// keyOf is what check makes of a need's id and version.
func keyOf(id, version string) string { return id + `","version":` + version }

func (s *subscriber) arrived(c *change, at int64) {
	if !c.arrived[s.index].CompareAndSwap(0, at) {
		s.f.double.Add(1)
		return
	}
	c.count.Add(1)
	if c.order.Load() == 0 {
		c.order.CompareAndSwap(0, s.f.seen.Add(1))
	}
	if order := c.order.Load(); order < s.order {
		s.f.invert.Add(1)
	} else {
		s.order = order
	}
}

func (s *subscriber) close() {
	s.gone.Store(true)
	if conn := s.conn.Load(); conn != nil {
		_ = (*conn).Close()
	}
}

// between is what stands after mark up to the next quote.
func between(msg []byte, mark string) []byte {
	i := bytes.Index(msg, []byte(mark))
	if i < 0 {
		return nil
	}
	rest := msg[i+len(mark):]
	return rest[:max(0, bytes.IndexByte(rest, '"'))]
}
