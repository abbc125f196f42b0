package transport

import (
	"container/list"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/loometalgud/mano/hackathon"
)

// reader makes documents of texts: it parses, sizes and validates each text once, and keeps what it made by weight.
type reader struct {
	schema *ast.Schema
	limits hackathon.Limits
	intro  introspected
	inputs inputs

	mu     sync.Mutex
	known  map[string]*list.Element // of *document
	recent *list.List               // the most recently used first
	weight int64
}

func newReader(schema *ast.Schema, scalars map[string]func(string) error, limits hackathon.Limits) *reader {
	return &reader{
		schema: schema, limits: limits, intro: introspectionOf(schema), inputs: inputs{schema, scalars},
		known: map[string]*list.Element{}, recent: list.New(),
	}
}

// document is a valid document that is within the limits.
type document struct {
	text   string
	parsed *ast.QueryDocument
	needed map[string]bool // variables that stand where no null may
	weight int64

	mu      sync.Mutex
	sharing map[string]*sharing // of its subscriptions, by name
}

// read returns the document of the text.
func (r *reader) read(text string) (*document, gqlerror.List) {
	r.mu.Lock()
	if at, ok := r.known[text]; ok {
		r.recent.MoveToFront(at)
		r.mu.Unlock()
		return at.Value.(*document), nil
	}
	r.mu.Unlock()
	parsed, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, min(r.limits.Most(MaxTokens), 1<<31-1))
	if err != nil {
		return nil, gqlerror.List{r.unparsed(err)}
	}
	if len(parsed.Operations) == 0 {
		return nil, gqlerror.List{fault(hackathon.Invalid, "no operation provided")}
	}
	if err := r.sizes(parsed); err != nil {
		return nil, gqlerror.List{err}
	}
	if errs := r.validate(text, parsed); len(errs) > 0 {
		return nil, errs
	}
	needed, errs := r.inputs.document(parsed)
	if len(errs) > 0 {
		return nil, errs
	}
	d := &document{text: text, parsed: parsed, needed: needed, weight: weigh(text, parsed), sharing: map[string]*sharing{}}
	r.keep(d)
	return d, nil
}

// unparsed is the error of a text that cannot be parsed. Its code is gqlgen's: the status over HTTP depends on it.
func (r *reader) unparsed(err error) *gqlerror.Error {
	own, ok := errors.AsType[*gqlerror.Error](err)
	if !ok {
		own = &gqlerror.Error{Message: err.Error()}
	}
	if strings.Contains(own.Message, "token limit") {
		return shown(r.limits.Reached(MaxTokens))
	}
	errcode.Set(own, errcode.ParseFailed)
	return own
}

// maxFaults is how many faults of a document are told. Each costs time, and who has seen ten mends them first.
const maxFaults = 10

// suggestedUpTo is the longest text for whose wrong names similar ones are suggested: finding them takes the product of
// the lengths, for every name that there is.
const suggestedUpTo = 2048

type enoughFaults struct{}

// validate holds the document against the schema.
func (r *reader) validate(text string, doc *ast.QueryDocument) (faults gqlerror.List) {
	defer func() {
		if p := recover(); p != nil {
			if _, enough := p.(enoughFaults); !enough {
				panic(p)
			}
		}
	}()
	set := suggesting
	if len(text) > suggestedUpTo {
		set = silent
	}
	var events validator.Events
	for _, rule := range set {
		rule.RuleFunc(&events, func(options ...validator.ErrorOption) {
			err := &gqlerror.Error{Rule: rule.Name}
			for _, o := range options {
				o(err)
			}
			errcode.Set(err, errcode.ValidationFailed)
			if faults = append(faults, err); len(faults) >= maxFaults {
				panic(enoughFaults{})
			}
		})
	}
	validator.Walk(r.schema, doc, &events)
	return faults
}

var suggesting, silent = specified(true), specified(false)

// specified are the rules of the language.
func specified(suggest bool) (all []validator.Rule) {
	for name, rule := range rules.NewDefaultRules().GetInner() {
		all = append(all, validator.Rule{Name: name, RuleFunc: rule})
	}
	if !suggest {
		plain := map[string]validator.Rule{
			rules.FieldsOnCorrectTypeRule.Name: rules.FieldsOnCorrectTypeRuleWithoutSuggestions,
			rules.KnownArgumentNamesRule.Name:  rules.KnownArgumentNamesRuleWithoutSuggestions,
			rules.KnownTypeNamesRule.Name:      rules.KnownTypeNamesRuleWithoutSuggestions,
			rules.ScalarLeafsRule.Name:         rules.ScalarLeafsRuleWithoutSuggestions,
			rules.ValuesOfCorrectTypeRule.Name: rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
		}
		for i, rule := range all {
			if other, ok := plain[rule.Name]; ok {
				all[i] = other
			}
		}
	}
	// the order in which faults are told
	slices.SortFunc(all, func(a, b validator.Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// keep remembers a document, and forgets those that were not used for the longest time. One that would take the place
// of many is not kept.
func (r *reader) keep(d *document) {
	most := int64(r.limits.Most(DocumentCacheBytes))
	if d.weight > most/8 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known[d.text] != nil {
		return // read twice at once
	}
	r.known[d.text] = r.recent.PushFront(d)
	r.weight += d.weight
	for r.weight > most {
		last := r.recent.Remove(r.recent.Back()).(*document)
		delete(r.known, last.text)
		r.weight -= last.weight
	}
}

// held is how many bytes the documents weigh that are kept.
func (r *reader) held() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.weight
}

type documentKey struct{}

// given hands the executor the document that was read before it was called.
type given struct{}

// Get implements graphql.Cache.
func (given) Get(ctx context.Context, text string) (*ast.QueryDocument, bool) {
	d, ok := ctx.Value(documentKey{}).(*document)
	if !ok || d.text != text {
		return nil, false
	}
	return d.parsed, true
}

// Add implements graphql.Cache.
func (given) Add(context.Context, string, *ast.QueryDocument) {}

var _ graphql.Cache[*ast.QueryDocument] = given{}

// What the nodes of a document take, beside what they point to.
const (
	// Every token that becomes part of a node is kept whole for its position, and every node has a group of comments.
	weightOfToken = 96 + 32
	weightOfName  = 16
)

// weigh estimates what a document takes in memory. It errs on the heavy side.
func weigh(text string, doc *ast.QueryDocument) int64 {
	w := scale(int64(len(text))*3 + 1024) // the text, and what is shared of it in a canonical form
	for _, op := range doc.Operations {
		w.node(unsafe.Sizeof(*op))
		for _, v := range op.VariableDefinitions {
			w.node(unsafe.Sizeof(*v))
			for t := v.Type; t != nil; t = t.Elem {
				w.node(unsafe.Sizeof(*t))
			}
			w.value(v.DefaultValue)
			w.directives(v.Directives)
		}
		w.directives(op.Directives)
		w.selections(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		w.node(unsafe.Sizeof(*f))
		w.directives(f.Directives)
		w.selections(f.SelectionSet)
	}
	return int64(w)
}

type scale int64

func (w *scale) node(size uintptr) { *w += scale(size) + weightOfToken + weightOfName }

func (w *scale) selections(set ast.SelectionSet) {
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			w.node(unsafe.Sizeof(*sel))
			if sel.Name == "__typename" { // whose definition the validator makes anew each time
				w.node(unsafe.Sizeof(ast.FieldDefinition{}) + unsafe.Sizeof(ast.Type{}))
			}
			w.arguments(sel.Arguments)
			w.directives(sel.Directives)
			w.selections(sel.SelectionSet)
		case *ast.InlineFragment:
			w.node(unsafe.Sizeof(*sel))
			w.directives(sel.Directives)
			w.selections(sel.SelectionSet)
		case *ast.FragmentSpread:
			w.node(unsafe.Sizeof(*sel))
			w.directives(sel.Directives)
		}
	}
}

func (w *scale) directives(directives ast.DirectiveList) {
	for _, d := range directives {
		w.node(unsafe.Sizeof(*d))
		w.arguments(d.Arguments)
	}
}

func (w *scale) arguments(arguments ast.ArgumentList) {
	for _, a := range arguments {
		w.node(unsafe.Sizeof(*a))
		w.value(a.Value)
	}
}

func (w *scale) value(v *ast.Value) {
	if v == nil {
		return
	}
	w.node(unsafe.Sizeof(*v))
	for _, child := range v.Children {
		w.node(unsafe.Sizeof(*child))
		w.value(child.Value)
	}
}
