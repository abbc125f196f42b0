package transport

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// An EventSource takes any answer but 200 for final, and a client of graphql-sse takes any result for the operation's.
// So what will pass by itself is answered with a stream of events that says when to come back and ends, without an
// event and without complete: every client then calls again, with its cursor. What will not pass is answered as
// everywhere.

// WantsEvents reports whether the request is for a stream of events.
func WantsEvents(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodPost) && !IsUpgrade(r) &&
		negotiate(r.Header) == mediaEvents
}

// ComeBack answers a request for a stream of events that is to be made again no sooner than after the time, and up to
// one and a half of it, so that not all come back at once. A person who looks into the stream can read why.
func ComeBack(w http.ResponseWriter, after time.Duration, why string) {
	eventHeader(w.Header())
	w.WriteHeader(http.StatusOK)
	wait := after + rand.N(after/2+1)
	_, _ = fmt.Fprintf(w, ": %s\nretry: %d\n\n", strings.NewReplacer("\r", " ", "\n", " ").Replace(why),
		wait.Milliseconds())
}

func eventHeader(header http.Header) {
	header.Set("Content-Type", mediaEvents)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no")
	header.Set("X-Content-Type-Options", "nosniff")
}

// refuseEvents answers what is no request for a stream, or one that there is no room for now.
func (h *Handler) refuseEvents(w http.ResponseWriter, no *refusal) {
	if no.status != http.StatusServiceUnavailable {
		writeRefusal(w, mediaJSON, no)
		return
	}
	h.stats.refused.Add(1)
	ComeBack(w, max(no.why.RetryAfter, h.cfg.RetryAfter), no.why.Message)
}

// comesBack answers with when to come back if the errors are of a kind that passes.
func (h *Handler) comesBack(w http.ResponseWriter, errs gqlerror.List) bool {
	if !passes(errs) {
		return false
	}
	ComeBack(w, max(time.Duration(retryAfter(errs))*time.Second, h.cfg.RetryAfter), errs[0].Message)
	return true
}

// passes reports whether what is wrong is wrong now and need not be so in a while: the server's fault, or that there is
// too much at once.
func passes(errs gqlerror.List) bool {
	return retryAfter(errs) > 0 || tookTooLong(errs) || hasCode(errs, hackathon.Internal) ||
		hasCode(errs, hackathon.RateLimited)
}
