package transport

import (
	"testing"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/web/webtest"
)

// TestDocuments_pages: the documents of the web application and of tools pass, with a wide margin.
func TestDocuments_pages(t *testing.T) {
	t.Parallel()
	documents := webtest.Documents(t)
	if len(documents) < 20 {
		t.Fatalf("only %d documents of the page were found", len(documents))
	}
	half := hackathon.Limits{}
	for _, l := range []*hackathon.Limit{MaxAliases, MaxFields, MaxSelections, MaxNesting, MaxValues, MaxComparisons} {
		half[l] = int64(l.Most / 2)
	}
	r := newReader(publicSchema(t), nil, half)
	for name, text := range documents {
		if _, errs := r.read(text); len(errs) > 0 {
			t.Errorf("%s: %v", name, errs)
		}
	}
	r = newReader(publicSchema(t), nil, nil)
	if _, errs := r.read(standardIntrospection); len(errs) > 0 {
		t.Error(errs)
	}
	short := "{ __schema { types { fields { " + times(6,
		"a%d: type { fields { name description args { name description type { name } } type { name kind } } } ") + "} } } }"
	if _, errs := r.read(short); len(errs) != 1 || errs[0].Extensions["setting"] != "MANO_MAX_INTROSPECTION" {
		t.Errorf("a short question with a long answer: %v", errs)
	}
}
