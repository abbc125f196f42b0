package loadtest

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

const (
	opText  = 0x1
	opClose = 0x8
	opPing  = 0x9
	opPong  = 0xa
)

func upgrade(conn net.Conn, in *bufio.Reader) error {
	var key [16]byte
	_, _ = rand.Read(key[:])
	if _, err := fmt.Fprintf(conn, "GET /graphql HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: "+
		"Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: "+
		"graphql-transport-ws\r\n\r\n",
		conn.RemoteAddr(), base64.StdEncoding.EncodeToString(key[:])); err != nil {
		return err
	}
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("the upgrade was answered with %s", resp.Status)
	}
	return nil
}

// writeFrame writes one masked frame. A mask of zeros is legal and leaves the payload as it is.
func writeFrame(conn net.Conn, opcode byte, payload []byte) error {
	head := []byte{0x80 | opcode}
	if len(payload) < 126 {
		head = append(head, 0x80|byte(len(payload)))
	} else {
		head = binary.BigEndian.AppendUint16(append(head, 0x80|126), uint16(len(payload)))
	}
	head = append(head, 0, 0, 0, 0)
	_, err := conn.Write(append(head, payload...))
	return err
}

// splitFrame takes the first frame off data; false: it is not there as a whole.
func splitFrame(data []byte) (opcode byte, payload, rest []byte, ok bool) {
	if len(data) < 2 {
		return 0, nil, nil, false
	}
	opcode, size, head := data[0]&0x0f, uint64(data[1]&0x7f), 2
	switch size {
	case 126:
		if len(data) < 4 {
			return 0, nil, nil, false
		}
		size, head = uint64(binary.BigEndian.Uint16(data[2:])), 4
	case 127:
		if len(data) < 10 {
			return 0, nil, nil, false
		}
		size, head = binary.BigEndian.Uint64(data[2:]), 10
	}
	if uint64(len(data)-head) < size {
		return 0, nil, nil, false
	}
	end := head + int(size)
	return opcode, data[head:end], data[end:], true
}

// nextText reads the next text message of a connection that is being opened. Pings are answered.
func nextText(conn net.Conn, in *bufio.Reader) ([]byte, error) {
	var buf []byte
	for {
		for {
			opcode, payload, _, ok := splitFrame(buf)
			if !ok {
				break
			}
			switch opcode {
			case opText:
				return payload, nil
			case opClose:
				return nil, closeCode(payload)
			case opPing:
				if err := writeFrame(conn, opPong, payload); err != nil {
					return nil, err
				}
			}
			buf = buf[:0]
		}
		// Byte by byte until the length is known, then the rest, so that nothing of the next frame is taken.
		want := 2
		if len(buf) >= 2 {
			want = frameSize(buf)
		}
		have := len(buf)
		buf = append(buf, make([]byte, want-have)...)
		if _, err := io.ReadFull(in, buf[have:]); err != nil {
			return nil, err
		}
	}
}

// frameSize is how many bytes the frame has, or its header if they do not tell yet.
func frameSize(data []byte) int {
	switch data[1] & 0x7f {
	case 126:
		if len(data) < 4 {
			return 4
		}
		return 4 + int(binary.BigEndian.Uint16(data[2:]))
	case 127:
		if len(data) < 10 {
			return 10
		}
		return 10 + int(binary.BigEndian.Uint64(data[2:]))
	}
	return 2 + int(data[1]&0x7f)
}

// closeError is the code of the server's close frame.
type closeError int

// Error implements error.
func (e closeError) Error() string { return fmt.Sprintf("closed by the server: %d", int(e)) }

func closeCode(payload []byte) closeError {
	if len(payload) < 2 {
		return 1005
	}
	return closeError(binary.BigEndian.Uint16(payload))
}

// Buffers are shared: a subscriber that waits holds none.
var buffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// readConn takes what comes until the connection ends. It stays within one call of RawConn.Read, whose function is
// asked each time that something has come and reads until nothing is left: the end may have come together with the last
// data.
func (s *subscriber) readConn(conn net.Conn) error {
	left, err := s.take(conn, s.begun, time.Now().UnixNano())
	if err != nil {
		return err
	}
	s.begun = append(s.begun[:0], left...)
	raw, err := conn.(syscall.Conn).SyscallConn()
	if err != nil {
		return err
	}
	var ended error
	err = raw.Read(func(fd uintptr) bool {
		buf := buffers.Get().(*[]byte)
		defer buffers.Put(buf)
		for {
			n, err := syscall.Read(int(fd), *buf)
			switch {
			case err == syscall.EINTR:
				continue
			case err == syscall.EAGAIN:
				return false
			case err != nil:
				ended = err
				return true
			case n == 0:
				ended = errServerGone
				return true
			}
			data := (*buf)[:n]
			if len(s.begun) > 0 {
				s.begun = append(s.begun, data...)
				data = s.begun
			}
			data, ended = s.take(conn, data, time.Now().UnixNano())
			if ended != nil {
				return true
			}
			s.begun = append(s.begun[:0], data...)
		}
	})
	if ended != nil {
		return ended
	}
	return err
}
