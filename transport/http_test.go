package transport_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

func TestHTTP(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	get := func(query string) string { return "/graphql?query=" + url.QueryEscape(query) }
	const legacy, modern = "application/json", "application/graphql-response+json"
	big := `{"query":"{ hello }","variables":{"x":"` + strings.Repeat("a", 10<<20) + `"}}`

	for _, c := range []struct {
		name, method, url, body string
		header                  []string
		status                  int
		code                    string // of the first error; "" = no error
		data                    bool   // whether there is a data member
	}{
		{"query", "POST", "/graphql", `{"query":"{ hello }"}`, nil, 200, "", true},
		{"query by GET", "GET", get("{ hello }"), "", nil, 200, "", true},
		{"unknown members are ignored", "POST", "/graphql", `{"query":"{ hello }","more":1}`, nil, 200, "", true},
		{"null members", "POST", "/graphql", `{"query":"{ hello }","variables":null,"operationName":null,"extensions":null}`,
			nil, 200, "", true},
		{"charset", "POST", "/graphql", `{"query":"{ hello(name: \"õäöü\") }"}`,
			[]string{"Content-Type", "application/json; charset=UTF-8"}, 200, "", true},
		{"wrong charset", "POST", "/graphql", `{"query":"{ hello }"}`,
			[]string{"Content-Type", "application/json; charset=latin1"}, 415, "INVALID", false},
		{"form", "POST", "/graphql", `query={hello}`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415,
			"INVALID", false},
		{"multipart", "POST", "/graphql", ``, []string{"Content-Type", "multipart/form-data; boundary=x"}, 415, "INVALID",
			false},
		{"text/plain", "POST", "/graphql", `{"query":"{ hello }"}`, []string{"Content-Type", "text/plain"}, 415, "INVALID",
			false},
		{"compressed", "POST", "/graphql", `x`, []string{"Content-Encoding", "gzip"}, 415, "INVALID", false},
		{"no body", "POST", "/graphql", ``, nil, 400, "INVALID", false},
		{"not JSON", "POST", "/graphql", `{"query":"{ hello }", password`, nil, 400, "INVALID", false},
		{"trailing text", "POST", "/graphql", `{"query":"{ hello }"} x`, nil, 400, "INVALID", false},
		{"a string", "POST", "/graphql", `"{ hello }"`, nil, 400, "INVALID", false},
		{"null", "POST", "/graphql", `null`, nil, 400, "INVALID", false},
		{"batch", "POST", "/graphql", `[{"query":"{ hello }"}]`, nil, 400, "INVALID", false},
		{"not UTF-8", "POST", "/graphql", "{\"query\":\"{ hello(name: \\\"\xff\\\") }\"}", nil, 400, "INVALID", false},
		{"10 MB", "POST", "/graphql", big, nil, 413, "LIMIT_EXCEEDED", false},
		{"long query string", "GET", get("{ hello(name: \"" + strings.Repeat("a", 70_000) + "\") }"), "", nil, 414,
			"LIMIT_EXCEEDED", false},
		{"no query by GET", "GET", "/graphql", "", nil, 400, "INVALID", false},
		{"variables by GET", "GET", "/graphql?query={hello}&variables=7", "", nil, 400, "INVALID", false},
		{"syntax error, legacy", "POST", "/graphql", `{"query":"{"}`, []string{"Accept", legacy}, 200, "INVALID", false},
		{"syntax error", "POST", "/graphql", `{"query":"{"}`, []string{"Accept", modern}, 400, "INVALID", false},
		{"unknown field, legacy", "POST", "/graphql", `{"query":"{ nope }"}`, []string{"Accept", legacy}, 200, "INVALID",
			false},
		{"unknown field", "POST", "/graphql", `{"query":"{ nope }"}`, []string{"Accept", modern}, 400, "INVALID", false},
		{"coercion", "POST", "/graphql", `{"query":"query($n: String!) { hello(name: $n) }"}`, []string{"Accept", modern},
			400, "INVALID", false},
		{"no such operation", "POST", "/graphql", `{"query":"query A { hello }","operationName":"B"}`,
			[]string{"Accept", modern}, 400, "INVALID", false},
		{"field error", "POST", "/graphql", `{"query":"{ hello fails }"}`, []string{"Accept", modern}, 200, "INTERNAL", true},
		{"null data", "POST", "/graphql", `{"query":"{ failsHard }"}`, []string{"Accept", modern}, 200, "INTERNAL", true},
		{"panic", "POST", "/graphql", `{"query":"{ hello panics }"}`, []string{"Accept", modern}, 200, "INTERNAL", true},
		{"mutation by GET", "GET", get(`mutation { post(title: "x") }`), "", nil, 405, "INVALID", false},
		{"mutation by GET as events", "GET", get(`mutation { post(title: "x") }`), "",
			[]string{"Accept", "text/event-stream"}, 405, "INVALID", false},
		{"subscription", "POST", "/graphql", `{"query":"subscription { posts { cursor } }"}`, nil, 406, "INVALID", false},
		{"unacceptable", "POST", "/graphql", `{"query":"{ hello }"}`, []string{"Accept", "image/png"}, 406, "INVALID", false},
		{"quality", "POST", "/graphql", `{"query":"{"}`, []string{"Accept", legacy + ";q=0.5, " + modern}, 400, "INVALID",
			false},
		{"PUT", "PUT", "/graphql", ``, nil, 405, "INVALID", false},
		{"bad token", "POST", "/graphql", `{"query":"{ hello }"}`, []string{"Authorization", "Bearer nobody"}, 401,
			"UNAUTHENTICATED", false},
		{"strange origin with a cookie", "POST", "/graphql", `{"query":"{ hello }"}`,
			[]string{"Origin", "https://evil.example", "Cookie", "s=1"}, 403, "FORBIDDEN", false},
		{"null origin with a cookie", "POST", "/graphql", `{"query":"{ hello }"}`,
			[]string{"Origin", "null", "Cookie", "s=1"}, 403, "FORBIDDEN", false},
		{"own origin with a cookie", "POST", "/graphql", `{"query":"{ hello }"}`, []string{"Origin", s.URL, "Cookie", "s=1"},
			200, "", true},
		{"strange origin with a token", "POST", "/graphql", `{"query":"{ hello }"}`,
			[]string{"Origin", "https://app.example", "Authorization", "Bearer alice"}, 200, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := s.do(t, c.method, c.url, c.body, c.header...)
			if a.status != c.status || a.code() != c.code || a.hasKey["data"] != c.data {
				t.Errorf("status %d, code %q, data %v; want %d, %q, %v\n%.300s", a.status, a.code(), a.hasKey["data"], c.status,
					c.code, c.data, a.body)
			}
			if strings.Contains(a.body, "password") {
				t.Errorf("the answer repeats the body: %s", a.body)
			}
			kept := "no-store"
			if c.method == http.MethodGet && c.data { // who holds it asks each time whether it is right
				kept = "no-cache"
			}
			if cc := a.header.Get("Cache-Control"); cc != kept {
				t.Errorf("Cache-Control: %q", cc)
			}
			if a.status == 405 && a.header.Get("Allow") == "" {
				t.Error("405 without Allow")
			}
		})
	}
}

// TestOperationName: asking for a missing operation has a clear answer, with and without a name.
func TestOperationName(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for body, want := range map[string]string{
		`{"query":"query A { hello } query B { hello }"}`: "the document has several operations: " +
			"operationName says which to run",
		`{"query":"query A { hello } query B { hello }","operationName":""}`: "the document has several operations: " +
			"operationName says which to run",
		`{"query":"query A { hello } query B { hello }","operationName":"C"}`: "the document has no operation of the name " +
			"in operationName",
	} {
		if answer := s.do(t, "POST", "/graphql", body).body; !strings.Contains(answer, `"message":"`+want+`"`) ||
			!strings.Contains(answer, `"code":"INVALID"`) {
			t.Errorf("%s: %s", body, answer)
		}
	}
}

func TestHTTPExecution(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	if a := s.query(t, `mutation { post(title: "x") }`, "Authorization", "Bearer alice"); a.data["post"] != 1.0 {
		t.Errorf("mutation: %s", a.body)
	}
	if a := s.query(t, `{ whoami }`, "Authorization", "Bearer bob"); a.data["whoami"] != "EN" {
		t.Errorf("viewer: %s", a.body)
	}
	a := s.query(t, `{ hello f: fails }`)
	if len(a.errors) != 1 || fmt.Sprint(a.errors[0].Path) != "[f]" || a.data["hello"] != "hello world" {
		t.Errorf("partial answer: %s", a.body)
	}
	// Numbers reach gqlgen as they were written.
	a = s.do(t, "POST", "/graphql", `{"query":"query($n: String!) { hello(name: $n) }","variables":{"n":"ö"}}`)
	if a.data["hello"] != "hello ö" {
		t.Errorf("variable: %s", a.body)
	}
	if n := s.handler.Counters.Operations.Load(); n != 4 {
		t.Errorf("%d operations were counted", n)
	}
}

func TestExecutionTime(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Limits[transport.ExecutionTimeout] = int64(20 * time.Millisecond)
	})
	// failures of the server, not of the request
	for _, media := range []string{"application/json", "application/graphql-response+json"} {
		a := s.do(t, "POST", "/graphql", `{"query":"{ slow }"}`, "Content-Type", "application/json", "Accept", media)
		if a.status != 503 || a.code() != "LIMIT_EXCEEDED" || a.hasKey["data"] ||
			a.errors[0].Extensions["setting"] != "MANO_EXECUTION_TIMEOUT" {
			t.Errorf("%s: %d %s", media, a.status, a.body)
		}
	}
}

func TestSubscription_oneTopLevelField(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, query := range []string{
		`subscription { a: posts { cursor } b: posts { cursor } }`,
		`subscription { posts { cursor } forbidden { cursor } }`,
		`subscription { posts @skip(if: true) { cursor } }`,
		`subscription { ...A ...B } fragment A on Subscription { a: posts { cursor } }
			fragment B on Subscription { b: posts { cursor } }`,
	} {
		c := s.ready(t, "alice")
		c.subscribe("1", query)
		if code := c.expectError("1"); code != "INVALID" {
			t.Errorf("%s: %s", query, code)
		}
		body, _ := json.Marshal(map[string]string{"query": query})
		if a := s.do(t, "POST", "/graphql", string(body), "Content-Type", "application/json", "Accept",
			"application/graphql-response+json"); a.status != 400 || a.code() != "INVALID" {
			t.Errorf("%s: %d %s", query, a.status, a.body)
		}
	}
	c := s.ready(t, "alice")
	c.subscribe("1", `subscription { posts { cursor } posts { caughtUp } ...A } fragment A on Subscription { posts {
		snapshot } }`)
	c.expect("next", "1")
}

func TestSignInFails(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for kind, status := range map[hackathon.ErrorKind]int{
		hackathon.Unauthenticated: 401, hackathon.Forbidden: 403, hackathon.RateLimited: 429, hackathon.Internal: 500,
	} {
		s.mu.Lock()
		s.deny = &hackathon.Error{Kind: kind, Message: "no", Err: fmt.Errorf("secret cause")}
		s.mu.Unlock()
		a := s.query(t, "{ hello }")
		if a.status != status || a.code() != string(kind) || strings.Contains(a.body, "secret") {
			t.Errorf("%s: %d %s", kind, a.status, a.body)
		}
	}
}

func TestListedOrigin(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Origins = []string{"https://board.example"}
	})
	a := s.do(t, "OPTIONS", "/graphql", "", "Origin", "https://board.example", "Access-Control-Request-Method", "POST")
	if a.status != 204 || a.header.Get("Access-Control-Allow-Origin") != "https://board.example" ||
		a.header.Get("Access-Control-Allow-Headers") == "" {
		t.Errorf("preflight: %d %v", a.status, a.header)
	}
	if a := s.query(t, "{ hello }", "Origin", "https://board.example", "Cookie", "s=1"); a.status != 200 {
		t.Errorf("request: %d %s", a.status, a.body)
	}
	if a := s.query(t, "{ hello }", "Origin", "https://other.example"); a.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("another origin may read the answer: %v", a.header)
	}
}

func TestQueryLimits(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	deep := func(n int) string { return strings.Repeat("{ child ", n-2) + "{ name }" + strings.Repeat("}", n-2) }
	many := func(n int, of string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, of+" ", i)
		}
		return b.String()
	}
	// Fragments that double each other: 2^20 fields in a short text.
	var doubling strings.Builder
	for i := range 20 {
		fmt.Fprintf(&doubling, "fragment f%d on Query { ...f%d ...f%d } ", i, i+1, i+1)
	}
	doubling.WriteString("fragment f20 on Query { hello }")
	for _, c := range []struct{ name, query, limit string }{
		{"depth 10", "{ tree " + deep(10) + "}", ""},
		{"depth 11", "{ tree " + deep(11) + "}", "MAX_DEPTH"},
		{"depth 50", "{ tree " + deep(50) + "}", "MAX_DEPTH"},
		{"depth by fragments", "{ tree { child { child { ...a } } } } fragment a on Tree { child { child { child { ...b } " +
			"} } } fragment b on Tree { child { child { child { child { name } } } } }", "MAX_DEPTH"},
		{"30 aliases", "{ tree { " + many(30, "a%d: name") + "} }", ""},
		{"31 aliases", "{ tree { " + many(31, "a%d: name") + "} }", "MAX_ALIASES"},
		{"1000 aliases", "{ " + many(1000, "a%d: hello") + "}", "MAX_ALIASES"},
		{"11 root fields", "{ " + many(11, "a%d: hello") + "}", "MAX_ROOT_FIELDS"},
		{"doubling fragments", "{ ...f0 } " + doubling.String(), "MAX_ROOT_FIELDS"},
		{"directives", "{ tree { " + many(51, "name @include(if: true) #%d\n") + "} }", "MAX_DIRECTIVES"},
		{"introspection", "{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ofType { name " +
			"} } } } } } } } } } }", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := s.query(t, c.query)
			switch limit, _ := func() (string, bool) {
				if len(a.errors) == 0 {
					return "", false
				}
				l, ok := a.errors[0].Extensions["setting"].(string)
				return strings.TrimPrefix(l, "MANO_"), ok
			}(); {
			case limit != c.limit:
				t.Errorf("limit %q, want %q: %.300s", limit, c.limit, a.body)
			case c.limit != "" && (a.code() != "LIMIT_EXCEEDED" || a.errors[0].Extensions["max"] == nil ||
				!strings.Contains(a.errors[0].Message, "MANO_MAX_")):
				t.Errorf("the refusal does not say enough: %s", a.body)
			}
		})
	}
	// Every operation of a document counts, and so does what makes validation expensive.
	for limit, query := range map[string]string{
		"MAX_TOKENS": "{ " + many(3000, "a%d: hello") + "}",
		"MAX_FIELDS": "query A { hello } query B { tree { " + many(1001, "name #%d\n") + "} }",
		"MAX_SELECTIONS": many(4, "query q%d { tree { ...f } } ") + "fragment f on Tree { " + strings.Repeat("name ",
			900) + "}",
		"MAX_COMPARISONS": "{ tree { " + strings.Repeat("name ", 200) + "} }",
		"MAX_NESTING":     "{ tree " + strings.Repeat("{ ... ", 31) + "{ name }" + strings.Repeat(" }", 31) + "}",
		"MAX_VALUES":      "{ hello(name: [" + strings.Repeat("1 ", 1001) + "]) }",
		"MAX_VARIABLES":   "query(" + many(101, "$v%d: Int") + ") { hello }",
	} {
		if a := s.query(t, query, "Accept", "application/graphql-response+json"); a.status != 400 ||
			a.code() != "LIMIT_EXCEEDED" || a.errors[0].Extensions["setting"] != "MANO_"+limit {
			t.Errorf("%s: %d %.300s", limit, a.status, a.body)
		}
	}
	a := s.do(t, "POST", "/graphql", `{"query":"query($n: [String]) { hello }","variables":{"n":[`+strings.Repeat(`"",`,
		1200)+`""]}}`)
	if a.code() != "LIMIT_EXCEEDED" || a.errors[0].Extensions["setting"] != "MANO_MAX_VALUES" {
		t.Errorf("values in variables: %.300s", a.body)
	}
}

func TestWholeAnswerIsJSON(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, q := range []string{"{ hello }", "{ hello fails }", "{ failsHard }", "{", "{ nope }", "{ panics }"} {
		if a := s.query(t, q); !json.Valid([]byte(a.body)) {
			t.Errorf("%s: %s", q, a.body)
		}
	}
	if a := s.do(t, http.MethodHead, "/graphql?query={hello}", ""); a.status != 405 {
		t.Errorf("HEAD: %d", a.status)
	}
}
