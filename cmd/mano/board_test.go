package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/transport/wstest"
)

// TestProgram_boardToken: the token of a board shows that board, over every transport, and allows nothing else.
func TestProgram_boardToken(t *testing.T) {
	t.Parallel()
	p := startInProcess(t, "serve", "--listen", "127.0.0.1:0", "--data", folder(t), "--demo", "--limits", "off")
	events := p.ask("demo-organiser", `{ events(first: 5, filter: {status: [LIVE]}) { nodes { id } }
		other: events(first: 10) { nodes { id } } }`, nil)
	event := events["events"].(map[string]any)["nodes"].([]any)[0].(map[string]any)["id"].(string)
	made := p.ask("demo-organiser", `mutation($e: ID!) { createBoardToken(input: {eventId: $e}) {
		... on CreateBoardTokenSuccess { token } } }`, map[string]any{"e": event})
	token := made["createBoardToken"].(map[string]any)["token"].(string)
	c := &caller{schema: graph.NewSchema(&graph.Resolver{}).Schema(),
		ids: map[string]string{"Event": event}, seen: map[string]bool{}}
	ws := boardSocket(t, p, token)

	// ways are the transports, each with the first answer to an operation.
	ways := map[string]func(query string) string{
		"POST": func(query string) string {
			_, answer := p.by(token, http.MethodPost, query, "application/json")
			return answer
		},
		"GET": func(query string) string {
			_, answer := p.by(token, http.MethodGet, query, "application/json")
			return answer
		},
		"events": func(query string) string {
			_, answer := p.by(token, http.MethodPost, query, "text/event-stream")
			return answer
		},
		"websocket": ws,
	}
	try := func(kind string, field *ast.FieldDefinition, transports ...string) {
		var arguments strings.Builder
		for _, a := range field.Arguments {
			if a.Type.NonNull && a.DefaultValue == nil {
				fmt.Fprintf(&arguments, "%s: %s ", a.Name, c.literal(c.value(a.Type, a.Name), a.Type))
			}
		}
		query := kind + " { " + field.Name
		if arguments.Len() > 0 {
			query += "(" + arguments.String() + ")"
		}
		if c.schema.Types[field.Type.Name()].IsCompositeType() {
			query += " { __typename }"
		}
		query += " }"
		for _, way := range transports {
			answer := ways[way](query)
			if field.Name == "board" {
				if strings.Contains(answer, "errors") || !strings.Contains(answer, `"Board`) {
					t.Errorf("%s %s: %.300s", way, query, answer)
				}
			} else if !strings.Contains(answer, `"FORBIDDEN"`) || !strings.Contains(answer, "nothing else") {
				t.Errorf("%s %s: %.300s", way, query, answer)
			}
		}
	}
	for _, field := range c.schema.Query.Fields {
		if !strings.HasPrefix(field.Name, "__") {
			try("query", field, "POST", "GET", "events", "websocket")
		}
	}
	for _, field := range c.schema.Mutation.Fields {
		try("mutation", field, "POST", "events", "websocket")
	}
	for _, field := range c.schema.Subscription.Fields {
		try("subscription", field, "events", "websocket")
	}
	for name, way := range ways {
		if answer := way(`{ __typename }`); !strings.Contains(answer, `"Query"`) || strings.Contains(answer, "errors") {
			t.Errorf("%s: __typename: %s", name, answer)
		}
		// Nothing is hidden behind what is allowed.
		if answer := way(fmt.Sprintf(`{ board(eventId: %q) { __typename } event(id: %q) { title { et } } }`, event,
			event)); !strings.Contains(answer, `"FORBIDDEN"`) || strings.Contains(answer, `"et"`) {
			t.Errorf("%s: beside its board: %s", name, answer)
		}
	}
	others := events["other"].(map[string]any)["nodes"].([]any)
	if len(others) < 2 {
		t.Error("there is no other event")
	}
	for _, node := range others {
		other := node.(map[string]any)["id"].(string)
		if other == event {
			continue
		}
		if answer := ways["POST"](fmt.Sprintf(`{ board(eventId: %q) { __typename } }`, other)); strings.Contains(answer,
			`"Board"`) {
			t.Errorf("the board of another event: %s", answer)
		}
	}
}

// by asks with a token; of a stream it returns the first result.
func (p *inProcess) by(token, method, query, accept string) (int, string) {
	p.t.Helper()
	at, body := p.url+"/graphql", ""
	if method == http.MethodGet {
		at += "?query=" + url.QueryEscape(query)
	} else {
		b, _ := json.Marshal(map[string]any{"query": query})
		body = string(b)
	}
	return p.first(token, method, at, body, accept)
}

// boardSocket opens a websocket with the token, and returns a function that asks over it.
func boardSocket(t *testing.T, p *inProcess, token string) func(string) string {
	t.Helper()
	conn := wstest.Connect(t, p.url, token)
	n := 0
	return func(query string) string {
		n++
		id := fmt.Sprint(n)
		m := conn.Ask(t, id, query)
		if err := conn.WriteJSON(map[string]any{"type": "complete", "id": id}); err != nil {
			t.Fatal(err)
		}
		return m.Raw
	}
}
