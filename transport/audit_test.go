package transport_test

import (
	"bytes"
	"encoding/json"
	"testing"
)

// TestAudit runs the whole GraphQL-over-HTTP audit suite. Nothing but ok will do.
func TestAudit(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	out, err := node(t, "audit.mjs", s.URL+"/graphql").Output()
	if err != nil {
		t.Fatal(err)
	}
	audits := 0
	for line := range bytes.Lines(out) {
		var a struct{ ID, Name, Status, Reason string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if audits++; a.Status != "ok" {
			t.Errorf("%s %s: %s, %s", a.ID, a.Name, a.Status, a.Reason)
		}
	}
	if audits != 61 {
		t.Errorf("%d audits were run, want 61", audits)
	}
}
