// Package migrations holds the steps that bring a database from nothing to the present schema, as SQL files that are
// part of the program. A file is never edited once it has been released: what is wrong in one is put right by the next.
// Each step leaves the previous version of the program running, so that replicas can be replaced one by one.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// FS holds the steps, NUMBER_what_it_does.sql each.
//
//go:embed *.sql
var FS embed.FS

// Up applies the steps that the database lacks, each in a transaction of its own. Any number of processes may call it
// at once: one works, the others wait for it.
func Up(ctx context.Context, db *sql.DB) error { return UpFS(ctx, db, FS) }

// UpFS is Up with other steps.
func UpFS(ctx context.Context, db *sql.DB, steps fs.FS) error {
	p, err := provider(db, steps)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		if partial, ok := errors.AsType[*goose.PartialError](err); ok && partial.Failed != nil {
			return fmt.Errorf("migrate the database: %s: %w", partial.Failed.Source.Path, partial.Err)
		}
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

// DownFS takes every step back, and everything in the database with it. It serves the tests.
func DownFS(ctx context.Context, db *sql.DB, steps fs.FS) error {
	p, err := provider(db, steps)
	if err != nil {
		return err
	}
	if _, err := p.DownTo(ctx, 0); err != nil {
		return fmt.Errorf("take the migrations back: %w", err)
	}
	return nil
}

// Version says the newest step that the database has and the newest that this program knows. A database may be ahead
// of the program while replicas are being replaced.
func Version(ctx context.Context, db *sql.DB) (database, program int64, err error) {
	p, err := provider(db, FS)
	if err != nil {
		return 0, 0, err
	}
	return p.GetVersions(ctx)
}

func provider(db *sql.DB, steps fs.FS) (*goose.Provider, error) {
	// Asked again every second, for five minutes: as long as another process may take over its steps.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, steps,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
}
