package transport

import (
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// The media types that a response can have.
const (
	mediaJSON     = "application/json"
	mediaResponse = "application/graphql-response+json"
	mediaEvents   = "text/event-stream"
)

// negotiate chooses the media type of the response by the Accept header: the acceptable one of the highest quality,
// among equals the first. Without a header it is application/json. Empty: nothing acceptable.
func negotiate(header http.Header) string {
	accept := header.Values("Accept")
	if len(accept) == 0 {
		return mediaJSON
	}
	best, bestQ := "", 0.0
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, param, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		if cs := strings.ToLower(param["charset"]); cs != "" && cs != "utf-8" && cs != "utf8" {
			continue
		}
		q := 1.0
		if s, ok := param["q"]; ok {
			if q, err = strconv.ParseFloat(s, 64); err != nil {
				continue
			}
		}
		switch name {
		case mediaJSON, mediaResponse, mediaEvents:
		case "*/*", "application/*":
			name = mediaJSON
		case "text/*":
			name = mediaEvents
		default:
			continue
		}
		if q > bestQ {
			best, bestQ = name, q
		}
	}
	return best
}

// appendResponse appends the response as a JSON object. A request error has no data member at all.
func appendResponse(dst []byte, res *graphql.Response) []byte {
	dst = append(dst, '{')
	dst = appendResult(dst, res)
	if len(res.Extensions) > 0 {
		if ext, err := json.Marshal(res.Extensions); err == nil {
			dst = append(dst, `,"extensions":`...)
			dst = append(dst, ext...)
		}
	}
	return append(dst, '}')
}

// appendResult appends the members errors and data without the braces around them.
func appendResult(dst []byte, res *graphql.Response) []byte {
	if len(res.Errors) > 0 {
		dst = append(dst, `"errors":`...)
		dst = appendErrors(dst, res.Errors)
		if res.Data == nil {
			return dst
		}
		dst = append(dst, ',')
	}
	dst = append(dst, `"data":`...)
	if res.Data == nil {
		return append(dst, "null"...)
	}
	return append(dst, res.Data...)
}

// appendErrors appends a JSON array of errors. An error whose extensions cannot be encoded loses them.
func appendErrors(dst []byte, list gqlerror.List) []byte {
	if b, err := json.Marshal(list); err == nil {
		return append(dst, b...)
	}
	plain := make(gqlerror.List, len(list))
	for i, e := range list {
		plain[i] = &gqlerror.Error{Message: e.Message, Locations: e.Locations}
		if code, ok := e.Extensions["code"].(string); ok {
			plain[i].Extensions = map[string]any{"code": code}
		}
	}
	b, _ := json.Marshal(plain)
	return append(dst, b...)
}

// statusOf is the HTTP status of a GraphQL response. As the audit suite wants, an application/json caller always gets
// 200, and the newer media type gets 400 for a request error. If the server kept the operation from running, all get
// 503 if that passes by itself, else 500.
func statusOf(media string, res *graphql.Response) int {
	switch {
	case res.Data == nil && (retryAfter(res.Errors) > 0 || tookTooLong(res.Errors)):
		return http.StatusServiceUnavailable
	case res.Data == nil && hasCode(res.Errors, hackathon.Internal):
		return http.StatusInternalServerError
	case res.Data == nil && media == mediaResponse:
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// writeResponse writes a GraphQL response over HTTP.
func writeResponse(w http.ResponseWriter, media string, status int, res *graphql.Response) {
	body := appendResponse(nil, res)
	header := w.Header()
	header.Set("Content-Type", media+"; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	if seconds := retryAfter(res.Errors); seconds > 0 && status >= http.StatusBadRequest {
		header.Set("Retry-After", strconv.Itoa(seconds))
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// writeRefusal answers what is not a GraphQL request.
func writeRefusal(w http.ResponseWriter, media string, no *refusal) {
	for name, values := range no.header {
		w.Header()[name] = values
	}
	if media != mediaResponse {
		media = mediaJSON
	}
	writeResponse(w, media, no.status, &graphql.Response{Errors: gqlerror.List{shown(no.why)}})
}
