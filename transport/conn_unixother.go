//go:build unix && !linux

package transport

import (
	"errors"
	"net"
	"syscall"
)

func send(fd uintptr, p []byte) (int, syscall.Errno) {
	n, err := syscall.Write(int(fd), p)
	errno, _ := errors.AsType[syscall.Errno](err)
	return n, errno
}

func peek(fd uintptr) syscall.Errno {
	var b [1]byte
	_, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	errno, _ := errors.AsType[syscall.Errno](err)
	return errno
}

func endWhenUnacknowledged(net.Conn) {} // TCP's keep-alive does this, later
