package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// serveEvents answers one operation as Server-Sent Events, in the distinct connections mode of the GraphQL-over-SSE
// protocol. The id of each event is its cursor, so a browser's EventSource resumes by itself: Last-Event-ID replaces
// the argument after.
func (h *Handler) serveEvents(w http.ResponseWriter, r *http.Request) {
	if h.draining.Load() {
		h.refuseEvents(w, goingAway())
		return
	}
	params, no := h.readRequest(w, r)
	if no != nil {
		h.refuseEvents(w, no)
		return
	}
	viewer, expiry, err := h.signInAtDoors(r)
	if err != nil {
		res := &graphql.Response{Errors: h.failure(r.Context(), err)}
		if !h.comesBack(w, res.Errors) {
			writeResponse(w, mediaJSON, signInStatus(r.Context(), res.Errors), res)
		}
		return
	}
	if viewer == nil {
		viewer = &hackathon.Viewer{}
	}
	addr := h.clientAddress(r)
	if no := h.admission.enter(addr, false); no != nil {
		h.refuseEvents(w, no)
		return
	}
	if !h.admission.enterPerson(viewer) {
		h.admission.leave(addr, false, nil)
		h.refuseEvents(w, full(h.limits.Reached(MaxConnectionsPerPerson)))
		return
	}
	defer h.admission.leave(addr, false, viewer)

	s := &eventStream{h: h, w: w, rc: http.NewResponseController(w), ctx: r.Context(), done: make(chan struct{})}
	ctx := hackathon.WithViewer(graphql.StartOperationTrace(r.Context()), viewer)
	op, errs := h.operation(ctx, params)
	if len(errs) > 0 {
		s.only(&graphql.Response{Errors: h.requestErrors(ctx, errs)})
		return
	}
	switch op.Operation.Operation {
	case ast.Mutation:
		if r.Method != http.MethodPost {
			writeRefusal(w, mediaJSON, mutationByGET())
			return
		}
		fallthrough
	case ast.Query:
		if !h.workers.acquire(ctx) {
			s.only(&graphql.Response{Errors: gqlerror.List{shown(h.limits.Reached(SocketWaiting))}})
			return
		}
		res := h.execute(ctx, op.OperationContext)
		h.workers.release()
		s.only(res)
	default:
		s.follow(ctx, op, viewer, addr, expiry, r.Header.Get("Last-Event-ID"))
	}
}

// signInAtDoors signs in like a websocket: when all clients return at once, they queue here.
func (h *Handler) signInAtDoors(r *http.Request) (*hackathon.Viewer, time.Time, error) {
	if err := h.doors.Acquire(r.Context(), 1); err != nil {
		return nil, time.Time{}, err
	}
	defer h.doors.Release(1)
	return h.cfg.Authenticate(r.Context(), r, nil)
}

// eventStream is one response. While it is open, only its peer writes to it.
type eventStream struct {
	h           *Handler
	w           http.ResponseWriter
	rc          *http.ResponseController
	ctx         context.Context
	peer        *live.Peer
	interrupted atomic.Bool
	broken      atomic.Bool  // a write has failed
	ending      atomic.Bool  // the last event is written and must not be interrupted
	wrote       atomic.Int64 // the handler's uptime of the last write
	done        chan struct{}
}

// The end of the stream. Without a data line an EventSource ignores the event.
var completeEvent = []byte("event: complete\ndata:\n\n")

// comment keeps proxies from closing a quiet stream.
var comment = []byte(":\n\n")

// commentEvery is the longest silence of a stream.
const commentEvery = 15 * time.Second

// begin sends the header. After it, every failure is an event.
func (s *eventStream) begin() error {
	eventHeader(s.w.Header())
	_ = s.rc.SetReadDeadline(time.Time{})
	s.w.WriteHeader(http.StatusOK)
	// EventSource waits this long before it reconnects. The times differ, so that not all return at once.
	wait := s.h.cfg.RetryAfter + rand.N(2*s.h.cfg.RetryAfter)
	_, err := s.Write(fmt.Appendf(nil, ": mano\nretry: %d\n\n", wait.Milliseconds()),
		time.Now().Add(s.h.limits.Time(WriteTimeout)))
	return err
}

// only sends one result and completes.
func (s *eventStream) only(res *graphql.Response) {
	if s.begin() == nil {
		_, _ = s.Write(append(appendEvent(nil, res), completeEvent...), time.Now().Add(s.h.limits.Time(WriteTimeout)))
	}
}

func appendEvent(dst []byte, res *graphql.Response) []byte {
	body := appendResponse(nil, res)
	dst = append(dst, "event: next\ndata: "...)
	dst = append(dst, bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("\n"), []byte(" ")), []byte("\r"), []byte(" "))...)
	return append(dst, "\n\n"...)
}

// follow serves a subscription until one side ends it.
func (s *eventStream) follow(ctx context.Context, op *operation, viewer *hackathon.Viewer, addr netip.Addr,
	expiry time.Time, last string) {
	o, errs := s.h.open(ctx, op, viewer)
	if len(errs) > 0 {
		if !s.h.comesBack(s.w, errs) {
			s.only(&graphql.Response{Errors: errs})
		}
		return
	}
	if last != "" {
		o.Source.After = live.Cursor(last)
	}
	if s.begin() != nil {
		return
	}
	s.h.Counters.Streams.Add(1)
	s.peer = s.h.hub.Attach(s)
	s.h.charge(s.peer, viewer, addr)
	if !expiry.IsZero() {
		s.peer.ExpireAt(expiry)
	}
	o.ID = "0"
	switch err := s.h.hub.Subscribe(s.peer, o); {
	case err == nil, errors.Is(err, live.ErrClosed):
	case errors.Is(err, live.ErrDraining):
		s.peer.Close(live.CloseDrain, "")
	default:
		s.peer.Send(s.AppendError(nil, o.ID, s.h.namedLimit(err, viewer)))
	}
	tick := time.NewTicker(commentEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.done:
			_ = s.rc.SetWriteDeadline(time.Now().Add(time.Second)) // for the end of the response
			return
		case <-s.ctx.Done():
			s.peer.Close(0, "")
			<-s.done // nothing may write to the response after this returns
			return
		case <-tick.C:
			if s.h.uptime()-time.Duration(s.wrote.Load()) >= commentEvery/2 {
				s.peer.Send(bytes.Clone(comment))
			}
		}
	}
}

// AppendFrame implements live.Writer.
func (s *eventStream) AppendFrame(dst []byte, f *live.Frame) []byte {
	dst = append(dst, "event: next\nid: "...)
	dst = append(dst, f.Cursor...)
	dst = append(dst, "\ndata: {\"extensions\":{\"cursor\":\""...)
	return append(appendItem(dst, f), "}\n\n"...)
}

// AppendError implements live.Writer. There is no error event, so the error is the last result.
func (s *eventStream) AppendError(dst []byte, _ string, err error) []byte {
	dst = appendEvent(dst, &graphql.Response{Errors: s.h.failure(s.ctx, err)})
	return append(dst, completeEvent...)
}

// TryWrite implements live.Writer. An http.ResponseWriter cannot write without waiting.
func (s *eventStream) TryWrite([]byte) (int, error) { return 0, nil }

// Write implements live.Writer.
func (s *eventStream) Write(p []byte, deadline time.Time) (int, error) {
	_ = s.rc.SetWriteDeadline(deadline)
	if s.interrupted.Load() {
		return 0, os.ErrDeadlineExceeded
	}
	n, err := s.w.Write(p)
	if err == nil {
		err = s.rc.Flush()
	}
	if err != nil {
		s.broken.Store(true)
	}
	_ = s.rc.SetWriteDeadline(time.Time{}) // over HTTP/2 it would end a quiet stream
	if s.interrupted.Load() {
		_ = s.rc.SetWriteDeadline(time.Unix(1, 0))
	}
	s.wrote.Store(int64(s.h.uptime()))
	if err == nil && s.peer != nil && bytes.HasSuffix(p, completeEvent) {
		go s.peer.Close(1000, "") // in a goroutine, because the peer is writing
	}
	return n, err
}

// Interrupt implements live.Writer.
func (s *eventStream) Interrupt() {
	if s.ending.Load() {
		return
	}
	s.interrupted.Store(true)
	_ = s.rc.SetWriteDeadline(time.Unix(1, 0))
}

// Close implements live.Writer. The response just ends: a client that got no complete returns by itself. If it has to
// sign in first, that is its last result.
func (s *eventStream) Close(rest []byte, code int, reason string) {
	if code != live.CloseForbidden || s.broken.Load() {
		close(s.done)
		return
	}
	s.ending.Store(true)
	s.interrupted.Store(false) // the interrupted write is over
	last := appendEvent(slices.Clone(rest), &graphql.Response{Errors: gqlerror.List{fault(hackathon.Unauthenticated,
		reason)}})
	go func() { // the write may have to wait
		defer close(s.done)
		_, _ = s.Write(last, time.Now().Add(time.Second))
	}()
}
