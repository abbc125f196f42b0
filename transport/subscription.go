package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// open asks the resolver of a subscription for its Source, with the viewer's rights, and makes the hub's Operation of
// it. The errors are ready for the client.
func (h *Handler) open(ctx context.Context, op *operation, viewer *hackathon.Viewer) (_ live.Operation,
	errs gqlerror.List) {
	if err := h.doors.Acquire(ctx, 1); err != nil { // the client has gone
		return live.Operation{}, h.failure(ctx, err)
	}
	defer h.doors.Release(1)
	defer func() {
		if p := recover(); p != nil {
			errs = h.panicked(ctx, p).Errors
		}
	}()
	ctx, cancel := context.WithTimeoutCause(ctx, h.limits.Time(ExecutionTimeout), errTooLong)
	defer cancel()
	if h.cfg.Loaders != nil {
		ctx = h.cfg.Loaders(ctx)
	}
	var opening live.Opening
	next, ctx := h.exec.DispatchOperation(live.WithOpening(ctx, &opening), op.OperationContext)
	if !opening.Served {
		if res := next(ctx); res != nil && len(res.Errors) > 0 {
			return live.Operation{}, res.Errors
		}
		return live.Operation{}, h.failure(ctx, errors.New("the subscription could not be opened"))
	}
	doc := h.sharingOf(op)
	key, err := doc.key(op.OperationContext, viewer)
	if err != nil {
		return live.Operation{}, h.failure(ctx, fmt.Errorf("key of the group: %w", err))
	}
	h.Counters.Subscriptions.Add(1)
	o := live.Operation{Key: key, Source: opening.Source}
	if doc.private {
		o.Source.Recheck = h.recheck(o.Source.Recheck, viewer)
		o.Render = h.render(op.OperationContext, viewer)
	} else {
		o.Render = h.render(op.OperationContext, nil)
	}
	return o, nil
}

// charge tells the hub who owns a connection's subscriptions: the person, the board, or else the address.
func (h *Handler) charge(p *live.Peer, viewer *hackathon.Viewer, addr netip.Addr) {
	owner, limit := addr.String(), groupsLimit(viewer)
	if who := viewer.RightsOf(); !who.IsZero() {
		owner = string(who[:])
	}
	if !h.limits.Off(limit) {
		p.Charge(owner, h.limits.Most(limit))
	}
}

func groupsLimit(viewer *hackathon.Viewer) *hackathon.Limit {
	if viewer.RightsOf().IsZero() {
		return MaxGroupsPerAddress
	}
	return MaxGroupsPerPerson
}

// namedLimit adds to a limit of the hub the setting's name, which the hub does not know.
func (h *Handler) namedLimit(err error, viewer *hackathon.Viewer) error {
	switch {
	case errors.Is(err, live.ErrTooManyOperations):
		return h.limits.Reached(MaxOperations)
	case errors.Is(err, live.ErrTooManyGroups):
		return h.limits.Reached(groupsLimit(viewer))
	}
	return err
}

// render makes the function that executes a group's operation for one change. A shared execution has no viewer (nil): a
// field that needs one fails, and never shows one person's data to another.
func (h *Handler) render(op *graphql.OperationContext, viewer *hackathon.Viewer) live.Render {
	op.Headers = nil // those of the first subscriber
	return func(ctx context.Context, change live.Change) ([]byte, error) {
		if viewer != nil {
			ctx = hackathon.WithViewer(ctx, viewer)
		} else {
			ctx = hackathon.WithoutViewer(ctx)
		}
		ctx = live.WithChange(ctx, change)
		if h.cfg.Loaders != nil {
			ctx = h.cfg.Loaders(ctx)
		}
		next, ctx := h.exec.DispatchOperation(ctx, op)
		root := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})
		if len(root) == 1 {
			// gqlgen marshals the item under the context of this call. Without the root field in it, the paths of errors would
			// lack their first element.
			ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Subscription", Field: root[0]})
		}
		res := next(ctx)
		if res == nil {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			return nil, errors.New("the subscription had no item for the change")
		}
		if res.Data == nil || len(root) == 1 && isForbiddenNull(res.Data, root[0].Field) {
			res.Data = []byte("null") // for clients a failed execution, not a refused request
		}
		tail := appendResult(make([]byte, 0, len(res.Data)+16), res)
		// A line break can only be between tokens here, where a blank does as well. An event stream needs one line.
		if bytes.ContainsAny(tail, "\r\n") {
			tail = bytes.Map(func(r rune) rune {
				if r == '\n' || r == '\r' {
					return ' '
				}
				return r
			}, tail)
		}
		return tail, nil
	}
}

// isForbiddenNull reports whether the root field is null against its type: gqlgen does not pass a subscription's null
// further up.
func isForbiddenNull(data []byte, root *ast.Field) bool {
	return root.Definition != nil && root.Definition.Type.NonNull &&
		string(bytes.TrimSpace(data)) == `{`+quote(root.Alias)+`:null}`
}

var errRightsChanged = &hackathon.Error{Kind: hackathon.Unauthenticated,
	Message: "your rights have changed: connect again"}

// recheck adds to the source's own check that the viewer, who is part of a private group's executions, is unchanged.
func (h *Handler) recheck(own func(context.Context) error, viewer *hackathon.Viewer) func(context.Context) error {
	if h.cfg.Refresh == nil {
		return own
	}
	return func(ctx context.Context) error {
		if own != nil {
			if err := own(ctx); err != nil {
				return err
			}
		}
		present, err := h.cfg.Refresh(ctx, viewer)
		if err != nil {
			return err
		}
		if !sameViewer(present, viewer) {
			return errRightsChanged
		}
		return nil
	}
}

func sameViewer(a, b *hackathon.Viewer) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, err1 := identityOf(a)
	y, err2 := identityOf(b)
	return err1 == nil && err2 == nil && x == y
}
