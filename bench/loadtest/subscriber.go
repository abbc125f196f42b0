package loadtest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// subscriber is one socket with one subscription. It speaks just enough of the protocols to check and time what comes,
// so that the generator costs as little as it can beside the server it measures.
type subscriber struct {
	r       *run
	index   int
	conn    net.Conn
	in      *bufio.Reader
	last    string // cursor of the newest frame
	order   int64
	payload []byte
}

// A subscriber of its own filter passes every need of the test all the same: the radius is the whole county and more.
func (r *run) operation(i int) string {
	filter := ""
	if r.cfg.Filters {
		filter = fmt.Sprintf(`,"filter":{"near":{"lat":57.8,"lon":27.0},"radiusKm":%d,"languages":["et","q%c%c"]}`, 100+i%100, 'a'+i/26%26, 'a'+i%26)
	}
	return `{"id":"1","type":"subscribe","payload":{"query":"subscription($event: ID, $filter: NeedFilter) { assistanceNeeds(eventId: $event, filter: $filter) ` +
		`{ cursor at change { __typename ... on NeedOpened { helpRequest { ...n } } ... on NeedChanged { helpRequest { ...n } } ... on NeedClosed { helpRequest { ...n } } } } } ` +
		`fragment n on HelpRequest { id version kind status area startsAt endsAt languages onSite escalated teaser { et en } event { id title { et en } } }",` +
		`"variables":{"event":"` + r.cfg.Event + `"` + filter + `}}}`
}

func (r *run) subscribe(ctx context.Context, i int) (*subscriber, error) {
	servers := strings.Split(r.cfg.URL, ",")
	conn, err := dial(ctx, servers[i%len(servers)])
	if err != nil {
		return nil, err
	}
	s := newSubscriber(r, i, conn)
	if err := s.upgrade(); err != nil {
		_ = conn.Close()
		return nil, err
	}
	if err := s.send(`{"type":"connection_init","payload":{"authorization":"Bearer ` + r.cfg.Volunteer + `"}}`); err != nil {
		return nil, err
	}
	_ = s.conn.SetReadDeadline(time.Now().Add(60 * time.Second))
	ack, err := s.next()
	if err == nil && !bytes.Contains(ack, []byte(`"connection_ack"`)) {
		err = fmt.Errorf("it was answered with %.200s", ack)
	}
	if err != nil {
		_ = s.conn.Close()
		return nil, fmt.Errorf("connection_init: %w", err)
	}
	if err := s.send(r.operation(i)); err != nil {
		return nil, err
	}
	for {
		msg, err := s.next()
		if err != nil {
			_ = s.conn.Close()
			return nil, err
		}
		switch {
		case bytes.Contains(msg, []byte(`"type":"error"`)), bytes.Contains(msg, []byte(`"errors":[`)):
			_ = s.conn.Close()
			return nil, fmt.Errorf("refused: %.300s", msg)
		case bytes.Contains(msg, []byte(`"CaughtUp"`)):
			s.last = between(msg, `"cursor":"`)
			_ = s.conn.SetReadDeadline(time.Time{})
			go s.read(ctx)
			return s, nil
		}
	}
}

func dial(ctx context.Context, server string) (net.Conn, error) {
	u, err := url.Parse(server)
	if err != nil {
		return nil, err
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", u.Host)
}

func newSubscriber(r *run, index int, conn net.Conn) *subscriber {
	return &subscriber{r: r, index: index, conn: conn, in: bufio.NewReaderSize(conn, 2048)}
}

func (s *subscriber) upgrade() error {
	var key [16]byte
	_, _ = rand.Read(key[:])
	if _, err := fmt.Fprintf(s.conn, "GET /graphql HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n",
		s.conn.RemoteAddr(), base64.StdEncoding.EncodeToString(key[:])); err != nil {
		return err
	}
	resp, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("the upgrade was answered with %s", resp.Status)
	}
	return nil
}

// send writes one masked text frame. A mask of zeros is legal and leaves the text as it is.
func (s *subscriber) send(text string) error { return s.frame(0x1, []byte(text)) }

func (s *subscriber) frame(opcode byte, payload []byte) error {
	head := []byte{0x80 | opcode}
	if len(payload) < 126 {
		head = append(head, 0x80|byte(len(payload)))
	} else {
		head = binary.BigEndian.AppendUint16(append(head, 0x80|126), uint16(len(payload)))
	}
	head = append(head, 0, 0, 0, 0)
	_, err := s.conn.Write(append(head, payload...))
	return err
}

// next returns the next text message; it is valid until the following call. Pings are answered.
func (s *subscriber) next() ([]byte, error) {
	for {
		var head [2]byte
		if _, err := io.ReadFull(s.in, head[:]); err != nil {
			return nil, err
		}
		size := uint64(head[1] & 0x7f)
		switch size {
		case 126:
			var n [2]byte
			if _, err := io.ReadFull(s.in, n[:]); err != nil {
				return nil, err
			}
			size = uint64(binary.BigEndian.Uint16(n[:]))
		case 127:
			var n [8]byte
			if _, err := io.ReadFull(s.in, n[:]); err != nil {
				return nil, err
			}
			size = binary.BigEndian.Uint64(n[:])
		}
		if uint64(cap(s.payload)) < size {
			s.payload = make([]byte, size)
		}
		s.payload = s.payload[:size]
		if _, err := io.ReadFull(s.in, s.payload); err != nil {
			return nil, err
		}
		switch head[0] & 0x0f {
		case 0x1:
			if bytes.HasPrefix(s.payload, []byte(`{"type":"ping"`)) {
				if err := s.send(`{"type":"pong"}`); err != nil {
					return nil, err
				}
				continue
			}
			return s.payload, nil
		case 0x8:
			return nil, fmt.Errorf("closed by the server: %d", closeCode(s.payload))
		case 0x9:
			if err := s.frame(0xa, s.payload); err != nil {
				return nil, err
			}
		}
	}
}

func closeCode(payload []byte) int {
	if len(payload) < 2 {
		return 1005
	}
	return int(binary.BigEndian.Uint16(payload))
}

// read checks and times every frame until the socket ends.
func (s *subscriber) read(ctx context.Context) {
	for {
		msg, err := s.next()
		if err != nil {
			if ctx.Err() == nil {
				s.r.closed.Add(1)
			}
			return
		}
		at := time.Since(s.r.start)
		cursor, prev := between(msg, `"cursor":"`), between(msg, `"prev":"`)
		if prev != s.last {
			s.r.broken.Add(1)
		}
		s.last = cursor
		if bytes.Contains(msg, []byte(`"StreamReset"`)) {
			s.r.resets.Add(1)
			continue
		}
		id, version := between(msg, `"helpRequest":{"id":"`), number(msg, `"version":`)
		if id == "" {
			continue // a heartbeat
		}
		c := s.r.change(id + " " + version)
		if !c.arrived[s.index].CompareAndSwap(0, int64(at)) {
			s.r.double.Add(1)
			continue
		}
		c.count.Add(1)
		if c.order.Load() == 0 {
			c.order.CompareAndSwap(0, s.r.seen.Add(1))
		}
		if order := c.order.Load(); order < s.order {
			s.r.invert.Add(1)
		} else {
			s.order = order
		}
	}
}

func (s *subscriber) close() {
	if s != nil {
		_ = s.conn.Close()
	}
}

// between is what stands after mark up to the next quote.
func between(msg []byte, mark string) string {
	i := bytes.Index(msg, []byte(mark))
	if i < 0 {
		return ""
	}
	rest := msg[i+len(mark):]
	end := bytes.IndexByte(rest, '"')
	if end < 0 {
		return ""
	}
	return string(rest[:end])
}

func number(msg []byte, mark string) string {
	i := bytes.Index(msg, []byte(mark))
	if i < 0 {
		return ""
	}
	rest := msg[i+len(mark):]
	end := bytes.IndexFunc(rest, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		return ""
	}
	return string(rest[:end])
}
