package transport_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// TestInputs: a wrong value is the caller's mistake; the answer says where it is, without repeating it.
func TestInputs(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *transport.Config, _ *live.Config, _ *transporttest.API) {
		c.Scalars = map[string]func(string) error{"Cursor": func(s string) error {
			_,
				err := live.ParseCursor(s)
			return err
		}}
	})
	for _, c := range []struct{ query, variables, argument, path string }{
		{`{ hello(name: "hemlig\u0000") }`, `{}`, "[name]", "[hello]"},
		{`{ tree { child { a: name @skip(if: "hemlig") } } }`, `{}`, "", ""}, // the validator's own words
		{`query($n: String!) { hello(name: $n) }`, `{"n":"hemlig\u0000"}`, "[n]", "[]"},
		{`query($n: String!) { hello(name: $n) }`, `{"n":["hemlig"]}`, "[n]", "[]"},
		{`query($n: String!) { hello(name: $n) }`, `{"n":815}`, "[n]", "[]"},
		{`query($n: String!) { hello(name: $n) }`, `{"n":null}`, "[n]", "[]"},
		{`query($n: String = "x") { hello(name: $n) }`, `{"n":null}`, "[n]", "[]"},
		{`query($b: Boolean = true) { hello @include(if: $b) }`, `{"b":null}`, "[b]", "[]"},
		{`query($b: Boolean!) { hello @include(if: $b) }`, `{"b":"hemlig"}`, "[b]", "[]"},
		{`query($n: String = "hemlig\u0000") { hello(name: $n) }`, `{}`, "[n]", "[]"},
		{`query($n: [String!]) { hello @skip(if: $n) }`, `{"n":["a",null]}`, "", ""},
	} {
		a := s.do(t, "POST", "/graphql", fmt.Sprintf(`{"query":%s,"variables":%s}`, quoted(c.query), c.variables), "Accept",
			"application/graphql-response+json")
		if a.status != 400 || a.code() != "INVALID" {
			t.Errorf("%s %s: %d %s", c.query, c.variables, a.status, a.body)
			continue
		}
		if c.argument != "" && (fmt.Sprint(a.errors[0].Extensions["argument"]) != c.argument ||
			fmt.Sprint(a.errors[0].Path) != c.path || strings.Contains(a.body, "hemlig") || strings.Contains(a.body, "815")) {
			t.Errorf("%s %s: %s", c.query, c.variables, a.body)
		}
	}
	for _, variables := range []string{`{}`, `{"b":true}`, `{"b":false}`} {
		if a := s.do(t, "POST", "/graphql", fmt.Sprintf(`{"query":"query($b: Boolean = true) { `+
			`hello @include(if: $b) }","variables":%s}`, variables)); a.code() != "" {
			t.Errorf("%s: %s", variables, a.body)
		}
	}
	// A subscription gets the same checks over any transport.
	c := s.ready(t, "alice")
	c.subscribe("1", `subscription($c: Cursor) { posts(after: $c) { cursor } }`, map[string]any{"c": "hemlig"})
	if code := c.expectError("1"); code != "INVALID" {
		t.Error(code)
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
