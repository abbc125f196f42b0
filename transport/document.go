package transport

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/loometalgud/mano/hackathon"
)

// reader turns texts into documents: it parses, sizes and validates each text once, and keeps the documents up to a
// total weight.
type reader struct {
	schema *ast.Schema
	limits hackathon.Limits
	intro  introspected
	inputs inputs

	builtIn builtIn

	mu     sync.Mutex
	known  *simplelru.LRU[string, *document] // by text; their weight is bounded here, not their number
	hashes map[string]string                 // texts of those that came with their hash
	weight int64
}

func newReader(schema *ast.Schema, scalars map[string]func(string) error, limits hackathon.Limits) *reader {
	known, _ := simplelru.NewLRU[string, *document](math.MaxInt, nil) // it refuses a size of 0
	return &reader{schema: schema, limits: limits, intro: introspectionOf(schema), inputs: inputs{schema, scalars},
		known: known, hashes: map[string]string{}}
}

// document is a valid document that is within the limits.
type document struct {
	text   string
	parsed *ast.QueryDocument
	needed map[string]bool // variables in places where null is not allowed
	weight int64
	hash   string // if it came with one; the lock of reader guards it

	mu      sync.Mutex
	sharing map[string]*sharing // of its subscriptions, by name
}

// read returns the document of the text.
func (r *reader) read(text string) (*document, gqlerror.List) {
	r.mu.Lock()
	d, ok := r.known.Get(text)
	r.mu.Unlock()
	if ok {
		return d, nil
	}
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
	d = &document{text: text, parsed: parsed, needed: needed, weight: weigh(text, parsed), sharing: map[string]*sharing{}}
	r.keep(d)
	return d, nil
}

// unparsed is the error of a text that cannot be parsed.
func (r *reader) unparsed(err error) *gqlerror.Error {
	if strings.Contains(err.Error(), "token limit") {
		return shown(r.limits.Reached(MaxTokens))
	}
	if own, ok := errors.AsType[*gqlerror.Error](err); ok {
		return own
	}
	return &gqlerror.Error{Message: err.Error()}
}

// maxFaults is how many faults of a document are reported. Each costs time, and ten are enough to work on.
const maxFaults = 10

// suggestedUpTo is the longest text for which similar names are suggested. Finding them takes time proportional to the
// product of the lengths, for every name.
const suggestedUpTo = 2048

type enoughFaults struct{}

// validate checks the document against the schema.
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
			if faults = append(faults, err); len(faults) >= maxFaults {
				panic(enoughFaults{})
			}
		})
	}
	validator.Walk(r.schema, doc, &events)
	return faults
}

var suggesting, silent = specified(true), specified(false)

// specified are the rules of the GraphQL specification.
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
	// the order in which faults are reported
	slices.SortFunc(all, func(a, b validator.Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// keep stores a document and drops those that were not used for the longest time. A document that would replace many is
// not kept.
func (r *reader) keep(d *document) {
	most := int64(r.limits.Most(DocumentCacheBytes))
	if d.weight > most/8 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known.Contains(d.text) {
		return // read twice at once
	}
	r.known.Add(d.text, d)
	for r.weight += d.weight; r.weight > most; {
		_, last, _ := r.known.RemoveOldest()
		r.weight -= last.weight
		delete(r.hashes, last.hash)
	}
}

// held is the weight of all documents that are kept.
func (r *reader) held() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.weight
}

type documentKey struct{}

// given gives the executor the document that was read before it was called.
type given struct{}

func (given) Get(ctx context.Context, text string) (*ast.QueryDocument, bool) {
	d, ok := ctx.Value(documentKey{}).(*document)
	if !ok || d.text != text {
		return nil, false
	}
	return d.parsed, true
}

func (given) Add(context.Context, string, *ast.QueryDocument) {}

var _ graphql.Cache[*ast.QueryDocument] = given{}

// The memory of a node, without what it points to.
const (
	// Every token that becomes part of a node is kept whole for its position, and every node has a group of comments.
	weightOfToken = 96 + 32
	weightOfName  = 16
)

// weigh estimates the memory of a document, rather too high than too low.
func weigh(text string, doc *ast.QueryDocument) int64 {
	weight := int64(len(text))*3 + 1024 // the text, and a canonical form of what subscriptions share
	sized := func(size uintptr) { weight += int64(size) + weightOfToken + weightOfName }
	node := func(n any) {
		sized(reflect.TypeOf(n).Elem().Size())
		if f, ok := n.(*ast.Field); ok && f.Name == "__typename" { // the validator makes its definition anew each time
			sized(unsafe.Sizeof(ast.FieldDefinition{}) + unsafe.Sizeof(ast.Type{}))
		}
	}
	for _, op := range doc.Operations {
		node(op)
		for _, v := range op.VariableDefinitions {
			node(v)
			for t := v.Type; t != nil; t = t.Elem {
				node(t)
			}
			visitValue(v.DefaultValue, node)
			visitDirectives(v.Directives, node)
		}
		visitDirectives(op.Directives, node)
		visitSelections(op.SelectionSet, node)
	}
	for _, f := range doc.Fragments {
		node(f)
		visitDirectives(f.Directives, node)
		visitSelections(f.SelectionSet, node)
	}
	return weight
}
