package server

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"github.com/loometalgud/mano/transport"
)

// smallestCompressed is the least size of an answer that is compressed: smaller ones fit into one packet anyway.
const smallestCompressed = 1400

// compressed compresses the answers of the API for clients that accept it. Streams are not compressed: their items are
// sent one by one, and ten thousand compressors would cost more than they save.
func compressed(api http.Handler) http.Handler {
	// The jitter hides from an eavesdropper how much a text that he made somebody send has in common with secrets in the
	// answer.
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(smallestCompressed), gzhttp.RandomJitter(32, 0, false),
		gzhttp.ContentTypes([]string{"application/graphql-response+json", "application/json"}))
	if err != nil {
		panic(err) // the options are part of the program
	}
	whole := wrap(api)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if transport.IsUpgrade(r) || transport.WantsEvents(r) {
			api.ServeHTTP(w, r)
			return
		}
		whole.ServeHTTP(w, r)
	})
}
