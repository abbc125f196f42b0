package graph

import (
	"context"
	"io"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"weak"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph/generated"
)

// Renderer writes all that a resolved field holds as JSON in one go. gqlgen executes field by field, which costs a
// context and several closures for each value and a goroutine for each item of a list: more than everything else that a
// page takes. So what a document selects within a field is compiled once (render_compile.go) to a plan, which then
// writes the values (render_plan.go). What a plan cannot write, and whatever turns out to be an error, is left to
// gqlgen; the answer is the same byte for byte.
type Renderer struct {
	schema    *ast.Schema
	resolvers reflect.Value // generated.ResolverRoot

	documents sync.Map // weak.Pointer[ast.QueryDocument] → *plans
}

// NewRenderer is an extension of the executor of the schema.
func NewRenderer(r *Resolver) *Renderer {
	return &Renderer{schema: NewSchema(r).Schema(), resolvers: reflect.ValueOf(generated.ResolverRoot(r))}
}

func (*Renderer) ExtensionName() string { return "Renderer" }

func (*Renderer) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptField renders the field of a query that has fields of its own.
func (r *Renderer) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx).Field
	if len(field.Selections) == 0 {
		return next(ctx)
	}
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Query {
		return next(ctx)
	}
	value, err := next(ctx)
	if err != nil || value == nil {
		return value, err
	}
	if p := r.plan(op, field, reflect.TypeOf(value)); p != nil {
		if text, ok := p.render(ctx, reflect.ValueOf(value)); ok {
			return text, nil
		}
	}
	return value, nil
}

// rendered is the text of a value.
type rendered []byte

func (t rendered) MarshalGQL(w io.Writer) { _, _ = w.Write(t) }

// plans are those of the fields of one document.
type plans struct {
	mu sync.RWMutex
	of map[*ast.Field][]*plan
}

// mostPlans is how many plans one field of a document has. What is selected within it is another thing with other
// variables, where it is there several times on conditions: with forty of them, in as many ways as nobody can keep.
const mostPlans = 8

// plan finds or makes the plan of a field; nil: gqlgen executes it. Where fragments meet, one field of a document is
// selected together with different others, so a plan is known by what is selected, too.
func (r *Renderer) plan(op *graphql.OperationContext, field graphql.CollectedField, holds reflect.Type) *plan {
	all := r.plansOf(op.Doc)
	all.mu.RLock()
	p, full := all.find(field, holds), len(all.of[field.Field]) >= mostPlans
	all.mu.RUnlock()
	if p == nil && full {
		return nil
	}
	if p == nil {
		p = &plan{holds: holds, selected: slices.Clone(field.Selections)}
		c := compiler{Renderer: r, op: op}
		p.write = c.value(field.Definition.Type, holds, field.Selections)
		all.mu.Lock()
		if len(all.of[field.Field]) < mostPlans { // many may have made one meanwhile
			all.of[field.Field] = append(all.of[field.Field], p)
		}
		all.mu.Unlock()
	}
	if p.write == nil {
		return nil
	}
	return p
}

func (p *plans) find(field graphql.CollectedField, holds reflect.Type) *plan {
	for _, p := range p.of[field.Field] {
		if p.holds == holds && slices.Equal(p.selected, field.Selections) {
			return p
		}
	}
	return nil
}

// plansOf are the plans of a document. They live as long as it does.
func (r *Renderer) plansOf(doc *ast.QueryDocument) *plans {
	key := weak.Make(doc)
	if known, ok := r.documents.Load(key); ok {
		return known.(*plans)
	}
	known, there := r.documents.LoadOrStore(key, &plans{of: map[*ast.Field][]*plan{}})
	if !there {
		runtime.AddCleanup(doc, func(key weak.Pointer[ast.QueryDocument]) { r.documents.Delete(key) }, key)
	}
	return known.(*plans)
}
