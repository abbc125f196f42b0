package transport_test

import (
	"bytes"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

func unlimited(c *transport.Config, l *live.Config, _ *transporttest.API) {
	c.Limits = hackathon.Limits{transport.MaxConnections: -1, transport.MaxConnectionsPerAddress: -1,
		transport.MaxConnectionsPerPerson: -1, transport.MaxPendingPerAddress: -1}
}

// rawClient is a subscriber that costs the benchmark little: a bare socket, on which the snapshot has been read.
func rawClient(tb testing.TB, s *server, buf []byte) net.Conn {
	tb.Helper()
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		tb.Fatal(err)
	}
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	for _, step := range opening {
		_, err := conn.Write(step.say)
		for got := []byte(nil); err == nil && !bytes.Contains(got, step.until); {
			var n int
			n, err = conn.Read(buf)
			got = append(got, buf[:n]...)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	_ = conn.SetDeadline(time.Time{})
	return conn
}

// opening is what such a client sends, and what it waits for.
var opening = []struct{ say, until []byte }{
	{[]byte("GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: " +
		"13\r\n" +
		"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"),
		[]byte("\r\n\r\n")},
	{masked(`{"type":"connection_init","payload":{"authorization":"Bearer alice"}}`), []byte("connection_ack")},
	{masked(`{"type":"subscribe","id":"0c9fb2a4-3bd4-4ff0-a1b9-6f5be2a2a3f1","payload":{"query":"` + posts + `"}}`),
		[]byte(`"caughtUp":true`)},
}

// masked is a text frame as a client sends it, under a mask of zeros.
func masked(m string) []byte {
	return append([]byte{0x81, 0x80 | 126, byte(len(m) >> 8), byte(len(m)), 0, 0, 0, 0}, m...)
}

// cpu is the time that the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkConnect measures handshake, sign-in, subscribe and snapshot: both sides.
func BenchmarkConnect(b *testing.B) {
	s := newServer(b, unlimited)
	s.post(1, "a")
	buf := make([]byte, 16<<10)
	keep := rawClient(b, s, buf) // keeps the group
	defer keep.Close()
	b.ReportAllocs()
	before := cpu()
	for b.Loop() {
		c := rawClient(b, s, buf)
		_ = c.Close()
	}
	b.ReportMetric(float64((cpu()-before).Nanoseconds())/float64(b.N), "cpu-ns/op")
}

// BenchmarkDeliver measures what one change costs per subscriber, from the log to the last socket, with the reading
// side in the same process.
func BenchmarkDeliver(b *testing.B) {
	for _, size := range []int{100, 1500} {
		for _, burst := range []int{1, 50} {
			b.Run(fmt.Sprintf("size=%d/burst=%d", size, burst), func(b *testing.B) {
				const subscribers = 500
				s := newServer(b, unlimited)
				s.post(1, "a")
				var got atomic.Int64
				var readers sync.WaitGroup
				done := make(chan struct{}, 1)
				var want atomic.Int64
				mark := []byte("$$$") // ends every title
				for range subscribers {
					conn := rawClient(b, s, make([]byte, 16<<10))
					readers.Go(func() {
						buf := make([]byte, 64<<10)
						for {
							n, err := conn.Read(buf)
							for _, c := range buf[:n] {
								if c == mark[0] && got.Add(1) == want.Load() {
									done <- struct{}{}
								}
							}
							if err != nil {
								return
							}
						}
					})
				}
				title := strings.Repeat("x", size) + "$"
				b.ReportAllocs()
				b.ResetTimer()
				n, before := 0, cpu()
				for b.Loop() {
					want.Store(got.Load() + subscribers*int64(burst))
					for range burst {
						s.api.Append(transporttest.Post{Title: title, Kind: "a"})
					}
					<-done
					n += subscribers * burst
				}
				b.ReportMetric(float64((cpu()-before).Nanoseconds())/float64(n), "cpu-ns/delivery")
				b.StopTimer()
			})
		}
	}
}

// BenchmarkIdle reports the memory of one subscriber at rest: the server's side and the client's bare socket.
func BenchmarkIdle(b *testing.B) {
	const n = 2000
	s := newServer(b, unlimited)
	buf := make([]byte, 16<<10)
	keep := rawClient(b, s, buf)
	defer keep.Close()
	memory := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse + m.StackInuse
	}
	for b.Loop() {
		before := memory()
		conns := make([]net.Conn, n)
		for i := range conns {
			conns[i] = rawClient(b, s, buf)
		}
		b.ReportMetric(float64(memory()-before)/n, "B/subscriber")
		for _, c := range conns {
			_ = c.Close()
		}
	}
}
