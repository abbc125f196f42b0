package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

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
	if nullable, ok := any(&in).(interface{ SetNulls([]string) }); ok {
		nullable.SetNulls(nullFields(ctx))
	}
	out, err := do(ctx, viewer, in)
	if err != nil {
		return failure[P](err)
	}
	return success(out), nil
}

// nullFields are the fields of the mutation's input that are null in the document or its variables; those of an input
// within it have its name before theirs.
func nullFields(ctx context.Context) (fields []string) {
	args := graphql.GetFieldContext(ctx).Field.ArgumentMap(graphql.GetOperationContext(ctx).Variables)
	var look func(within string, input any)
	look = func(within string, input any) {
		values, _ := input.(map[string]any)
		for name, value := range values {
			if value == nil {
				fields = append(fields, within+name)
			}
			look(within+name+".", value)
		}
	}
	look("", args["input"])
	slices.Sort(fields)
	return fields
}
