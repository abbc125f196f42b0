package transport

import (
	"net"
	"syscall"
)

// endWhenUnacknowledged lets the kernel end a connection whose other side has acknowledged nothing for 25 s. Together
// with the heartbeat, which writes at least every 15 s, no timer per connection is needed to find the dead.
func endWhenUnacknowledged(conn net.Conn) {
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return
	}
	if raw, err := sc.SyscallConn(); err == nil {
		const tcpUserTimeout = 18 // TCP_USER_TIMEOUT, which package syscall has no name for
		_ = raw.Control(func(fd uintptr) {
			_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, 25_000)
		})
	}
}
