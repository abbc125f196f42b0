package transport

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/hackathon"
)

// refusal answers what is not a GraphQL request. Its text never repeats the body.
type refusal struct {
	status int
	why    *hackathon.Error
	header http.Header
}

func refuse(status int, message string) *refusal {
	return &refusal{status: status, why: &hackathon.Error{Kind: hackathon.Invalid, Message: message}}
}

// readRequest reads the GraphQL request of a GET or POST.
func (h *Handler) readRequest(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, *refusal) {
	start, read := graphql.Now(), h.readQueryString
	if r.Method == http.MethodPost {
		read = h.readBody
	}
	params, no := read(r)
	if no != nil {
		if no.status == http.StatusRequestEntityTooLarge {
			discardBody(w, r)
		}
		return nil, no
	}
	params.Headers = r.Header
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	return params, nil
}

func (h *Handler) readBody(r *http.Request) (*graphql.RawParams, *refusal) {
	mediaType, param, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(param["charset"])
	if err != nil || mediaType != "application/json" || charset != "" && charset != "utf-8" && charset != "utf8" {
		return nil, refuse(http.StatusUnsupportedMediaType, "send the request as Content-Type: application/json in UTF-8")
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return nil, refuse(http.StatusUnsupportedMediaType, "send the request body without Content-Encoding")
	}
	most := int64(h.limits.Most(MaxBodyBytes))
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, &refusal{
			status: http.StatusRequestTimeout, why: h.limits.Reached(BodyTimeout),
			header: http.Header{"Connection": {"close"}},
		}
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "the request body ended early")
	}
	if int64(len(body)) > most {
		return nil, &refusal{
			status: http.StatusRequestEntityTooLarge, why: h.limits.Reached(MaxBodyBytes),
			header: http.Header{"Connection": {"close"}},
		}
	}
	return parseParams(body, false)
}

// discardBody reads the rest of a body, for clients that read the answer only after they have sent everything.
func discardBody(w http.ResponseWriter, r *http.Request) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(5 * time.Second))
	_, _ = io.CopyN(io.Discard, r.Body, 32<<20)
}

func (h *Handler) readQueryString(r *http.Request) (*graphql.RawParams, *refusal) {
	if len(r.URL.RawQuery) > h.limits.Most(MaxBodyBytes) {
		return nil, &refusal{status: http.StatusRequestURITooLong, why: h.limits.Reached(MaxBodyBytes)}
	}
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || !utf8.ValidString(q.Get("query")) {
		return nil, refuse(http.StatusBadRequest, "the query string is not valid")
	}
	p := &graphql.RawParams{Query: q.Get("query"), OperationName: q.Get("operationName")}
	if p.Variables, err = object([]byte(q.Get("variables"))); err != nil {
		return nil, refuse(http.StatusBadRequest, "variables must be a JSON object")
	}
	if p.Extensions, err = object([]byte(q.Get("extensions"))); err != nil {
		return nil, refuse(http.StatusBadRequest, "extensions must be a JSON object")
	}
	if p.Query == "" && p.Extensions["persistedQuery"] == nil {
		return nil, refuse(http.StatusBadRequest, "the parameter query is missing")
	}
	return p, nil
}

// parseParams reads {query, operationName, variables, extensions}; other members are ignored, null counts as absent.
// This object is the body of a POST and the payload of a subscribe message. The latter needs query even with a
// persisted document.
func parseParams(raw []byte, needQuery bool) (*graphql.RawParams, *refusal) {
	if !utf8.Valid(raw) {
		return nil, refuse(http.StatusBadRequest, "the request is not valid UTF-8")
	}
	var member map[string]json.RawMessage
	if err := json.Unmarshal(raw, &member); err != nil || member == nil {
		if json.Valid(raw) && bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("[")) {
			return nil, refuse(http.StatusBadRequest, "batching is not supported: send one operation per request")
		}
		if _, wrongType := errors.AsType[*json.UnmarshalTypeError](err); wrongType || err == nil {
			return nil, refuse(http.StatusBadRequest, "the request must be a JSON object")
		}
		return nil, refuse(http.StatusBadRequest, "the request is not valid JSON")
	}
	p := &graphql.RawParams{}
	var err error
	if p.Extensions, err = object(member["extensions"]); err != nil {
		return nil, refuse(http.StatusBadRequest, "extensions must be an object or null")
	}
	if p.Variables, err = object(member["variables"]); err != nil {
		return nil, refuse(http.StatusBadRequest, "variables must be an object or null")
	}
	if p.OperationName, _, err = text(member["operationName"]); err != nil {
		return nil, refuse(http.StatusBadRequest, "operationName must be a string or null")
	}
	var given bool
	if p.Query, given, err = text(member["query"]); err != nil {
		return nil, refuse(http.StatusBadRequest, "query must be a string")
	}
	if !given && (needQuery || p.Extensions["persistedQuery"] == nil) {
		return nil, refuse(http.StatusBadRequest, "query is missing")
	}
	return p, nil
}

// object reads a JSON object and keeps numbers as they are written; absent and null give nil.
func object(raw []byte) (map[string]any, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, errors.New("more than one value")
	}
	return m, nil
}

// text reads a JSON string; absent and null give "" and false.
func text(raw []byte) (s string, given bool, err error) {
	if len(raw) == 0 {
		return "", false, nil
	}
	var p *string
	if err := json.Unmarshal(raw, &p); err != nil {
		return "", false, err
	}
	if p == nil {
		return "", false, nil
	}
	return *p, true, nil
}
