package postgres

import (
	"strings"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// idArray is ids as a uuid[] parameter.
// among is the condition that a column is one of the ids, and the first parameter of its statement. One alone is asked
// for by itself: of a list, a plan that is kept takes there to be ten, so none would be kept.
func among(column string, ids []hackathon.ID) (condition string, first any) {
	if len(ids) == 1 {
		return column + ` = $1`, ids[0]
	}
	return column + ` = ANY ($1::uuid[])`, idArray(ids)
}

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

// oneOf is words of the program as a list in SQL, so that a rule which SQL asks, too, stands in hackathon alone. It is
// part of the statement and no parameter: an index with such a condition is found by it.
func oneOf[T ~string](words []T) string { return `('` + strings.Join(stringsOf(words), `', '`) + `')` }

// The lists of hackathon that statements ask.
var (
	needsUnderWay     = oneOf(hackathon.NeedsUnderWay)
	needsUnsettled    = oneOf(hackathon.NeedsUnsettled)
	needsHeld         = oneOf(hackathon.NeedsHeld)
	needsTaken        = oneOf(hackathon.NeedsTaken)
	needsAgreed       = oneOf(hackathon.NeedsAgreed)
	needsClosed       = oneOf(hackathon.NeedsClosed)
	offersStanding    = oneOf(hackathon.OffersStanding)
	offersLeft        = oneOf(hackathon.OffersLeft)
	eventsPast        = oneOf(hackathon.EventsPast)
	eventsOver        = oneOf(hackathon.EventsOver)
	groupsOver        = oneOf(hackathon.GroupsOver)
	ideasGone         = oneOf(hackathon.IdeasGone)
	attendancesComing = oneOf(hackathon.AttendancesComing)
)

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

// itself is a row that is what its list tells of.
func itself[R any](row R) *R { return &row }

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
