package postgres

import (
	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// idArray is ids as a uuid[] parameter.
func idArray(ids []hackathon.ID) any {
	texts := make([]string, len(ids))
	for i, id := range ids {
		v, _ := id.Value()
		texts[i], _ = v.(string)
	}
	return pq.Array(texts)
}

// textArray is words, such as the values of an enum, as a text[] parameter.
func textArray[T ~string](words []T) any { return stringsOf(words) }

// stringsOf and wordsOf convert between a domain slice and the column type that sqlx scans a text[] into.
func stringsOf[T ~string](words []T) pq.StringArray {
	texts := make(pq.StringArray, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return texts
}

func wordsOf[T ~string](texts pq.StringArray) []T {
	words := make([]T, len(texts))
	for i, s := range texts {
		words[i] = T(s)
	}
	return words
}

// idsOf is a uuid[] as it was scanned.
func idsOf(texts pq.StringArray) ([]hackathon.ID, error) {
	var ids []hackathon.ID
	for _, text := range texts {
		var id hackathon.ID
		if err := id.Scan(text); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
