package server

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"github.com/loometalgud/mano/transport"
)

// smallestCompressed is from how many bytes on an answer is compressed: below it one packet carries it either way.
const smallestCompressed = 1400

// compressed compresses the answers of the API for those who accept it. Streams are left alone: each of their items
// leaves at once, and ten thousand compressors would cost more than they save.
func compressed(api http.Handler) http.Handler {
	// The jitter hides from who listens on the line how well what he made somebody send goes with what is secret in the
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
