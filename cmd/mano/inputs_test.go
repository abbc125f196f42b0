package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
)

// secret is in every text that the test makes up: what callers send must not be in the log.
const secret = "hemlig-4711"

// nasty are values, as JSON, that are wrong for most arguments.
var nasty = []string{
	`null`, `""`, `" "`, `"\u0000"`, `"` + secret + `\u0000x"`, `"\u0001` + secret + `"`, `"\ud800"`, `"\uffff"`,
	`"%_\\'\"` + secret + `"`,
	`0`, `-1`, `2147483647`, `2147483648`, `-2147483649`, `9223372036854775808`, `1e400`, `-1e400`, `2.5`, `1e3`, `1e-400`,
	`true`, `{}`, `[]`, `[null]`, `[[1]]`, `{"a":1}`,
	`"5"`, `"NaN"`, `"Infinity"`, `"2026-12-01"`, `"tomorrow"`, `"2026-12-01T10:00:00"`, `"0000-01-01T00:00:00Z"`,
	`"0001-01-01T00:00:00Z"`, `"9999-12-31T23:59:59-12:00"`,
	`"10000-01-01T00:00:00Z"`, `"2026-02-30T00:00:00Z"`, `"0000-01-01"`, `"9999-12-31"`, `"live"`, `"LIVE"`,
	`"AAAAAAAAAAAAAAAAAAAAAA"`,
	`"` + strings.Repeat("ä", 6000) + `"`,
	cursor(`["\u0000","ID"]`), cursor(`["tomorrow","ID"]`), cursor(`["0000-01-01T00:00:00Z","ID"]`),
	cursor(`["99999-01-01T00:00:00Z","ID"]`),
	cursor(`["CREATED_AT DESC","ID",null]`), cursor(`["SUPPORT_COUNT DESC","ID",99999999999]`),
	cursor(`["STARTS_AT","ID","0000-01-01T00:00:00Z"]`), cursor(`["STARTS_AT","ID","9999-12-31T23:59:59-12:00"]`),
	cursor(`["TITLE","ID","\u0000"]`), cursor(`["NAME","ID","` + secret + `"]`),
	cursor(`["` + secret + `","ID"]`), cursor(`["","ID"]`),
}

// cursor makes the cursor of a page; the id is inserted where one is known.
func cursor(place string) string { return "cursor:" + place }

// caller makes up arguments for the fields of the schema.
type caller struct {
	schema *ast.Schema
	ids    map[string]string // of things, by type
	seen   map[string]bool
}

// value is something that fits the type, with the required fields alone.
func (c *caller) value(t *ast.Type, name string) any {
	if t.Elem != nil {
		return []any{c.value(t.Elem, name)}
	}
	def := c.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return def.EnumValues[0].Name
	case ast.InputObject:
		object := map[string]any{}
		for _, f := range def.Fields {
			if f.Type.NonNull && f.DefaultValue == nil {
				object[f.Name] = c.value(f.Type, f.Name)
			}
		}
		return object
	}
	switch def.Name {
	case "Int":
		return 1
	case "Float":
		return 58.5
	case "Boolean":
		return true
	case "Time":
		return "2031-05-17T10:00:00Z"
	case "Date":
		return "2031-05-17"
	case "ID":
		return c.id(name)
	}
	return "x"
}

// id is that of a thing that fits an argument of this name.
func (c *caller) id(name string) string {
	name = strings.ToLower(strings.TrimSuffix(name, "Id"))
	for kind, id := range c.ids {
		if strings.ToLower(kind) == name {
			return id
		}
	}
	return c.ids["Event"]
}

// place is one value in the arguments of a field.
type place struct {
	path []string
	of   *ast.Type
}

// places are all places in an argument that were not tried yet.
func (c *caller) places(key string, path []string, t *ast.Type) (all []place) {
	if c.seen[key] {
		return nil
	}
	c.seen[key] = true
	all = append(all, place{path, t})
	for t.Elem != nil {
		t = t.Elem
	}
	def := c.schema.Types[t.NamedType]
	if def.Kind != ast.InputObject {
		return all
	}
	for _, f := range def.Fields {
		all = append(all, c.places(def.Name+"."+f.Name, append(slices.Clone(path), f.Name), f.Type)...)
	}
	return all
}

// with returns the value with one place replaced.
func (c *caller) with(v any, t *ast.Type, path []string, put any) any {
	if len(path) == 0 {
		return put
	}
	if t.Elem != nil {
		list, _ := v.([]any)
		if len(list) == 0 {
			list = []any{c.value(t.Elem, "")}
		}
		return []any{c.with(list[0], t.Elem, path, put)}
	}
	object := map[string]any{}
	if given, ok := v.(map[string]any); ok {
		for k, item := range given {
			object[k] = item
		}
	}
	field := c.schema.Types[t.NamedType].Fields.ForName(path[0])
	if object[path[0]] == nil && len(path) > 1 {
		object[path[0]] = c.value(field.Type, path[0])
	}
	object[path[0]] = c.with(object[path[0]], field.Type, path[1:], put)
	return object
}

// literal writes a value as in a document.
func (c *caller) literal(v any, t *ast.Type) string {
	switch v := v.(type) {
	case json.RawMessage:
		return bare.Replace(string(v))
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = c.literal(item, t.Elem)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case map[string]any:
		var b strings.Builder
		for t.Elem != nil {
			t = t.Elem
		}
		for k, item := range v {
			fmt.Fprintf(&b, "%s: %s ", k, c.literal(item, c.schema.Types[t.NamedType].Fields.ForName(k).Type))
		}
		return "{" + b.String() + "}"
	case string:
		if c.schema.Types[t.Name()].Kind == ast.Enum {
			return v
		}
	}
	b, _ := json.Marshal(v)
	return string(b)
}

var bare = strings.NewReplacer(`{"a":1}`, `{a:1}`)

// call is one request.
type call struct{ name, body string }

// calls are requests for a field with every nasty value in every place of its arguments, as variables and as literals.
func (c *caller) calls(operation, before, after string, field *ast.FieldDefinition, key string) (all []call) {
	selection := ""
	if c.schema.Types[field.Type.Name()].IsCompositeType() {
		selection = "{ __typename }"
	}
	for _, tried := range field.Arguments {
		for _, place := range c.places(key+"."+tried.Name, nil, tried.Type) {
			writtenBefore := c.seen[place.of.String()]
			c.seen[place.of.String()] = true
			for _, raw := range nasty {
				if text, ok := strings.CutPrefix(raw, "cursor:"); ok {
					raw = `"` + base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(text, "ID", c.ids["Event"], 1))) + `"`
				}
				var declared, passed, written strings.Builder
				variables := map[string]any{}
				for _, a := range field.Arguments {
					if a != tried && (!a.Type.NonNull || a.DefaultValue != nil) {
						continue
					}
					v := c.value(a.Type, a.Name)
					if a == tried {
						v = c.with(v, a.Type, place.path, json.RawMessage(raw))
					}
					fmt.Fprintf(&declared, "$%s: %s ", a.Name, a.Type)
					fmt.Fprintf(&passed, "%s: $%s ", a.Name, a.Name)
					fmt.Fprintf(&written, "%s: %s ", a.Name, c.literal(v, a.Type))
					variables[a.Name] = v
				}
				name := fmt.Sprintf("%s.%s.%s: %.60s", key, tried.Name, strings.Join(place.path, "."), raw)
				byVariable, _ := json.Marshal(map[string]any{
					"query": fmt.Sprintf("%s(%s) { %s %s(%s) %s %s }", operation, &declared, before, field.Name, &passed, selection,
						after), "variables": variables,
				})
				asLiteral, _ := json.Marshal(map[string]any{"query": fmt.Sprintf("%s { %s %s(%s) %s %s }", operation, before,
					field.Name, &written, selection, after)})
				all = append(all, call{name + " by variable", string(byVariable)})
				if !writtenBefore { // literals are checked by type alone
					all = append(all, call{name + " as literal", string(asLiteral)})
				}
			}
		}
	}
	return all
}

// first sends a request and returns its answer; of a stream the first result.
func (p *inProcess) first(token, method, at, body, accept string) (int, string) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, at, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", accept)
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Error(err)
		return 0, ""
	}
	defer res.Body.Close()
	if accept != "text/event-stream" {
		text, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(text)
	}
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			return res.StatusCode, data
		}
	}
	return res.StatusCode, "no result"
}

// TestProgram_nastyInputs: whatever a caller sends, in whatever place of whatever argument, is reported as the caller's
// mistake.
func TestProgram_nastyInputs(t *testing.T) {
	t.Parallel()
	p := startInProcess(t, "serve", "--listen", "127.0.0.1:0", "--data", folder(t), "--demo", "--limits", "off")
	c := &caller{schema: graph.NewSchema(&graph.Resolver{}).Schema(), ids: map[string]string{},
		seen: map[string]bool{}}
	found := p.ask("demo-admin", `{ viewer { person { id __typename } notices(first: 1) { nodes { id __typename } } }
		venues(first: 1) { nodes { id __typename } } organisations(first: 1) { nodes { id __typename } }
		events(first: 10, filter: {status: [LIVE]}) { nodes { id __typename
			ideas(first: 5) { nodes { id __typename comments(first: 1) { nodes { id __typename } } } }
			workingGroups(first: 5) { nodes { id __typename members(first: 1) { nodes { id __typename } } } }
			helpRequests(first: 5) { nodes { id __typename } } attendances(first: 1) { nodes { id __typename } } } } }`, nil)
	var gather func(any)
	gather = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if id, ok := v["id"].(string); ok {
				c.ids[v["__typename"].(string)] = id
			}
			for _, item := range v {
				gather(item)
			}
		case []any:
			for _, item := range v {
				gather(item)
			}
		}
	}
	gather(found)
	if len(c.ids) < 8 { // nearly every kind of thing
		t.Fatal("the demo has too little to ask about:", c.ids)
	}

	var all []call
	for _, field := range c.schema.Query.Fields {
		all = append(all, c.calls("query", "", "", field, "Query."+field.Name)...)
	}
	for _, def := range c.schema.Types {
		for _, field := range def.Fields {
			if id := c.ids[def.Name]; id != "" {
				all = append(all, c.calls("query", fmt.Sprintf("node(id: %q) { ... on %s {", id, def.Name), "} }", field,
					def.Name+"."+field.Name)...)
			} else if def.Name == "Viewer" {
				all = append(all, c.calls("query", "viewer {", "}", field, "Viewer."+field.Name)...)
			}
		}
	}
	for _, field := range c.schema.Mutation.Fields {
		all = append(all, c.calls("mutation", "", "", field, "Mutation."+field.Name)...)
	}
	for _, v := range []string{`{"v":null}`, `{}`, `{"v":"true"}`, `{"v":1}`} {
		all = append(all, call{"@include " + v, `{"query":"query($v: Boolean = true) { ` +
			`__typename server @include(if: $v) { version } }","variables":` + v + `}`},
			call{"a default that is overruled " + v, `{"query":"query($v: Int = 5) { ` +
				`events(first: $v) { nodes { id } } }","variables":` + v + `}`})
	}

	streams := len(all)
	for _, field := range c.schema.Subscription.Fields {
		all = append(all, c.calls("subscription", "", "", field, "Subscription."+field.Name)...)
	}

	var well atomic.Int64
	queue := make(chan int)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range queue {
				accept := "application/json"
				if i >= streams {
					accept = "text/event-stream"
				}
				status, text := p.first("demo-admin", http.MethodPost, p.url+"/graphql", all[i].body, accept)
				if status >= 500 || strings.Contains(text, `"INTERNAL"`) || !json.Valid([]byte(text)) {
					t.Errorf("%s\n\t%.300s\n\t%.300s", all[i].name, all[i].body, text)
				}
				if !strings.Contains(text, `"errors"`) {
					well.Add(1)
				}
			}
		})
	}
	for i := range all {
		queue <- i
	}
	close(queue)
	wait.Wait()
	if n := int(well.Load()); n < len(all)/20 { // the requests must get past the first checks
		t.Errorf("of %d requests only %d were answered", len(all), n)
	}
	for name, b := range map[string]*buffer{"the log": p.errors, "the console": p.out} {
		if text, _ := b.text(); strings.Contains(text, secret) {
			i := strings.Index(text, secret)
			t.Errorf("%s repeats what was sent: %.300s", name, text[max(0, i-200):])
		}
	}
}
