package transport

import (
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

var documentSchema = gqlparser.MustLoadSchema(&ast.Source{Input: `
directive @perSubscriber on ARGUMENT_DEFINITION
directive @viewer on FIELD_DEFINITION
type Query { a: Int }
enum Kind { A B }
type Subscription {
  s(topic: String, kind: Kind, near: [Float!] @perSubscriber, after: String @perSubscriber): Item
  other(topic: String, after: String): Item
  mine: Item @viewer
}
interface Node { id: ID! note: String secret: Boolean @viewer }
interface Named { name: String }
type Item implements Node { id: ID! note: String secret: Boolean text(x: String): String owner: Person
  node: Node both: Both }
type Person implements Node & Named { id: ID! note: String secret: Boolean name: String @viewer }
union Both = Item | Person
`})

func keyOf(t *testing.T, query string, variables map[string]any, v *hackathon.Viewer) (live.Key, *sharing) {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(documentSchema, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatalf("%s: %v", query, errs)
	}
	d := factsOf(documentSchema).analyse(doc, doc.Operations[0])
	key, err := d.key(&graphql.OperationContext{OperationName: doc.Operations[0].Name, Variables: variables}, v)
	if err != nil {
		t.Fatal(err)
	}
	return key, d
}

// TestKey: keys are equal exactly where both subscribers get the same result.
func TestKey(t *testing.T) {
	t.Parallel()
	type op struct {
		query string
		vars  map[string]any
	}
	x := map[string]any{"x": "1"}
	for _, c := range []struct {
		name string
		a, b op
		same bool
	}{
		{"spelling", op{"subscription { s { id text } }", nil}, op{"# hi\nsubscription{s{id,text}}", nil}, true},
		{"cursor as a literal", op{`subscription { s(after: "a") { id } }`, nil},
			op{`subscription { s(after: "b") { id } }`, nil}, true},
		{"cursor or none", op{`subscription { s(after: "a") { id } }`, nil}, op{`subscription { s { id } }`, nil}, true},
		{"cursor as a variable", op{`subscription($x: String) { s(after: $x) { id } }`, x},
			op{`subscription($x: String) { s(after: $x) { id } }`, map[string]any{"x": "2"}}, true},
		{"variable or literal", op{`subscription($x: String) { s(after: $x) { id } }`, x},
			op{`subscription { s(after: "a") { id } }`, nil}, true},
		{"default of a cursor", op{`subscription($x: String = "a") { s(after: $x) { id } }`, x},
			op{`subscription($x: String = "b") { s(after: $x) { id } }`, x}, true},
		{"variable inside a filter", op{`subscription($x: Float!) { s(near: [1, $x]) { id } }`, map[string]any{"x": 1.0}},
			op{`subscription($x: Float!) { s(near: [1, $x]) { id } }`, map[string]any{"x": 2.0}}, true},
		{"inline fragment at the root", op{`subscription { ... { s(after: "a") { id } } }`, nil},
			op{`subscription { ... { s(after: "b") { id } } }`, nil}, true},
		{"the variable is used elsewhere", op{`subscription($x: String) { s(after: $x) { text(x: $x) } }`, x},
			op{`subscription($x: String) { s(after: $x) { text(x: $x) } }`, map[string]any{"x": "2"}}, false},
		{"used elsewhere, in a fragment",
			op{`subscription($x: String) { s(after: $x) { ...f } } fragment f on Item { text(x: $x) }`, x},
			op{`subscription($x: String) { s(after: $x) { ...f } } fragment f on Item { text(x: $x) }`,
				map[string]any{"x": "2"}}, false},
		{"used in a directive", op{`subscription($x: Boolean!) { s { id @include(if: $x) note } }`,
			map[string]any{"x": true}}, op{`subscription($x: Boolean!) { s { id @include(if: $x) note } }`,
			map[string]any{"x": false}}, false},
		{"a shared argument", op{`subscription { s(topic: "a") { id } }`, nil},
			op{`subscription { s(topic: "b") { id } }`, nil}, false},
		{"a shared variable", op{`subscription($x: String) { s(topic: $x) { id } }`, x},
			op{`subscription($x: String) { s(topic: $x) { id } }`, map[string]any{"x": "2"}}, false},
		{"null or absent", op{`subscription($x: String) { s(topic: $x) { id } }`, nil},
			op{`subscription($x: String) { s(topic: $x) { id } }`, map[string]any{"x": nil}}, false},
		{"an argument of this name that is shared", op{`subscription { other(after: "a") { id } }`, nil},
			op{`subscription { other(after: "b") { id } }`, nil}, false},
		{"enum values", op{`subscription { s(kind: A) { id } }`, nil}, op{`subscription { s(kind: B) { id } }`, nil}, false},
		{"fields", op{"subscription { s { id } }", nil}, op{"subscription { s { note } }", nil}, false},
		{"aliases", op{"subscription { s { a: id } }", nil}, op{"subscription { s { b: id } }", nil}, false},
		{"alias of the root", op{"subscription { a: s { id } }", nil}, op{"subscription { s { id } }", nil}, false},
		{"operation names", op{"subscription A { s { id } }", nil}, op{"subscription B { s { id } }", nil}, false},
		{"quotes", op{`subscription { s { text(x: "a\") b: text(x: \"c") } }`, nil},
			op{`subscription { s { text(x: "a") b: text(x: "c") } }`, nil}, false},
		{"block strings", op{"subscription { s { text(x: \"\"\"a\nb\"\"\") } }", nil},
			op{`subscription { s { text(x: "a b") } }`, nil}, false},
		{"the fragment's content", op{`subscription { s { ...f } } fragment f on Item { id }`, nil},
			op{`subscription { s { ...f } } fragment f on Item { note }`, nil}, false},
		{"the fragment's type", op{`subscription { s { node { ... on Item { id } } } }`, nil},
			op{`subscription { s { node { ... on Person { id } } } }`, nil}, false},
	} {
		a, _ := keyOf(t, c.a.query, c.a.vars, nil)
		b, _ := keyOf(t, c.b.query, c.b.vars, nil)
		if (a == b) != c.same {
			t.Errorf("%s: the same %v, want %v", c.name, a == b, c.same)
		}
	}
}

// TestPrivate: an operation that selects a marked field in any way is the viewer's own.
func TestPrivate(t *testing.T) {
	t.Parallel()
	v := func(p hackathon.ID, grants ...hackathon.Grant) *hackathon.Viewer {
		return &hackathon.Viewer{PersonID: p, Grants: grants}
	}
	one, two := hackathon.ID{15: 1}, hackathon.ID{15: 2}
	g, h := hackathon.Grant{Role: hackathon.RoleVolunteer}, hackathon.Grant{Role: hackathon.RoleOrganiser, EventID: one}
	for query, private := range map[string]bool{
		"subscription { s { id note text owner { id note } } }":  false,
		"subscription { mine { id } }":                           true,
		"subscription { s { secret } }":                          true, // marked on the interface
		"subscription { s { owner { name } } }":                  true, // marked on the type
		"subscription { s { node { secret } } }":                 true,
		"subscription { s { node { ... on Person { name } } } }": true,
		"subscription { s { node { ... on Named { name } } } }":  true, // marked on a type behind it
		"subscription { s { both { ... on Person { id } ... on Item { owner { ...f } } } } } fragment f on Named { name " +
			"}": true,
		"subscription { s { both { ... on Person { id } } } " +
			"}": false,
		// by the text, not by this request
		"subscription { s { x: secret @skip(if: true) id } " +
			"}": true,
	} {
		a, d := keyOf(t, query, nil, v(one, g, h))
		b, _ := keyOf(t, query, nil, v(two, g, h))
		if d.private != private || (a == b) == private {
			t.Errorf("%s: private %v, shared by two %v; want %v", query, d.private, a == b, private)
		}
		if c, _ := keyOf(t, query, nil, v(one, h, g)); c != a {
			t.Errorf("%s: the order of grants makes a difference", query)
		}
		if c, _ := keyOf(t, query, nil, v(one, g)); (c == a) == private {
			t.Errorf("%s: other grants, same group %v", query, c == a)
		}
	}
}
