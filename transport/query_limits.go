package transport

import (
	"fmt"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// measure is one thing that is counted, and its limit. Counts are floats, because fragments that spread fragments make
// them too large for any integer; what matters is whether they are over a limit, and near one they are exact.
type measure struct {
	is    float64
	limit *hackathon.Limit
}

// within refuses the first measure over its limit.
func (r *reader) within(measures ...measure) *gqlerror.Error {
	for _, m := range measures {
		if !r.limits.Off(m.limit) && m.is > float64(r.limits.Most(m.limit)) {
			no := r.limits.Reached(m.limit)
			if no.Message += "; here there are "; m.is > 1_000_000 {
				no.Message += "over a million"
			} else {
				no.Message += strconv.Itoa(int(m.is))
			}
			return shown(no)
		}
	}
	return nil
}

// sizes refuses a document over a limit. What passes is small enough for rules whose cost grows with the square of its
// size.
func (r *reader) sizes(doc *ast.QueryDocument) *gqlerror.Error {
	c := counter{fragments: map[string]*fragment{}, intro: r.intro}
	for _, f := range doc.Fragments {
		if c.fragments[f.Name] == nil {
			c.fragments[f.Name] = &fragment{def: f}
		}
	}
	var whole size
	operations := make([]size, len(doc.Operations))
	for i, op := range doc.Operations {
		s := c.selection(op.SelectionSet)
		s.directed(op.Directives)
		for _, v := range op.VariableDefinitions {
			s.directed(v.Directives)
			s.valued(v.DefaultValue, 0)
			s.nesting = max(s.nesting, wraps(v.Type))
		}
		operations[i] = s
		whole.plus(s)
	}
	for _, f := range doc.Fragments { // each is also validated alone
		s := c.selection(f.SelectionSet)
		s.directed(f.Directives)
		whole.plus(s)
	}
	if c.cycle != "" {
		return fault(hackathon.Invalid, fmt.Sprintf("Cannot spread fragment %q within itself.", c.cycle))
	}
	for i, s := range operations {
		if err := r.within(measure{s.depth, MaxDepth}, measure{s.aliases, MaxAliases}, measure{s.roots, MaxRootFields},
			measure{s.fields, MaxFields}, measure{s.directives, MaxDirectives}, measure{s.described, MaxIntrospection},
			measure{float64(len(doc.Operations[i].VariableDefinitions)), MaxVariables}); err != nil {
			return err
		}
	}
	// A whole document may have the directives of three operations.
	if err := r.within(measure{whole.selections, MaxSelections}, measure{whole.nesting, MaxNesting},
		measure{whole.values, MaxValues}, measure{math.Ceil(whole.directives / 3), MaxDirectives}); err != nil {
		return err
	}
	comparisons := pairs(len(doc.Fragments)) // each is compared with each
	for _, op := range doc.Operations {
		comparisons += c.comparisons(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		comparisons += c.comparisons(f.SelectionSet)
	}
	return r.within(measure{comparisons * (1 + whole.unnamed), MaxComparisons})
}

// variables refuses variables with more values than a request may have, in addition to one for each.
func (r *reader) variables(variables map[string]any) *gqlerror.Error {
	return r.within(measure{float64(valuesIn(variables) - r.limits.Most(MaxVariables)), MaxValues})
}

func valuesIn(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for _, item := range v {
			n += 1 + valuesIn(item)
		}
	case []any:
		for _, item := range v {
			n += 1 + valuesIn(item)
		}
	}
	return n
}

// size is what a selection set asks for, with its fragments expanded.
type size struct {
	// of what is asked; introspection is counted separately
	depth, aliases, roots, fields, directives float64
	selections, nesting, values               float64 // of what has to be validated
	// The longest chain of inline fragments without a name, one directly in another: at the top, and anywhere. What is in
	// the innermost is compared once for each of them.
	chain, unnamed        float64
	described, describing float64 // fields answered under __schema and __type; and how many if this stood there
}

func (s *size) plus(o size) {
	s.depth, s.nesting = max(s.depth, o.depth), max(s.nesting, o.nesting)
	s.chain, s.unnamed = max(s.chain, o.chain), max(s.unnamed, o.unnamed)
	s.aliases += o.aliases
	s.roots += o.roots
	s.fields += o.fields
	s.directives += o.directives
	s.selections += o.selections
	s.values += o.values
	s.described += o.described
	s.describing += o.describing
}

func (s *size) directed(directives ast.DirectiveList) {
	s.directives += float64(len(directives))
	for _, d := range directives {
		s.argued(d.Arguments)
	}
}

func (s *size) argued(arguments ast.ArgumentList) {
	for _, a := range arguments {
		s.valued(a.Value, 0)
	}
}

func (s *size) valued(v *ast.Value, level float64) {
	if v == nil {
		return
	}
	s.values++
	s.nesting = max(s.nesting, level)
	if level > maxLevel {
		return
	}
	for _, child := range v.Children {
		s.valued(child.Value, level+1)
	}
}

// maxLevel ends the counting of nested values: the parser has limited them to the number of tokens.
const maxLevel = 1 << 16

func wraps(t *ast.Type) (n float64) {
	for ; t != nil && t.Elem != nil; t = t.Elem {
		n++
	}
	return n
}

// counter sizes selections. Each fragment is sized once, however often it is spread, so that fragments which spread
// each other twice cost no more than their text.
type counter struct {
	fragments map[string]*fragment
	intro     introspected
	cycle     string // a fragment that spreads itself
}

type fragment struct {
	def   *ast.FragmentDefinition
	state int // not sized, being sized, sized
	size  size
}

func (c *counter) selection(set ast.SelectionSet) size {
	var sum size
	for _, sel := range set {
		var s size
		switch sel := sel.(type) {
		case *ast.Field:
			s = c.field(sel)
		case *ast.InlineFragment:
			s = c.selection(sel.SelectionSet)
			s.chain++
			s.unnamed = max(s.unnamed, s.chain)
			s.nesting++
			s.selections++
			s.directed(sel.Directives)
		case *ast.FragmentSpread:
			s = c.fragment(sel.Name)
			s.nesting++
			s.selections++
			s.directed(sel.Directives)
		}
		sum.plus(s)
	}
	return sum
}

func (c *counter) field(f *ast.Field) size {
	s := c.selection(f.SelectionSet)
	s.roots, s.chain = 1, 0
	if f.Name == "__schema" || f.Name == "__type" {
		s.depth, s.fields = 0, 0
		s.described += s.describing
	}
	s.describing = c.intro.times(f.Name, s.describing)
	s.depth++
	s.nesting++
	s.fields++
	s.selections++
	if f.Alias != f.Name {
		s.aliases++
	}
	s.directed(f.Directives)
	s.argued(f.Arguments)
	return s
}

func (c *counter) fragment(name string) size {
	f := c.fragments[name]
	switch {
	case f == nil: // the validator reports it
		return size{}
	case f.state == 1:
		c.cycle = name
		return size{}
	case f.state == 0:
		f.state = 1
		f.size = c.selection(f.def.SelectionSet)
		f.size.directed(f.def.Directives)
		f.state = 2
	}
	return f.size
}

// comparisons is the number of pairs of fields with the same path in the answer, from whatever fragments. GraphQL
// requires each pair to be alike.
func (c *counter) comparisons(sets ...ast.SelectionSet) (n float64) {
	type same struct {
		fields int
		below  []ast.SelectionSet
	}
	named := map[string]*same{}
	var gather func(ast.SelectionSet)
	gather = func(set ast.SelectionSet) {
		for _, sel := range set {
			switch sel := sel.(type) {
			case *ast.Field:
				of := named[sel.Alias]
				if of == nil {
					of = &same{}
					named[sel.Alias] = of
				}
				of.fields++
				if len(sel.SelectionSet) > 0 {
					of.below = append(of.below, sel.SelectionSet)
				}
			case *ast.InlineFragment:
				gather(sel.SelectionSet)
			case *ast.FragmentSpread:
				if f := c.fragments[sel.Name]; f != nil {
					gather(f.def.SelectionSet)
				}
			}
		}
	}
	for _, set := range sets {
		gather(set)
	}
	for _, of := range named {
		n += pairs(of.fields) + c.comparisons(of.below...)
	}
	return n
}

// pairs is how many pairs there are of n.
func pairs(n int) float64 { return float64(n) * float64(n-1) / 2 }
