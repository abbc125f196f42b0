package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/jmoiron/sqlx/reflectx"
	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// Rows become values by the names of their columns. A struct takes each column into the field with that db tag, its own
// or of what it embeds; anything else takes the only column. Slices of words or ids are text[] or uuid[], slices of
// structs a json_agg, and times are in UTC.

// fields finds the fields of a type by the names of columns.
var fields = reflectx.NewMapperFunc("db", strings.ToLower)

// reader is where rows are read: the pool, or a transaction.
type reader interface {
	GetContext(ctx context.Context, dst any, query string, args ...any) error
	SelectContext(ctx context.Context, dst any, query string, args ...any) error
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// readOne reads the first row of a query into what dst points to; sql.ErrNoRows: there is none.
func readOne(ctx context.Context, q querier, dst any, query string, args ...any) error {
	into, found := reflect.ValueOf(dst).Elem(), false
	err := readRows(ctx, q, into.Type(), query, args, func(scan func(reflect.Value) error) error {
		if found {
			return nil
		}
		found = true
		return scan(into)
	})
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return err
}

// readAll appends the rows of a query to the slice that dst points to.
func readAll(ctx context.Context, q querier, dst any, query string, args ...any) error {
	list := reflect.ValueOf(dst).Elem()
	of := list.Type().Elem()
	row := of
	if of.Kind() == reflect.Pointer && isRow(of.Elem()) {
		row = of.Elem()
	}
	return readRows(ctx, q, row, query, args, func(scan func(reflect.Value) error) error {
		one := reflect.New(row)
		err := scan(one.Elem())
		if row == of {
			one = one.Elem()
		}
		list.Set(reflect.Append(list, one))
		return err
	})
}

func readRows(ctx context.Context, q querier, row reflect.Type, query string, args []any,
	each func(scan func(reflect.Value) error) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if of, ok := reflect.Zero(row).Interface().(interface{ fields([]string) []string }); ok {
		columns = of.fields(columns)
	}
	paths := [][]int{{}}
	if isRow(row) {
		paths = fields.TraversalsByName(row, columns)
	}
	to := make([]any, len(columns))
	scan := func(into reflect.Value) error {
		for i, path := range paths {
			if len(path) == 0 && isRow(row) {
				return fmt.Errorf("%s has no field for the column %s", row, columns[i])
			}
			to[i] = destination(reflectx.FieldByIndexes(into, path).Addr())
		}
		err := rows.Scan(to...)
		for _, at := range to {
			switch at := at.(type) {
			case *time.Time:
				*at = at.UTC()
			case **time.Time:
				if *at != nil {
					**at = (*at).UTC()
				}
			}
		}
		return err
	}
	for rows.Next() {
		if err := each(scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// isRow reports whether values of the type are rows, and not those of a single column.
func isRow(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() &&
		!reflect.PointerTo(t).Implements(reflect.TypeFor[sql.Scanner]())
}

// toldOf is a row that tells something of a thing: its id is the first column, and what is told the others.
type toldOf[T any] struct {
	Of   hackathon.ID `db:"of"`
	Told T            `db:"told"`
}

func (toldOf[T]) fields(columns []string) []string {
	t := reflect.TypeFor[T]()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	named := []string{"of"}
	for _, c := range columns[1:] {
		if isRow(t) {
			named = append(named, "told."+c)
		} else {
			named = append(named, "told")
		}
	}
	return named
}

// tellMany is all that the rows of a query tell of each thing, in their order.
func tellMany[T any](ctx context.Context, from reader, query string, args ...any) (map[hackathon.ID][]T, error) {
	var rows []toldOf[T]
	err := from.SelectContext(ctx, &rows, query, args...)
	found := make(map[hackathon.ID][]T, len(rows))
	for _, r := range rows {
		found[r.Of] = append(found[r.Of], r.Told)
	}
	return found, err
}

// tellOne is what the rows of a query tell of things, one row of each.
func tellOne[T any](ctx context.Context, from reader, query string, args ...any) (map[hackathon.ID]T, error) {
	var rows []toldOf[T]
	err := from.SelectContext(ctx, &rows, query, args...)
	found := make(map[hackathon.ID]T, len(rows))
	for _, r := range rows {
		found[r.Of] = r.Told
	}
	return found, err
}

// destination is what database/sql scans a column into whose value belongs at the pointer.
func destination(at reflect.Value) any {
	switch t := at.Type().Elem(); {
	case t.Kind() != reflect.Slice || t.Elem().Kind() == reflect.Uint8:
		return at.Interface()
	case isRow(t.Elem()):
		return aggregate{at}
	default:
		return array{at.Elem()}
	}
}

// aggregate scans a json_agg into the slice at a pointer; NULL, which it is over no rows, is an empty one.
type aggregate struct{ list reflect.Value }

func (a aggregate) Scan(src any) error {
	text, _ := src.([]byte)
	if text == nil {
		text = []byte(`[]`)
	}
	return json.Unmarshal(text, a.list.Interface())
}

// spelled is a column of ids as JSON has them.
func spelled(id string) string {
	return `rtrim(translate(encode(uuid_send(` + id + `), 'base64'), '+/', '-_'), '=')`
}

// array scans a text[] or uuid[] into a slice of words or ids; NULL is an empty one.
type array struct{ list reflect.Value }

func (a array) Scan(src any) error {
	var texts pq.StringArray
	if err := texts.Scan(src); err != nil {
		return err
	}
	a.list.Set(reflect.MakeSlice(a.list.Type(), len(texts), len(texts)))
	for i, text := range texts {
		one := a.list.Index(i)
		if id, ok := one.Addr().Interface().(sql.Scanner); ok {
			if err := id.Scan(text); err != nil {
				return err
			}
		} else {
			one.SetString(text)
		}
	}
	return nil
}
