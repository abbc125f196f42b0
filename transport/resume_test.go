package transport_test

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// cutter is a TCP proxy that forwards everything in odd pieces and cuts every connection after a while, some of them
// hard, so that data on its way is lost.
type cutter struct {
	net.Listener
	to   string
	cuts atomic.Int64
	kind atomic.Int64
	wg   sync.WaitGroup
}

func newCutter(t *testing.T, to string) *cutter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{Listener: l, to: to}
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			c.wg.Add(1)
			go func() { defer c.wg.Done(); c.serve(conn.(*net.TCPConn)) }()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); c.wg.Wait() })
	return c
}

func (c *cutter) serve(client *net.TCPConn) {
	defer func() { _ = client.Close() }()
	up, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	server := up.(*net.TCPConn)
	defer func() { _ = server.Close() }()
	done := make(chan struct{}, 1)
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.CloseWrite()
		done <- struct{}{}
	}()
	left := 500 + rand.IntN(20_000) // bytes until the cut
	buf := make([]byte, 4096)
	for left > 0 {
		n, err := server.Read(buf[:1+rand.IntN(len(buf))])
		if n = min(n, left); n > 0 {
			if _, err := client.Write(buf[:n]); err != nil {
				break
			}
			left -= n
		}
		if err != nil {
			break
		}
	}
	if left == 0 {
		c.cuts.Add(1)
		switch c.kind.Add(1) % 3 {
		case 0: // cut both sides hard
			_ = client.SetLinger(0)
			_ = server.SetLinger(0)
		case 1: // the client learns it at once, the server late
			_ = client.SetLinger(0)
		}
	}
	_ = client.Close()
	_ = server.Close()
	<-done
}

// TestResume: whatever happens to their connections, the published clients get every change after the first CaughtUp
// exactly once, in order.
func TestResume(t *testing.T) {
	t.Parallel()
	const last = 800
	for _, kind := range []string{"graphql-ws", "graphql-sse", "eventsource"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
				c.Limits[transport.MaxConnectionsPerPerson] = -1
				c.RetryAfter = time.Millisecond
			})
			proxy := newCutter(t, s.Listener.Addr().String())
			cmd := node(t, "resume.mjs", kind, "http://"+proxy.Addr().String()+"/graphql", strconv.Itoa(last))
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			s.post(0, "a")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			watchdog := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Kill() })
			defer watchdog.Stop()
			stop := make(chan struct{})
			posting := make(chan struct{})
			begin := sync.OnceFunc(func() {
				go func() {
					defer close(posting)
					tick := time.NewTicker(2 * time.Millisecond)
					defer tick.Stop()
					for n := 1; n <= last; n++ {
						select {
						case <-tick.C:
							s.post(n, "a")
						case <-stop:
							return
						}
					}
				}()
			})

			expected, caughtUp, lines := -1, false, 0
			seenCursor := ""
			scan := bufio.NewScanner(out)
			for scan.Scan() {
				lines++
				if bytes.Contains(scan.Bytes(), []byte(`"failed"`)) {
					t.Errorf("the client gave up: %s", scan.Bytes())
					break
				}
				n := decode[next](t, scan.Bytes())
				it := n.Data.Posts
				switch {
				case len(n.Errors) > 0:
					t.Errorf("line %d: %s", lines, scan.Bytes())
				case it.Reset != nil && caughtUp:
					t.Errorf("line %d: a reset without a reason: %s", lines, scan.Bytes())
				case it.Reset != nil:
					expected = -1
				case it.CaughtUp:
					caughtUp = true
					begin()
				case it.Post != nil:
					got, err := strconv.Atoi(it.Post.Title)
					if err != nil {
						t.Fatal(err)
					}
					if expected >= 0 && got != expected {
						t.Errorf("line %d: post %d, want %d", lines, got, expected)
					}
					expected = got + 1
				}
				if n.Extensions.Prev != seenCursor && caughtUp && seenCursor != "" {
					t.Errorf("line %d: prev %q, the last cursor was %q", lines, n.Extensions.Prev, seenCursor)
				}
				seenCursor = n.Extensions.Cursor
				if t.Failed() {
					break
				}
			}
			if t.Failed() {
				_ = cmd.Process.Kill()
			}
			close(stop)
			if err := cmd.Wait(); err != nil && !t.Failed() {
				t.Error(err)
			}
			begin()
			<-posting
			if expected != last+1 {
				t.Errorf("ended before post %d, want %d", expected, last+1)
			}
			if cuts := proxy.cuts.Load(); cuts < 10 {
				t.Errorf("only %d cuts", cuts)
			} else {
				t.Logf("%d results over %d cuts, executed %d times", lines, cuts, s.hub.Counters.Executions.Load())
			}
		})
	}
}
