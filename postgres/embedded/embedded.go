// Package embedded runs a private PostgreSQL cluster as a child of this process: real PostgreSQL programs, found on the
// machine, on a data directory of their own that outlives the process. Nothing listens on the network; the only way in
// is a socket in a directory that only the owner can enter.
//
// What it promises:
//   - A crash at any moment, of this process or of the server, loses nothing that was committed.
//   - One data directory belongs to one process; a second one is told so.
//   - Data is never deleted, re-made or started with programs of another major version.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Config says where the cluster lives and how it runs. Only Dir is needed.
type Config struct {
	// Dir is the cluster's own folder; it is made when missing. When run by root it comes to belong to the user that
	// the server runs as.
	Dir string
	// Fallback is used instead of Dir where Dir cannot be used by that user (a checkout below /root, say). Empty means
	// that this is an error. See FallbackDir.
	Fallback string
	// Test gives up durability for speed: for test databases only.
	Test bool
	// Settings are further server settings, name to value.
	Settings map[string]string
	// Log receives what happens, in a few lines; nil is silent.
	Log *slog.Logger
}

// User and Database are what DSN connects as and to.
const (
	User     = "mano"
	Database = "mano"
)

// stopFast is how long a fast shutdown may take before it is made an immediate one (which loses nothing either, but
// leaves recovery to the next start).
const stopFast = 20 * time.Second

// Cluster is a running server. Exactly one process has it.
type Cluster struct {
	dir      string // Config.Dir or Config.Fallback, absolute
	socket   string // folder of the socket
	programs programs
	server   *child
	lock     *os.File
	log      *slog.Logger

	stopOnce sync.Once
	stopErr  error
}

// Start makes the cluster if there is none yet, starts it and waits until it answers.
func Start(ctx context.Context, cfg Config) (*Cluster, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	c, err := start(ctx, cfg, cfg.Dir)
	if cfg.Fallback != "" && errors.Is(err, ErrUnreachable) {
		cfg.Log.Info("the database directory cannot be used by the server, another one is taken",
			"directory", cfg.Dir, "instead", cfg.Fallback)
		c, err = start(ctx, cfg, cfg.Fallback)
	}
	return c, err
}

func start(ctx context.Context, cfg Config, dir string) (c *Cluster, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, problem(ErrUnreachable, "the database directory %q: %v", dir, err)
	}
	run, err := accountFor(dir)
	if err != nil {
		return nil, err
	}
	made, err := ownFolder(dir, run)
	if err != nil {
		return nil, err
	}
	lock, err := takeLock(dir, run)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			if made {
				_ = os.Remove(filepath.Join(dir, "lock"))
				_ = os.Remove(dir) // only if nothing else is in it
			}
			_ = lock.Close()
		}
	}()

	major, err := majorOf(dir)
	if err != nil {
		return nil, err
	}
	progs, err := findPrograms(run, dir, major)
	if err != nil {
		return nil, err
	}
	if err := run.reaches(ctx, dir, progs); err != nil {
		return nil, err
	}
	if cfg.Test {
		if err := markTest(dir, major); err != nil {
			return nil, err
		}
	}
	if major == 0 {
		if err := initialise(ctx, cfg, dir, run, progs); err != nil {
			return nil, err
		}
		cfg.Log.Info("made a new database cluster", "directory", dir, "postgresql", progs.version)
	} else if err := stopLeftover(ctx, dir); err != nil {
		return nil, err
	}
	socket, err := socketFolder(dir, run)
	if err != nil {
		return nil, err
	}

	c = &Cluster{dir: dir, socket: socket, programs: progs, lock: lock, log: cfg.Log}
	if err := c.launch(ctx, cfg, run); err != nil {
		return nil, err
	}
	if err := c.noteInLock(); err != nil {
		return nil, errors.Join(err, c.Stop(ctx))
	}
	cfg.Log.Info("PostgreSQL runs", "version", progs.version, "programs", progs.dir, "directory", dir)
	return c, nil
}

// DSN is how this process, and any other of the same user, connects.
func (c *Cluster) DSN() string { return c.dsn(Database) }

func (c *Cluster) dsn(database string) string {
	return fmt.Sprintf("host=%s port=%s user=%s dbname=%s sslmode=disable", quoteDSN(c.socket), port, User, database)
}

// Dir is where the data is.
func (c *Cluster) Dir() string { return c.dir }

// SocketDir is the folder of the server's socket.
func (c *Cluster) SocketDir() string { return c.socket }

// Version is the server's version, as its program says it: "15.18".
func (c *Cluster) Version() string { return c.programs.version }

// Done is closed when the server has ended, by Stop or by itself.
func (c *Cluster) Done() <-chan struct{} { return c.server.done }

// Err says why the server ended by itself; nil while it runs and after Stop.
func (c *Cluster) Err() error {
	select {
	case <-c.server.done:
	default:
		return nil
	}
	if c.server.stopping.Load() {
		return nil
	}
	return fmt.Errorf("PostgreSQL ended by itself (%s); its last words:\n%s", c.server.cmd.ProcessState,
		c.logTail())
}

// Stop ends the server: fast (sessions are cut, everything committed is written), and at once when that takes more than
// twenty seconds or ctx ends. A second call returns what the first one did.
func (c *Cluster) Stop(ctx context.Context) error {
	c.stopOnce.Do(func() { c.stopErr = c.stop(ctx) })
	return c.stopErr
}

func (c *Cluster) stop(ctx context.Context) (err error) {
	defer c.lock.Close()
	select {
	case <-c.server.done:
	default:
		c.server.stopping.Store(true)
		err = c.server.end(ctx, stopFast)
	}
	if !strings.HasPrefix(c.socket, c.dir+string(filepath.Separator)) {
		_ = os.Remove(c.socket) // the short one under the temporary directory
	}
	_ = c.lock.Truncate(0)
	c.log.Info("PostgreSQL has stopped", "directory", c.dir)
	return err
}

// launch starts the server and waits until it answers and holds the database.
func (c *Cluster) launch(ctx context.Context, cfg Config, run account) error {
	words, err := openLog(c.logFile())
	if err != nil {
		return problem(ErrUnreachable, "the server's log cannot be written: %v", err)
	}
	defer words.Close()
	if err := run.own(c.logFile()); err != nil {
		return err
	}
	// The server outlives the start, so not the context of the start ends it.
	cmd := run.command(context.WithoutCancel(ctx), c.programs.postgres(), serverArgs(cfg, c.dir, c.socket)...)
	cmd.Stdout, cmd.Stderr = words, words
	if c.server, err = spawn(cmd); err != nil {
		return fmt.Errorf("PostgreSQL could not be started: %w", err)
	}
	if err := c.ready(ctx); err != nil {
		c.server.stopping.Store(true)
		return errors.Join(err, c.server.end(context.WithoutCancel(ctx), stopFast))
	}
	return nil
}

func (c *Cluster) logFile() string { return filepath.Join(c.dir, "postgres.log") }

// logTail is the end of the server's log: what a person needs to see when a start fails.
func (c *Cluster) logTail() string {
	text, err := os.ReadFile(c.logFile())
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return "  " + strings.Join(lines[max(0, len(lines)-12):], "\n  ")
}

// openLog opens the server's log for appending; what grew large is set aside first, so that there are two at most.
func openLog(name string) (*os.File, error) {
	const large = 4 << 20
	if info, err := os.Stat(name); err == nil && info.Size() > large {
		if err := os.Rename(name, name+".1"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}
