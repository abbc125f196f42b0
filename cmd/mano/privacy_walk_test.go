package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
)

// contract writes operations that ask for every field there is.
type contract struct {
	schema *ast.Schema
	// refused are fields, as Type_field, whose error made their parent null for some token; they are asked for alone.
	refused map[string]map[string]bool
	// For one operation: its token, whether it may ask for fields that depend on the viewer, and the only field of a type
	// (nil: all).
	token  string
	marked bool
	only   map[string]string
	asked  map[string]bool // Type_field, by any operation
}

func newContract(t *testing.T) *contract {
	t.Helper()
	schema := graph.NewSchema(&graph.Resolver{}).Schema()
	return &contract{schema: schema, refused: map[string]map[string]bool{}, marked: true, asked: map[string]bool{}}
}

func (c *contract) isNode(def *ast.Definition) bool { return slices.Contains(def.Interfaces, "Node") }

// fields selects everything of a type, and of that many further Nodes behind it.
func (c *contract) fields(def *ast.Definition, hops, depth int) string {
	var b strings.Builder
	b.WriteString("{ __typename")
	if def.IsAbstractType() {
		for _, possible := range c.schema.GetPossibleTypes(def) {
			fmt.Fprintf(&b, " ... on %s %s", possible.Name, c.fields(possible, hops, depth))
		}
	} else {
		for _, f := range def.Fields {
			b.WriteString(c.field(def, f, hops, depth))
		}
	}
	return b.String() + " }"
}

func (c *contract) field(def *ast.Definition, f *ast.FieldDefinition, hops, depth int) string {
	name, only := def.Name+"_"+f.Name, c.only[def.Name]
	switch {
	case strings.HasPrefix(f.Name, "__"), !c.marked && f.Directives.ForName("viewer") != nil:
		return ""
	case only != "" && f.Name != only, only == "" && c.refused[c.token][name]:
		return ""
	}
	of := c.schema.Types[f.Type.Name()]
	selection := ""
	if of.IsCompositeType() {
		next := hops
		if c.isNode(of) || of.Name == "Node" {
			next--
		}
		if strings.HasSuffix(def.Name, "Edge") {
			next = min(next, 0) // nodes selects it in full
		}
		if next < 0 || depth > 8 {
			return ""
		}
		selection = " " + c.fields(of, next, depth+1)
	}
	c.asked[name] = true
	return " " + name + ": " + f.Name + c.arguments(f) + selection
}

// arguments are the required ones, and the longest page.
func (c *contract) arguments(f *ast.FieldDefinition) string {
	var given []string
	for _, arg := range f.Arguments {
		switch def := c.schema.Types[arg.Type.Name()]; {
		case arg.Name == "first":
			given = append(given, "first: 100")
		case !arg.Type.NonNull || arg.DefaultValue != nil:
		case def.Kind == ast.Enum:
			given = append(given, arg.Name+": "+def.EnumValues[0].Name)
		default:
			panic("no value for argument " + arg.Name + " of " + f.Name)
		}
	}
	if given == nil {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// whole is an operation for a root field; call has its arguments.
func (c *contract) whole(root *ast.Definition, name, call string, hops int) string {
	def := c.schema.Types[root.Fields.ForName(name).Type.Name()]
	selection := ""
	if def.IsCompositeType() {
		selection = " " + c.fields(def, hops, 0)
	}
	c.asked[root.Name+"_"+name] = true
	return call + selection
}

// answer is a response.
type answer struct {
	Data   map[string]json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code string }
	}
	text string
}

// said asks and returns the answer with its errors.
func (p *program) said(t *testing.T, token, query string, variables map[string]any) (a answer) {
	t.Helper()
	body, err := p.post(token, query, variables)
	if err != nil {
		t.Fatal(err)
	}
	a.text = string(body)
	if err := json.Unmarshal(body, &a); err != nil {
		t.Fatalf("%v: %.300s", err, a.text)
	}
	for _, e := range a.Errors {
		switch e.Extensions.Code {
		case "FORBIDDEN", "UNAUTHENTICATED", "NOT_FOUND":
		default:
			t.Fatalf("%q is answered with %s %s at %v:\n%.2000s", token, e.Extensions.Code, e.Message, e.Path, query)
		}
	}
	return a
}

// refuses notes the fields whose error made their parent null, and reports whether there are new ones.
func (c *contract) refuses(token string, a answer) (more bool) {
	for _, e := range a.Errors {
		for _, step := range slices.Backward(e.Path) {
			name, is := step.(string)
			typ, field, named := strings.Cut(name, "_")
			if !is || !named || c.schema.Types[typ] == nil {
				continue
			}
			if f := c.schema.Types[typ].Fields.ForName(field); f != nil && f.Type.NonNull && !c.refused[token][name] {
				if c.refused[token] == nil {
					c.refused[token] = map[string]bool{}
				}
				c.refused[token][name], more = true, true
			}
			break
		}
	}
	return more
}

// everything asks for a root field with a token until no error makes a parent null, and then for each refused field
// alone.
func (c *contract) everything(t *testing.T, p *program, token string, root *ast.Definition, name, call string,
	variables map[string]any, hops int, use func(answer)) {
	t.Helper()
	c.token, c.marked, c.only = token, true, nil
	declared := declare(variables)
	for {
		a := p.said(t, token, "query"+declared+" { "+c.whole(root, name, call, hops)+" }", variables)
		use(a)
		if !c.refuses(token, a) {
			break
		}
	}
	for field := range c.refused[token] {
		typ, one, _ := strings.Cut(field, "_")
		c.only = map[string]string{typ: one}
		use(p.said(t, token, "query"+declared+" { "+c.whole(root, name, call, min(hops, 1))+" }", variables))
	}
	c.only = nil
}

func declare(variables map[string]any) string {
	if len(variables) == 0 {
		return ""
	}
	var all []string
	for name := range variables {
		all = append(all, "$"+name+": ID!")
	}
	slices.Sort(all)
	return "(" + strings.Join(all, ", ") + ")"
}
