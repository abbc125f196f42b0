package postgres

import (
	"strings"
	"syscall"
)

// endWhenUnacknowledged lets the kernel end a connection whose other side has acknowledged nothing for a while, what
// was just sent included, which the keep-alive of TCP would not look at.
func endWhenUnacknowledged(network, _ string, raw syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return nil
	}
	const tcpUserTimeout = 18 // TCP_USER_TIMEOUT, which package syscall has no name for
	return raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(silentFor.Milliseconds()))
	})
}
