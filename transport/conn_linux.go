package transport

import (
	"net"
	"syscall"
	"unsafe"
)

// send is the system call without telling the scheduler. The socket does not block, so the call takes microseconds, and
// telling would cost about as much.
func send(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, err := syscall.RawSyscall6(syscall.SYS_SENDTO, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		syscall.MSG_DONTWAIT|syscall.MSG_NOSIGNAL, 0, 0)
	return int(n), err
}

// peek reports EAGAIN when there is nothing to read.
func peek(fd uintptr) syscall.Errno {
	var b [1]byte
	_, _, err := syscall.RawSyscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(&b)), 1,
		syscall.MSG_PEEK|syscall.MSG_DONTWAIT, 0, 0)
	return err
}

// endWhenUnacknowledged makes the kernel end a connection whose other side has acknowledged nothing for 14 s. As the
// heartbeat writes every 15 s, dead connections end within 30 s, without a timer for each.
func endWhenUnacknowledged(conn net.Conn) {
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return
	}
	if raw, err := sc.SyscallConn(); err == nil {
		const tcpUserTimeout = 18 // TCP_USER_TIMEOUT, not named in package syscall
		_ = raw.Control(func(fd uintptr) {
			_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, 14_000)
		})
	}
}
