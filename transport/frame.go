package transport

import (
	"encoding/binary"
	"encoding/json"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/live"
)

// Opcodes of RFC 6455, with the bit for a message of one frame. A server does not mask.
const (
	frameText  = 0x80 | 0x1
	frameClose = 0x80 | 0x8
	framePong  = 0x80 | 0xA

	// maxReason is the longest reason that fits into a close frame.
	maxReason = 123
)

// appendHeader appends the header of a frame with n bytes of payload.
func appendHeader(dst []byte, opcode byte, n int) []byte {
	switch {
	case n < 126:
		return append(dst, opcode, byte(n))
	case n < 1<<16:
		return append(dst, opcode, 126, byte(n>>8), byte(n))
	default:
		return binary.BigEndian.AppendUint64(append(dst, opcode, 127), uint64(n))
	}
}

func appendText(dst, message []byte) []byte {
	return append(appendHeader(dst, frameText, len(message)), message...)
}

// appendClose appends a close frame; a long reason is cut.
func appendClose(dst []byte, code int, reason string) []byte {
	if len(reason) > maxReason {
		reason = reason[:maxReason]
		for len(reason) > 0 && reason[len(reason)-1] >= 0x80 { // not within a character
			reason = reason[:len(reason)-1]
		}
	}
	dst = appendHeader(dst, frameClose, 2+len(reason))
	return append(binary.BigEndian.AppendUint16(dst, uint16(code)), reason...)
}

// The constant parts of a next message. Each subscriber's own part comes first, so that the shared rest is copied in
// one piece.
const (
	nextPrev  = `","prev":"`
	nextTail  = `"},`
	nextClose = `}}`
)

// nextPrefix is the beginning of every next message of an operation.
func nextPrefix(id string) string {
	return `{"id":` + quote(id) + `,"type":"next","payload":{"extensions":{"cursor":"`
}

// AppendFrame appends an item as a next message. Cursors are base64url and need no escaping.
func (s *socket) AppendFrame(dst []byte, f *live.Frame) []byte {
	n := len(f.Prefix) + len(f.Cursor) + len(nextTail) + len(f.Tail) + len(nextClose)
	if f.Prev != "" {
		n += len(nextPrev) + len(f.Prev)
	}
	dst = appendHeader(dst, frameText, n)
	return append(appendItem(append(dst, f.Prefix...), f), nextClose...)
}

// appendItem appends the cursors and the tail of an item.
func appendItem(dst []byte, f *live.Frame) []byte {
	dst = append(dst, f.Cursor...)
	if f.Prev != "" {
		dst = append(dst, nextPrev...)
		dst = append(dst, f.Prev...)
	}
	dst = append(dst, nextTail...)
	return append(dst, f.Tail...)
}

// AppendError appends the error message that ends a subscription.
func (s *socket) AppendError(dst []byte, id string, err error) []byte {
	return appendText(dst, errorMessage(id, s.h.failure(s.ctx, err)))
}

func errorMessage(id string, list gqlerror.List) []byte {
	m := append([]byte(`{"id":`), quote(id)...)
	m = append(m, `,"type":"error","payload":`...)
	m = appendErrors(m, list)
	return append(m, '}')
}

func completeMessage(id string) []byte {
	return []byte(`{"id":` + quote(id) + `,"type":"complete"}`)
}

// quote spells s as a JSON string.
func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
