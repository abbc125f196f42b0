package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/loometalgud/mano/transport/wstest"
)

// A fault outside of any resolver is in the log once, with its cause, under the reference that the client got.
func TestFaultOfASignInIsInTheLog(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	_ = s.db.Close()
	a := s.graphql(whoAmI, "Authorization", "Bearer of somebody")
	if a.Code != http.StatusInternalServerError {
		t.Fatal(a.Code, a.Body)
	}
	if line := s.faultOf(a.Body.String()); !strings.Contains(line, "read session: sql: database is closed") {
		t.Error(line)
	}
	if n := strings.Count(s.log.String(), "level=ERROR"); n != 1 {
		t.Errorf("%d lines for one fault:\n%s", n, s.log)
	}
}

// Over any transport, a fault is one line of the log, and the client's reference is the request id of that line and of
// the connection.
func TestFault_referenceIsTheRequestID(t *testing.T) {
	t.Parallel()
	const query = `{ events(first: 1) { nodes { id } } }`
	s := onSocket(t, nil)
	c, upgrade, err := wstest.Dial("http://" + s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.Init(""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.SQL().Exec(`ALTER TABLE event RENAME TO gone`); err != nil {
		t.Fatal(err)
	}
	byHTTP, asEvents := s.graphql(query), s.graphql(query, "Accept", "text/event-stream")
	for name, f := range map[string]struct{ answer, id string }{
		"HTTP":                 {byHTTP.Body.String(), byHTTP.Header().Get("X-Request-Id")},
		"events":               {asEvents.Body.String(), asEvents.Header().Get("X-Request-Id")},
		"first of a websocket": {c.Ask(t, "a", query).Raw, upgrade.Header.Get("X-Request-Id") + "-1"},
		"second of it":         {c.Ask(t, "b", query).Raw, upgrade.Header.Get("X-Request-Id") + "-2"},
	} {
		line := s.faultOf(f.answer)
		if !strings.Contains(f.answer, `"reference":"`+f.id+`"`) || !strings.Contains(line, "level=ERROR") ||
			!strings.Contains(line, "path=events ") {
			t.Errorf("%s: the request %s was answered with %s; the log has %s", name, f.id, f.answer, line)
		}
	}
	if n := strings.Count(s.log.String(), "level=ERROR"); n != 4 {
		t.Errorf("%d lines for 4 faults:\n%s", n, s.log)
	}
}

// faultOf is the line of the log under the reference that an answer gives.
func (s *testServer) faultOf(answer string) string {
	s.t.Helper()
	reference := regexp.MustCompile(`"reference":"([\w-]+)"`).FindStringSubmatch(answer)
	if reference == nil {
		s.t.Fatal("no reference: ", answer)
	}
	for line := range strings.Lines(s.log.String()) {
		if strings.Contains(line, "internal error") && strings.Contains(line, "request="+reference[1]+"\n") {
			return line
		}
	}
	s.t.Errorf("nothing is in the log under %s:\n%s", reference[1], s.log)
	return ""
}
