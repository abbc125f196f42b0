package postgres

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx/reflectx"
)

// table is a table whose rows are written whole: its columns are named once, and their values are taken by those names
// from the fields of a row, which are found as sqlx finds them (db tags).
type table struct {
	name     string
	read     []string // what is read of a row, its version included
	inserted []string
	updated  []string // the key first
	insert   string
	update   string
}

// newTable names the columns of a table, with spaces between: fixed are written once, and the first of them is the key;
// changing are written by updates too. unread are those of them that no query asks for, such as what is only searched.
func newTable(name, fixed, changing, unread string) *table {
	once, often, left := strings.Fields(fixed), strings.Fields(changing), strings.Fields(unread)
	s := &table{name: name, inserted: slices.Concat(once, often), updated: slices.Concat(once[:1], often)}
	s.read = slices.DeleteFunc(slices.Concat(once[:1], []string{"version"}, once[1:], often), func(c string) bool {
		return slices.Contains(left, c)
	})
	places, sets := make([]string, len(s.inserted)), make([]string, len(often))
	for i := range places {
		places[i] = fmt.Sprint("$", i+1)
	}
	for i, c := range often {
		sets[i] = fmt.Sprint(c, " = $", i+2)
	}
	s.insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", name, strings.Join(s.inserted, ", "),
		strings.Join(places, ", "))
	s.update = fmt.Sprintf("UPDATE %s SET version = version + 1, %s WHERE %s = $1 RETURNING version", name,
		strings.Join(sets, ", "), once[0])
	return s
}

// columns are what is read of a row, for a query that calls the table by an alias; empty: by none.
func (s *table) columns(alias string) string {
	if alias == "" {
		return strings.Join(s.read, ", ")
	}
	return alias + "." + strings.Join(s.read, ", "+alias+".")
}

// insert stores a new row.
func (t *tx) insert(into *table, row any) error {
	args, err := t.named(into.inserted, row)
	if err == nil {
		_, err = t.run(into.insert, args...)
	}
	if err != nil {
		return fmt.Errorf("insert %s: %w", into.name, err)
	}
	return nil
}

// update stores what may change of the row with its key, as its next version, which it returns.
func (t *tx) update(into *table, row any) (version int, err error) {
	args, err := t.named(into.updated, row)
	if err == nil {
		err = t.get(&version, into.update, args...)
	}
	if err != nil {
		return 0, fmt.Errorf("update %s: %w", into.name, err)
	}
	return version, nil
}

// named are the fields of a row for the columns.
func (t *tx) named(columns []string, row any) ([]any, error) {
	fields, args := reflect.Indirect(reflect.ValueOf(row)), make([]any, len(columns))
	for i, path := range t.Mapper.TraversalsByName(fields.Type(), columns) {
		if len(path) == 0 {
			return nil, fmt.Errorf("%T has no field for %s", row, columns[i])
		}
		args[i] = reflectx.FieldByIndexesReadOnly(fields, path).Interface()
	}
	return args, nil
}
