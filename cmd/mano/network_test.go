package main

import (
	"context"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// network is the connection from a program to a cluster. It can freeze, be cut, and forget its connections.
type network struct {
	proxy *toxiproxy.Proxy
	relay net.Listener // from the proxy, which knows TCP only, to the cluster's socket

	mu    sync.Mutex
	links map[*link]struct{}
}

// link is one connection through the relay.
type link struct {
	client, server net.Conn
	lost           chan struct{}
}

func (c *cluster) network(t *testing.T) *network {
	t.Helper()
	relay, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &network{relay: relay, links: map[*link]struct{}{}}
	go n.carry(filepath.Join(c.server.SocketDir(), ".s.PGSQL.5432"))
	n.proxy = toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "database",
		"127.0.0.1:0", relay.Addr().String())
	if err := n.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		n.proxy.Stop()
		_ = relay.Close()
		n.forget()
		n.mu.Lock()
		defer n.mu.Unlock()
		for l := range n.links {
			_ = l.client.Close()
			_ = l.server.Close()
		}
	})
	return n
}

// dsn is the cluster's address through this network.
func (n *network) dsn() string {
	return "postgres://mano@" + n.proxy.Listen + "/mano?sslmode=disable"
}

func (n *network) carry(socket string) {
	for {
		client, err := n.relay.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("unix", socket)
		if err != nil {
			_ = client.Close()
			continue
		}
		l := &link{client, server, make(chan struct{})}
		n.mu.Lock()
		n.links[l] = struct{}{}
		n.mu.Unlock()
		for _, way := range [][2]net.Conn{{client, server}, {server, client}} {
			go func() {
				_, _ = io.Copy(lossy{way[1], l.lost}, way[0])
				select {
				case <-l.lost: // nobody is told
				default:
					_ = client.Close()
					_ = server.Close()
				}
			}()
		}
	}
}

// lossy drops everything once the link is lost.
type lossy struct {
	io.Writer
	lost chan struct{}
}

func (w lossy) Write(p []byte) (int, error) {
	select {
	case <-w.lost:
		return len(p), nil
	default:
		return w.Writer.Write(p)
	}
}

// freeze stops all traffic, in both directions and silently. New connections are accepted and get no answer.
func (n *network) freeze(t *testing.T) {
	t.Helper()
	for _, direction := range []string{"upstream", "downstream"} {
		if _, err := n.proxy.Toxics.AddToxicJson(strings.NewReader(`{"type": "timeout", "stream": "` + direction +
			`", "attributes": {"timeout": 0}}`)); err != nil {
			t.Fatal(err)
		}
	}
}

// cut closes all connections and refuses new ones.
func (n *network) cut() {
	n.proxy.Stop()
	n.proxy.Toxics.ResetToxics(context.Background())
}

// heal ends freeze and cut.
func (n *network) heal(t *testing.T) {
	t.Helper()
	n.proxy.Toxics.ResetToxics(context.Background())
	if !n.proxy.Enabled {
		if err := n.proxy.Start(); err != nil {
			t.Fatal(err)
		}
	}
}

// forget loses all current connections silently, as a firewall does that was restarted. New ones work.
func (n *network) forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for l := range n.links {
		select {
		case <-l.lost:
		default:
			close(l.lost)
		}
	}
}
