package transport

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// The schema's directives that decide what subscribers share.
const (
	// on an argument of a subscription field: it decides who gets a change, not what they get
	directivePerSubscriber = "perSubscriber"
	directiveViewer        = "viewer" // on a field: its value depends on the viewer
)

// schemaFacts is what the schema says about sharing.
type schemaFacts struct {
	perSubscriber map[string]map[string]bool // subscription field → arguments that belong to each subscriber
	// fields that depend on the viewer, for every type on which they can be selected
	viewer map[fieldName]bool
}

type fieldName struct{ object, field string }

func factsOf(schema *ast.Schema) schemaFacts {
	f := schemaFacts{map[string]map[string]bool{}, map[fieldName]bool{}}
	if schema.Subscription != nil {
		for _, field := range schema.Subscription.Fields {
			for _, arg := range field.Arguments {
				if arg.Directives.ForName(directivePerSubscriber) == nil {
					continue
				}
				if f.perSubscriber[field.Name] == nil {
					f.perSubscriber[field.Name] = map[string]bool{}
				}
				f.perSubscriber[field.Name][arg.Name] = true
			}
		}
	}
	for _, def := range schema.Types {
		for _, field := range def.Fields {
			if field.Directives.ForName(directiveViewer) == nil {
				continue
			}
			// A field of an interface may come from any of its types, and a mark on the interface holds for all of them. So the
			// field is marked on all.
			f.viewer[fieldName{def.Name, field.Name}] = true
			for _, name := range def.Interfaces {
				f.viewer[fieldName{name, field.Name}] = true
			}
			if def.IsAbstractType() {
				for _, t := range schema.GetPossibleTypes(def) {
					f.viewer[fieldName{t.Name, field.Name}] = true
				}
			}
		}
	}
	return f
}

// sharing is what is known about one subscription of a document, for all who send it.
type sharing struct {
	canonical string // the operation and its fragments, without what belongs to each subscriber
	own       map[string]bool
	private   bool // it selects a field that depends on the viewer
}

// sharingOf analyses the operation, once per document.
func (h *Handler) sharingOf(op *operation) *sharing {
	d := op.document
	d.mu.Lock()
	defer d.mu.Unlock()
	known := d.sharing[op.Operation.Name]
	if known == nil {
		known = h.schema.analyse(op.Doc, op.Operation)
		d.sharing[op.Operation.Name] = known
	}
	return known
}

func (f schemaFacts) analyse(doc *ast.QueryDocument, op *ast.OperationDefinition) *sharing {
	a := analysis{facts: f, doc: doc, used: map[string]bool{}, seen: map[string]bool{}, dropped: map[string]bool{}}
	d := &sharing{}
	shared := *op
	shared.SelectionSet = a.strip(op.SelectionSet)
	a.walk(shared.SelectionSet, d)
	visitDirectives(shared.Directives, variablesIn(a.used))
	// A variable that only dropped arguments use belongs to the subscriber, and so does its definition.
	d.own = map[string]bool{}
	shared.VariableDefinitions = nil
	for _, v := range op.VariableDefinitions {
		if a.dropped[v.Variable] && !a.used[v.Variable] {
			d.own[v.Variable] = true
		} else {
			shared.VariableDefinitions = append(shared.VariableDefinitions, v)
		}
	}
	out := &ast.QueryDocument{Operations: ast.OperationList{&shared}}
	for _, fragment := range doc.Fragments {
		if a.seen[fragment.Name] {
			out.Fragments = append(out.Fragments, fragment)
		}
	}
	var text bytes.Buffer
	formatter.NewFormatter(&text, formatter.WithCompacted()).FormatQueryDocument(out)
	d.canonical = text.String()
	return d
}

type analysis struct {
	facts   schemaFacts
	doc     *ast.QueryDocument
	used    map[string]bool // variables that the shared part depends on
	dropped map[string]bool // variables in arguments that were dropped
	seen    map[string]bool // fragments
}

// strip copies the selection of the operation without the arguments that belong to each subscriber. A root field in a
// named fragment keeps them: that is correct, only shared by fewer.
func (a *analysis) strip(set ast.SelectionSet) ast.SelectionSet {
	out := make(ast.SelectionSet, len(set))
	for i, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			field := *sel
			field.Arguments = nil
			for _, arg := range sel.Arguments {
				if a.facts.perSubscriber[sel.Name][arg.Name] {
					visitValue(arg.Value, variablesIn(a.dropped))
				} else {
					field.Arguments = append(field.Arguments, arg)
				}
			}
			out[i] = &field
		case *ast.InlineFragment:
			fragment := *sel
			fragment.SelectionSet = a.strip(sel.SelectionSet)
			out[i] = &fragment
		default:
			out[i] = sel
		}
	}
	return out
}

// walk visits everything that is selected and notes variables and fields that depend on the viewer.
func (a *analysis) walk(set ast.SelectionSet, d *sharing) {
	note := variablesIn(a.used)
	visitSelections(set, func(node any) {
		note(node)
		switch node := node.(type) {
		case *ast.Field:
			if node.ObjectDefinition != nil && a.facts.viewer[fieldName{node.ObjectDefinition.Name, node.Name}] {
				d.private = true
			}
		case *ast.FragmentSpread:
			if fragment := a.doc.Fragments.ForName(node.Name); fragment != nil && !a.seen[node.Name] {
				a.seen[node.Name] = true
				visitDirectives(fragment.Directives, note)
				a.walk(fragment.SelectionSet, d)
			}
		}
	})
}

// variablesIn notes the variables that are visited.
func variablesIn(names map[string]bool) func(node any) {
	return func(node any) {
		if v, ok := node.(*ast.Value); ok && v.Kind == ast.Variable {
			names[v.Raw] = true
		}
	}
}

// key is the transport's part of a group's identity: what is asked, with the shared variables, and by whom if that
// matters.
func (d *sharing) key(op *graphql.OperationContext, viewer *hackathon.Viewer) (live.Key, error) {
	shared := make(map[string]any, len(op.Variables))
	for name, value := range op.Variables {
		if !d.own[name] {
			shared[name] = value
		}
	}
	variables, err := json.Marshal(shared) // sorts the names
	if err != nil {
		return live.Key{}, err
	}
	who := ""
	if d.private {
		if who, err = identityOf(viewer); err != nil {
			return live.Key{}, err
		}
	}
	return live.KeyOf(d.canonical, op.OperationName, string(variables), who), nil
}

// identityOf is everything of a viewer that a field can depend on. Who is not signed in as a person is identified by
// the session.
func identityOf(v *hackathon.Viewer) (string, error) {
	var session hackathon.ID
	if !v.SignedIn() {
		session = v.SessionID
	}
	grants := slices.Clone(v.Grants)
	slices.SortFunc(grants, func(a, b hackathon.Grant) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), bytes.Compare(a.EventID[:], b.EventID[:]))
	})
	b, err := json.Marshal(struct {
		Person, Session hackathon.ID
		Grants          []hackathon.Grant
		Locale          hackathon.Locale
		Guest           bool
	}{v.PersonID, session, grants, v.Locale, v.Guest})
	return string(b), err
}
