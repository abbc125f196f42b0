package transport

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// answer is a response without errors, with what it rests on.
type answer struct {
	body    []byte
	length  []string // the header
	request string
	began   uint64 // which execution it was
	weight  int

	restsOn     []hackathon.ID
	watched     []*live.Watched
	generations []uint64 // when its execution began
	from, until time.Duration
	ends        time.Duration // it becomes wrong by the clock; 0: never
	asked       time.Duration // for the last time; the lock of keeper guards it

	pack   sync.Once
	packed []byte // compressed; nil where that is of no use
	tag    sync.Once
	tags   [2][]string // the header ETag, plain and compressed
}

func (a *answer) finish(body []byte) { a.body, a.length = body, []string{strconv.Itoa(len(body))} }

// right reports whether nothing has happened, as far as this process knows, that changes the answer.
func (a *answer) right(now time.Duration) bool {
	for i, w := range a.watched {
		if w.Generation() != a.generations[i] {
			return false
		}
	}
	return a.ends == 0 || now < a.ends
}

func (a *answer) watches(streams []hackathon.ID) bool {
	return len(streams) <= len(a.watched) && !slices.ContainsFunc(streams, func(id hackathon.ID) bool {
		return !slices.ContainsFunc(a.watched, func(w *live.Watched) bool { return w.Stream() == id })
	})
}

// smallestPacked is the least size of an answer that is compressed: smaller ones fit into one packet anyway.
const smallestPacked = 1400

// compressed is the answer for clients that take it compressed, nil where that is of no use. What is the same for
// everybody has no secret that its length could tell.
func (a *answer) compressed() []byte {
	a.pack.Do(func() {
		if len(a.body) < smallestPacked {
			return
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(a.body)
		if z.Close() == nil && b.Len() < len(a.body) {
			a.packed = b.Bytes()
		}
	})
	return a.packed
}

// response is the answer as an execution would give it.
func (a *answer) response(behind time.Duration) *graphql.Response {
	res := &graphql.Response{Data: a.body[len(`{"data":`) : len(a.body)-1]}
	if behind > 0 {
		res.Extensions = map[string]any{"behindBy": int64(behind / time.Second)}
	}
	return res
}

// tagOf is the header by which a browser asks again whether the answer is still the one that it holds: of the bytes, so
// that it is the same on each process.
func (a *answer) tagOf(packed bool) []string {
	a.tag.Do(func() {
		sum := sha256.Sum256(a.body)
		tag := base64.RawURLEncoding.EncodeToString(sum[:15])
		a.tags = [2][]string{{`"` + tag + `"`}, {`"` + tag + `-gzip"`}}
	})
	if packed {
		return a.tags[1]
	}
	return a.tags[0]
}

var (
	keptType = map[string][]string{
		mediaJSON:     {mediaJSON + "; charset=utf-8"},
		mediaResponse: {mediaResponse + "; charset=utf-8"},
	}
	// Whoever keeps an answer on the way must not give it to who shows a credential.
	keptVary                           = []string{varies + ", Accept-Encoding"}
	keptNoStore, keptNoCache, keptGzip = []string{"no-store"}, []string{"no-cache"}, []string{"gzip"}
)

// varies are the headers of requests that decide what is answered.
const varies = "Accept, Origin, Cookie, Authorization"

// write sends the answer. What was asked by GET may be kept by the client, who asks each time whether it is right.
func (a *answer) write(w http.ResponseWriter, r *http.Request, media string, behind time.Duration) {
	header, body, length := w.Header(), a.body, a.length
	header["Vary"], header["Cache-Control"] = keptVary, keptNoStore
	if behind > 0 {
		body = appendResponse(nil, a.response(behind))
		length = []string{strconv.Itoa(len(body))}
	} else {
		var packed []byte
		if acceptsGzip(r.Header) {
			packed = a.compressed()
		}
		if r.Method == http.MethodGet {
			tag := a.tagOf(packed != nil)
			header["Etag"], header["Cache-Control"] = tag, keptNoCache
			if holds(r.Header["If-None-Match"], tag[0]) {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		if packed != nil {
			header["Content-Encoding"] = keptGzip
			body, length = packed, []string{strconv.Itoa(len(packed))}
		}
	}
	header["Content-Type"], header["Content-Length"] = keptType[media], length
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body)
}

// holds reports whether the client says that it holds what has the tag.
func holds(said []string, tag string) bool {
	for _, line := range said {
		for one := range strings.SplitSeq(line, ",") {
			if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}
