package main

import (
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/postgres"
)

// firstLine does something when the first line is logged.
type firstLine struct {
	once sync.Once
	do   func()
}

func (l *firstLine) Write(p []byte) (int, error) {
	l.once.Do(l.do)
	return len(p), nil
}

// A start waits for a database that comes later. If none comes, it says which settings it used.
func TestStart_waitsForTheDatabase(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	net := c.network(t)
	net.cut()
	f := databaseFlags{DatabaseURL: net.dsn(), Connections: 2, StartWait: 200 * time.Millisecond}
	if _, err := f.open(t.Context(), nil, slog.New(slog.DiscardHandler)); err == nil ||
		!strings.Contains(err.Error(), "MANO_DATABASE_URL") || !strings.Contains(err.Error(), "MANO_DATABASE_START_WAIT") {
		t.Error("without a database:", err)
	}
	f.StartWait = time.Minute
	comes := &firstLine{do: func() { net.heal(t) }}
	d, err := f.open(t.Context(), nil, slog.New(slog.NewTextHandler(comes, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.close(); err != nil {
		t.Error(err)
	}
}

// A failure that will not pass ends the start at once, and names the setting but never the password.
func TestStart_wrongAddress(t *testing.T) {
	t.Parallel()
	began := time.Now()
	err := run(t.Context(), []string{"serve", "--database-url=postgres://mano:sala#sona@127.0.0.1/mano",
		"--database-start-wait=1m"}, io.Discard, io.Discard)
	if err == nil || strings.Contains(err.Error(), "sala") || strings.Contains(err.Error(), "sona") ||
		!strings.Contains(err.Error(), "MANO_DATABASE_URL") || time.Since(began) > 30*time.Second {
		t.Error(err)
	}
}

// A database that cannot store every letter is refused before anything is written to it.
func TestStart_refusesWhatIsNotUTF8(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	s, err := postgres.Open(t.Context(), c.server.DSN(), postgres.Config{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.SQL().Exec(`CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE
		template0`); err != nil {
		t.Fatal(err)
	}
	f := databaseFlags{DatabaseURL: strings.Replace(c.server.DSN(), "dbname=mano", "dbname=latin", 1), Connections: 2,
		StartWait: time.Minute}
	if _, err := f.open(t.Context(), nil, slog.New(slog.DiscardHandler)); err == nil ||
		!strings.Contains(err.Error(), "LATIN1") || !strings.Contains(err.Error(), "MANO_DATABASE_URL") {
		t.Error("opened:", err)
	}
}
