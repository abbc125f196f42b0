package transport

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// ServeKept answers the request of somebody who shows no credential from what is kept, or from what somebody else is
// being answered, before anything of it is parsed. count counts what is answered so; its error is returned. Otherwise
// the request is as it was.
func (h *Handler) ServeKept(w http.ResponseWriter, r *http.Request, count func() error) (served bool, err error) {
	if h.kept == nil || r.Header["Upgrade"] != nil {
		return false, nil
	}
	media := mediaOf(r.Header)
	if media != mediaJSON && media != mediaResponse {
		return false, nil
	}
	buffer := askedBuffers.Get().(*[]byte)
	defer askedBuffers.Put(buffer)
	asked, ok := readAsked(r, (*buffer)[:0])
	var answer *answer
	var behind time.Duration
	if ok {
		answer, behind = h.kept.ready(r, asked)
	}
	if answer == nil {
		if len(asked) > 0 {
			body := &reread{Reader: r.Body, Closer: r.Body, asked: string(asked)}
			if r.Method == http.MethodPost {
				body.Reader = io.MultiReader(strings.NewReader(body.asked[1:]), r.Body)
			}
			if r.Body = body; !ok {
				body.asked = ""
			}
		}
		return false, nil
	}
	if err := count(); err != nil {
		return false, err
	}
	h.allowOrigin(w.Header(), r)
	answer.write(w, r, media, behind)
	return true, nil
}

// ready is the answer that can be given at once, or as soon as it has been executed for another.
func (k *keeper) ready(r *http.Request, asked []byte) (*answer, time.Duration) {
	a, behind, f := k.find(asked)
	if f == nil {
		return a, behind
	}
	defer k.leave(f)
	select {
	case <-f.done:
		return f.answer, 0
	case <-r.Context().Done():
		return nil, 0
	}
}

var askedBuffers = sync.Pool{New: func() any { return new(make([]byte, 0, longestAsked)) }}

// reread is the body of a request that ServeKept has seen; what it has read of it can be read again.
type reread struct {
	io.Reader
	io.Closer
	asked string // by what the request is known; empty: its answer is not kept
}

// A request is known by its bytes, behind one that keeps a body from being taken for a query string.
const askedByGet, askedByPost = 'G', 'P'

// readAsked puts into the buffer by what the request is known; not ok: its answer is not kept.
func readAsked(r *http.Request, buffer []byte) (asked []byte, ok bool) {
	switch r.Method {
	case http.MethodGet:
		return append(append(buffer, askedByGet), r.URL.RawQuery...), len(r.URL.RawQuery) < longestAsked
	case http.MethodPost:
		n := int(r.ContentLength)
		if n <= 0 || n >= longestAsked || !plainJSON(r.Header) {
			return nil, false
		}
		buffer = append(buffer, askedByPost)[:n+1]
		read, err := io.ReadFull(r.Body, buffer[1:])
		return buffer[:1+read], err == nil
	}
	return nil, false
}

// askedBy is by what the request is known that ServeKept has seen; empty: its answer is not kept.
func askedBy(r *http.Request) string {
	if body, ok := r.Body.(*reread); ok {
		return body.asked
	}
	return ""
}

// plainJSON reports whether the body is what everybody sends; readBody takes other spellings too.
func plainJSON(header http.Header) bool {
	types := header["Content-Type"]
	if len(types) != 1 || header["Content-Encoding"] != nil {
		return false
	}
	return types[0] == mediaJSON || strings.EqualFold(types[0], "application/json; charset=utf-8")
}

// mediaOf is negotiate, for headers that many send without a look at them.
func mediaOf(header http.Header) string {
	switch accept := header["Accept"]; {
	case len(accept) == 0:
		return mediaJSON
	case len(accept) == 1:
		switch accept[0] {
		case mediaJSON, "*/*":
			return mediaJSON
		case mediaResponse, mediaResponse + ", " + mediaJSON:
			return mediaResponse
		}
	}
	return negotiate(header)
}

// acceptsGzip reports whether the client takes an answer compressed; who says so in other words gets it plain.
func acceptsGzip(header http.Header) bool {
	for _, accepted := range header["Accept-Encoding"] {
		for coding := range strings.SplitSeq(accepted, ",") {
			if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
				return true
			}
		}
	}
	return false
}
