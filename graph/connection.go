package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vikstrous/dataloadgen"

	"github.com/loometalgud/mano/hackathon"
)

// page reads the part of a list that the field is asked for, and says that what is on it is about to be asked about.
func page[T any](ctx context.Context, list hackathon.List[T], first int32, after *string,
	by ...hackathon.Order) (*hackathon.Page[T], error) {
	page, err := list(ctx, pageArgs(ctx, first, after, by...))
	return expect(ctx, page, err)
}

// pageIn is page of the list that belongs to a thing, read with those of its siblings.
func pageIn[T any](ctx context.Context, lists *dataloadgen.Loader[pageOf, *hackathon.Page[T]], thing hackathon.ID,
	first int32, after *string) (*hackathon.Page[T], error) {
	page, err := lists.Load(ctx, pageOf{thing, pageArgs(ctx, first, after)})
	return expect(ctx, page, err)
}

// pageArgs are the paging arguments of the list field that is resolved, which is counted where its totalCount is asked
// for; the database validates them.
func pageArgs(ctx context.Context, first int32, after *string, by ...hackathon.Order) hackathon.PageArgs {
	field := graphql.GetFieldContext(ctx).Field
	counted := slices.ContainsFunc(graphql.CollectFields(graphql.GetOperationContext(ctx), field.Selections,
		[]string{field.Definition.Type.Name()}), func(f graphql.CollectedField) bool { return f.Name == "totalCount" })
	args := hackathon.PageArgs{First: int(first), After: orZero(after), Count: counted}
	if len(by) > 0 {
		args.Order = by[0]
	}
	return args
}

// orZero is what p points to; the zero value when it is nil.
func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// pointers is a slice of values as the generated models want it.
func pointers[T any](values []T) []*T {
	ps := make([]*T, len(values))
	for i := range values {
		ps[i] = &values[i]
	}
	return ps
}

// pointersOf is pointers of what a read returned.
func pointersOf[T any](values []T, err error) ([]*T, error) {
	if err != nil {
		return nil, err
	}
	return pointers(values), nil
}

// foundOrNil is null where there is no such thing, or none that the viewer may see.
func foundOrNil[T any](found *T, err error) (*T, error) {
	if hackathon.KindOf(err) == hackathon.NotFound {
		return nil, nil
	}
	return found, err
}
