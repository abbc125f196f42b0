package live

import (
	"encoding/base64"
	"encoding/binary"
	"io"
	"strconv"

	"github.com/loometalgud/mano/hackathon"
)

// Cursor says how much of a subscription was received: for each merged stream, the last position. It is opaque to
// clients, the same on every replica, and grants no rights: whoever resumes is checked again. The empty Cursor means
// "nothing yet".
//
// It is base64url without padding of a version byte and then, per stream by rising number: uvarint number, uvarint seq,
// four bytes of tag. By the tags each replica can prove that the history up to the cursor is still the same.
type Cursor string

const (
	cursorWhole      = 1 // everything up to the positions was received
	cursorUnfinished = 2 // made within a snapshot: resuming from it needs a reset
	maxCursorLen     = 16 << 10
)

// ParseCursor checks what a client sent. The error is of kind hackathon.Invalid and says what to do. Whether the log
// still has the positions is checked later, when the subscription resumes.
func ParseCursor(s string) (Cursor, error) {
	if s == "" {
		return "", nil
	}
	if _, _, err := Cursor(s).decode(); err != nil {
		return "", err
	}
	return Cursor(s), nil
}

func errCursor() error {
	return hackathon.Invalidf("this is not a cursor of this server: " +
		"pass one exactly as a stream item gave it, or leave `after` out to start from the present state")
}

func errForeignCursor() error {
	return hackathon.Invalidf("this cursor belongs to another stream: " +
		"pass one that this same subscription gave, or leave `after` out to start from the present state")
}

// decode returns the positions by rising number, without the streams' ids, and whether the cursor was made within a
// snapshot.
func (c Cursor) decode() (at positions, unfinished bool, err error) {
	if len(c) > maxCursorLen {
		return nil, false, errCursor()
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	if err != nil || len(b) == 0 || b[0] != cursorWhole && b[0] != cursorUnfinished {
		return nil, false, errCursor()
	}
	unfinished = b[0] == cursorUnfinished
	b = b[1:]
	for len(b) > 0 {
		number, n := binary.Uvarint(b)
		if n <= 0 || number == 0 || number > 1<<62 {
			return nil, false, errCursor()
		}
		b = b[n:]
		seq, n := binary.Uvarint(b)
		if n <= 0 || seq > 1<<62 || len(b) < n+4 {
			return nil, false, errCursor()
		}
		p := position{hackathon.Position{Seq: int64(seq), Tag: binary.BigEndian.Uint32(b[n:])}, int64(number)}
		if k := len(at); k > 0 && at[k-1].number >= p.number {
			return nil, false, errCursor()
		}
		at = append(at, p)
		b = b[n+4:]
	}
	return at, unfinished, nil
}

// encode returns the cursor of the positions, the k-th of which is replaced by moved. Equal positions give equal
// cursors on every replica.
func (v positions) encode(unfinished bool, k int, moved position) Cursor {
	b := make([]byte, 1, 1+len(v)*12)
	b[0] = cursorWhole
	if unfinished {
		b[0] = cursorUnfinished
	}
	for i, p := range v {
		if i == k {
			p = moved
		}
		b = binary.AppendUvarint(b, uint64(p.number))
		b = binary.AppendUvarint(b, uint64(p.Seq))
		b = binary.BigEndian.AppendUint32(b, p.Tag)
	}
	return Cursor(base64.RawURLEncoding.EncodeToString(b))
}

func (c Cursor) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, strconv.Quote(string(c)))
}

func (c *Cursor) UnmarshalGQL(v any) (err error) {
	s, ok := v.(string)
	if !ok {
		return errCursor()
	}
	*c, err = ParseCursor(s)
	return err
}
