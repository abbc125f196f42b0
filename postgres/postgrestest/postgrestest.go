// Package postgrestest gives every test a database of its own on a real PostgreSQL, and Rows puts into it what the test
// needs to find there. The database is a copy of a template that was
// migrated once, made in some ten milliseconds and dropped when the test has passed.
//
// The server is started by the first test of a process that asks for a database, with durability off, and ends with the
// process. MANO_TEST_DATABASE_URL (a postgres:// URL of a superuser) names another server instead.
package postgrestest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
	"github.com/peterldowns/pgtestdb"

	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres/embedded"
)

// TB is a test, or what is done when all tests of a package have run (see Main).
type TB = pgtestdb.TB

// Database is the connection string of a new database with the present schema.
func Database(t TB) string {
	t.Helper()
	return DatabaseOf(t, migrations.FS)
}

// DatabaseOf is the connection string of a new database that these migrations were applied to.
func DatabaseOf(t TB, steps fs.FS) string {
	t.Helper()
	return create(t, migrator{steps})
}

// Empty is the connection string of a new database with nothing in it.
func Empty(t TB) string {
	t.Helper()
	return create(t, pgtestdb.NoopMigrator{})
}

// Main runs the tests of a package, a *testing.M or something around one, and removes the server's files afterwards,
// for TestMain. Without it they are removed by a later run.
func Main(m interface{ Run() int }) int {
	code := m.Run()
	server.mu.Lock()
	defer server.mu.Unlock()
	if server.cluster != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.cluster.Stop(ctx)
		_ = embedded.RemoveTest(ctx, server.cluster.Dir())
		_ = os.Remove(filepath.Dir(server.cluster.Dir()))
		server.cluster, server.err = nil, nil
	}
	return code
}

func create(t TB, m pgtestdb.Migrator) string {
	t.Helper()
	where, err := config()
	if err != nil {
		t.Fatalf("%v", err)
	}
	made := pgtestdb.Custom(quiet{t}, where, m)
	t.Cleanup(func() {
		if !t.Failed() {
			return
		}
		if os.Getenv(urlName) != "" {
			t.Logf("the database is kept: psql '%s'", made.URL())
		} else {
			t.Logf("the database ends with this process; to keep one for a look, set %s to a server of your own", urlName)
		}
	})
	return made.URL()
}

// quiet keeps the connection string out of the output of tests that pass.
type quiet struct{ TB }

func (quiet) Logf(string, ...any) {}

const urlName = "MANO_TEST_DATABASE_URL"

// server is the one of this process.
var server struct {
	mu      sync.Mutex
	cluster *embedded.Cluster
	err     error
}

func config() (pgtestdb.Config, error) {
	if text := os.Getenv(urlName); text != "" {
		at, err := url.Parse(text)
		if err != nil {
			return pgtestdb.Config{}, fmt.Errorf("%s is not a URL: %w", urlName, err)
		}
		password, _ := at.User.Password()
		return pgtestdb.Config{
			DriverName: "postgres", User: at.User.Username(), Password: password,
			Host: at.Hostname(), Port: at.Port(), Database: filepath.Base(at.Path), Options: at.RawQuery,
		}, nil
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	if server.cluster == nil && server.err == nil {
		server.cluster, server.err = start()
	}
	if server.err != nil {
		return pgtestdb.Config{}, server.err
	}
	return pgtestdb.Config{
		DriverName: "postgres", User: embedded.User, Password: "", Host: "", Port: "5432", Database: "postgres",
		Options: url.Values{"host": {server.cluster.SocketDir()}, "sslmode": {"disable"}}.Encode(),
	}, nil
}

// start runs a server in a folder that other users can reach: when root tests, PostgreSQL runs as somebody else.
func start() (*embedded.Cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	top := filepath.Join(scratch(), "mano-test-"+strconv.Itoa(os.Geteuid()))
	if err := os.MkdirAll(top, 0o755); err != nil {
		return nil, err
	}
	removeOld(ctx, top)
	own, err := os.MkdirTemp(top, "")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(own, 0o755); err != nil {
		return nil, err
	}
	return embedded.Start(ctx, embedded.Config{
		Dir: filepath.Join(own, "pg"), Test: true,
		Settings: map[string]string{"max_connections": "200", "max_wal_size": "512MB"},
	})
}

// scratch is where short-lived data goes: into memory where there is plenty, which halves the time that a database
// takes.
func scratch() string {
	const memory, plenty = "/dev/shm", 4 << 30
	var disk syscall.Statfs_t
	if syscall.Statfs(memory, &disk) == nil && disk.Bavail*uint64(disk.Bsize) > plenty {
		return memory
	}
	return "/tmp"
}

// removeOld clears away what test processes that have ended left behind. A folder younger than a while may belong to
// one that is just starting.
func removeOld(ctx context.Context, top string) {
	entries, _ := os.ReadDir(top)
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		own := filepath.Join(top, entry.Name())
		if embedded.RemoveTest(ctx, filepath.Join(own, "pg")) == nil {
			_ = os.Remove(own)
		}
	}
}

// migrator makes the template of a set of migrations; a set is known by what its files say.
type migrator struct{ steps fs.FS }

func (m migrator) Hash() (string, error) {
	names, err := fs.Glob(m.steps, "*.sql") // in order
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(m.steps, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil))[:32], nil
}

func (m migrator) Migrate(ctx context.Context, db *sql.DB, _ pgtestdb.Config) error {
	return migrations.UpFS(ctx, db, m.steps)
}
