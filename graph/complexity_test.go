package graph_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/complexity"
	"github.com/vektah/gqlparser/v2"

	"github.com/loometalgud/mano/graph"
)

// TestComplexity_ofLists: what answers with a list costs as a list, so that a short document cannot have a long answer.
func TestComplexity_ofLists(t *testing.T) {
	t.Parallel()
	schema := graph.NewSchema(nil)
	const most = 20_000 // as the program sets it
	ten := func(field string) string {
		var b strings.Builder
		for i := range 10 {
			fmt.Fprintf(&b, "a%d: %s ", i, field)
		}
		return "{ " + b.String() + "}"
	}
	cost := func(text string) int {
		doc, errs := gqlparser.LoadQuery(schema.Schema(), text)
		if errs != nil {
			t.Fatalf("%s: %v", text, errs)
		}
		return complexity.Calculate(t.Context(), schema, doc.Operations[0], nil)
	}
	const text, idea = "{ et en }", `{ node(id: "x") { ... on Idea { `
	place := "id name " + text + " municipality " + text + " county " + text
	fact := "feature state label " + text + " note " + text
	for name, c := range map[string]struct {
		text string
		over bool
	}{
		"places": {ten("places(first: 500) { " + place + " a: name " + text + " b: name " + text +
			" c: name " + text + " d: name " + text + " }"), true},
		"a page of places": {"{ places(first: 100) { " + place + " } }", false},
		"labels": {ten("labels { enum value label " + text + " a: label " + text + " b: label " + text +
			" c: label " + text + " }"), true},
		"labels of a page": {"{ labels { enum value label " + text + " } }", false},
		"facts of venues": {"{ venues(first: 100) { nodes { facts { " + fact +
			" measure checkedOn checkedBy } } } }", true},
		"facts of a venue": {"{ venues(first: 1) { nodes { facts { " + fact + " } } } }", false},
		"accessibility of events": {"{ events(first: 100) { nodes { accessibility { " + fact +
			" measure checkedOn checkedBy } } } }", true},
		"services of events": {"{ events(first: 100) { nodes { services { state label " + text + " note " + text +
			" a: note " + text + " b: note " + text + " measure } } } }", true},
		"sides of groups": {"{ events(first: 10) { nodes { workingGroups(first: 100) { nodes { sides { side count " +
			"required missing } } } } } }", true},
		"sides of a page": {"{ events(first: 1) { nodes { workingGroups(first: 100) { nodes { sides { side count " +
			"required missing } } } } } }", false},
		"replies": {idea + "comments(first: 100) { nodes { replies(first: 10) { nodes { id version body a: id b: id c: id " +
			"d: id e: id f: id g: id h: id i: id j: id k: id l: id m: id n: id o: id p: id q: id } } } } } } }", true},
		"replies of a page": {idea + "comments(first: 50) { nodes { id body replies(first: 50) { nodes { id body } } " +
			"} } } } }", false},
		"history of ideas": {"{ events(first: 10) { nodes { ideas(first: 100) { nodes { history { nodes { at from to } } " +
			"} } } } }", true},
		"history of an idea": {idea + "history(first: 100) { nodes { at from to answer " + text + " } } } } }", false},
		"ideas of groups": {"{ events(first: 10) { nodes { workingGroups(first: 100) { nodes { ideas { id version " +
			"} } } } } }", true},
		"history of help requests": {"{ assistanceNeeds(first: 100) { nodes { history { nodes { at a: at b: at c: at d: at " +
			"e: at f: at g: at h: at i: at j: at k: at l: at m: at n: at o: at p: at q: at r: at s: at t: at } } } } }", true},
	} {
		if is := cost(c.text); is > most != c.over {
			t.Errorf("%s: %d", name, is)
		}
	}
}

// TestComplexity_ofEveryPage: a list costs by its argument first wherever the schema has one, given as a number or not.
func TestComplexity_ofEveryPage(t *testing.T) {
	t.Parallel()
	schema, pages := graph.NewSchema(nil), 0
	for _, object := range schema.Schema().Types {
		for _, field := range object.Fields {
			if field.Arguments.ForName("first") == nil {
				continue
			}
			pages++
			for _, c := range []struct {
				first any
				cost  int
			}{{int64(7), 71}, {json.Number("7"), 71}, {int64(1), 11}, {int64(0), 1001}, {int64(1e9), 1001}, {"x", 1001}} {
				if is, ok := schema.Complexity(t.Context(), object.Name, field.Name, 10,
					map[string]any{"first": c.first}); is != c.cost || !ok {
					t.Errorf("%s.%s(first: %v): %d, want %d", object.Name, field.Name, c.first, is, c.cost)
				}
			}
		}
	}
	if is, _ := schema.Complexity(t.Context(), "Query", "events", math.MaxInt, map[string]any{"first": 100}); is < 1e9 {
		t.Errorf("what is far too much costs %d", is)
	}
	if pages < 10 {
		t.Errorf("%d pages in the schema", pages)
	}
}
