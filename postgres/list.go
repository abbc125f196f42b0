package postgres

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// listing is what a list of the contract is made of: rows R, each of which becomes a thing T. A page goes on after the
// sort key and the id of the last row (keyset paging), whatever was added before it meanwhile.
type listing[R hackathon.Node, T any] struct {
	columns, from string
	id            string // the column that a row's NodeID is in
	item          func(R) T
	// orders are the columns that rows may be sorted by, before their id, under the words that the contract has for them;
	// under "" what they are sorted by where nothing is said. By a word that is absent they are sorted by id, which is by
	// age.
	orders map[string]sortKey[R]
	// parent is the column of the thing that a list belongs to, and parentOf its value in a row; only for lists().
	parent   string
	parentOf func(R) hackathon.ID
	// wanted (nil: all) drops what the conditions cannot exclude; a list that has it has no totalCount.
	wanted func(T) bool
}

// sortKey is a column that is never NULL, and its value in a row: a string, a number, a time.
type sortKey[R any] struct {
	column string
	of     func(R) any
}

// listAhead is how many rows are read at a time after the first page, where wanted leaves too few.
const listAhead = 200

// through is the same list, read from another FROM, in which id is the column of its ids.
func (l listing[R, T]) through(from, id string) listing[R, T] {
	l.from, l.id = from, id
	return l
}

// list is the list of the rows that meet the conditions, in the order that is asked for, or in the only one if one is
// given here.
func (l listing[R, T]) list(db *DB, q conditions, only ...hackathon.Order) hackathon.List[T] {
	return func(ctx context.Context, args hackathon.PageArgs) (*hackathon.Page[T], error) {
		if len(only) > 0 {
			args.Order = only[0]
		}
		at, err := l.place(args)
		if err := cmp.Or(q.err, err); err != nil {
			return nil, err
		}
		if len(q.rests) > 0 {
			ctx = noted(ctx, q.rests...)
		}
		reads := hackathon.ReadsOf(ctx)
		var found []R
		for limit := args.First + 1; len(found) <= args.First; limit = max(limit, listAhead) {
			var rows []R
			text, params := l.query(q, args, at, limit)
			if err := db.pool.SelectContext(ctx, &rows, text, params...); err != nil {
				return nil, fmt.Errorf("list %s: %w", l.from, err)
			}
			for _, r := range rows {
				if reads != nil {
					belongs(ctx, l.item(r))
				}
				if l.wanted == nil || l.wanted(l.item(r)) {
					found = append(found, r)
				}
			}
			if len(rows) < limit {
				break
			}
			at = l.placeOf(rows[limit-1], args)
		}
		p := l.cut(found, args)
		if args.Count && l.wanted == nil {
			p.TotalCount = new(int)
			err = db.pool.GetContext(ctx, p.TotalCount, `SELECT count(*) FROM `+l.from+q.where(), q.args...)
		}
		return p, err
	}
}

// lists are the lists of several things at once: of each the rows that meet the conditions and belong to it.
func (l listing[R, T]) lists(db *DB, q conditions) hackathon.Lists[T] {
	return func(ctx context.Context, parents []hackathon.ID,
		args hackathon.PageArgs) (map[hackathon.ID]*hackathon.Page[T], error) {
		at, err := l.place(args)
		if err != nil {
			return nil, err
		}
		q := q
		q.add(l.parent + ` = parent.id`)
		each := func(what, inner, then string, params []any) (string, []any) {
			return fmt.Sprintf(`SELECT %s FROM unnest($%d::uuid[]) AS parent (id) CROSS JOIN LATERAL (%s) row %s`, what,
				len(params)+1, inner, then), append(params, idArray(parents))
		}
		ctx = noted(ctx, parents...)
		var rows []R
		inner, params := l.query(q, args, at, args.First+1)
		text, params := each(`row.*`, inner, l.sorted(args, "row."), params)
		if err := db.pool.SelectContext(ctx, &rows, text, params...); err != nil {
			return nil, fmt.Errorf("list %s: %w", l.from, err)
		}
		of, found := map[hackathon.ID][]R{}, map[hackathon.ID]*hackathon.Page[T]{}
		for _, r := range rows {
			hackathon.ReadsOf(ctx).BelongsTo(r.NodeID(), l.parentOf(r))
			of[l.parentOf(r)] = append(of[l.parentOf(r)], r)
		}
		for _, parent := range parents {
			found[parent] = l.cut(of[parent], args)
		}
		if !args.Count {
			return found, nil
		}
		text, params = each(`parent.id, row.count`, `SELECT count(*) AS count FROM `+l.from+q.where(), `ORDER BY parent.id`,
			q.args)
		counts, err := tellOne[int](ctx, db.pool, text, params...)
		for parent, count := range counts {
			found[parent].TotalCount = &count
		}
		return found, err
	}
}

// query is the statement that reads up to limit rows after a place (nil: from the start).
func (l listing[R, T]) query(q conditions, args hackathon.PageArgs, at *listPlace, limit int) (string, []any) {
	after := map[bool]string{false: `>`, true: `<`}[args.Order.Desc]
	key := l.orders[args.Order.Field].column
	switch {
	case at != nil && key != "":
		q.add(`(`+key+`, `+l.id+`) `+after+` (?, ?)`, at.key, at.id)
	case at != nil:
		q.add(l.id+` `+after+` ?`, at.id)
	}
	if q.each == "" {
		return fmt.Sprintf(`SELECT %s FROM %s%s %s LIMIT %d`, l.columns, l.from, q.where(), l.sorted(args, ""), limit), q.args
	}
	words := q.words
	q.add(q.each + ` = each.word`)
	q.each = ""
	found := l
	if found.columns = l.id; key != "" {
		found.columns += `, ` + key
	}
	firsts, params := found.query(q, args, nil, limit)
	return fmt.Sprintf(`SELECT %s FROM %s WHERE %s IN (SELECT row.%s
		FROM (SELECT DISTINCT unnest(%s::text[]) AS word) each CROSS JOIN LATERAL (%s) row %s LIMIT %d) %s`,
		l.columns, l.from, l.id, l.id[strings.LastIndexByte(l.id, '.')+1:], words, firsts, l.sorted(args, "row."), limit,
		l.sorted(args, "")), params
}

// sorted is the ORDER BY of the list; of names the selected rows anew.
func (l listing[R, T]) sorted(args hackathon.PageArgs, of string) string {
	columns := []string{l.id}
	if key := l.orders[args.Order.Field].column; key != "" {
		columns = []string{key, l.id}
	}
	for i, c := range columns {
		if of != "" {
			c = of + c[strings.LastIndexByte(c, '.')+1:]
		}
		if columns[i] = c; args.Order.Desc {
			columns[i] += ` DESC`
		}
	}
	return `ORDER BY ` + strings.Join(columns, `, `)
}

// cut makes a page of rows that were read with one more than asked for.
func (l listing[R, T]) cut(rows []R, args hackathon.PageArgs) *hackathon.Page[T] {
	p := &hackathon.Page[T]{HasPrev: args.After != ""}
	if len(rows) > args.First {
		p.HasNext, rows = true, rows[:args.First]
	}
	for _, r := range rows {
		p.Items, p.Cursors = append(p.Items, l.item(r)), append(p.Cursors, l.placeOf(r, args).cursor(args.Order))
	}
	return p
}

// listPlace is where a list goes on: after a row.
type listPlace struct {
	key any // nil: the list is sorted by id alone
	id  hackathon.ID
}

func (l listing[R, T]) placeOf(r R, args hackathon.PageArgs) *listPlace {
	at := &listPlace{id: r.NodeID()}
	if by := l.orders[args.Order.Field]; by.of != nil {
		at.key = by.of(r)
	}
	return at
}

// cursor spells the place; it names the order, for in any other it means nothing.
func (at *listPlace) cursor(order hackathon.Order) string {
	b, _ := json.Marshal([]any{order.String(), at.id, at.key})
	return base64.RawURLEncoding.EncodeToString(b)
}

// place is what args.After names; nil: the list begins at its start. An error is Invalid.
func (l listing[R, T]) place(args hackathon.PageArgs) (*listPlace, error) {
	if err := args.Validate(); err != nil || args.After == "" {
		return nil, err
	}
	var parts []json.RawMessage
	var order string
	var at listPlace
	b, err := base64.RawURLEncoding.DecodeString(args.After)
	if err == nil {
		err = json.Unmarshal(b, &parts)
	}
	if err != nil || len(parts) != 3 || json.Unmarshal(parts[0], &order) != nil ||
		json.Unmarshal(parts[1], &at.id) != nil || at.id.IsZero() {
		return nil, hackathon.Invalidf("after is not a cursor of this list; use pageInfo.endCursor of an earlier page")
	}
	if order != args.Order.String() {
		return nil, hackathon.Invalidf("after is a cursor of a list in another order; leave it out to start anew")
	}
	if by := l.orders[args.Order.Field]; by.of != nil {
		key := reflect.New(reflect.TypeOf(by.of(*new(R))))
		err = json.Unmarshal(parts[2], key.Interface())
		at.key = key.Elem().Interface()
	}
	// which no text of the database has
	if text, ok := at.key.(string); err != nil || ok && strings.ContainsRune(text, 0) {
		return nil, hackathon.Invalidf("after is not a cursor of this list; use pageInfo.endCursor of an earlier page")
	}
	return &at, nil
}

// newest is the order of what is told last first.
var newest = hackathon.Order{Desc: true}

// like is the pattern of LIKE for what holds the word, which means itself.
func like(word string) string { return "%" + likeEscaper.Replace(word) + "%" }

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// conditions collects the conditions of a WHERE and their parameters. Each ? of a condition becomes the next parameter;
// the text of a condition comes from the program and never from a request. With err the list is refused.
type conditions struct {
	all  []string
	args []any
	err  error

	each, words string // see addEach
	// rests is where the list changes (see noted); nothing, where it is a viewer's.
	rests []hackathon.ID
}

// on says where the list changes.
func (q conditions) on(rests ...hackathon.ID) conditions {
	q.rests = rests
	return q
}

// refuse is the list of who may not read it, or asked for it wrongly.
func refuse(err error) conditions { return conditions{err: err} }

// that starts the conditions of a statement.
func that(condition string, args ...any) (q conditions) {
	q.add(condition, args...)
	return q
}

func (q *conditions) add(condition string, args ...any) {
	var b strings.Builder
	for i, part := range strings.Split(condition, "?") {
		if i > 0 {
			q.args = append(q.args[:len(q.args):len(q.args)], args[i-1])
			fmt.Fprintf(&b, "$%d", len(q.args))
		}
		b.WriteString(part)
	}
	q.all = append(q.all[:len(q.all):len(q.all)], b.String())
}

// addAny asks that a column has one of the words, if there are any.
func addAny[W ~string](q *conditions, column string, words []W) {
	if len(words) > 0 {
		q.add(column+` = ANY (?)`, textArray(words))
	}
}

// addEach is addAny of a column that has an index for each of its few words, in the order of the list: a page is made
// of the first rows of each word. Otherwise a list of what is to come would read through all that is over. Of several
// such columns the first one leads.
func addEach[W ~string](q *conditions, column string, words []W) {
	if q.each != "" || len(words) == 0 {
		addAny(q, column, words)
		return
	}
	q.args = append(q.args, textArray(words))
	q.each, q.words = column, fmt.Sprintf("$%d", len(q.args))
}

// addShared asks that a column of words shares one with these, if there are any.
func addShared[W ~string](q *conditions, column string, words []W) {
	if len(words) > 0 {
		q.add(column+` && ?::text[]`, textArray(words))
	}
}

// search asks the condition of each word that is searched for, spelled as the column is.
func (q *conditions) search(condition string, search *string, spelled func(string) string) {
	words, err := hackathon.SearchWords(search)
	q.err = cmp.Or(q.err, err)
	for _, word := range words {
		q.add(condition, spelled(word))
	}
}

// nameHas asks that a name has the words. The column holds its hackathon.SortKey.
func nameHas(column string, search *string) (q conditions) {
	q.search(`strpos(`+column+`, ?) > 0`, search, hackathon.SortKey)
	return q
}

// where is the WHERE of the statement.
func (q conditions) where() string {
	if q.each != "" {
		q.all = append(q.all[:len(q.all):len(q.all)], q.each+` = ANY (`+q.words+`)`)
	}
	if len(q.all) == 0 {
		return ""
	}
	return ` WHERE (` + strings.Join(q.all, `) AND (`) + `)`
}
