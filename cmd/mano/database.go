package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/embedded"
)

// defaultData is the folder of the private PostgreSQL without a setting.
const defaultData = ".data"

// database is an open database, and its private server if there is one.
type database struct {
	*postgres.DB
	dsn     string
	cluster *embedded.Cluster // nil: the server is not ours
}

// open connects to the database of the setting, or starts the private one.
func (f databaseFlags) open(ctx context.Context, limits hackathon.Limits, log *slog.Logger) (*database, error) {
	d := &database{dsn: f.DatabaseURL}
	if d.dsn == "" {
		var err error
		if d.cluster, err = embedded.Start(ctx, embedded.Config{Dir: f.dir(), Fallback: f.fallback(), Log: log}); err != nil {
			return nil, err
		}
		d.dsn = d.cluster.DSN()
	}
	var err error
	if d.DB, err = f.connect(ctx, d.dsn, limits, log); err != nil {
		return nil, errors.Join(f.named(err), d.stop(ctx))
	}
	return d, nil
}

// connect waits for a database that is not there yet, for instance because it starts at the same time.
func (f databaseFlags) connect(ctx context.Context, dsn string, limits hackathon.Limits, log *slog.Logger) (
	*postgres.DB, error) {
	cfg := postgres.Config{MaxConns: f.Connections, Reserved: f.Reserved, Limits: limits,
		Prepare: postgres.Prepare(f.Prepare), Log: log}

	began := time.Now()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		db, err := postgres.Open(ctx, dsn, cfg)
		switch left := f.StartWait - time.Since(began); {
		case err == nil || ctx.Err() != nil || !errors.As(err, new(*hackathon.AwayError)):
			return db, err
		case left <= 0 && f.StartWait > 0:
			return nil, fmt.Errorf("%w (waited for %s: MANO_DATABASE_START_WAIT)", err, f.StartWait)
		case left <= 0:
			return nil, err
		default:
			log.Warn("the database is not there yet; waiting for it", "error", err, "for", left.Round(time.Second))
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// named adds the name of the setting to an error of the database that it names.
func (f databaseFlags) named(err error) error {
	if err == nil || f.DatabaseURL == "" {
		return err
	}
	return fmt.Errorf("%w (setting MANO_DATABASE_URL)", err)
}

// openRunning connects to the database of a running mano: that of the setting, or its private one.
func (f databaseFlags) openRunning(ctx context.Context) (*database, error) {
	d := &database{dsn: f.DatabaseURL}
	if d.dsn == "" {
		var err error
		if d.dsn, err = f.running(); err != nil {
			return nil, err
		}
	}
	var err error
	d.DB, err = postgres.Open(ctx, d.dsn, postgres.Config{MaxConns: 4})
	return d, f.named(err)
}

// running returns the address of a running mano's private PostgreSQL, from its lock file.
func (f databaseFlags) running() (string, error) {
	for _, dir := range []string{f.dir(), f.fallback()} {
		if dir == "" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, "lock"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if _, dsn, ok := strings.Cut(strings.TrimSpace(string(text)), "\n"); ok {
			return dsn, nil
		}
	}
	return "", fmt.Errorf("no mano runs with its data in %s; start one (make run), or name its database in "+
		"MANO_DATABASE_URL", f.dir())
}

func (f databaseFlags) dir() string { return filepath.Join(f.Data, "postgres") }

// fallback is the folder to use instead; none if the folder was chosen by a setting.
func (f databaseFlags) fallback() string {
	if abs, err := filepath.Abs(defaultData); err != nil || abs != f.Data {
		return ""
	}
	return embedded.FallbackDir()
}

// close closes the connections, and stops the private server.
func (d *database) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return errors.Join(d.DB.Close(), d.stop(ctx))
}

func (d *database) stop(ctx context.Context) error {
	if d.cluster == nil {
		return nil
	}
	return d.cluster.Stop(context.WithoutCancel(ctx))
}

// failed is closed when the private server has ended.
func (d *database) failed() <-chan struct{} {
	if d.cluster == nil {
		return nil
	}
	return d.cluster.Done()
}

type migrateCommand struct {
	databaseFlags `embed:""`
	logFlags      `embed:""`
}

func (c *migrateCommand) Run(ctx context.Context, out *output) (err error) {
	d, err := c.open(ctx, nil, c.logger(out))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := migrations.Up(ctx, d.SQL()); err != nil {
		return err
	}
	is, _, err := migrations.Version(ctx, d.SQL())
	if err == nil {
		fmt.Fprintf(out.stdout, "the database is at step %d\n", is)
	}
	return err
}

const grantedRoles = "ADMIN,ORGANISER,COORDINATOR,MODERATOR,EVALUATOR,VOLUNTEER"

type grantCommand struct {
	databaseFlags `embed:""`
	Email         string `arg:"" help:"Address that the person signs in with."`
	Role          string `arg:"" help:"One of ${enum}." enum:"${roles}"`
}

func (c *grantCommand) Run(ctx context.Context, out *output) (err error) {
	d, err := c.openRunning(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	var streams []hackathon.ID
	d.Committed = func(s []hackathon.ID) { streams = s }
	if err := d.People.GrantByEmail(ctx, c.Email, hackathon.PlatformRole(c.Role)); err != nil {
		return err
	}
	if err := d.Notify(ctx, streams...); err != nil {
		return err
	}
	fmt.Fprintf(out.stdout, "done: the person of this address is %s everywhere\n", c.Role)
	return nil
}
