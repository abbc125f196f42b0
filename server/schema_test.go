package server

import (
	"net/http"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
)

// What is served is the contract that is executed: whoever reads it finds every type and field, described.
func TestSchema_served(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	a := s.send(http.MethodGet, "/schema.graphql", "")
	if a.Code != http.StatusOK || a.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Fatalf("%d %v", a.Code, a.Header())
	}
	served, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: a.Body.String()})
	if err != nil {
		t.Fatal(err)
	}
	executed := graph.NewSchema(&graph.Resolver{}).Schema()
	for name, want := range executed.Types {
		got := served.Types[name]
		if got == nil || got.Description != want.Description {
			t.Fatalf("%s is not served as it is", name)
		}
		for _, f := range want.Fields {
			if other := got.Fields.ForName(f.Name); other == nil || other.Type.String() != f.Type.String() {
				t.Errorf("%s.%s is not served as it is", name, f.Name)
			}
		}
	}
	if again := s.send(http.MethodGet, "/schema.graphql", "", "If-None-Match", a.Header().Get("ETag")); again.Code !=
		http.StatusNotModified {
		t.Errorf("who has it is sent it again: %d", again.Code)
	}

	hidden := newServer(t, func(cfg *Config) { cfg.HideSchema = true })
	if a := hidden.send(http.MethodGet, "/schema.graphql", ""); a.Code != http.StatusNotFound ||
		strings.Contains(a.Body.String(), "type Query") {
		t.Errorf("it is served where introspection is off: %d", a.Code)
	}
}

func TestSchema_scalarsSaySpecification(t *testing.T) {
	t.Parallel()
	a := newServer(t, nil).graphql(`{ __type(name: "Time") { specifiedByURL } }`)
	if !strings.Contains(a.Body.String(), `"specifiedByURL":"https://www.rfc-editor.org/`) {
		t.Error(a.Body)
	}
}
