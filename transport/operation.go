package transport

import (
	"context"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// operation is what one request asks for, over any transport.
type operation struct {
	*graphql.OperationContext
	document *document
}

// operation reads a request. Nothing is executed yet; limits bound the cost of refusing one.
func (h *Handler) operation(ctx context.Context, params *graphql.RawParams) (*operation, gqlerror.List) {
	if err := h.documents.variables(params.Variables); err != nil {
		return nil, gqlerror.List{err}
	}
	hash, no := h.documents.persisted(params)
	if no != nil {
		return nil, gqlerror.List{no}
	}
	d, errs := h.documents.read(params.Query)
	if len(errs) > 0 {
		return nil, errs
	}
	if hash != "" {
		h.documents.name(d, hash)
	}
	asked := d.parsed.Operations.ForName(params.OperationName)
	switch {
	case asked == nil && params.OperationName == "":
		return nil, gqlerror.List{fault(hackathon.Invalid,
			"the document has several operations: operationName says which to run")}
	case asked == nil:
		return nil, gqlerror.List{fault(hackathon.Invalid, "the document has no operation of the name in operationName")}
	}
	if errs := h.documents.inputs.variables(asked, params.Variables, d.needed); len(errs) > 0 {
		return nil, errs
	}
	op, errs := h.exec.CreateOperationContext(context.WithValue(ctx, documentKey{}, d), params)
	if len(errs) > 0 {
		return nil, errs
	}
	if op.Operation.Operation == ast.Subscription && len(graphql.CollectFields(op, op.Operation.SelectionSet,
		[]string{"Subscription"})) != 1 {
		// The validator counts names: two aliases of one field are two, and a directive may have left none.
		return nil, gqlerror.List{fault(hackathon.Invalid, "a subscription must select exactly one top-level field")}
	}
	is := complexity.Calculate(ctx, h.executable, op.Operation, op.Variables)
	if err := h.documents.within(measure{float64(is), MaxComplexity}); err != nil {
		return nil, gqlerror.List{err}
	}
	return &operation{op, d}, nil
}
