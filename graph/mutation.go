package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// mutation carries out a mutation for the viewer. What comes of it is the success of the payload P; a failure that the
// caller is expected to handle is another member of it, and anything else a fault.
func mutation[In, Out, P any](ctx context.Context, in In,
	do func(context.Context, *hackathon.Viewer, In) (Out, error), success func(Out) P) (P, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return *new(P), err
	}
	out, err := do(ctx, viewer, in)
	if err != nil {
		return failure[P](err)
	}
	return success(out), nil
}
