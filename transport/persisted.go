package transport

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
)

// A request may name its document by the SHA-256 of the text, in extensions.persistedQuery, as clients of other servers
// do: the documents of the server's own pages are known from their build, others once they came with their hash, for as
// long as they are kept.

// builtIn are the documents that are known from the start.
type builtIn struct {
	byHash map[string]string // the texts
	texts  map[string]bool
	only   bool // no others are answered
}

func newBuiltIn(texts []string, only bool) builtIn {
	b := builtIn{byHash: map[string]string{}, texts: map[string]bool{}, only: only}
	for _, text := range texts {
		b.byHash[hashOf(text)], b.texts[text] = text, true
	}
	return b
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// persisted puts the document into the request that is named there, and refuses what this server does not answer. The
// hash is the one to know the text by from now on, if it came with one.
func (r *reader) persisted(params *graphql.RawParams) (hash string, no *gqlerror.Error) {
	if named, given := params.Extensions["persistedQuery"]; given && named != nil {
		asked, _ := named.(map[string]any)
		hash, _ = asked["sha256Hash"].(string)
		switch {
		case len(hash) != 2*sha256.Size:
			return "", fault(hackathon.Invalid, "extensions.persistedQuery.sha256Hash must be a SHA-256 in hexadecimal digits")
		case params.Query == "":
			if params.Query = r.textOf(hash); params.Query == "" {
				return "", &gqlerror.Error{Message: "PersistedQueryNotFound", // the word that clients of other servers look for
					Extensions: map[string]any{"code": "PERSISTED_QUERY_NOT_FOUND"}}
			}
			hash = ""
		case r.builtIn.byHash[hash] == params.Query:
			hash = ""
		case hash != hashOf(params.Query):
			return "", fault(hackathon.Invalid, "extensions.persistedQuery.sha256Hash is not that of query")
		}
	}
	if r.builtIn.only && !r.builtIn.texts[params.Query] {
		return "", fault(hackathon.Forbidden,
			"this server answers the operations of its own pages, and no others (MANO_OPERATIONS=built-in)")
	}
	return hash, nil
}

func (r *reader) textOf(hash string) string {
	if text := r.builtIn.byHash[hash]; text != "" {
		return text
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if d, ok := r.known.Get(r.hashes[hash]); ok {
		return d.text
	}
	return ""
}

// name lets requests name a document that is kept.
func (r *reader) name(d *document, hash string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if kept, ok := r.known.Peek(d.text); ok {
		kept.hash, r.hashes[hash] = hash, d.text
	}
}
