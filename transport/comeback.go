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

// An EventSource takes every status but 200 for final, and a client of graphql-sse takes every result for that of its
// operation. So a failure that passes by itself is answered with a stream that only says when to retry, and ends
// without an event and without complete: every client then calls again, with its cursor. Other failures are answered as
// everywhere.

// WantsEvents reports whether the request is for a stream of events.
func WantsEvents(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodPost) && !IsUpgrade(r) &&
		negotiate(r.Header) == mediaEvents
}

// ComeBack answers a request for a stream of events that should be repeated after a time, or up to one and a half of
// it, so that not all return at once. The text is for a person who looks into the stream.
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

// refuseEvents answers a malformed request, or one over a limit.
func (h *Handler) refuseEvents(w http.ResponseWriter, no *refusal) {
	if no.status != http.StatusServiceUnavailable {
		writeRefusal(w, mediaJSON, no)
		return
	}
	h.Counters.Refused.Add(1)
	ComeBack(w, max(no.why.RetryAfter, h.cfg.RetryAfter), no.why.Message)
}

// comesBack answers with the time to retry, if the errors pass by themselves.
func (h *Handler) comesBack(w http.ResponseWriter, errs gqlerror.List) bool {
	if !passes(errs) {
		return false
	}
	ComeBack(w, max(time.Duration(retryAfter(errs))*time.Second, h.cfg.RetryAfter), errs[0].Message)
	return true
}

// passes reports whether the errors pass by themselves: a fault of the server, or too much at once.
func passes(errs gqlerror.List) bool {
	return retryAfter(errs) > 0 || tookTooLong(errs) || hasCode(errs, hackathon.Internal) ||
		hasCode(errs, hackathon.RateLimited)
}
