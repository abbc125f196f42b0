//go:build unix

package transport

import (
	"net"
	"syscall"
)

// rawConn writes to a socket without ever waiting for room, and waits for something to read without reading it. It
// leaves out what net.Conn does around a write that may have to wait: one write at a time is the peer's promise
// already.
type rawConn struct {
	conn  syscall.RawConn
	call  func(fd uintptr)      // these two are made once, so that their use allocates nothing
	ready func(fd uintptr) bool // of await
	p     []byte
	n     int
	err   error
	asked bool // by await
}

func (w *rawConn) init(conn net.Conn) {
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return // TLS: every write takes the waiting path
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return
	}
	w.conn, w.call, w.ready = raw, w.write, w.readable
}

func (w *rawConn) write(fd uintptr) {
	for {
		n, err := send(fd, w.p)
		switch err {
		case 0:
			w.n = n
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
		default:
			w.err = err
		}
		return
	}
}

// able reports whether try and await can do anything.
func (w *rawConn) able() bool { return w.conn != nil }

// try writes what the kernel takes at once.
func (w *rawConn) try(p []byte) (int, error) {
	if w.conn == nil || len(p) == 0 {
		return 0, nil
	}
	w.p, w.n, w.err = p, 0, nil
	err := w.conn.Control(w.call)
	w.p = nil
	if err == nil {
		err = w.err
	}
	return w.n, err
}

// await returns when there is something to read: data, or the end. The goroutine that waits here has the smallest
// stack there is.
func (w *rawConn) await() error {
	w.asked = false
	return w.conn.Read(w.ready)
}

// readable is asked before the wait and again when it is over.
func (w *rawConn) readable(fd uintptr) bool {
	if w.asked {
		return true
	}
	w.asked = true
	return peek(fd) != syscall.EAGAIN
}
