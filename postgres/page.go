package postgres

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// A page cursor is the sort key of a row and its id, so that a list continues after that row whatever was added before
// it.

// pageCursor makes the cursor of the row with the given sort key.
func pageCursor(key string, id hackathon.ID) string {
	b, _ := json.Marshal([2]string{key, id.String()})
	return base64.RawURLEncoding.EncodeToString(b)
}

// parsePageCursor reads it back; the error is Invalid.
func parsePageCursor(s string) (key string, id hackathon.ID, err error) {
	var parts [2]string
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &parts)
	}
	if err == nil {
		id, err = hackathon.ParseID(parts[1])
	}
	if err != nil || strings.ContainsRune(parts[0], 0) { // which no text of the database has
		return "", id, hackathon.Invalidf("after is not a cursor of this list; use pageInfo.endCursor of an earlier page")
	}
	return parts[0], id, nil
}

// page cuts rows (queried with LIMIT first+1) to a Page; cursor gives the place of a row.
func page[R, T any](rows []R, args hackathon.PageArgs, item func(R) T, cursor func(R) string) *hackathon.Page[T] {
	p := &hackathon.Page[T]{HasPrev: args.After != ""}
	if len(rows) > args.First {
		p.HasNext = true
		rows = rows[:args.First]
	}
	for _, r := range rows {
		p.Items = append(p.Items, item(r))
		p.Cursors = append(p.Cursors, cursor(r))
	}
	return p
}
