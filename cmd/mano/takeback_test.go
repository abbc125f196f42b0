package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// listener is a subscription over server-sent events, with all text that came.
type listener struct {
	lines  *bufio.Scanner
	cancel context.CancelFunc
	text   strings.Builder
	cursor string
}

// listen opens a subscription whose items have a cursor and a change.
func (p *program) listen(t testing.TB, token, query string, variables map[string]any) *listener {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	resp, err := p.send(ctx, "text/event-stream", token, query, variables)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	l := &listener{lines: bufio.NewScanner(resp.Body), cancel: cancel}
	l.lines.Buffer(nil, 16<<20)
	return l
}

// until reads until a message has the words, and returns it. False: the stream ended.
func (l *listener) until(words ...string) (string, bool) {
	for l.lines.Scan() {
		line := l.lines.Text()
		l.text.WriteString(line + "\n")
		data, is := strings.CutPrefix(line, "data: ")
		if !is {
			continue
		}
		var payload struct {
			Data map[string]*struct{ Cursor string }
		}
		if json.Unmarshal([]byte(data), &payload) == nil {
			for _, item := range payload.Data {
				if item != nil && item.Cursor != "" {
					l.cursor = item.Cursor
				}
			}
		}
		found := true
		for _, word := range words {
			found = found && strings.Contains(data, word)
		}
		if found {
			return data, true
		}
	}
	return "", false
}

func (l *listener) mustHear(t testing.TB, words ...string) string {
	t.Helper()
	data, ok := l.until(words...)
	if !ok {
		t.Fatalf("waited in vain for %q: %v\n%s", words, l.lines.Err(), l.text.String())
	}
	return data
}

const activityQuery = `subscription($event: ID!, $after: Cursor) { eventActivity(eventId: $event, after: $after) {
	cursor change { __typename
	... on IdeaChanged { idea { id status title { et } problem { et } author { displayName } } }
	... on CommentAdded { comment { id body } } ... on CommentHidden { comment { id body } } } } }`

// Text that was hidden or withdrawn is sent by no process to anybody who comes later, with or without an old cursor,
// although all had it in memory. Clients that have it are told to drop it.
func TestTakenBack_isToldByNoReplica(t *testing.T) {
	t.Parallel()
	all := startReplicas(t, 2)
	event := all[0].liveEvent(t)
	id := func(token, name, of, input string) string {
		t.Helper()
		var got map[string]struct {
			Typename string `json:"__typename"`
			Done     struct{ ID string }
		}
		all[0].mustAsk(t, token, fmt.Sprintf(`mutation { %s(input: {%s}) { __typename
			... on %sSuccess { done: %s { id } } } }`, name, input,
			strings.ToUpper(name[:1])+name[1:], of),
			nil, &got)
		if got[name].Done.ID == "" {
			t.Fatalf("%s: %+v", name, got)
		}
		return got[name].Done.ID
	}
	watch := func(p *program, after string) *listener {
		variables := map[string]any{"event": event}
		if after != "" {
			variables["after"] = after
		}
		return p.listen(t, "", activityQuery, variables)
	}
	begins := make([]string, len(all))
	there := make([]*listener, len(all))
	for i, p := range all {
		there[i] = watch(p, "")
		there[i].mustHear(t, `"CaughtUp"`)
		begins[i] = there[i].cursor
	}
	idea := id("demo-participant", "submitIdea", "idea",
		`eventId: "`+event+`", title: {et: "SALADUS idee"}, problem: {et: "SALADUS mure"}`)
	hidden := id("demo-volunteer", "addComment", "comment", `ideaId: "`+idea+`", body: "SALADUS solvang"`)
	id("demo-volunteer", "addComment", "comment", `ideaId: "`+idea+`", body: "SALADUS vastus"`)
	// Both have it now: in rings, windows, snapshots and catch-ups.
	for i, p := range all {
		there[i].mustHear(t, "SALADUS vastus")
		newcomer, resumed := watch(p, ""), watch(p, begins[i])
		newcomer.mustHear(t, "SALADUS idee")
		newcomer.mustHear(t, `"CaughtUp"`)
		resumed.mustHear(t, "SALADUS vastus")
	}
	come := func(when string) {
		t.Helper()
		for i, p := range all {
			for who, after := range map[string]string{"a newcomer": "", "an old cursor": begins[i],
				"an old cursor of another replica": begins[1-i]} {
				l := watch(p, after)
				l.mustHear(t, `"CaughtUp"`)
				if text := l.text.String(); strings.Contains(text, "SALADUS solvang") || when == "withdrawn" &&
					strings.Contains(text, "SALADUS") {
					t.Errorf("%s: %s at replica %d is told it:\n%s", when, who, i, text)
				} else if strings.Contains(text, "StreamReset") {
					t.Errorf("%s: %s at replica %d is reset", when, who, i)
				}
				l.cancel()
			}
		}
	}
	id("demo-organiser", "hideComment", "comment", `commentId: "`+hidden+`", reason: "Solvav"`)
	for _, l := range there {
		l.mustHear(t, `"CommentHidden"`, hidden, `"body":null`)
	}
	come("hidden")
	id("demo-participant", "changeIdeaStatus", "idea", `ideaId: "`+idea+`", status: WITHDRAWN`)
	for _, l := range there {
		l.mustHear(t, `"IdeaChanged"`, idea, `"WITHDRAWN"`, `"title":{"et":null}`)
	}
	come("withdrawn")
	for i, l := range there {
		if strings.Contains(l.text.String(), "StreamReset") {
			t.Errorf("who was there all the time was reset at replica %d", i)
		}
	}
}
