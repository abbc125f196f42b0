package transport

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// serveHTTP answers one GraphQL request over HTTP: POST, or GET for queries.
func (h *Handler) serveHTTP(w http.ResponseWriter, r *http.Request, media string) {
	r = r.WithContext(hackathon.WithTurn(r.Context())) // includes the sign-in
	params, no := h.readRequest(w, r)
	if no != nil {
		writeRefusal(w, media, no)
		return
	}
	viewer, _, err := h.cfg.Authenticate(r.Context(), r, nil)
	if err != nil {
		res := &graphql.Response{Errors: h.failure(r.Context(), err)}
		writeResponse(w, media, signInStatus(r.Context(), res.Errors), res)
		return
	}
	ctx := hackathon.WithViewer(graphql.StartOperationTrace(r.Context()), viewer)
	op, errs := h.operation(ctx, params)
	if len(errs) > 0 {
		res := &graphql.Response{Errors: h.requestErrors(ctx, errs)}
		writeResponse(w, media, statusOf(media, res), res)
		return
	}
	switch op.Operation.Operation {
	case ast.Subscription:
		writeRefusal(w, media, refuse(http.StatusNotAcceptable,
			"a subscription needs a websocket (graphql-transport-ws) or Accept: text/event-stream"))
		return
	case ast.Mutation:
		if r.Method != http.MethodPost {
			writeRefusal(w, media, mutationByGET())
			return
		}
	}
	res := h.answer(ctx, r, op, viewer)
	if res == nil {
		return // the caller is gone
	}
	if r.Method == http.MethodGet && !showsCredential(r) && len(res.Errors) == 0 && len(res.Extensions) == 0 {
		a := new(answer)
		a.finish(appendResponse(nil, res))
		a.write(w, r, media, 0)
		return
	}
	writeResponse(w, media, statusOf(media, res), res)
}

// showsCredential reports whether the request may be in the name of somebody.
func showsCredential(r *http.Request) bool {
	return r.Header["Cookie"] != nil || r.Header["Authorization"] != nil
}

// answer executes a query or mutation, or finds what is kept of a query for everybody.
func (h *Handler) answer(ctx context.Context, r *http.Request, op *operation,
	viewer *hackathon.Viewer) *graphql.Response {
	execute := func(ctx context.Context) *graphql.Response { return h.execute(ctx, op.OperationContext) }
	if h.kept == nil || viewer != nil || op.Operation.Operation != ast.Query {
		return execute(ctx)
	}
	if asked := askedBy(r); asked != "" {
		return h.kept.answer(ctx, asked, execute)
	}
	return execute(ctx)
}

func mutationByGET() *refusal {
	no := refuse(http.StatusMethodNotAllowed, "a mutation must be sent by POST")
	no.header = http.Header{"Allow": {"POST"}}
	return no
}

// signInStatus is the status after a refused sign-in: 503 when the server has too much to do, 429 when the caller has
// asked too much.
func signInStatus(ctx context.Context, errs gqlerror.List) int {
	switch {
	case hackathon.TurnOf(ctx).Refused():
		return http.StatusServiceUnavailable
	case hasCode(errs, hackathon.Unauthenticated), hasCode(errs, hackathon.Invalid):
		return http.StatusUnauthorized
	case hasCode(errs, hackathon.Forbidden):
		return http.StatusForbidden
	case hasCode(errs, hackathon.RateLimited), hasCode(errs, hackathon.LimitExceeded):
		return http.StatusTooManyRequests
	}
	return http.StatusInternalServerError
}

var errTooLong = errors.New("execution took too long")

// execute runs a query or mutation within the time limit.
func (h *Handler) execute(ctx context.Context, opCtx *graphql.OperationContext) (res *graphql.Response) {
	h.Counters.Operations.Add(1)
	ctx, cancel := context.WithTimeoutCause(hackathon.WithTurn(ctx), h.limits.Time(ExecutionTimeout), errTooLong)
	defer cancel()
	if h.cfg.Loaders != nil {
		ctx = h.cfg.Loaders(ctx)
	}
	defer func() {
		if p := recover(); p != nil {
			res = h.panicked(ctx, p)
		}
	}()
	next, ctx := h.exec.DispatchOperation(ctx, opCtx)
	res = next(ctx)
	// one refused part refuses all: parts that needed no database are not answered alone
	if res != nil && hackathon.TurnOf(ctx).Refused() {
		if i := slices.IndexFunc(res.Errors,
			func(e *gqlerror.Error) bool { return retryAfter(gqlerror.List{e}) > 0 }); i >= 0 {
			no := *res.Errors[i]
			no.Path = nil
			return &graphql.Response{Errors: gqlerror.List{&no}}
		}
	}
	if (res == nil || len(res.Errors) > 0) && errors.Is(context.Cause(ctx), errTooLong) {
		no := h.limits.Reached(ExecutionTimeout)
		h.warn(ctx, "an operation was ended by its time limit", "limit", no.Message)
		return &graphql.Response{Errors: gqlerror.List{shown(no)}}
	}
	if res == nil {
		return &graphql.Response{Errors: h.failure(ctx, errors.New("the operation was ended before it had a result"))}
	}
	return res
}

// panicked is the response after a panic outside of any resolver; the error presenter logs it.
func (h *Handler) panicked(ctx context.Context, p any) *graphql.Response {
	return &graphql.Response{Errors: h.failure(ctx, hackathon.Recovered(p))}
}
