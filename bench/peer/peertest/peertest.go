// Package peertest tests that a server can be compared with mano: the load test works with it, and its messages are
// mano's.
package peertest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/loometalgud/mano/bench/loadtest"
	"github.com/loometalgud/mano/bench/peer"
	"github.com/loometalgud/mano/transport/wstest"
)

const (
	subscribe = `{"id":"1","type":"subscribe","payload":{"query":"subscription($event: ID) { ` +
		`assistanceNeeds(eventId: $event) { cursor at change { __typename ` +
		`... on NeedOpened { helpRequest { ...n } } ... on NeedChanged { helpRequest { ...n } } ` +
		`... on NeedClosed { helpRequest { ...n } } } } } ` +
		`fragment n on HelpRequest { id version kind status area startsAt endsAt languages onSite escalated ` +
		`teaser { et en } event { id title { et en } } }",` +
		`"variables":{"event":"` + peer.EventID + `"}}}`
	mutation = `{"query":"mutation($event: ID!) { ` +
		`requestHelp(input: {eventId: $event, kind: ONSITE_HELP, onSite: true}) ` +
		`{ __typename ... on Failure { message { en } } } }",` +
		`"variables":{"event":"` + peer.EventID + `"}}`

	// What mano sends for them.
	message = `{"id":"1","type":"next","payload":{"extensions":{"cursor":"ARqSAeCVPMM","prev":"ARqRAbjMCMw"},"data":{` +
		`"assistanceNeeds":{"cursor":"ARqSAeCVPMM","at":"2026-11-22T05:18:02.68413Z","change":{"__typename":"NeedOpened",` +
		`"helpRequest":{"id":"AaIBsKG8gKuw6ZFHKCUMwg","version":1,"kind":"ONSITE_HELP","status":"OPEN",` +
		`"area":"Võru linn","startsAt":"2026-11-22T05:18:02.68413Z","endsAt":"2026-11-24T05:00:00Z",` +
		`"languages":["et"],"onSite":true,"escalated":false,` +
		`"teaser":{"et":"Abi kohapeal: Võru linn, 22.11 kell 7.18 – 24.11 kell 7.00",` +
		`"en":"Help on site: Võru linn, 22 November at 7:18 – 24 November at 7:00"},` +
		`"event":{"id":"AaIBsJMWgESDDxHCMPZ6ng",` +
		`"title":{"et":"Vunki-stiilis loometalgud Võrus","en":"Social hackathon in Võru"}}}}}}}}`
	extensions = `"extensions":{"cursor":"ARqSAeCVPMM","prev":"ARqRAbjMCMw"},`
)

// Load puts a small load on the server and wants nothing lost, doubled or inverted.
func Load(t *testing.T, graphql http.Handler) {
	t.Helper()
	server := httptest.NewServer(peer.Handler(graphql))
	t.Cleanup(server.Close)
	report, err := loadtest.Run(t.Context(), loadtest.Config{URL: server.URL, Subscribers: 20, Rate: 100, Changes: 30,
		Burst: 5, Settle: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Err(); err != nil || report.Delivered != 20*30 || report.Closed > 0 || report.Server == nil {
		t.Errorf("%v\n%s", err, report)
	}
}

// Message wants the message for a new need to have the shape of mano's and its length, less the extensions, which a
// server may do without.
func Message(t *testing.T, graphql http.Handler, withExtensions bool) {
	t.Helper()
	server := httptest.NewServer(peer.Handler(graphql))
	t.Cleanup(server.Close)
	ws := wstest.Connect(t, server.URL, "")
	read := func(want string) string {
		t.Helper()
		m := ws.Next(t)
		if !strings.Contains(m.Raw, want) {
			t.Fatalf("got %s; want %s", m.Raw, want)
		}
		return m.Raw
	}
	if err := ws.WriteJSON(json.RawMessage(subscribe)); err != nil {
		t.Fatal(err)
	}
	caughtUp := read(`"CaughtUp"`)
	post(t, server.URL)
	got := read(`"NeedOpened"`)

	want := message
	if !withExtensions {
		want = strings.Replace(message, extensions, "", 1)
	}
	if diff := cmp.Diff(shape(t, want), shape(t, got)); diff != "" {
		t.Errorf("the message differs from mano's (-want +got):\n%s", diff)
	}
	if n := len(got) - len(want); n < -10 || n > 10 { // times end with as many digits as it happens
		t.Errorf("%d bytes, mano's are %d", len(got), len(want))
	}
	if withExtensions {
		_, cursor, _ := strings.Cut(caughtUp, `"cursor":"`)
		cursor, _, _ = strings.Cut(cursor, `"`)
		if !strings.Contains(got, `"prev":"`+cursor+`"`) {
			t.Errorf("prev is not the cursor %s of the message before: %s", cursor, got)
		}
	}
}

func post(t *testing.T, url string) {
	t.Helper()
	resp, err := http.Post(url+"/graphql", "application/json", strings.NewReader(mutation))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		Data struct {
			RequestHelp struct {
				Typename string `json:"__typename"`
			}
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil ||
		answer.Data.RequestHelp.Typename != "RequestHelpSuccess" {
		t.Fatalf("the mutation was answered with %+v, %v", answer, err)
	}
}

// shape is a JSON text with every text and number replaced by its kind.
func shape(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	var blank func(any) any
	blank = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for name := range v {
				v[name] = blank(v[name])
			}
		case []any:
			for i := range v {
				v[i] = blank(v[i])
			}
		case string:
			return "text"
		case float64:
			return "number"
		}
		return v
	}
	return blank(v)
}
