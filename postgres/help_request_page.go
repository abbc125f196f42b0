package postgres

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Lists of needs make their pages here, beside the statements of their own that they are read with; every other list is
// a listing (list.go). A cursor is the sort key of a row and its id, so that a list continues after that row whatever
// was added before it.

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

// beforeID is where a list goes on that is ordered by id alone, newest first; nil at its start.
func beforeID(args hackathon.PageArgs) (*hackathon.ID, error) {
	if args.After == "" {
		return nil, nil
	}
	_, id, err := parsePageCursor(args.After)
	return &id, err
}

// afterStart is where a list goes on that is ordered by start; nil at its start.
func afterStart(args hackathon.PageArgs) (*time.Time, *hackathon.ID, error) {
	if args.After == "" {
		return nil, nil, nil
	}
	key, id, err := parsePageCursor(args.After)
	if err != nil {
		return nil, nil, err
	}
	at, err := hackathon.ParseTime(key)
	if err != nil {
		return nil, nil, hackathon.Invalidf("after is not a cursor of this list; use pageInfo.endCursor of an earlier page")
	}
	return &at, &id, nil
}

// pageByID makes a page of needs that are ordered by id.
func pageByID(rows []*hackathon.HelpRequest, args hackathon.PageArgs) *hackathon.Page[*hackathon.HelpRequest] {
	return needsPage(rows, args, func(r *hackathon.HelpRequest) string { return pageCursor("", r.ID) })
}

// pageByStart makes a page of needs that are ordered by start.
func pageByStart(rows []*hackathon.HelpRequest, args hackathon.PageArgs) *hackathon.Page[*hackathon.HelpRequest] {
	return needsPage(rows, args,
		func(r *hackathon.HelpRequest) string { return pageCursor(r.StartsAt.Format(time.RFC3339Nano), r.ID) })
}

// needsPage cuts needs that were read with one more than asked for; cursor gives the place of one.
func needsPage(rows []*hackathon.HelpRequest, args hackathon.PageArgs,
	cursor func(*hackathon.HelpRequest) string) *hackathon.Page[*hackathon.HelpRequest] {
	p := &hackathon.Page[*hackathon.HelpRequest]{HasPrev: args.After != ""}
	if len(rows) > args.First {
		p.HasNext, rows = true, rows[:args.First]
	}
	for _, r := range rows {
		p.Items, p.Cursors = append(p.Items, r), append(p.Cursors, cursor(r))
	}
	return p
}
