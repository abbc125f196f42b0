package transport

import (
	"net"
	"os"
	"time"
)

// TryWrite implements live.Writer.
func (s *socket) TryWrite(p []byte) (int, error) {
	n, err := s.raw.try(p)
	if err != nil {
		s.noteSilence(err)
	}
	return n, err
}

// Write implements live.Writer.
func (s *socket) Write(p []byte, deadline time.Time) (int, error) {
	_ = s.nc.SetWriteDeadline(deadline)
	if s.interrupted.Load() {
		return 0, os.ErrDeadlineExceeded
	}
	n, err := s.nc.Write(p)
	s.noteSilence(err)
	_ = s.nc.SetWriteDeadline(time.Time{}) // an old deadline would fail a later TryWrite
	if s.interrupted.Load() {
		_ = s.nc.SetWriteDeadline(time.Unix(1, 0))
	}
	return n, err
}

// Interrupt implements live.Writer.
func (s *socket) Interrupt() {
	s.interrupted.Store(true)
	_ = s.nc.SetWriteDeadline(time.Unix(1, 0))
}

// begin counts an execution that will owe an answer. False: the connection is about to be closed.
func (s *socket) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.finishing || s.phase == phaseClosed {
		return false
	}
	s.owed++
	return true
}

func (s *socket) answered() {
	s.mu.Lock()
	s.owed--
	s.mu.Unlock()
}

// TryFinish implements live.Finisher.
func (s *socket) TryFinish() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.finishing = s.finishing || s.owed == 0
	return s.owed == 0
}

// Close implements live.Writer: it sends the last frame and closes our side.
func (s *socket) Close(rest []byte, code int, reason string) {
	s.mu.Lock()
	s.phase = phaseClosed
	running := s.pending
	s.pending = nil
	s.mu.Unlock()
	for _, p := range running {
		p.cancel()
	}
	if code == 0 {
		_ = s.nc.Close()
		s.leave()
		return
	}
	_ = s.nc.SetWriteDeadline(time.Time{})
	last := appendClose(rest, code, reason)
	if !s.raw.able() {
		_ = s.nc.SetWriteDeadline(time.Now().Add(time.Second))
		go func() { // TLS cannot write without waiting
			_, _ = s.nc.Write(last)
			s.closed()
		}()
		return
	}
	n, err := s.raw.try(last)
	// the buffer is full: make room for the close frame, which the kernel keeps for a slow reader
	if err == nil && n < len(last) {
		if tcp, ok := s.nc.(*net.TCPConn); ok {
			_ = tcp.SetWriteBuffer(min(s.h.limits.Most(SocketSendBuffer), 1<<20) + 2*len(last) + 64<<10)
			_, _ = s.raw.try(last[n:])
		}
	}
	s.closed()
}

// closed closes our direction and gives the other side a little time to close too.
func (s *socket) closed() {
	if tcp, ok := s.nc.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
	}
	_ = s.nc.SetReadDeadline(time.Now().Add(lingerTime))
	s.leave()
}

// send sends one message of the protocol.
func (s *socket) send(message []byte) {
	s.peer.Send(appendText(make([]byte, 0, len(message)+10), message))
}
