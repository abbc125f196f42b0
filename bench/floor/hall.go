//go:build unix

package main

import (
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gorilla/websocket"

	"github.com/loometalgud/mano/bench/peer"
)

// hall is everybody who is subscribed, and what they have not been told yet.
type hall struct {
	upgrader websocket.Upgrader
	wake     chan struct{} // something is pending

	mu      sync.Mutex
	sockets []*socket // only ever appended to, or replaced
	left    int       // how many of them are gone
	pending [][]byte  // changes, from their cursor on
	made    uint64    // the newest change
	told    uint64    // the newest that is not pending
}

func newHall() *hall {
	h := &hall{wake: make(chan struct{}, 1)}
	// Small buffers of its own keep gorilla from holding on to those of net/http.
	h.upgrader = websocket.Upgrader{
		ReadBufferSize: 512, WriteBufferSize: 256, WriteBufferPool: &sync.Pool{},
		Subprotocols: []string{"graphql-transport-ws"},
		CheckOrigin:  func(*http.Request) bool { return true },
	}
	go h.tell()
	return h
}

// publish makes a change that everybody will be told of.
func (h *hall) publish(id string, version int, change, status string) {
	h.mu.Lock()
	prev := peer.Cursor(h.made)
	h.made++
	h.pending = append(h.pending, appendChange(nil, peer.Cursor(h.made), prev, id, version, change, status))
	h.mu.Unlock()
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// enter greets a subscriber, who then gets every change that is pending or comes.
func (h *hall) enter(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s.write(s.appendNext(nil, appendCaughtUp(nil, peer.Cursor(h.told))))
	h.sockets = append(h.sockets, s)
}

func (h *hall) leave(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !s.gone.Swap(true) {
		h.left++
	}
}

// tell makes one pass over all sockets after the other. A change that comes during a pass waits for the next one.
func (h *hall) tell() {
	for range h.wake {
		h.mu.Lock()
		if h.left > 0 {
			h.sockets = slices.DeleteFunc(slices.Clone(h.sockets), func(s *socket) bool { return s.gone.Load() })
			h.left = 0
		}
		sockets, changes := h.sockets, h.pending
		h.pending, h.told = nil, h.made
		h.mu.Unlock()
		pass(sockets, changes)
	}
}

// pass writes the changes to every socket, with one worker for each processor.
func pass(sockets []*socket, changes [][]byte) {
	const chunk = 64
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var buf []byte
			for {
				end := int(next.Add(chunk))
				begin := end - chunk
				if begin >= len(sockets) {
					return
				}
				for _, s := range sockets[begin:min(end, len(sockets))] {
					buf = buf[:0]
					for _, change := range changes {
						buf = s.appendNext(buf, change)
					}
					s.write(buf)
				}
			}
		})
	}
	workers.Wait()
}
