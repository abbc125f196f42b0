package server

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

func TestAnswers_areCompressedWhenLarge(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	const large, small = `{ __schema { types { name description fields { name description } } } }`, `{ __typename }`
	plain := s.graphql(large).Body.String()
	if len(plain) < smallestCompressed {
		t.Fatalf("%d bytes are too few for this test", len(plain))
	}
	squeezed := s.graphql(large, "Accept-Encoding", "br, gzip")
	if c := squeezed.Header().Get("Content-Encoding"); squeezed.Code != http.StatusOK || c != "gzip" ||
		!strings.Contains(squeezed.Header().Get("Vary"), "Accept-Encoding") {
		t.Fatalf("status %d, encoding %q", squeezed.Code, c)
	}
	if len(squeezed.Body.String()) > len(plain)/2 {
		t.Errorf("%d bytes of %d", len(squeezed.Body.String()), len(plain))
	}
	r, err := gzip.NewReader(strings.NewReader(squeezed.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	if whole, err := io.ReadAll(r); err != nil || string(whole) != plain {
		t.Errorf("something else came out of it: %v", err)
	}
	if c := s.graphql(small, "Accept-Encoding", "gzip").Header().Get("Content-Encoding"); c != "" {
		t.Errorf("a small answer has encoding %q", c)
	}
	if c := s.graphql(large).Header().Get("Content-Encoding"); c != "" {
		t.Errorf("who asks for none gets encoding %q", c)
	}
	if c := s.graphql(large, "Accept-Encoding", "gzip", "Accept",
		"application/json, text/event-stream;q=0.1").Header().Get("Content-Encoding"); c != "gzip" {
		t.Errorf("an answer to who would rather have no stream has encoding %q", c)
	}
	stream := s.graphql(`subscription { board(eventId: "x") { cursor } }`, "Accept-Encoding", "gzip", "Accept",
		"text/event-stream")
	if c := stream.Header().Get("Content-Encoding"); c != "" {
		t.Errorf("a stream has encoding %q", c)
	}
}
