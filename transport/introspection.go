package transport

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Introspection is the gqlgen extension that allows questions about the schema.
type Introspection struct{}

func (Introspection) ExtensionName() string { return "Introspection" }

func (Introspection) Validate(graphql.ExecutableSchema) error { return nil }

func (Introspection) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	return nil
}

// introspected has the lengths of the lists in the schema's description. A question about fields of types of fields of
// types is short, but its answer is long.
type introspected map[string]int

func introspectionOf(schema *ast.Schema) introspected {
	var types, fields, args, below, values, inputs, possible int
	for _, t := range schema.Types {
		types++
		values += len(t.EnumValues)
		switch t.Kind {
		case ast.InputObject:
			inputs += len(t.Fields)
		default:
			fields += len(t.Fields)
			for _, f := range t.Fields {
				args += len(f.Arguments)
				if of := schema.Types[f.Type.Name()]; of != nil {
					below += len(of.Fields)
				}
			}
		}
		if t.IsAbstractType() {
			possible += len(schema.GetPossibleTypes(t))
		}
	}
	mean := func(n, of int) int { return (n + of - 1) / max(of, 1) }
	return introspected{
		"types": types, "directives": len(schema.Directives), "fields": max(mean(fields, types), mean(below, fields)),
		"args":       mean(args, fields),
		"enumValues": mean(values, types), "inputFields": mean(inputs, types), "possibleTypes": mean(possible, types),
		"interfaces": 1,
	}
}

// times is the size of a field's answer: itself, and for each thing in its list what is selected below.
func (i introspected) times(field string, below float64) float64 {
	n, list := i[field]
	if !list {
		n = 1
	}
	return 1 + float64(n)*min(below, countless) // no list makes nothing of what is infinite
}

// countless is more than any limit.
const countless = 1 << 62
