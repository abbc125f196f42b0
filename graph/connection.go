package graph

import (
	"github.com/loometalgud/mano/hackathon"
)

// pageArgs are the paging arguments of a list field; the database validates them.
func pageArgs(first int32, after *string) hackathon.PageArgs {
	args := hackathon.PageArgs{First: int(first)}
	if after != nil {
		args.After = *after
	}
	return args
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
