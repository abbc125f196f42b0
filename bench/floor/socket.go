//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"sync/atomic"
	"syscall"

	"github.com/gorilla/websocket"
)

// socket is one subscriber, once it has subscribed. It has one goroutine, which reads.
type socket struct {
	h      *hall
	ws     *websocket.Conn
	raw    syscall.RawConn
	flush  func(fd uintptr) bool // made once, so that a write allocates nothing
	rest   []byte                // of what is being written
	prefix []byte                // of every message to it
	gone   atomic.Bool
}

// upgrade returns at once, so that what net/http holds for the request is freed.
func (h *hall) upgrade(w http.ResponseWriter, r *http.Request) {
	ws, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	conn, ok := ws.NetConn().(syscall.Conn)
	if !ok {
		_ = ws.Close()
		return
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		_ = ws.Close()
		return
	}
	// gorilla never writes: its frames would mix with ours. So pings are not answered, nor is the other side's close
	// frame.
	ws.SetPingHandler(func(string) error { return nil })
	ws.SetCloseHandler(func(int, string) error { return nil })
	s := &socket{h: h, ws: ws, raw: raw}
	s.flush = s.writeRest
	go s.read()
}

// read answers connection_init and subscribe. Each message is read by a goroutine of its own, so that the last one,
// which waits for the end, has a small stack.
func (s *socket) read() {
	var message struct{ ID, Type string }
	if err := s.ws.ReadJSON(&message); err != nil {
		_ = s.ws.Close()
		return
	}
	switch message.Type {
	case "connection_init":
		s.write(appendText(nil, []byte(`{"type":"connection_ack"}`)))
		go s.read()
	case "subscribe":
		id, _ := json.Marshal(message.ID)
		s.prefix = append(append([]byte(`{"id":`), id...), `,"type":"next","payload":{"extensions":{"cursor":"`...)
		s.h.enter(s)
		go s.wait()
	default:
		_ = s.ws.Close()
	}
}

// wait reads nothing more than the end.
func (s *socket) wait() {
	for {
		if _, _, err := s.ws.NextReader(); err != nil {
			s.h.leave(s)
			_ = s.ws.Close()
			return
		}
	}
}

// appendNext appends a next message as a frame.
func (s *socket) appendNext(dst, shared []byte) []byte {
	dst = appendHeader(dst, len(s.prefix)+len(shared))
	dst = append(dst, s.prefix...)
	return append(dst, shared...)
}

func appendText(dst, message []byte) []byte {
	return append(appendHeader(dst, len(message)), message...)
}

// appendHeader appends the header of a text frame, of which none is longer than 64 KB.
func appendHeader(dst []byte, n int) []byte {
	if n < 126 {
		return append(dst, 0x81, byte(n))
	}
	return append(dst, 0x81, 126, byte(n>>8), byte(n))
}

// write writes all of p, with one system call if the kernel has room for it. An error is for the reader to find.
func (s *socket) write(p []byte) {
	s.rest = p
	_ = s.raw.Write(s.flush)
	s.rest = nil
}

func (s *socket) writeRest(fd uintptr) bool {
	for len(s.rest) > 0 {
		n, err := writeOnce(fd, s.rest)
		switch {
		case err == nil:
			s.rest = s.rest[n:]
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EAGAIN):
			return false // until there is room
		default:
			return true
		}
	}
	return true
}
