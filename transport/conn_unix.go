//go:build unix

package transport

import (
	"net"
	"syscall"
)

// rawConn writes to a socket without waiting for room, and waits for input without reading it. It does without the
// locks of net.Conn, because the peer writes one at a time anyway.
type rawConn struct {
	conn  syscall.RawConn
	call  func(fd uintptr)      // both made once, so that a use allocates nothing
	ready func(fd uintptr) bool // of await
	p     []byte
	n     int
	err   error
	asked bool // by await
}

func (w *rawConn) init(conn net.Conn) {
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return // TLS: every write may have to wait
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

// able reports whether try and await work here.
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

// await returns when there is input, or the end of it. A goroutine that waits here has the smallest stack.
func (w *rawConn) await() error {
	w.asked = false
	return w.conn.Read(w.ready)
}

// readable is called before the wait and again after it.
func (w *rawConn) readable(fd uintptr) bool {
	if w.asked {
		return true
	}
	w.asked = true
	return peek(fd) != syscall.EAGAIN
}
