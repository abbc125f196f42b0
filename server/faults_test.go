package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// A fault outside of any resolver is in the log with its cause, under the reference that the client was told.
func TestFaultOfASignInIsInTheLog(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	_ = s.store.Close()
	a := s.graphql(whoAmI, "Authorization", "Bearer of somebody")
	reference := regexp.MustCompile(`"reference":"(\w+)"`).FindStringSubmatch(a.Body.String())
	if a.Code != http.StatusInternalServerError || reference == nil {
		t.Fatal(a.Code, a.Body)
	}
	for line := range strings.Lines(s.log.String()) {
		if strings.Contains(line, reference[1]) {
			if !strings.Contains(line, "read session: sql: database is closed") {
				t.Error(line)
			}
			return
		}
	}
	t.Errorf("nothing is in the log under the reference %s:\n%s", reference[1], s.log)
}
