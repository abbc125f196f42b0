package transport_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
)

// named is the query string of a request that names its document by a hash.
func named(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "/graphql?extensions=" + url.QueryEscape(`{"persistedQuery":{"version":1,"sha256Hash":"`+
		hex.EncodeToString(sum[:])+`"}}`)
}

func TestPersistedQueries(t *testing.T) {
	t.Parallel()
	const built, later = `query Built { hello }`, `query Later { hello(name: "Aino") }`
	s := newServer(t, func(cfg *transport.Config, _ *live.Config, _ *transporttest.API) { cfg.BuiltIn = []string{built} })
	if a := s.do(t, http.MethodGet, named(built), ""); a.status != http.StatusOK || a.data["hello"] == nil {
		t.Errorf("what was built in: %d %s", a.status, a.body)
	}
	unknown := s.do(t, http.MethodGet, named(later), "")
	if unknown.code() != "PERSISTED_QUERY_NOT_FOUND" || unknown.errors[0].Message != "PersistedQueryNotFound" {
		t.Errorf("what nobody has sent: %d %s", unknown.status, unknown.body)
	}
	if a := s.do(t, http.MethodGet, named(later)+"&query="+url.QueryEscape(later), ""); a.data["hello"] == nil {
		t.Errorf("with its hash: %s", a.body)
	}
	if a := s.do(t, http.MethodGet, named(later), ""); a.data["hello"] == nil {
		t.Errorf("by its hash then: %s", a.body)
	}
	for _, wrong := range []string{named(later) + "&query=" + url.QueryEscape(built),
		"/graphql?extensions=" + url.QueryEscape(`{"persistedQuery":{"version":1}}`)} {
		if a := s.do(t, http.MethodGet, wrong, ""); a.code() != "INVALID" || a.data != nil {
			t.Errorf("%s: %s", wrong, a.body)
		}
	}
}

func TestOnlyBuiltIn(t *testing.T) {
	t.Parallel()
	const built = `query Built { hello }`
	s := newServer(t, func(cfg *transport.Config, _ *live.Config, _ *transporttest.API) {
		cfg.BuiltIn, cfg.OnlyBuiltIn = []string{built}, true
	})
	if a := s.query(t, built); a.data["hello"] == nil {
		t.Errorf("by its text: %s", a.body)
	}
	if a := s.do(t, http.MethodGet, named(built), ""); a.data["hello"] == nil {
		t.Errorf("by its hash: %s", a.body)
	}
	for _, other := range []string{`{ hello }`, `{ __schema { types { name } } }`, `{ nonsense`, built + " "} {
		if a := s.query(t, other, "Authorization", "Bearer alice"); a.code() != "FORBIDDEN" || a.data != nil {
			t.Errorf("%s: %s", other, a.body)
		}
	}
	const subscription = `subscription { ticks }`
	a := s.query(t, subscription, "Accept", "text/event-stream")
	if a.data != nil || !strings.Contains(a.body, "FORBIDDEN") {
		t.Errorf("a stream: %d %s", a.status, a.body)
	}
}
