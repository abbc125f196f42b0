package livetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// Frame is what was written to a Conn. Item is parsed from a tail that Render made.
type Frame struct {
	ID     string              `json:"id"`
	Cursor live.Cursor         `json:"cursor"`
	Prev   live.Cursor         `json:"prev"`
	Item   Item                `json:"item"`
	Kind   hackathon.ErrorKind `json:"error"` // of an error frame
	Text   string              `json:"message"`
	// Reference is that of a fault that the hub has logged.
	Reference string `json:"reference"`
	Raw       string `json:"raw"` // of a control frame made with Control
	// Handed is when the write of its first byte began.
	Handed time.Time `json:"-"`
}

// Item is a change as Render encodes it.
type Item struct {
	Cursor   live.Cursor            `json:"cursor"`
	At       time.Time              `json:"at"`
	Stream   string                 `json:"stream"`
	Seq      int64                  `json:"seq"`
	Entity   string                 `json:"entity"`
	Kind     hackathon.ActivityKind `json:"kind"`
	Text     string                 `json:"text,omitempty"` // the payload
	Snapshot bool                   `json:"snapshot"`
	CaughtUp bool                   `json:"caughtUp"`
	Reset    live.ResetReason       `json:"reset"`
}

// Render encodes a change so that a Conn can parse it.
func Render(c live.Change) []byte {
	it := Item{Cursor: c.Cursor, At: c.At, Snapshot: c.Snapshot, CaughtUp: c.CaughtUp, Reset: c.Reset}
	if a := c.Activity; a != nil {
		it.Stream, it.Seq, it.Entity, it.Kind = a.Stream.String(), a.Seq, a.Entity.String(), a.Kind
		it.Text = string(a.Payload)
	}
	b, err := json.Marshal(it)
	if err != nil {
		panic(err)
	}
	return append(b, '}', '\n')
}

// Control makes a frame for Peer.Send.
func Control(s string) []byte {
	return append(append([]byte(`{"raw":`), strconv.Quote(s)...), '}', '\n')
}

// Conn is a connection in memory: a live.Writer that keeps the whole frames written to it. The prefix of its operations
// is their id.
type Conn struct {
	// Before, if set, runs at the start of every TryWrite; it may block.
	Before func()

	mu          sync.Mutex
	changed     chan struct{}
	limited     bool
	room        int // bytes until it would block, if limited
	data        []byte
	whole       int // length of the whole frames in data
	parsed      int // length of what is in frames
	frames      []Frame
	handed      []chunk
	writes      int
	closed      bool
	code        int
	reason      string
	broken      error
	interrupted bool
	busy        bool
}

// chunk is when the write of the bytes up to end began.
type chunk struct {
	end int
	at  time.Time
}

var _ live.Writer = (*Conn)(nil)

func NewConn() *Conn { return &Conn{changed: make(chan struct{})} }

// Stall makes the connection take n more bytes and then nothing.
func (c *Conn) Stall(n int) { c.set(func() { c.limited, c.room = true, n }) }

// Flow makes the connection take everything again.
func (c *Conn) Flow() { c.set(func() { c.limited = false }) }

// Break makes every write fail.
func (c *Conn) Break(err error) { c.set(func() { c.broken = err }) }

func (c *Conn) set(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
	c.signal()
}

func (c *Conn) signal() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// Frames are all so far.
func (c *Conn) Frames() []Frame {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.parsed < c.whole {
		line := c.data[c.parsed : c.parsed+bytes.IndexByte(c.data[c.parsed:], '\n')+1]
		var f Frame
		for c.handed[0].end <= c.parsed {
			c.handed = c.handed[1:]
		}
		f.Handed = c.handed[0].at
		c.parsed += len(line)
		if err := json.Unmarshal(line, &f); err != nil {
			panic("livetest: frames are torn: " + err.Error() + ": " + string(line))
		}
		c.frames = append(c.frames, f)
	}
	return c.frames[:len(c.frames):len(c.frames)]
}

// Transcript is everything, byte by byte.
func (c *Conn) Transcript() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return string(c.data)
}

// Of are the frames of one operation.
func (c *Conn) Of(id string) (out []Frame) {
	for _, f := range c.Frames() {
		if f.ID == id {
			out = append(out, f)
		}
	}
	return out
}

// Writes counts the writes that took something.
func (c *Conn) Writes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.writes
}

// Closed says whether and how the hub closed the connection.
func (c *Conn) Closed() (code int, reason string, closed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.code, c.reason, c.closed
}

// Wait returns when ok holds, which is checked after each write, and fails the test after a minute.
func (c *Conn) Wait(t testing.TB, what string, ok func() bool) {
	t.Helper()
	late := time.NewTimer(time.Minute)
	defer late.Stop()
	for {
		c.mu.Lock()
		changed := c.changed
		c.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-late.C:
			t.Fatalf("waited in vain for %s; came: %+v", what, c.Frames())
		}
	}
}

// WaitCaughtUp waits for the n-th CaughtUp of an operation.
func (c *Conn) WaitCaughtUp(t testing.TB, id string, n int) {
	t.Helper()
	c.Wait(t, "CaughtUp", func() bool {
		k := 0
		for _, f := range c.Of(id) {
			if f.Item.CaughtUp {
				k++
			}
		}
		return k >= n
	})
}

// WaitClosed waits for the end of the connection.
func (c *Conn) WaitClosed(t testing.TB) (code int, reason string) {
	t.Helper()
	c.Wait(t, "the connection to close", func() bool { _, _, closed := c.Closed(); return closed })
	code, reason, _ = c.Closed()
	return code, reason
}

func (c *Conn) AppendFrame(dst []byte, f *live.Frame) []byte {
	dst = append(dst, `{"id":`...)
	dst = strconv.AppendQuote(dst, f.Prefix)
	dst = append(dst, `,"cursor":`...)
	dst = strconv.AppendQuote(dst, string(f.Cursor))
	dst = append(dst, `,"prev":`...)
	dst = strconv.AppendQuote(dst, string(f.Prev))
	dst = append(dst, `,"item":`...)
	return append(dst, f.Tail...)
}

func (c *Conn) AppendError(dst []byte, id string, err error) []byte {
	text := map[string]string{"id": id, "error": string(hackathon.KindOf(err)), "message": err.Error()}
	if shared, ok := errors.AsType[*hackathon.SharedError](err); ok {
		text["reference"] = shared.Log(func() string { return "not logged by the hub" })
	}
	b, _ := json.Marshal(text)
	return append(append(dst, b...), '\n')
}

func (c *Conn) TryWrite(p []byte) (n int, err error) {
	if c.Before != nil {
		c.Before()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.enter()
	defer c.leave()
	return c.take(p, time.Now())
}

func (c *Conn) Write(p []byte, deadline time.Time) (n int, err error) {
	began := time.Now()
	late := time.NewTimer(time.Until(deadline))
	defer late.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.enter()
	defer c.leave()
	for {
		if c.interrupted {
			return n, os.ErrDeadlineExceeded
		}
		k, err := c.take(p[n:], began)
		n += k
		if err != nil || n == len(p) {
			return n, err
		}
		changed := c.changed
		c.mu.Unlock()
		select {
		case <-changed:
			c.mu.Lock()
		case <-late.C:
			c.mu.Lock()
			return n, os.ErrDeadlineExceeded
		}
	}
}

// enter and leave detect calls that live.Writer forbids.
func (c *Conn) enter() {
	if c.busy {
		panic("livetest: two writes at once")
	}
	if c.closed {
		panic("livetest: write after Close")
	}
	c.busy = true
}

func (c *Conn) leave() { c.busy = false }

func (c *Conn) take(p []byte, began time.Time) (n int, err error) {
	if c.broken != nil {
		return 0, c.broken
	}
	n = len(p)
	if c.limited {
		n = min(n, c.room)
		c.room -= n
	}
	if n == 0 {
		return 0, nil
	}
	c.writes++
	c.data = append(c.data, p[:n]...)
	c.handed = append(c.handed, chunk{len(c.data), began})
	if i := bytes.LastIndexByte(c.data, '\n'); i >= 0 {
		c.whole = i + 1
	}
	c.signal()
	return n, nil
}

func (c *Conn) Interrupt() { c.set(func() { c.interrupted = true }) }

func (c *Conn) Close(rest []byte, code int, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.enter()
	c.closed, c.code, c.reason = true, code, reason
	c.signal()
}
