package transport

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// inputs checks what a caller sends against the types of the schema, before anything is executed: the values in a
// document once, when it is read, and the variables of each request. So no value of a caller becomes a fault of the
// server. No message repeats a value.
type inputs struct {
	schema  *ast.Schema
	scalars map[string]func(string) error // forms of the schema's own text scalars
}

// wrong says what is wrong with a value, and where.
type wrong struct {
	path []any
	says string
}

func (w *wrong) at(step any) *wrong {
	if w != nil {
		w.path = append([]any{step}, w.path...)
	}
	return w
}

func isWrong(format string, args ...any) *wrong { return &wrong{says: fmt.Sprintf(format, args...)} }

// error is the fault for the caller.
func (w *wrong) error(what string, path ast.Path, at *ast.Position) *gqlerror.Error {
	where := make([]string, len(w.path))
	for i, step := range w.path {
		where[i] = fmt.Sprint(step)
	}
	e := fault(hackathon.Invalid, fmt.Sprintf("%s %s: %s", what, strings.Join(where, "."), w.says))
	e.Path = path
	e.Extensions["argument"] = w.path
	if at != nil {
		e.Locations = []gqlerror.Location{{Line: at.Line, Column: at.Column}}
	}
	return e
}

// document checks the values in a valid document. It returns for each operation the variables in places where null is
// not allowed.
func (in *inputs) document(doc *ast.QueryDocument) (needed map[string]bool, errs gqlerror.List) {
	w := &written{in: in, needed: map[string]bool{}}
	for _, op := range doc.Operations {
		for _, v := range op.VariableDefinitions {
			if v.DefaultValue != nil {
				w.check("default of variable", ast.Path{}, v.Position,
					w.in.value(plain(v.DefaultValue), v.Type, w.needed).at(v.Variable))
			}
			w.directives(nil, v.Directives)
		}
		w.directives(nil, op.Directives)
		w.selections(nil, op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		w.directives(nil, f.Directives)
		w.selections(nil, f.SelectionSet)
	}
	return w.needed, w.errs
}

type written struct {
	in     *inputs
	needed map[string]bool // variables in places where null is not allowed
	errs   gqlerror.List
}

func (w *written) check(what string, path ast.Path, at *ast.Position, is *wrong) {
	if is != nil && len(w.errs) < maxFaults {
		w.errs = append(w.errs, is.error(what, path, at))
	}
}

func (w *written) selections(path ast.Path, set ast.SelectionSet) {
	for _, sel := range set {
		switch sel := sel.(type) {
		case *ast.Field:
			path := append(path[:len(path):len(path)], ast.PathName(sel.Alias))
			if sel.Definition != nil {
				w.arguments(path, sel.Arguments, sel.Definition.Arguments)
			}
			w.directives(path, sel.Directives)
			w.selections(path, sel.SelectionSet)
		case *ast.InlineFragment:
			w.directives(path, sel.Directives)
			w.selections(path, sel.SelectionSet)
		case *ast.FragmentSpread:
			w.directives(path, sel.Directives)
		}
	}
}

func (w *written) directives(path ast.Path, directives ast.DirectiveList) {
	for _, d := range directives {
		if d.Definition != nil {
			w.arguments(path, d.Arguments, d.Definition.Arguments)
		}
	}
}

func (w *written) arguments(path ast.Path, arguments ast.ArgumentList, defs ast.ArgumentDefinitionList) {
	for _, a := range arguments {
		if def := defs.ForName(a.Name); def != nil {
			w.check("argument", path, a.Position, w.in.value(plain(a.Value), def.Type, w.needed).at(a.Name))
		}
	}
}

// variable stands, in a value of a document, for what a request gives.
type variable string

// plain is a value of a document as a request would give it.
func plain(v *ast.Value) any {
	switch v.Kind {
	case ast.Variable:
		return variable(v.Raw)
	case ast.NullValue:
		return nil
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw)
	case ast.BooleanValue:
		return v.Raw == "true"
	case ast.ListValue:
		list := make([]any, len(v.Children))
		for i, child := range v.Children {
			list[i] = plain(child.Value)
		}
		return list
	case ast.ObjectValue:
		object := make(map[string]any, len(v.Children))
		for _, child := range v.Children {
			object[child.Name] = plain(child.Value)
		}
		return object
	}
	return v.Raw // a text, or a value of an enum: the validator has told them apart
}

// variables checks the variables of a request against their declarations. It also refuses what would make the executor
// panic, or become a fault later.
func (in *inputs) variables(op *ast.OperationDefinition, variables map[string]any,
	needed map[string]bool) gqlerror.List {
	var errs gqlerror.List
	for _, v := range op.VariableDefinitions {
		given, ok := variables[v.Variable]
		var is *wrong
		switch {
		case ok && given == nil && needed[v.Variable]:
			is = isWrong("null is not allowed where it is used")
		case ok:
			is = in.value(given, v.Type, nil)
		}
		if is != nil && len(errs) < maxFaults {
			errs = append(errs, is.at(v.Variable).error("variable", nil, v.Position))
		}
	}
	return errs
}

// value checks a value against a type, and notes the variables in it that are needed.
func (in *inputs) value(given any, t *ast.Type, needed map[string]bool) *wrong {
	if v, ok := given.(variable); ok {
		if t.NonNull {
			needed[string(v)] = true
		}
		return nil
	}
	if given == nil {
		if t.NonNull {
			return isWrong("null is not allowed here")
		}
		return nil
	}
	if t.Elem != nil {
		list, ok := given.([]any)
		if !ok {
			return in.value(given, t.Elem, needed) // a single value is a list of one
		}
		for i, item := range list {
			if is := in.value(item, t.Elem, needed); is != nil {
				return is.at(i)
			}
		}
		return nil
	}
	def := in.schema.Types[t.NamedType]
	switch {
	case def == nil:
		return isWrong("there is no type %s", t.NamedType)
	case def.Kind == ast.Enum:
		if s, ok := given.(string); !ok || def.EnumValues.ForName(s) == nil {
			return isWrong("a value of %s is needed", def.Name)
		}
		return nil
	case def.Kind == ast.InputObject:
		object, ok := given.(map[string]any)
		if !ok {
			return isWrong("an object of type %s is needed", def.Name)
		}
		return in.object(object, def, needed)
	}
	return in.scalar(def, given)
}

func (in *inputs) object(object map[string]any, def *ast.Definition, needed map[string]bool) *wrong {
	for name := range object {
		if def.Fields.ForName(name) == nil && name != "__typename" {
			return isWrong("%s has no field of a name that is given", def.Name)
		}
	}
	for _, field := range def.Fields {
		given, ok := object[field.Name]
		if !ok {
			if field.Type.NonNull && field.DefaultValue == nil {
				return isWrong("it is needed").at(field.Name)
			}
			continue
		}
		if is := in.value(given, field.Type, needed); is != nil {
			return is.at(field.Name)
		}
	}
	return nil
}

// scalar checks one value: a text, a number as written, a boolean, or anything else.
func (in *inputs) scalar(def *ast.Definition, given any) *wrong {
	text, isText := given.(string)
	if isText && (strings.ContainsRune(text, 0) || !utf8.ValidString(text)) {
		return isWrong("a text has no character U+0000, and is UTF-8")
	}
	number, isNumber := given.(json.Number)
	switch def.Name {
	case "Int":
		if _, err := strconv.ParseInt(string(number), 10, 32); !isNumber || err != nil {
			return isWrong("a whole number is needed, from -2147483648 to 2147483647")
		}
		return nil
	case "Float":
		if f, err := strconv.ParseFloat(string(number), 64); !isNumber || err != nil || math.IsInf(f, 0) {
			return isWrong("a number is needed")
		}
		return nil
	case "Boolean":
		if _, ok := given.(bool); !ok {
			return isWrong("true or false is needed")
		}
		return nil
	}
	if !isText {
		return isWrong("a text is needed")
	}
	form := in.scalars[def.Name]
	if form == nil {
		return nil
	}
	if err := form(text); err != nil {
		if own, ok := errors.AsType[*hackathon.Error](err); ok {
			return isWrong("%s", own.Message)
		}
		return isWrong("this is no %s", def.Name)
	}
	return nil
}
