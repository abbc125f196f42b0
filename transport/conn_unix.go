//go:build unix

package transport

import (
	"net"
	"syscall"
)

// rawWriter writes to a socket without ever waiting for room. It leaves out what net.Conn does around a write that may
// have to wait: one write at a time is the peer's promise already.
type rawWriter struct {
	conn syscall.RawConn
	call func(fd uintptr) // made once, so that a write allocates nothing
	p    []byte
	n    int
	err  error
}

func (w *rawWriter) init(conn net.Conn) {
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return // TLS: every write takes the waiting path
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return
	}
	w.conn, w.call = raw, w.write
}

func (w *rawWriter) write(fd uintptr) {
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

// able reports whether try can write at all.
func (w *rawWriter) able() bool { return w.conn != nil }

// try writes what the kernel takes at once.
func (w *rawWriter) try(p []byte) (int, error) {
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
