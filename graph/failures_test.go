package graph_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
)

// failures say of each mutation of a concept how its failures come about: by mutation and failure, what makes who calls
// it and with which input. A failure that no table raises cannot happen, or is not known to, and leaves the schema.
type failures map[string]map[string]raise

type raise func(*api) (viewer *hackathon.Viewer, input vars)

// raised are the tables of all concepts, each beside the rest of its tests.
var raised = []failures{eventFailures, venueFailures, organisationFailures,
	personFailures, sessionFailures, boardFailures, noticeFailures, attendanceFailures, helpRequestFailures,
	volunteerFailures, ideaFailures, commentFailures, workingGroupFailures, membershipFailures}

func raiseAll(t *testing.T, table failures) {
	t.Helper()
	schema := graph.NewSchema(&graph.Resolver{}).Schema()
	for mutation, byFailure := range table {
		field := schema.Mutation.Fields.ForName(mutation)
		if field == nil {
			t.Errorf("there is no mutation %s", mutation)
			continue
		}
		for failure, raise := range byFailure {
			t.Run(mutation+"/"+failure, func(t *testing.T) {
				t.Parallel()
				a := newAPI(t)
				viewer, input := raise(a)
				var got map[string]struct {
					Typename string `json:"__typename"`
				}
				a.into(&got, viewer, "mutation ($in: "+field.Arguments.ForName("input").Type.String()+") { "+mutation+
					"(input: $in) { __typename } }", vars{"in": input})
				if got[mutation].Typename != failure {
					t.Errorf("answered %s", got[mutation].Typename)
				}
			})
		}
	}
}

// Every failure that the schema names is raised by a table, and the tables raise nothing else.
func TestFailures_ofTheSchemaAreRaised(t *testing.T) {
	t.Parallel()
	tables := failures{}
	for _, table := range raised {
		maps.Copy(tables, table)
	}
	schema := graph.NewSchema(&graph.Resolver{}).Schema()
	for _, field := range schema.Mutation.Fields {
		payload := schema.Types[field.Type.Name()]
		if payload == nil || payload.Kind != ast.Union {
			t.Errorf("%s answers no union", field.Name)
			continue
		}
		named := slices.DeleteFunc(slices.Clone(payload.Types), func(member string) bool {
			return !slices.Contains(schema.Types[member].Interfaces, "Failure")
		})
		slices.Sort(named)
		has := slices.Sorted(maps.Keys(tables[field.Name]))
		if !slices.Equal(named, has) {
			t.Errorf("%s: the schema names %v, raised are %v", field.Name, named, has)
		}
	}
}
