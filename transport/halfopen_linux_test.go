package transport_test

import (
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// deafen makes the kernel drop all packets for the connection before it acknowledges them: to the other side the
// machine seems to be gone.
func deafen(t *testing.T, conn net.Conn) {
	t.Helper()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	const ret = 0x06 // BPF_RET | BPF_K: keep 0 bytes of every packet
	var failed error
	if err := raw.Control(func(fd uintptr) {
		//nolint:staticcheck // the only way in the standard library
		failed = syscall.AttachLsf(int(fd), []syscall.SockFilter{{Code: ret}})
	}); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
}

// TestHalfOpen: a connection whose other side is silently gone ends within 30 s, including the 15 s until the next
// heartbeat; others do not notice.
func TestHalfOpen(t *testing.T) {
	t.Parallel()
	const heartbeat = time.Second
	s := newServer(t, func(_ *transport.Config, l *live.Config, _ *transporttest.API) { l.Heartbeat = heartbeat })
	gone, quick := s.ready(t, "alice"), s.ready(t, "bob")
	for _, c := range []*wsClient{gone, quick} {
		c.subscribe("1", posts)
		c.caughtUp("1")
	}
	deafen(t, gone.NetConn())
	began := time.Now()
	for s.handler.Connections() == 2 {
		if d := time.Since(began); d > 30*time.Second-15*time.Second+2*heartbeat {
			t.Fatalf("still there after %v", d)
		}
		quick.caughtUp("1") // the next heartbeat
	}
	if s.hub.Stats().Subscribers != 1 || s.handler.Counters.Silent.Load() != 1 {
		t.Error(s.hub.Stats(), &s.handler.Counters)
	}
}
