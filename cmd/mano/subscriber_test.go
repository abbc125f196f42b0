package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport/wstest"
)

// bell lets a test wait for something that other goroutines bring about.
type bell struct {
	mu      sync.Mutex
	changed chan struct{}
}

// ring makes a change and wakes those who wait.
func (b *bell) ring(change func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change()
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}

// wait returns when ok holds, which is called with the lock held; it fails the test after the time.
func (b *bell) wait(t *testing.T, within time.Duration, ok func() bool, what func() string) {
	t.Helper()
	late := time.NewTimer(within)
	defer late.Stop()
	for {
		b.mu.Lock()
		if ok() {
			b.mu.Unlock()
			return
		}
		if b.changed == nil {
			b.changed = make(chan struct{})
		}
		changed := b.changed
		b.mu.Unlock()
		select {
		case <-changed:
		case <-late.C:
			b.mu.Lock()
			defer b.mu.Unlock()
			t.Fatalf("waited %v in vain for %s", within, what())
		}
	}
}

// subscriber is a client of assistanceNeeds that trusts nothing: it checks that every message continues the one before,
// returns with its last cursor whenever its connection ends, and keeps what it saw, for comparison with the log.
type subscriber struct {
	name, token, event string

	bell
	p        *program
	steps    []step
	cursor   string // of the newest message
	open     map[string]int
	connects int
	refusals []string // errors that a subscribe was answered with
	closes   []int    // codes of closed connections
	faults   []string

	narrow  bool          // its kernel buffers little
	hold    chan struct{} // not nil: it reads nothing until this is closed
	conn    *wstest.Client
	stopped chan struct{} // the client must not return
	gone    chan struct{} // its goroutine has ended
}

// step is one message.
type step struct {
	at         time.Time
	kind       string // a type of AssistanceNeedsChange
	snapshot   bool
	seq        int64
	tag        uint32
	id, status string
	version    int
	reason     string
}

const strictNeedsQuery = `subscription($event: ID, $after: Cursor) { assistanceNeeds(eventId: $event, after: $after) {
	cursor at change { __typename
	... on NeedOpened { helpRequest { id version status } } ... on NeedChanged { helpRequest { id version status } }
	... on NeedClosed { helpRequest { id version status } }
	... on StreamReset { reason cursor } } } }`

// follow starts a subscriber of the event on p and waits until it is live.
func follow(t *testing.T, name string, p *program, event string) *subscriber {
	t.Helper()
	s := &subscriber{name: name, token: "demo-volunteer", event: event, open: map[string]int{}}
	s.come(t, p)
	s.waitLive(t)
	return s
}

// come connects to p, after the last cursor if there is one, until leave.
func (s *subscriber) come(t *testing.T, p *program) {
	s.p, s.stopped, s.gone = p, make(chan struct{}), make(chan struct{})
	t.Cleanup(s.leave)
	go func(stopped, gone chan struct{}) {
		defer close(gone)
		for {
			s.connection(stopped)
			select {
			case <-stopped:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}(s.stopped, s.gone)
}

// stall makes the subscriber stop reading until goOn is called.
func (s *subscriber) stall() (goOn func()) {
	hold := make(chan struct{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hold = hold
	return sync.OnceFunc(func() {
		s.mu.Lock()
		s.hold = nil
		s.mu.Unlock()
		close(hold)
	})
}

// leave cuts the connection for good.
func (s *subscriber) leave() {
	s.mu.Lock()
	select {
	case <-s.stopped:
	default:
		close(s.stopped)
	}
	if s.conn != nil {
		_ = s.conn.Close()
	}
	gone := s.gone
	s.mu.Unlock()
	<-gone
}

// connection is the life of one connection.
func (s *subscriber) connection(stopped chan struct{}) {
	conn, _, err := wstest.Dial(s.p.url)
	if err != nil {
		return
	}
	defer conn.Close()
	s.mu.Lock()
	select {
	case <-stopped:
		s.mu.Unlock()
		return
	default:
	}
	s.conn = conn
	if tcp, ok := conn.NetConn().(*net.TCPConn); ok && s.narrow {
		_ = tcp.SetReadBuffer(4096)
	}
	variables := map[string]any{"event": s.event}
	if s.cursor != "" {
		variables["after"] = s.cursor
	}
	s.mu.Unlock()
	if conn.Init(s.token) != nil {
		return
	}
	for {
		s.mu.Lock()
		hold := s.hold
		s.mu.Unlock()
		if hold != nil {
			<-hold
		}
		frame, err := conn.Receive(time.Hour) // for as long as the test lasts
		if err != nil {
			s.ring(func() {
				if code := wstest.CloseCode(err); code != 0 || !errors.Is(err, net.ErrClosed) {
					s.closes = append(s.closes, code)
				}
			})
			return
		}
		switch frame.Type {
		case "connection_ack":
			s.ring(func() { s.connects++ })
			if conn.Subscribe("1", strictNeedsQuery, variables) != nil {
				return
			}
		case "next":
			s.ring(func() { s.take(frame.Payload) })
		case "error":
			s.ring(func() { s.refusals = append(s.refusals, string(frame.Payload)) })
			return
		case "complete":
			s.ring(func() { s.faults = append(s.faults, "the server completed the subscription") })
			return
		}
	}
}

// take checks one message against what came before it. The caller holds the lock.
func (s *subscriber) take(payload []byte) {
	fault := func(format string, args ...any) {
		s.faults = append(s.faults, fmt.Sprintf("message %d: ", len(s.steps))+fmt.Sprintf(format, args...))
	}
	var m struct {
		Data struct {
			AssistanceNeeds struct {
				Cursor string
				Change struct {
					Typename    string `json:"__typename"`
					HelpRequest struct {
						ID      string
						Version int
						Status  string
					}
					Reason string
				}
			}
		}
		Errors     json.RawMessage
		Extensions struct{ Cursor, Prev string }
	}
	if err := json.Unmarshal(payload, &m); err != nil || m.Errors != nil {
		fault("%s: %v", payload, err)
		return
	}
	item := m.Data.AssistanceNeeds
	if m.Extensions.Prev != s.cursor {
		fault("it follows %q, the one before was %q", m.Extensions.Prev, s.cursor)
	}
	if m.Extensions.Cursor != item.Cursor {
		fault("two cursors: %q and %q", m.Extensions.Cursor, item.Cursor)
	}
	s.cursor = item.Cursor
	it := step{at: time.Now(), kind: item.Change.Typename, id: item.Change.HelpRequest.ID,
		version: item.Change.HelpRequest.Version,
		status:  item.Change.HelpRequest.Status, reason: item.Change.Reason}
	var err error
	if it.seq, it.tag, it.snapshot, err = position(item.Cursor); err != nil {
		fault("%v", err)
		return
	}
	if n := len(s.steps); n > 0 && it.kind != "StreamReset" {
		last := s.steps[n-1]
		switch {
		case it.seq < last.seq:
			fault("position %d after %d", it.seq, last.seq)
		case it.seq == last.seq && !it.snapshot && !last.snapshot && it.kind != "CaughtUp":
			fault("position %d twice", it.seq)
		}
	}
	switch it.kind {
	case "StreamReset":
		clear(s.open)
	case "NeedOpened", "NeedChanged":
		s.open[it.id] = it.version
		if it.kind == "NeedChanged" && it.status != "OPEN" {
			delete(s.open, it.id)
		}
	case "NeedClosed":
		delete(s.open, it.id)
	}
	s.steps = append(s.steps, it)
}

// position reads a cursor of one stream: see live.Cursor.
func position(cursor string) (seq int64, tag uint32, unfinished bool, err error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(b) == 0 {
		return 0, 0, false, fmt.Errorf("cursor %q: %v", cursor, err)
	}
	unfinished = b[0] == 2
	b = b[1:]
	_, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, 0, false, fmt.Errorf("cursor %q", cursor)
	}
	at, k := binary.Uvarint(b[n:])
	if k <= 0 || len(b) != n+k+4 {
		return 0, 0, false, fmt.Errorf("cursor %q", cursor)
	}
	return int64(at), binary.BigEndian.Uint32(b[n+k:]), unfinished, nil
}

// waitLive waits for CaughtUp after the connect.
func (s *subscriber) waitLive(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	from := len(s.steps)
	s.mu.Unlock()
	s.wait(t, 30*time.Second, func() bool {
		return slices.ContainsFunc(s.steps[min(from, len(s.steps)):], func(it step) bool { return it.kind == "CaughtUp" })
	}, func() string { return s.name + " to be live; " + s.story() })
}

// waitSeq waits until the subscriber has reached a position.
func (s *subscriber) waitSeq(t *testing.T, seq int64, within time.Duration) {
	t.Helper()
	s.wait(t, within, func() bool {
		return len(s.steps) > 0 && s.steps[len(s.steps)-1].seq >= seq && !s.steps[len(s.steps)-1].snapshot
	},
		func() string { return fmt.Sprintf("%s to reach %d; %s", s.name, seq, s.story()) })
}

// resets are the reasons of the subscriber's resets.
func (s *subscriber) resets() (reasons []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, it := range s.steps {
		if it.kind == "StreamReset" {
			reasons = append(reasons, it.reason)
		}
	}
	return reasons
}

// story describes the subscriber in a line. The caller holds the lock.
func (s *subscriber) story() string {
	var last step
	if len(s.steps) > 0 {
		last = s.steps[len(s.steps)-1]
	}
	return fmt.Sprintf("%d messages, the last %s at %d; %d connections, closed with %v, refused with %v, faults %v",
		len(s.steps), last.kind, last.seq, s.connects, s.closes, s.refusals, s.faults)
}

// check compares what came since the start or the last reset with the log: each change of a need after the snapshot
// once, in order, and finally the open needs.
func (s *subscriber) check(t *testing.T, log []hackathon.Activity, openNow map[string]int) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, fault := range s.faults {
		t.Errorf("%s: %s", s.name, fault)
	}
	begin := 0
	for i, it := range s.steps {
		if it.kind == "StreamReset" {
			begin = i
		}
	}
	if begin == len(s.steps) {
		t.Errorf("%s got nothing", s.name)
		return
	}
	base, got := s.steps[begin].seq, []step{}
	for _, it := range s.steps[begin:] {
		if !it.snapshot && it.kind != "CaughtUp" {
			got = append(got, it)
		}
	}
	for _, a := range log {
		if a.Seq <= base {
			continue
		}
		if len(got) == 0 {
			t.Errorf("%s lost %s %s at %d and all that follows; %s", s.name, a.Kind, a.Entity, a.Seq, s.story())
			break
		}
		it := got[0]
		if it.seq != a.Seq || it.tag != a.Tag || it.id != a.Entity.String() || it.version != int(a.Version) {
			t.Errorf("%s got %+v where the log has %d %s %s version %d", s.name, it, a.Seq, a.Kind, a.Entity, a.Version)
			break
		}
		got = got[1:]
	}
	for id, version := range openNow {
		if s.open[id] != version {
			t.Errorf("%s has version %d of an open need; it is %d", s.name, s.open[id], version)
		}
	}
	if len(s.open) != len(openNow) {
		t.Errorf("%s shows %d open needs; there are %d", s.name, len(s.open), len(openNow))
	}
}
