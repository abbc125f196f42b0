package graph

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/hackathon"
)

// compiler makes the writers for what a document selects within a field.
type compiler struct {
	*Renderer
	op *graphql.OperationContext
}

// value is the writer of values of a type of the schema that Go holds so; nil: these cannot be planned.
func (c compiler) value(is *ast.Type, holds reflect.Type, selected ast.SelectionSet) writer {
	switch {
	case holds.Kind() == reflect.Pointer:
		if w := c.value(&ast.Type{NamedType: is.NamedType, Elem: is.Elem, NonNull: true}, holds.Elem(), selected); w != nil {
			return maybe{w, is.NonNull}
		}
	case is.Elem != nil && holds.Kind() == reflect.Slice:
		if w := c.value(is.Elem, holds.Elem(), selected); w != nil {
			return list{w, is.NonNull}
		}
	case is.Elem != nil:
	case c.schema.Types[is.NamedType].Kind == ast.Object && holds.Kind() == reflect.Struct:
		if o := c.object(c.schema.Types[is.NamedType], holds, selected); o != nil {
			return o
		}
	default:
		if l := leafOf(c.schema.Types[is.NamedType], holds, is.NonNull); l != nil {
			return l
		}
	}
	return nil
}

func (c compiler) object(def *ast.Definition, holds reflect.Type, selected ast.SelectionSet) *object {
	if conditional(selected) {
		return nil
	}
	names := []string{def.Name}
	for _, is := range c.schema.GetImplements(def) {
		names = append(names, is.Name)
	}
	o := &object{}
	for _, field := range graphql.CollectFields(c.op, selected, names) {
		f := c.field(def, holds, field)
		if f == nil || slices.ContainsFunc(o.fields, func(other objectField) bool { // gqlgen writes the first
			return bytes.Equal(other.name[1:], f.name[1:])
		}) {
			return nil
		}
		if len(o.fields) > 0 {
			f.name[0] = ','
		}
		o.fields = append(o.fields, *f)
		switch {
		case f.asked != nil:
			o.pending = append(o.pending, f.asked)
		case f.asks():
			o.ready = append(o.ready, *f)
		}
	}
	if len(o.fields) == 0 {
		return nil
	}
	return o
}

// conditional reports whether something has @skip or @include: it may be selected this time and not the next.
func conditional(selected ast.SelectionSet) bool {
	return slices.ContainsFunc(selected, func(s ast.Selection) bool {
		switch s := s.(type) {
		case *ast.Field:
			return len(s.Directives) > 0
		case *ast.InlineFragment:
			return len(s.Directives) > 0 || conditional(s.SelectionSet)
		case *ast.FragmentSpread:
			return len(s.Directives) > 0 || conditional(s.Definition.SelectionSet)
		}
		return true
	})
}

// field is the writer of a field of an object, with where its value comes from.
func (c compiler) field(def *ast.Definition, holds reflect.Type, field graphql.CollectedField) *objectField {
	f := &objectField{name: append(appendQuoted(rendered{'{'}, field.Alias), ':')}
	if field.Name == "__typename" {
		text := appendQuoted(nil, def.Name)
		f.get = func(v reflect.Value) reflect.Value { return v }
		f.writer = leaf(func(to rendered, _ reflect.Value) (rendered, bool) { return append(to, text...), true })
		return f
	}
	if field.Definition.Directives.ForName("access") != nil {
		return nil
	}
	var gives reflect.Type
	if resolver, isResolved := c.resolver(def.Name, field.Name); isResolved {
		is := resolver.Type()
		if is.NumIn() != 2 || is.In(1) != reflect.PointerTo(holds) || is.NumOut() != 2 {
			return nil
		}
		f.asked, gives = &asked{resolver: resolver}, is.Out(0)
	} else if f.get, gives = c.getter(holds, field); f.get == nil {
		return nil
	}
	if f.writer = c.value(field.Definition.Type, gives, field.Selections); f.writer == nil {
		return nil
	}
	if f.asked != nil {
		f.asked.writer = f.writer
	}
	return f
}

// resolver is the resolver of a field, where the generated code calls one.
func (c compiler) resolver(object, field string) (resolver reflect.Value, is bool) {
	of := c.resolvers.MethodByName(object)
	if !of.IsValid() {
		return resolver, false
	}
	for m := range of.Type().Out(0).Methods() {
		if strings.EqualFold(m.Name, field) {
			return of.Call(nil)[0].MethodByName(m.Name), true
		}
	}
	return resolver, false
}

var localized = reflect.TypeFor[hackathon.Localized]()

// getter reads a field of a struct as the generated code does: from the method or the field of its name.
func (c compiler) getter(holds reflect.Type, field graphql.CollectedField) (func(reflect.Value) reflect.Value,
	reflect.Type) {
	named := func(name string) bool { return strings.EqualFold(name, field.Name) }
	for m := range reflect.PointerTo(holds).Methods() {
		if !named(m.Name) && !(len(field.Definition.Arguments) > 0 && named(strings.TrimSuffix(m.Name, "Text"))) {
			continue
		}
		args, ok := c.arguments(field, m.Type)
		if !ok || m.Type.NumOut() != 1 {
			return nil, nil
		}
		return func(v reflect.Value) reflect.Value {
			return m.Func.Call(append([]reflect.Value{addressable(v).Addr()}, args...))[0]
		}, m.Type.Out(0)
	}
	in, ok := holds.FieldByNameFunc(named)
	if !ok || len(field.Definition.Arguments) > 0 {
		return nil, nil
	}
	if holds == localized { // what is not written is null
		return func(v reflect.Value) reflect.Value {
			if v = v.FieldByIndex(in.Index); v.Len() == 0 {
				return reflect.Zero(reflect.PointerTo(v.Type()))
			}
			return addressable(v).Addr()
		}, reflect.PointerTo(in.Type)
	}
	if len(in.Index) == 1 {
		at := in.Index[0]
		return func(v reflect.Value) reflect.Value { return v.Field(at) }, in.Type
	}
	return func(v reflect.Value) reflect.Value { return v.FieldByIndex(in.Index) }, in.Type
}

// addressable is v, or a copy of it.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	own := reflect.New(v.Type()).Elem()
	own.Set(v)
	return own
}

// arguments are those of a method. Only words of an enum are planned that stand in the document or are the default.
func (c compiler) arguments(field graphql.CollectedField, method reflect.Type) (args []reflect.Value, ok bool) {
	if method.NumIn()-1 != len(field.Definition.Arguments) || slices.ContainsFunc(field.Arguments,
		func(a *ast.Argument) bool { return a.Value.Kind != ast.EnumValue }) {
		return nil, false
	}
	given := field.ArgumentMap(nil)
	for i, a := range field.Definition.Arguments {
		word, is := given[a.Name].(string)
		if in := method.In(i + 1); is && in.Kind() == reflect.String {
			args = append(args, reflect.ValueOf(word).Convert(in))
		}
	}
	return args, len(args) == len(field.Definition.Arguments)
}

var leaves = map[string]leaf{
	"Boolean": func(to rendered, v reflect.Value) (rendered, bool) { return strconv.AppendBool(to, v.Bool()), true },
	"Int":     func(to rendered, v reflect.Value) (rendered, bool) { return strconv.AppendInt(to, v.Int(), 10), true },
	"String":  func(to rendered, v reflect.Value) (rendered, bool) { return appendQuoted(to, v.String()), true },
	"Float": func(to rendered, v reflect.Value) (rendered, bool) {
		f := v.Float()
		return fmt.Appendf(to, "%g", f), !math.IsInf(f, 0) && !math.IsNaN(f)
	},
}

var (
	marshals = reflect.TypeFor[graphql.Marshaler]()
	instant  = reflect.TypeFor[time.Time]()
	identity = reflect.TypeFor[hackathon.ID]()
)

// leafOf is the writer of a scalar or an enum.
func leafOf(def *ast.Definition, holds reflect.Type, nonNull bool) writer {
	switch {
	case holds == identity:
		return leaf(func(to rendered, v reflect.Value) (rendered, bool) {
			id := hackathon.ID(addressable(v).Bytes())
			return append(id.Append(append(to, '"')), '"'), true
		})
	case holds == instant:
		return leaf(func(to rendered, v reflect.Value) (rendered, bool) {
			t := *addressable(v).Addr().Interface().(*time.Time)
			if t.IsZero() {
				return append(to, "null"...), !nonNull
			}
			return append(t.AppendFormat(append(to, '"'), time.RFC3339Nano), '"'), true
		})
	case holds.Implements(marshals):
		return leaf(func(to rendered, v reflect.Value) (rendered, bool) {
			var text bytes.Buffer
			v.Interface().(graphql.Marshaler).MarshalGQL(&text)
			return append(to, text.Bytes()...), true
		})
	case def.Kind == ast.Enum && holds.Kind() == reflect.String:
		return leaves["String"]
	case def.Kind == ast.Scalar && slices.Contains([]string{"bool Boolean", "int Int", "int32 Int", "string String",
		"float64 Float"}, holds.Kind().String()+" "+def.Name):
		return leaves[def.Name]
	}
	return nil
}

const hexDigits = "0123456789ABCDEF"

// appendQuoted spells a string as gqlgen does.
func appendQuoted(to rendered, s string) rendered {
	to = append(to, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '\\' && c != '"' {
			continue
		}
		to = append(to, s[start:i]...)
		start = i + 1
		switch c {
		case '\t':
			to = append(to, `\t`...)
		case '\r':
			to = append(to, `\r`...)
		case '\n':
			to = append(to, `\n`...)
		case '\\', '"':
			to = append(to, '\\', c)
		default:
			to = append(to, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
	}
	return append(append(to, s[start:]...), '"')
}
