package live

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// Close codes of a connection, as websocket and graphql-transport-ws number them. Zero: the connection is broken
// already.
const (
	CloseDrain      = 1012 // this process stops: resume at another
	CloseOverloaded = 1013 // try again later
	CloseSlow       = 4290 // did not read in time: resume with the last cursor
	CloseForbidden  = 4403 // sign in again
)

// Render executes a group's operation for one change and returns the tail of the frame, which all subscribers share:
// what follows each subscriber's own part, for instance `"data":{…}}`. For one group it is never called concurrently.
// An error means that nothing at all could be rendered (errors of fields belong into the tail): the hub tries again a
// few times, then ends the group's subscriptions. The context ends with the group and has no viewer.
type Render func(ctx context.Context, c Change) ([]byte, error)

// Key is the part of a group's identity that the transport knows: the document without what is each subscriber's own,
// the operation name, the other variables and, if the operation depends on its viewer, the viewer. The hub adds Name
// and Scope of the Source.
type Key [sha256.Size]byte

// KeyOf hashes the parts; different lists of parts have different keys.
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
	// Prefix is given to the Writer with each frame of this operation, for instance the escaped ID. The hub does not read
	// it.
	Prefix string
	Key    Key
	Source Source
	Render Render // the first operation of a group renders for all of it
}

// Frame is one item on its way to one subscription.
type Frame struct {
	Prefix string
	// Cursor resumes after this item. Prev is the cursor of the item before it in this subscription; for the first item
	// the cursor that was resumed from, or "" without one.
	Cursor, Prev Cursor
	Tail         []byte
}

// Finisher is a Writer of a connection that also serves calls. TryFinish reports whether no call is in progress; when
// it reports true, no call starts any more.
type Finisher interface {
	TryFinish() bool
}

// Writer is the sending half of one connection, implemented by transport. Only the hub's Peer calls it, and never calls
// two of TryWrite, Write and Close at once. No method may call the Peer, except from another goroutine.
type Writer interface {
	// AppendFrame appends the protocol's frame to dst. It must allocate nothing but dst, must not keep the frame, and must
	// not use anything that a concurrent write changes.
	AppendFrame(dst []byte, f *Frame) []byte
	// AppendError appends what ends the operation with err. Like AppendFrame it may run during a write.
	AppendError(dst []byte, id string, err error) []byte
	// TryWrite writes as much of p as the connection takes without waiting. n < len(p) without an error means that it
	// would have to wait.
	TryWrite(p []byte) (n int, err error)
	// Write writes all of p or fails, with os.ErrDeadlineExceeded at the deadline or after Interrupt.
	Write(p []byte, deadline time.Time) (n int, err error)
	// Interrupt makes a current Write and every later one fail at once. It may be called at any time.
	Interrupt()
	// Close sends code and reason and ends the connection, without waiting for the other side. It is the last call, and
	// comes once. rest is the remainder of a frame that was written in part, to be sent first. Code 0: the connection is
	// broken, nothing is sent.
	Close(rest []byte, code int, reason string)
}
