package transport

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// maxOperationID is the longest operation id that is accepted.
const maxOperationID = 128

// handle processes one message of graphql-transport-ws. It calls next once, as soon as another message may be read:
// before anything slow, and not at all if the connection ends here.
func (s *socket) handle(raw []byte, next func()) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(raw, &m); err != nil || m == nil {
		s.fail(4400, "Invalid message: not a JSON object")
		return
	}
	kind, _, err := text(m["type"])
	if err != nil || kind == "" {
		s.fail(4400, "Invalid message: type must be a string")
		return
	}
	if !s.allowed() {
		s.fail(live.CloseOverloaded, s.h.limits.Reached(MaxMessagesPerSecond).Message)
		return
	}
	switch kind {
	case "connection_init":
		s.initialise(m["payload"], next)
	case "ping", "pong":
		if _, err := object(m["payload"]); err != nil {
			s.fail(4400, "Invalid message: payload must be an object")
			return
		}
		if kind == "ping" {
			s.pong(m["payload"])
		}
		next()
	case "subscribe", "complete":
		switch id, _, err := text(m["id"]); {
		case err != nil || id == "" || len(id) > maxOperationID:
			s.fail(4400, "Invalid message: id must be a string of 1 to 128 bytes")
		case kind == "subscribe":
			s.subscribe(id, m["payload"], next)
		default:
			s.forget(id)
			next()
		}
	default:
		s.fail(4400, "Invalid message: unknown type")
	}
}

// pong repeats the payload of a ping. A long payload helps only an attacker, and is left out.
func (s *socket) pong(payload json.RawMessage) {
	message := []byte(`{"type":"pong"`)
	if len(payload) > 0 && len(payload) <= 1024 && string(payload) != "null" {
		message = append(message, `,"payload":`...)
		message = append(message, payload...)
	}
	s.send(append(message, '}'))
}

// initialise signs the connection in.
func (s *socket) initialise(raw json.RawMessage, next func()) {
	payload, err := object(raw)
	if err != nil {
		s.fail(4400, "Invalid message: payload must be an object")
		return
	}
	s.mu.Lock()
	first := s.phase == phaseSilent
	if first {
		s.phase = phaseSigning
		_ = s.nc.SetReadDeadline(time.Time{})
	}
	s.mu.Unlock()
	if !first {
		s.fail(4429, "Too many initialisation requests")
		return
	}
	next()

	asOf := time.Now()
	viewer, expiry, err := s.authenticate(payload)
	if err != nil {
		switch {
		case errors.As(err, new(*hackathon.PanicError)):
			s.h.log.ErrorContext(s.ctx, "panic in a sign-in", "error", err, hackathon.Stack(err))
		case hackathon.KindOf(err) == hackathon.Internal && !errors.Is(err, live.ErrClosed):
			s.h.warn(s.ctx, "a websocket could not be signed in", "error", err)
		}
		s.peer.Close(closeFor(err))
		return
	}
	if viewer == nil {
		viewer = &hackathon.Viewer{}
	}
	s.h.charge(s.peer, viewer, s.addr)
	switch s.signedIn(identity{viewer, asOf}) {
	case phaseReady:
		if !expiry.IsZero() {
			s.peer.ExpireAt(expiry)
		}
		s.send([]byte(`{"type":"connection_ack"}`))
	case phaseSigning:
		s.h.Counters.Refused.Add(1)
		s.peer.Close(live.CloseOverloaded, s.h.limits.Reached(MaxConnectionsPerPerson).Message)
	}
}

// signedIn makes the connection ready. This comes before the ack, which the client may answer at once.
func (s *socket) signedIn(who identity) phase {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.phase == phaseSigning && s.h.admission.enterPerson(who.viewer) {
		s.h.admission.acknowledged(s.addr)
		s.who, s.request, s.phase = who, nil, phaseReady
	}
	return s.phase
}

func (s *socket) authenticate(payload map[string]any) (_ *hackathon.Viewer, _ time.Time, err error) {
	if err := s.h.doors.Acquire(s.ctx, 1); err != nil {
		return nil, time.Time{}, err
	}
	defer s.h.doors.Release(1)
	if s.isClosed() {
		return nil, time.Time{}, live.ErrClosed
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.h.limits.Time(ExecutionTimeout))
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = hackathon.Recovered(p)
		}
	}()
	return s.h.cfg.Authenticate(ctx, s.request.WithContext(ctx), payload)
}

// closeFor is the close code after a failed sign-in: 4403 asks for other credentials, 1013 to try the same again.
func closeFor(err error) (int, string) {
	switch hackathon.KindOf(err) {
	case hackathon.Unauthenticated, hackathon.Forbidden, hackathon.Invalid, hackathon.NotFound:
		if own, ok := errors.AsType[*hackathon.Error](err); ok && own.Message != "" {
			return live.CloseForbidden, own.Message
		}
		return live.CloseForbidden, "Forbidden"
	}
	return live.CloseOverloaded, "Try again later"
}

// subscribe starts an operation: a subscription, or a query or mutation.
func (s *socket) subscribe(id string, payload json.RawMessage, next func()) {
	s.mu.Lock()
	ready := s.phase == phaseReady
	s.mu.Unlock()
	if !ready {
		s.fail(4401, "Unauthorized")
		return
	}
	params, no := parseParams(payload, true)
	if no != nil {
		s.fail(4400, "Invalid message: "+no.why.Message)
		return
	}
	ctx, cancel := context.WithCancel(graphql.StartOperationTrace(s.operationContext()))
	p := &pending{id: id, cancel: cancel}
	limit, duplicate := s.register(p)
	switch {
	case duplicate:
		cancel()
		s.fail(4409, "Subscriber for "+printable(id)+" already exists")
		return
	case limit != nil:
		cancel()
		s.send(errorMessage(id, gqlerror.List{limit}))
		next()
		return
	}
	next()
	s.run(ctx, p, params)
}

// operationContext is the context of one more operation. Its request id is that of the connection and a number.
func (s *socket) operationContext() context.Context {
	id := hackathon.RequestID(s.ctx)
	if id == "" {
		return s.ctx
	}
	return hackathon.WithRequestID(s.ctx, id+"-"+strconv.FormatUint(s.operations.Add(1), 10))
}

// printable is an id in a form that a close reason may contain.
func printable(id string) string {
	if len(id) > 64 {
		id = id[:64]
	}
	for _, c := range []byte(id) {
		if c < ' ' || c > '~' {
			return "this id"
		}
	}
	return id
}

// register adds the operation, if its id is free and the limits allow it.
func (s *socket) register(p *pending) (limit *gqlerror.Error, duplicate bool) {
	l := s.h.limits
	if s.peer.Has(p.id) {
		return nil, true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(s.pending, func(o *pending) bool { return o.id == p.id }) {
		return nil, true
	}
	operations, perSecond := l.Most(MaxOperations), l.Most(MaxSubscribesPerSecond)
	if len(s.pending) >= operations {
		return shown(l.Reached(MaxOperations)), false
	}
	if !s.opened.take(s.h.uptime(), perSecond, max(operations, perSecond)) {
		return shown(l.Reached(MaxSubscribesPerSecond)), false
	}
	s.pending = append(s.pending, p)
	return nil, false
}

// finish removes the operation and sends its last messages, unless the client has completed it meanwhile.
func (s *socket) finish(p *pending, lastWords []byte) {
	s.order.Lock()
	defer s.order.Unlock()
	if s.strike(p) {
		s.peer.Send(lastWords)
	}
}

func (s *socket) refuse(p *pending, errs gqlerror.List) {
	s.finish(p, appendText(nil, errorMessage(p.id, errs)))
}

// forget handles the client's complete.
func (s *socket) forget(id string) {
	s.order.Lock()
	defer s.order.Unlock()
	s.mu.Lock()
	i := slices.IndexFunc(s.pending, func(p *pending) bool { return p.id == id })
	if i >= 0 {
		s.pending[i].cancel()
		s.pending = slices.Delete(s.pending, i, i+1)
	}
	s.mu.Unlock()
	if i < 0 {
		s.h.hub.Unsubscribe(s.peer, id)
	}
}

// strike removes p; it reports whether p was there.
func (s *socket) strike(p *pending) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.pending, p)
	if i >= 0 {
		s.pending = slices.Delete(s.pending, i, i+1)
	}
	return i >= 0
}

// run executes the operation, or gives it to the hub.
func (s *socket) run(ctx context.Context, p *pending, params *graphql.RawParams) {
	defer p.cancel()
	defer func() {
		if r := recover(); r != nil {
			s.refuse(p, s.h.panicked(ctx, r).Errors)
		}
	}()
	if err := s.admit(ctx); err != nil {
		s.refuse(p, s.h.failure(ctx, err))
		return
	}
	who, err := s.identity(ctx)
	if err != nil {
		if code, reason := closeFor(err); code == live.CloseForbidden || isAway(err) {
			s.peer.Close(code, reason)
			return
		}
		s.refuse(p, s.h.failure(ctx, err))
		return
	}
	ctx = hackathon.WithViewer(ctx, who.viewer)
	op, errs := s.h.operation(ctx, params)
	if len(errs) > 0 {
		s.refuse(p, s.h.requestErrors(ctx, errs))
		return
	}
	if op.Operation.Operation == ast.Subscription {
		s.follow(ctx, p, op, who)
		return
	}
	if !s.h.workers.acquire(ctx) {
		s.refuse(p, gqlerror.List{shown(s.h.limits.Reached(SocketWaiting))})
		return
	}
	if !s.begin() {
		s.h.workers.release()
		return // the connection is being closed
	}
	defer s.answered()
	res := s.h.execute(ctx, op.OperationContext)
	s.h.workers.release()
	if res.Data == nil { // the execution did not begin
		s.refuse(p, res.Errors)
		return
	}
	message := []byte(`{"id":` + quote(p.id) + `,"type":"next","payload":`)
	message = append(appendResponse(message, res), '}')
	s.finish(p, appendText(appendText(nil, message), completeMessage(p.id)))
}

// follow gives a subscription to the hub.
func (s *socket) follow(ctx context.Context, p *pending, op *operation, who identity) {
	o, errs := s.h.open(ctx, op, who.viewer)
	if slices.ContainsFunc(errs, func(e *gqlerror.Error) bool { return isAway(e) }) && ctx.Err() == nil {
		s.peer.Close(live.CloseOverloaded, "Try again later") // an error would end the subscription for good, but this passes
		return
	}
	if len(errs) > 0 {
		s.refuse(p, errs)
		return
	}
	o.ID, o.Prefix, o.Source.RightsKnown = p.id, nextPrefix(p.id), who.asOf

	s.order.Lock()
	s.mu.Lock()
	wanted := slices.Contains(s.pending, p) // the client may have completed it meanwhile
	s.mu.Unlock()
	var err error
	if wanted {
		err = s.h.hub.Subscribe(s.peer, o)
		s.strike(p) // not before, so that the id is never free in between
	}
	s.order.Unlock()
	switch {
	case err == nil, errors.Is(err, live.ErrClosed):
	case errors.Is(err, live.ErrDraining):
		s.peer.Close(live.CloseDrain, "Going away: connect again")
	default:
		s.send(errorMessage(p.id, s.h.failure(ctx, s.h.namedLimit(err, who.viewer))))
	}
}
