package graph

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/hackathon"
)

// One field that stands in a document many times, each on a condition, selects something else with almost any
// variables; who sends them all fills no memory with plans.
func TestRenderer_boundsThePlansOfAField(t *testing.T) {
	t.Parallel()
	r := NewRenderer(&Resolver{})
	event := r.schema.Types["Event"]
	op := &graphql.OperationContext{Doc: &ast.QueryDocument{}}
	field := &ast.Field{Name: "event", Definition: r.schema.Query.Fields.ForName("event")}
	for i := range 1000 {
		field := graphql.CollectedField{Field: field, Selections: ast.SelectionSet{
			&ast.Field{Name: "seats", Alias: fmt.Sprint("seats", i), Definition: event.Fields.ForName("seats")}}}
		r.plan(op, field, reflect.TypeFor[*hackathon.Event]())
	}
	if kept := len(r.plansOf(op.Doc).of[field]); kept == 0 || kept > mostPlans {
		t.Errorf("%d plans are kept of one field", kept)
	}
}
