package postgrestest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	_ "embed"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Size is how much Fill puts in, and the time at which it is so.
type Size struct {
	Events, People, Needs int
	At                    time.Time
}

// WholeEvents are those that have 20 ideas, 10 groups of 8 and 30 needs. Further ones have 5 ideas and 2 groups of 8,
// and share the needs that are left.
const WholeEvents = 1_000

// FillToken signs in the volunteer and organiser whom Fill puts in.
const FillToken = "invented-volunteer-who-asks-for-needs"

// Superuser is the connection string of a database as who may leave out triggers and write statistics.
func Superuser(dsn string) (string, error) {
	where, err := config()
	if err != nil {
		return "", err
	}
	as, err := url.Parse(dsn)
	if err != nil {
		return "", err
	}
	as.User = url.UserPassword(where.User, where.Password)
	return as.String(), nil
}

//go:embed fill.sql
var fillSQL string

// Fill puts so much into an empty database with the present schema, a million rows in some seconds, and returns ten
// events that are live.
func Fill(ctx context.Context, db *sql.DB, size Size) ([]hackathon.ID, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	// The connection has settings and functions of its own by now.
	defer func() { _ = conn.Raw(func(any) error { return driver.ErrBadConn }) }()
	text := strings.NewReplacer(":events", strconv.Itoa(size.Events), ":people", strconv.Itoa(size.People),
		":needs", strconv.Itoa(size.Needs), ":now", "'"+size.At.Format(time.RFC3339)+"'::timestamptz",
		":whole", strconv.Itoa(min(size.Events, WholeEvents)),
		":coming", strconv.Itoa(max(20, min(320, size.Events/3)+size.Events/37)),
		":token", fmt.Sprintf(`'\x%x'`, sha256.Sum256([]byte(FillToken)))).
		Replace(fillSQL)
	for _, statement := range strings.Split(text, ";\n") {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%w, in:\n%s", err, statement)
		}
	}
	rows, err := conn.QueryContext(ctx, `SELECT id FROM event WHERE status = 'LIVE' ORDER BY id LIMIT 10`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var events []hackathon.ID
	for rows.Next() {
		var id hackathon.ID
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		events = append(events, id)
	}
	return events, rows.Err()
}
