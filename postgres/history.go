package postgres

import (
	"fmt"
	"reflect"

	"github.com/loometalgud/mano/hackathon"
)

// move is a row of a history: what moved, and the number of the move, by which a history goes.
type move[M any] struct {
	Number int64        `db:"id"`
	Thing  hackathon.ID `db:"thing"`
	Move   M            `db:"move"`
}

func (m move[M]) NodeID() hackathon.ID { return m.Thing }

// history is the listing of the moves m that a table holds of the things in a column, oldest first.
func history[M any](table, of string) listing[move[M], *M] {
	columns := `m.id, m.thing`
	for _, f := range reflect.VisibleFields(reflect.TypeFor[M]()) {
		columns += fmt.Sprintf(`, m.%s AS "move.%[1]s"`, f.Tag.Get("db"))
	}
	return listing[move[M], *M]{
		columns: columns, from: `(SELECT *, ` + of + ` AS thing FROM ` + table + `) m`, id: `m.thing`,
		item:   func(m move[M]) *M { return &m.Move },
		orders: map[string]sortKey[move[M]]{"": {`m.id`, func(m move[M]) any { return m.Number }}},
		parent: `m.thing`, parentOf: move[M].NodeID,
	}
}
