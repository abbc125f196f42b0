package live

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// Close codes of a connection, as websocket and graphql-transport-ws number them. Zero stands for a connection that is
// broken already.
const (
	CloseDrain      = 1012 // this process goes away: resume at another
	CloseOverloaded = 1013 // try again later
	CloseSlow       = 4290 // did not read in time: resume with the last cursor
	CloseForbidden  = 4403 // sign in again
)

// Render executes a group's operation once for a change and returns the immutable tail of every frame about it: what
// follows the part of the frame that is each subscriber's own, for instance `"data":{…}}`. It is never called
// twice at once for one group. An error means that nothing could be rendered at all (errors of fields belong into the
// tail); the hub tries again a few times and then ends the group's subscriptions with it. The context ends with the
// group; it carries no viewer.
type Render func(ctx context.Context, c Change) ([]byte, error)

// Key is the part of a group's identity that the transport knows: the document without what is each
// subscriber's own, the operation name, the other variables and, for an operation that depends on its viewer, the
// viewer. The hub adds Name and Scope of the Source.
type Key [sha256.Size]byte

// KeyOf hashes parts so that different lists of parts cannot meet.
func KeyOf(parts ...string) Key {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return Key(h.Sum(nil))
}

// Operation is one live subscription of a Peer.
type Operation struct {
	// ID is the protocol's id of the operation, unique among the live ones of its Peer.
	ID string
	// Prefix is what the Writer wants to be given for each frame of this operation, made once (for instance the opening
	// of a frame with the escaped ID). The hub does not look into it.
	Prefix string
	Key    Key
	Source Source
	Render Render // whoever came first in a group renders for all of it
}

// Frame is one item on its way to one subscription.
type Frame struct {
	Prefix string
	// Cursor resumes behind this item, Prev is that of the item before it in this subscription: the one delivered last
	// or, for the first of a resumed subscription, the cursor it was resumed with. Prev is "" on the first item of a
	// subscription without a cursor.
	Cursor, Prev Cursor
	Tail         []byte
}

// Leaver is a Writer of a connection on which calls run beside its subscriptions. Leave reports whether none does whose
// answer is still owed; once it has said so, none begins any more.
type Finisher interface {
	TryFinish() bool
}

// Writer is the sending half of one connection; transport implements it. The hub's Peer is the only caller, and never
// calls two of TryWrite, Write and Close at once. No method may call back into the Peer, except from another goroutine.
type Writer interface {
	// AppendFrame appends the protocol's frame to dst. It must not allocate but for dst, keep the frame, or use anything
	// that a concurrent write changes.
	AppendFrame(dst []byte, f *Frame) []byte
	// AppendError appends what ends the operation with err. Like AppendFrame it may run beside a write.
	AppendError(dst []byte, id string, err error) []byte
	// TryWrite writes as much of p as the connection takes without waiting. n < len(p) with no error means that it would
	// have waited.
	TryWrite(p []byte) (n int, err error)
	// Write writes all of p or fails: with os.ErrDeadlineExceeded at the deadline or after Interrupt.
	Write(p []byte, deadline time.Time) (n int, err error)
	// Interrupt makes a Write in progress, and every later one, fail at once. It may be called at any time.
	Interrupt()
	// Close says code and reason to the other side and ends the connection; it is called exactly once, after which nothing
	// else is, and must not wait for the other side. rest is what remains of a frame whose beginning was written: nothing
	// else may follow before it. Code 0: the connection is broken, there is nothing to say.
	Close(rest []byte, code int, reason string)
}
