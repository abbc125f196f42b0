package postgres

import (
	"strings"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// among is the condition that a column is one of the ids, and the first parameter of its statement. One alone is asked
// for by itself: of a list, a plan that is kept takes there to be ten, so none would be kept.
func among(column string, ids []hackathon.ID) (condition string, first any) {
	if len(ids) == 1 {
		return column + ` = $1`, ids[0]
	}
	return column + ` = ANY ($1::uuid[])`, idArray(ids)
}

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
func textArray[T ~string](words []T) pq.StringArray {
	texts := make(pq.StringArray, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return texts
}

// oneOf is words of the program as a list in SQL, so that a rule which SQL asks, too, stands in hackathon alone. It is
// part of the statement and no parameter: an index with such a condition is found by it.
func oneOf[T ~string](words []T) string { return `('` + strings.Join(textArray(words), `', '`) + `')` }

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

// itself is a row that is what its list tells of.
func itself[R any](row R) *R { return &row }
