package transport

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/loometalgud/mano/hackathon"
)

func publicSchema(tb testing.TB) *ast.Schema {
	tb.Helper()
	files, err := filepath.Glob("../schema/*.graphqls")
	if err != nil {
		tb.Fatal(err)
	}
	var sources []*ast.Source
	for _, file := range append(files, "../schema.graphqls") {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: file, Input: string(text)})
	}
	return gqlparser.MustLoadSchema(sources...)
}

func times(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(format, "%d", fmt.Sprint(i)), "%e", fmt.Sprint(i+1)))
	}
	return b.String()
}

// hostile are documents that cost more than their length suggests, by their size.
var hostile = map[string]func(n int) string{
	"one field":               func(n int) string { return "{" + times(n, "__typename ") + "}" },
	"one field further down":  func(n int) string { return "{events{nodes{" + times(n, "id ") + "}}}" },
	"one field in operations": func(n int) string { return times(3, "query q%d{events{nodes{"+times(n/3, "id ")+"}}}") },
	"wide fields": func(n int) string {
		return "{events{nodes{" +
			times(n, "attendance{going online checkedIn}") + "}}}"
	},
	"wide fields by fragments": func(n int) string {
		return "{events{nodes{" + times(n, "attendance{...a}attendance{...b}") + "}}}" +
			twice("AttendanceCounts", "going online checkedIn")
	},
	"wide fields in unnamed": func(n int) string {
		return "{events{nodes{" +
			times(n, "attendance{...{...{going online}}}") + "}}}"
	},
	"repeats of repeats": func(n int) string {
		return "{events{" + times(n, "nodes{"+times(n, "title{et en}")+"}") +
			"}}"
	},
	"repeats by type": func(n int) string {
		return "{node(id:1){" + times(n, "...on Event{id title{en}}...on Idea{id title{en}}...on Venue{id name{en}}") + "}}"
	},
	"all fields, often": func(n int) string { return "{events{nodes{" + times(n, allOfEvent) + "}}}" },
	"all fields, in unnamed": func(n int) string {
		return "{events{nodes" + strings.Repeat("{...", 12) + "{" + times(n, allOfEvent) + "}" + strings.Repeat("}", 12) +
			"}}"
	},
	"unnamed in unnamed": func(n int) string {
		return strings.Repeat("{...", n) + "{__typename}" +
			strings.Repeat("}", n)
	},
	"unnamed side by side": func(n int) string { return "{events{" + times(n, "...{__typename}") + "}}" },
	"doubling fragments": func(n int) string {
		return "{...f0}" + times(n, "fragment f%d on Query{...f%e ...f%e}") +
			fmt.Sprintf("fragment f%d on Query{__typename}", n)
	},
	"doubling below __schema": func(n int) string {
		return "{__schema{...f0}}" + times(n, "fragment f%d on __Schema{...f%e ...f%e}") +
			fmt.Sprintf("fragment f%d on __Schema{description}", n)
	},
	"doubling without an end": func(n int) string { return "{...f0}" + times(n, "fragment f%d on Query{...f%e ...f%e}") },
	"fragments in fragments": func(n int) string {
		return "{events{...f0}}" + times(n, "fragment f%d on EventConnection{__typename ...f%e}") +
			fmt.Sprintf("fragment f%d on EventConnection{__typename}", n)
	},
	"cycles": func(n int) string {
		return "{...f0}" + times(n, "fragment f%d on Query{...f%e ...f0}") + fmt.Sprintf("fragment f%d on Query{...f0}", n)
	},
	"unused fragments": func(n int) string { return "{__typename}" + times(n, "fragment f%d on Query{__typename}") },
	"operations over a fragment": func(n int) string {
		return times(n, "query q%d{events{nodes{...f}}}") + "fragment f on Event{" + allOfEvent + "}"
	},
	"operations": func(n int) string { return times(n, "query q%d{__typename}") },
	"operations with variables": func(n int) string {
		return times(n,
			"query q%d($a:Int $b:Int $c:Int){events(first:$a){__typename}}")
	},
	"spreads of one": func(n int) string {
		return "{events{" + times(n, "...f ") + "}}fragment f on EventConnection{__typename}"
	},
	"spreads of two": func(n int) string {
		return "{events{" + times(n, "...a ...b ") + "}}" + twice("EventConnection", "__typename")
	},
	"spreads of many, other fields": func(n int) string {
		var b strings.Builder
		for i, name := range strings.Fields(strings.Repeat("id version status startsAt endsAt seats ", n/6+1))[:n] {
			fmt.Fprintf(&b, "fragment f%d on Event{%s}", i, name)
		}
		return "{events{nodes{" + times(n, "...f%d ") + "}}}" + b.String()
	},
	"spreads of many": func(n int) string {
		return "{events{" + times(n, "...f%d ") + "}}" + times(n, "fragment f%d on EventConnection{__typename}")
	},
	"spreads that answer nothing": func(n int) string { return "{events{" + times(n, "...f%d ") + "}}" },
	"impossible spreads": func(n int) string {
		return "{node(id:1){" +
			times(n, "...on EventActivity{__typename} ") + "}}"
	},
	"variables": func(n int) string {
		return "query(" + times(n, "$v%d:Int ") + "){" + times(min(n, 10), "a%d: events(first:$v%d){__typename} ") + "}"
	},
	"one variable often": func(n int) string {
		return "query($v:ID!){node(id:$v){" + times(n, "...on Event{id @skip(if:$v)}") + "}}"
	},
	"types in lists": func(n int) string {
		return "query($v:" + strings.Repeat("[", n) + "Int" + strings.Repeat("]", n) + "){events(first:$v){__typename}}"
	},
	"default of a variable": func(n int) string { return "query($v:[Int]=[" + times(n, "1 ") + "]){__typename}" },
	"lists in lists": func(n int) string {
		return "{events(filter:{status:" + strings.Repeat("[", n) + "LIVE" + strings.Repeat("]", n) + "}){__typename}}"
	},
	"a long list": func(n int) string { return "{events(filter:{status:[" + times(n, "LIVE ") + "]}){__typename}}" },
	"objects in objects": func(n int) string {
		return "{events(filter:" + strings.Repeat("{near:", n) + "1" + strings.Repeat("}", n) + "){__typename}}"
	},
	"one argument often":      func(n int) string { return "{events(" + times(n, "first:1 ") + "){__typename}}" },
	"arguments of two fields": func(n int) string { return times(2, "q%d: events("+times(n, "a%d:1 ")+"){__typename}") },
	"arguments of many fields": func(n int) string {
		return "{events{" + times(n, "nodes("+times(20, "a%d:1 ")+"){id}") +
			"}}"
	},
	"directives":           func(n int) string { return "{__typename " + times(n, "@skip(if:false) ") + "}" },
	"unknown directives":   func(n int) string { return "{__typename " + times(n, "@a%d ") + "}" },
	"unknown fields":       func(n int) string { return "{events{" + times(n, "abcdefghi%d ") + "}}" },
	"a long unknown field": func(n int) string { return "{" + strings.Repeat("e", 12*n) + "}" },
	"unknown types": func(n int) string {
		return "{events{" + times(n, "...f%d ") + "}}" + times(n, "fragment f%d on "+strings.Repeat("E", 60)+"%d{a}")
	},
	"a long unknown type": func(n int) string { return "{...f}fragment f on " + strings.Repeat("E", 12*n) + "{a}" },
	"a long enum value": func(n int) string {
		return `{events(filter:{status:["` + strings.Repeat("L", 12*n) + `"]}){__typename}}`
	},
	"unknown arguments":   func(n int) string { return "{events(" + times(n, "firs%d:1 ") + "){__typename}}" },
	"a long string":       func(n int) string { return `{node(id:"` + strings.Repeat("a", 12*n) + `"){id}}` },
	"a long block string": func(n int) string { return `{node(id:"""` + strings.Repeat(" \n", 6*n) + `"""){id}}` },
	"comments":            func(n int) string { return strings.Repeat("#a\n", n) + "{__typename}" },
	"commas":              func(n int) string { return "{" + strings.Repeat(",", 12*n) + "__typename}" },
	"not closed":          func(n int) string { return strings.Repeat("{a", n) },
	"brackets":            func(n int) string { return "{a(b:" + strings.Repeat("[", n) },
	"wide introspection":  func(n int) string { return "{__schema{types{" + times(n, "fields{name}") + "}}}" },
	"deep introspection": func(n int) string {
		return "{__schema{types" + strings.Repeat("{ofType", n) + "{name}" + strings.Repeat("}", n) + "}}"
	},
	"aliases":     func(n int) string { return "{events{nodes{" + times(n, "a%d:id ") + "}}}" },
	"the longest": func(n int) string { return times(5, "query q%d{events{nodes{"+times(n/5, "id title{et en} ")+"}}}") },
}

const allOfEvent = "id version kind format status title{et en ru vro}summary:description{et en}organisation{id " +
	"name{en}} startsAt endsAt seats venue{id name{en}}attendance{going online checkedIn}"

func twice(on, set string) string {
	return "fragment a on " + on + "{" + set + "}fragment b on " + on + "{" + set + "}"
}

// standardIntrospection is the query of most tools.
const standardIntrospection = `query IntrospectionQuery { __schema { description queryType { name kind }
	mutationType { name kind } subscriptionType { name kind }
  types { ...FullType } directives { name description isRepeatable locations args(includeDeprecated: true) {
	...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }
	type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
	kind name ofType { kind name ofType {
  kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`

// TestDocuments_cost: no text costs much more than parsing the longest one, whether it is refused or passes. Each kind
// is tried at the largest size that passes and far beyond.
func TestDocuments_cost(t *testing.T) {
	t.Parallel()
	schema := publicSchema(t)
	r := newReader(schema, nil, hackathon.Limits{DocumentCacheBytes: 1}) // keeps nothing
	read := func(text string) time.Duration {
		start := time.Now()
		_, _ = r.read(text)
		return time.Since(start)
	}
	parse := func() time.Duration {
		start := time.Now()
		if _, err := parser.ParseQuery(&ast.Source{Input: hostile["one field"](4990)}); err != nil {
			t.Fatal(err)
		}
		return time.Since(start)
	}
	const most, tries = 30, 10 // times as long as parsing; a busy machine may need some tries to show it
	for name, write := range hostile {
		over := func(n int) bool {
			text := write(n)
			if len(text) > 64<<10 {
				return true // refused unread
			}
			doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, MaxTokens.Most)
			return err != nil || r.sizes(doc) != nil
		}
		top := 2
		for top < 5000 && !over(top) {
			top *= 2
		}
		n := top/2 + sort.Search(top/2, func(n int) bool { return over(top/2 + n + 1) })
		for _, n := range []int{n, 5000} {
			text := write(n)
			if len(text) > 64<<10 {
				continue
			}
			cost, parsing := time.Duration(1<<62), time.Duration(1<<62)
			for try := range tries {
				cost, parsing = min(cost, read(text)), min(parsing, parse())
				if try > 0 && cost < most*parsing {
					break
				}
			}
			if cost >= most*parsing {
				t.Errorf("%s (%d, %d bytes): %s, where parsing takes %s", name, n, len(text), cost, parsing)
			}
		}
	}
}

// TestDocuments_weight: the estimated weight of documents is what they take, and the weight of all that are kept is
// bounded.
func TestDocuments_weight(t *testing.T) {
	schema := publicSchema(t)
	unlimited := hackathon.Limits{
		MaxTokens: -1, MaxSelections: -1, MaxComparisons: -1, MaxValues: -1, MaxVariables: -1, MaxAliases: -1,
		MaxRootFields: -1, MaxFields: -1, MaxDirectives: -1, DocumentCacheBytes: 1 << 40,
	}
	for name, write := range map[string]func(i int) string{
		"fields":   func(i int) string { return fmt.Sprintf("query q%d{events{nodes{", i) + times(50, allOfEvent) + "}}}" },
		"aliases":  func(i int) string { return fmt.Sprintf("query q%d{events{nodes{", i) + times(700, "a%d:id ") + "}}}" },
		"typename": func(i int) string { return fmt.Sprintf("query q%d{", i) + times(100, "__typename ") + "}" },
		"arguments": func(i int) string {
			return fmt.Sprintf("query q%d{", i) + times(300, "a%d:events(first:1){__typename}") + "}"
		},
		"values": func(i int) string {
			return fmt.Sprintf("query q%d{events(filter:{status:[", i) + times(1500, "LIVE ") + "]}){__typename}}"
		},
		"spreads": func(i int) string {
			return fmt.Sprintf("query q%d{events{", i) + times(200, "...f%d ") + "}}" +
				times(200, "fragment f%d on EventConnection{__typename}")
		},
		"variables": func(i int) string {
			return fmt.Sprintf("query q%d(", i) + times(300, "$v%d:Int=1 ") + "){" +
				times(300, "a%d:events(first:$v%d){__typename}") + "}"
		},
		"text": func(i int) string {
			return fmt.Sprintf(`query q%d{node(id:"`, i) + strings.Repeat("a", 20_000) + `"){id}}`
		},
	} {
		r := newReader(schema, nil, unlimited)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range 10 {
			if _, errs := r.read(write(i)); len(errs) > 0 {
				t.Fatal(name, errs)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		took := int64(after.HeapAlloc) - int64(before.HeapAlloc)
		if is := r.held(); is < took || is > 4*took {
			t.Errorf("%s: %d bytes of heap are estimated as %d", name, took, is)
		}
		runtime.KeepAlive(r)
	}
}

// TestDocuments_kept: documents are kept by weight, the recently used ones, and none replaces many.
func TestDocuments_kept(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	r := newReader(publicSchema(t), nil, hackathon.Limits{DocumentCacheBytes: most})
	write := func(i int) string { return fmt.Sprintf("query q%d{events{nodes{%s}}}", i, allOfEvent) }
	read := func(i int) *document {
		d, errs := r.read(write(i))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return d
	}
	first := read(0)
	if read(0) != first {
		t.Error("a document was read twice")
	}
	var last *document
	for i := range 1000 {
		last = read(i + 1)
		if is := r.held(); is > most {
			t.Fatalf("after %d documents %d bytes are held", i, is)
		}
		if i < 10 && read(0) != first {
			t.Fatal("what is used often was forgotten")
		}
	}
	if read(1000) != last {
		t.Error("the last document is not kept")
	}
	if read(0) == first {
		t.Error("what nobody uses is kept for ever")
	}
	if is := r.held(); is < most/2 {
		t.Errorf("only %d bytes are held", is)
	}
	before := r.held()
	long := `{events{nodes{` + times(18, allOfEvent) + `}}}`
	if _, errs := r.read(long); len(errs) > 0 {
		t.Fatal(errs)
	}
	if r.held() != before || read(1000) != last {
		t.Error("one long document pushed out others")
	}
}
