package postgres

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx/reflectx"
	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// table is a table that holds the rows R: its columns are the db tags of R and of what it embeds, the key first. A
// column is added by a field, and nothing here names it again.
type table[R any] struct {
	name    string
	key     string
	read    []string
	derived derived[R]
	created statement[R]
	updated statement[R]
}

// derived are columns that are made of a row to be searched or sorted by, and that no query reads.
type derived[R any] map[string]func(*R) any

func newTable[R any](name string, more derived[R]) *table[R] {
	s := &table[R]{name: name, derived: more}
	var sets []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[R]()) {
		if column := f.Tag.Get("db"); column != "" && column != "-" {
			s.read = append(s.read, column)
		}
	}
	s.key = s.read[0]
	for _, c := range s.written()[1:] {
		if c != "version" {
			sets = append(sets, c+" = :"+c)
		}
	}
	s.created = named(s.creating(), more)
	s.updated = named(`UPDATE `+name+` SET version = version + 1, `+strings.Join(sets, ", ")+` WHERE `+s.key+` = :`+s.key+
		` RETURNING version`, more)
	return s
}

// columns are what is read of a row, for a query that calls the table by an alias; empty: by none.
func (s *table[R]) columns(alias string) string {
	if alias == "" {
		return strings.Join(s.read, ", ")
	}
	return alias + "." + strings.Join(s.read, ", "+alias+".")
}

func (s *table[R]) written() []string {
	return append(slices.Clone(s.read), slices.Sorted(maps.Keys(s.derived))...)
}

// creating is the INSERT of a new row, for a statement with names.
func (s *table[R]) creating() string {
	return `INSERT INTO ` + s.name + ` (` + strings.Join(s.written(), ", ") + `) VALUES (:` +
		strings.Join(s.written(), ", :") + `)`
}

// insert stores a new row, with columns beside those that it has.
func (s *table[R]) insert(t *tx, row *R, more values) (err error) {
	if len(more) == 0 {
		_, err = t.run(s.created.text, s.created.args(row)...)
	} else {
		err = t.insert(s.name, s.written(), s.created.args(row), more)
	}
	if err != nil {
		return fmt.Errorf("insert %s: %w", s.name, err)
	}
	return nil
}

// update stores a row that is there, as its next version, which it returns.
func (s *table[R]) update(t *tx, row *R) (version int, err error) {
	if err = t.get(&version, s.updated.text, s.updated.args(row)...); err != nil {
		return 0, fmt.Errorf("update %s: %w", s.name, err)
	}
	return version, nil
}

// lock reads the row with the key, which stays as it is until COMMIT.
func (s *table[R]) lock(t *tx, id hackathon.ID) (*R, error) {
	var row R
	return &row, t.get(&row, s.where(s.key+` = $1 FOR NO KEY UPDATE`), id)
}

// peek reads the row with the key as it is.
func (s *table[R]) peek(t *tx, id hackathon.ID) (*R, error) { return s.find(t.ctx, t, id) }

// find reads the row with the key, or says that there is no such thing.
func (s *table[R]) find(ctx context.Context, from reader, id hackathon.ID) (*R, error) {
	var row R
	err := from.GetContext(noted(ctx, id), &row, s.where(s.key+` = $1`), id)
	if err == nil {
		belongs(ctx, &row)
	} else {
		notThere(ctx)
	}
	return &row, missing(err, id.Kind().String())
}

// byID reads the rows with the keys that are there, in the order of their keys.
func (s *table[R]) byID(ctx context.Context, from reader, ids []hackathon.ID) (rows []*R, err error) {
	condition, wanted := among(s.key, ids)
	if err := from.SelectContext(noted(ctx, ids...), &rows, s.where(condition+` ORDER BY `+s.key), wanted); err != nil {
		return nil, fmt.Errorf("read %s: %w", s.name, err)
	}
	for _, row := range rows {
		belongs(ctx, row)
	}
	if len(rows) < len(ids) {
		notThere(ctx)
	}
	return rows, nil
}

func (s *table[R]) where(condition string) string {
	return `SELECT ` + s.columns("") + ` FROM ` + s.name + ` WHERE ` + condition
}

// values are those of columns, by their names.
type values map[string]any

// insert stores a row of a table: the values args of the columns, in the same order, and more by name.
func (t *tx) insert(table string, columns []string, args []any, more values) error {
	for _, c := range slices.Sorted(maps.Keys(more)) {
		columns, args = append(columns, c), append(args, more[c])
	}
	places := make([]string, len(columns))
	for i := range places {
		places[i] = fmt.Sprint("$", i+1)
	}
	_, err := t.run(`INSERT INTO `+table+` (`+strings.Join(columns, ", ")+`) VALUES (`+strings.Join(places, ", ")+`)`,
		args...)
	return err
}

// statement takes its parameters from the fields of a row R, by the names of their columns.
type statement[R any] struct {
	text string
	of   []func(*R) any
}

var parameter = regexp.MustCompile(`(^|[^:]):([a-z_]+)`)

// named makes a statement of a text in which :starts_at is the field of that column, once and for all.
func named[R any](text string, more derived[R]) (s statement[R]) {
	var names []string
	s.text = parameter.ReplaceAllStringFunc(text, func(found string) string {
		before, name, _ := strings.Cut(found, ":")
		at := slices.Index(names, name)
		if at < 0 {
			at, names = len(names), append(names, name)
		}
		return fmt.Sprint(before, "$", at+1)
	})
	for i, path := range fields.TraversalsByName(reflect.TypeFor[R](), names) {
		of := more[names[i]]
		if of == nil && len(path) == 0 {
			panic(fmt.Sprintf("%s has no field for the parameter %s", reflect.TypeFor[R](), names[i]))
		}
		if of == nil {
			of = func(row *R) any {
				return parameterOf(reflectx.FieldByIndexesReadOnly(reflect.ValueOf(row), path))
			}
		}
		s.of = append(s.of, of)
	}
	return s
}

func (s statement[R]) args(row *R) []any {
	args := make([]any, len(s.of))
	for i, of := range s.of {
		args[i] = of(row)
	}
	return args
}

// parameterOf is a field as a parameter; a list without words is an empty one.
func parameterOf(field reflect.Value) any {
	if field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.String {
		words := make(pq.StringArray, field.Len())
		for i := range words {
			words[i] = field.Index(i).String()
		}
		return words
	}
	return field.Interface()
}
