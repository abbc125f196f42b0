package graph

import (
	"context"
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"
)

// A plan writes values of one type with one selection. Before it writes anything, it calls the resolvers within, all
// those of one level at once, so that a loader reads for all of them together.
type plan struct {
	holds    reflect.Type
	selected ast.SelectionSet
	write    writer // nil: this cannot be planned
}

func (p *plan) render(ctx context.Context, v reflect.Value) (text rendered, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = nil, false // gqlgen meets it again, and reports it
		}
	}()
	r := &rendering{ctx: ctx, answers: map[*asked][]reflect.Value{}}
	if !p.write.ask(r, []reflect.Value{v}) {
		return nil, false
	}
	return p.write.append(r, make(rendered, 0, 1024), v)
}

// rendering is one use of a plan. The answers of a resolver are taken in the order in which they were asked for.
type rendering struct {
	ctx     context.Context
	answers map[*asked][]reflect.Value
}

// writer writes values of one type: ask calls the resolvers that it needs for all values, then append writes each. Not
// ok: something is for gqlgen to execute. asks reports whether there is anything to ask.
type writer interface {
	ask(r *rendering, values []reflect.Value) (ok bool)
	append(r *rendering, to rendered, v reflect.Value) (text rendered, ok bool)
	asks() bool
}

// leaf writes a value without fields.
type leaf func(to rendered, v reflect.Value) (rendered, bool)

func (leaf) asks() bool                                                           { return false }
func (leaf) ask(*rendering, []reflect.Value) bool                                 { return true }
func (l leaf) append(_ *rendering, to rendered, v reflect.Value) (rendered, bool) { return l(to, v) }

// maybe writes what a pointer or an interface holds, or null.
type maybe struct {
	writer
	nonNull bool
}

func (m maybe) ask(r *rendering, values []reflect.Value) bool {
	if !m.asks() {
		return true
	}
	held := make([]reflect.Value, 0, len(values))
	for _, v := range values {
		if !v.IsNil() {
			held = append(held, v.Elem())
		}
	}
	return m.writer.ask(r, held)
}

func (m maybe) append(r *rendering, to rendered, v reflect.Value) (rendered, bool) {
	if v.IsNil() {
		return append(to, "null"...), !m.nonNull
	}
	return m.writer.append(r, to, v.Elem())
}

// list is a slice.
type list struct {
	writer
	nonNull bool
}

func (l list) ask(r *rendering, values []reflect.Value) bool {
	if !l.asks() {
		return true
	}
	var items []reflect.Value
	for _, v := range values {
		for i := range v.Len() {
			items = append(items, v.Index(i))
		}
	}
	return l.writer.ask(r, items)
}

func (l list) append(r *rendering, to rendered, v reflect.Value) (_ rendered, ok bool) {
	if v.IsNil() && !l.nonNull {
		return append(to, "null"...), true
	}
	to = append(to, '[')
	for i := range v.Len() {
		if i > 0 {
			to = append(to, ',')
		}
		if to, ok = l.writer.append(r, to, v.Index(i)); !ok {
			return to, false
		}
	}
	return append(to, ']'), true
}

// object is a struct.
type object struct {
	fields  []objectField
	ready   []objectField // those fields whose value is in the struct, and needs resolvers within
	pending []*asked      // those that a resolver answers
}

type objectField struct {
	name []byte // with the punctuation: {"name": or ,"name":
	get  func(v reflect.Value) reflect.Value
	writer
	asked *asked // in place of get
}

// asked is a field that a resolver answers.
type asked struct {
	resolver reflect.Value
	writer
}

func (o *object) asks() bool { return len(o.ready)+len(o.pending) > 0 }

func (o *object) ask(r *rendering, values []reflect.Value) bool {
	if len(values) == 0 {
		return true
	}
	if !r.resolve(o.pending, values) {
		return false
	}
	for _, f := range o.ready {
		got := make([]reflect.Value, len(values))
		for i, v := range values {
			got[i] = f.get(v)
		}
		if !f.writer.ask(r, got) {
			return false
		}
	}
	for _, a := range o.pending {
		if answers := r.answers[a]; !a.writer.ask(r, answers[len(answers)-len(values):]) {
			return false
		}
	}
	return true
}

// resolve asks the resolvers of all values at once.
func (r *rendering) resolve(resolvers []*asked, values []reflect.Value) bool {
	var all sync.WaitGroup
	var failed atomic.Bool
	for n, a := range resolvers {
		before := len(r.answers[a])
		answers := append(r.answers[a], make([]reflect.Value, len(values))...)
		r.answers[a] = answers
		for i, v := range values {
			ask := func() {
				defer func() {
					if recover() != nil {
						failed.Store(true)
					}
				}()
				got := a.resolver.Call([]reflect.Value{reflect.ValueOf(r.ctx), v.Addr()})
				if answers[before+i] = got[0]; !got[1].IsNil() {
					failed.Store(true)
				}
			}
			if n == len(resolvers)-1 && i == len(values)-1 {
				ask()
			} else {
				all.Go(ask)
			}
		}
	}
	all.Wait()
	return !failed.Load()
}

func (o *object) append(r *rendering, to rendered, v reflect.Value) (_ rendered, ok bool) {
	for _, f := range o.fields {
		to = append(to, f.name...)
		var value reflect.Value
		if f.asked != nil {
			answers := r.answers[f.asked]
			value, r.answers[f.asked] = answers[0], answers[1:]
		} else {
			value = f.get(v)
		}
		if to, ok = f.writer.append(r, to, value); !ok {
			return to, false
		}
	}
	return append(to, '}'), true
}
