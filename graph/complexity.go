package graph

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/hackathon"
)

// priced says what a field costs: every field one, and a list its length times what is selected of each item. How long
// a list may be is told by its argument first, else by lengths. gqlgen adds it up before anything runs, for
// subscriptions too.
type priced struct{ graphql.ExecutableSchema }

// several is how long a list is thought to be that has no size to go by.
const several = 10

// lengths are those of lists without the argument first.
var lengths = map[string]int{
	"Board.needs":         hackathon.MaxPageSize,
	"Board.workingGroups": hackathon.MaxPageSize,
	"Event.accessibility": len(hackathon.VenueFeatures),
	"Event.services":      len(hackathon.EventServices),
	"Event.sides":         len(hackathon.Sides),
	"Venue.facts":         len(hackathon.VenueFeatures),
	"WorkingGroup.sides":  len(hackathon.Sides),
}

// Complexity is what a field costs, whose selection costs child.
func (s priced) Complexity(_ context.Context, object, field string, child int, args map[string]any) (int, bool) {
	n := 1
	if first, ok := args["first"]; ok {
		// What is no number, or out of range, is refused anyway and costs as the largest.
		if n, _ = strconv.Atoi(fmt.Sprint(first)); n < 1 || n > hackathon.MaxPageSize {
			n = hackathon.MaxPageSize
		}
	} else if known := lengths[object+"."+field]; known > 0 {
		n = known
	} else if object == "Query" && field == "labels" {
		enum, _ := args["enum"].(string)
		n = max(len(hackathon.Labels(enum)), 1)
	} else if f := s.Schema().Types[object].Fields.ForName(field); f != nil && f.Type.Elem != nil &&
		!strings.HasSuffix(object, "Connection") { // whose items first has counted
		n = several
	}
	return 1 + min(child, math.MaxInt32)*n, true
}
