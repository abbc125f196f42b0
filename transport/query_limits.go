package transport

import (
	"context"
	"fmt"
	"strconv"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// QueryLimits is a gqlgen extension that bounds what one operation may ask for, whatever transport brought it. Fragments
// count as often as they are used. A zero field takes its default; a negative one means no limit. What is selected
// under __schema and __type does not count towards the depth, so that the introspection query of tools works.
type QueryLimits struct {
	MaxDepth      int // levels of nested fields, 10.            MANO_MAX_DEPTH
	MaxAliases    int // fields under another name, 30.          MANO_MAX_ALIASES
	MaxRootFields int // fields of the operation itself, 10.     MANO_MAX_ROOT_FIELDS
	MaxFields     int // fields altogether, 1000.                MANO_MAX_FIELDS
	MaxDirectives int // @skip and @include altogether, 50.      MANO_MAX_DIRECTIVES
	MaxComplexity int // by gqlgen's complexity, no limit.       MANO_MAX_COMPLEXITY

	schema graphql.ExecutableSchema
}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = (*QueryLimits)(nil)

// ExtensionName names the extension to gqlgen.
func (*QueryLimits) ExtensionName() string { return "QueryLimits" }

// Validate is called by gqlgen when the extension is put to use.
func (q *QueryLimits) Validate(schema graphql.ExecutableSchema) error {
	q.schema = schema
	number := func(n *int, def int) {
		switch {
		case *n == 0:
			*n = def
		case *n < 0:
			*n = unlimited
		}
	}
	number(&q.MaxDepth, 10)
	number(&q.MaxAliases, 30)
	number(&q.MaxRootFields, 10)
	number(&q.MaxFields, 1000)
	number(&q.MaxDirectives, 50)
	number(&q.MaxComplexity, unlimited)
	return nil
}

// MutateOperationContext refuses an operation that is over a limit.
func (q *QueryLimits) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	c := counter{doc: op.Doc, fragments: map[string]size{}}
	s := c.selection(op.Operation.SelectionSet)
	s.directives = add(s.directives, len(op.Operation.Directives))
	for _, l := range []struct {
		is, most             int
		what, limit, setting string
	}{
		{s.depth, q.MaxDepth, "levels of nested fields", "depth", "MANO_MAX_DEPTH"},
		{s.aliases, q.MaxAliases, "aliases", "aliases", "MANO_MAX_ALIASES"},
		{s.roots, q.MaxRootFields, "root fields", "rootFields", "MANO_MAX_ROOT_FIELDS"},
		{s.fields, q.MaxFields, "fields", "fields", "MANO_MAX_FIELDS"},
		{s.directives, q.MaxDirectives, "directives", "directives", "MANO_MAX_DIRECTIVES"},
	} {
		if l.is > l.most {
			return overLimit(fmt.Sprintf("the operation has %s %s; at most %d are allowed (setting %s)",
				amount(l.is), l.what, l.most, l.setting), l.limit, l.most, l.setting)
		}
	}
	if q.MaxComplexity < unlimited {
		if is := complexity.Calculate(ctx, q.schema, op.Operation, op.Variables); is > q.MaxComplexity {
			return overLimit(fmt.Sprintf("the operation has complexity %s; at most %d is allowed (setting MANO_MAX_COMPLEXITY)",
				amount(is), q.MaxComplexity), "complexity", q.MaxComplexity, "MANO_MAX_COMPLEXITY")
		}
	}
	return nil
}

// size is what a selection set asks for, fragments expanded.
type size struct{ depth, aliases, roots, fields, directives int }

// counter sizes selections; each fragment is looked at once however often it is spread, so that fragments which
// spread each other twice cost no more than their text.
type counter struct {
	doc       *ast.QueryDocument
	fragments map[string]size
}

func (c *counter) selection(set ast.SelectionSet) size {
	var sum size
	for _, sel := range set {
		var s size
		switch sel := sel.(type) {
		case *ast.Field:
			below := c.selection(sel.SelectionSet)
			if sel.Name == "__schema" || sel.Name == "__type" {
				below.depth, below.fields = 0, 0
			}
			s = size{
				depth: add(below.depth, 1), aliases: below.aliases, roots: 1,
				fields: add(below.fields, 1), directives: add(below.directives, len(sel.Directives)),
			}
			if sel.Alias != sel.Name {
				s.aliases = add(s.aliases, 1)
			}
		case *ast.InlineFragment:
			s = c.selection(sel.SelectionSet)
			s.directives = add(s.directives, len(sel.Directives))
		case *ast.FragmentSpread:
			s = c.fragment(sel.Name)
			s.directives = add(s.directives, len(sel.Directives))
		}
		sum.depth = max(sum.depth, s.depth)
		sum.aliases = add(sum.aliases, s.aliases)
		sum.roots = add(sum.roots, s.roots)
		sum.fields = add(sum.fields, s.fields)
		sum.directives = add(sum.directives, s.directives)
	}
	return sum
}

func (c *counter) fragment(name string) size {
	if s, ok := c.fragments[name]; ok {
		return s
	}
	c.fragments[name] = size{} // the validator has refused cycles; this keeps even one from going on for ever
	if f := c.doc.Fragments.ForName(name); f != nil {
		s := c.selection(f.SelectionSet)
		c.fragments[name] = s
		return s
	}
	return size{}
}

// add adds without overflow.
func add(a, b int) int {
	if sum := a + b; sum < unlimited {
		return sum
	}
	return unlimited
}

// amount is the number for a message; the exact one of an absurd size is of no use.
func amount(n int) string {
	if n > 1_000_000 {
		return "over a million"
	}
	return strconv.Itoa(n)
}

// Introspection is the gqlgen extension that lets anyone ask for the schema.
type Introspection struct{}

// ExtensionName names the extension to gqlgen.
func (Introspection) ExtensionName() string { return "Introspection" }

// Validate is called by gqlgen when the extension is put to use.
func (Introspection) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext opens the schema to the operation.
func (Introspection) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	return nil
}
