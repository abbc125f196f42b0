package embedded

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
)

// startPatience is how long a server that lives may take until it answers; recovery after a crash is within it.
const startPatience = 5 * time.Minute

func serverArgs(cfg Config, dir, socket string) []string {
	settings := []string{
		"listen_addresses=", // no network
		"port=" + port,
		"unix_socket_directories=" + quoteSetting(socket),
		"unix_socket_permissions=0700",
		"timezone=UTC",
		"log_timezone=UTC",
		"logging_collector=off",
		// The log is for operators. Statements and rejected values belong to people and stay out of it.
		"log_min_error_statement=panic",
		"log_error_verbosity=terse",
		"log_parameter_max_length_on_error=0",
		"log_checkpoints=off",
		"idle_in_transaction_session_timeout=5min",
	}
	if cfg.Test {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	for name, value := range cfg.Settings {
		settings = append(settings, name+"="+value)
	}
	args := []string{"-D", filepath.Join(dir, "data")}
	for _, setting := range settings {
		args = append(args, "-c", setting) // the last of a name counts
	}
	return args
}

// ready waits until the server answers, and makes the database when it is not there yet.
func (c *Cluster) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	db, err := sql.Open("postgres", c.dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if err = db.PingContext(ctx); err == nil {
			break
		}
		select {
		case <-c.server.done:
			return fmt.Errorf("PostgreSQL did not start (%s). Its last words, from %s:\n%s", c.server.cmd.ProcessState,
				c.logFile(), c.logTail())
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer (%w). Its last words, from %s:\n%s", err, c.logFile(), c.logTail())
		case <-tick.C:
		}
	}
	var there bool
	err = db.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, Database).Scan(&there)
	if err == nil && !there {
		_, err = db.ExecContext(ctx, `CREATE DATABASE `+Database)
	}
	if err != nil {
		return fmt.Errorf("the database %s could not be made: %w", Database, err)
	}
	return nil
}

// stopLeftover ends a server that still runs on data whose lock is free: the process that it belonged to was killed and
// the server has not noticed yet, or cannot.
func stopLeftover(ctx context.Context, dir string) error {
	data := filepath.Join(dir, "data")
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		if pid, ok := pidFile(data); ok && slices.Contains(serverProcesses(data), pid) {
			_ = syscall.Kill(pid, signal)
		}
		waitGone(ctx, data)
	}
	if left := serverProcesses(data); len(left) > 0 {
		return problem(ErrInUse, "A PostgreSQL server that no process of mano owns any more runs on %s and does not stop "+
			"(processes %v). End it, then start again.", data, left)
	}
	// Nothing runs on the data. A pid file that is left names a process that is gone, or after a restart of the machine
	// one that has nothing to do with it, which PostgreSQL would take for its own.
	if pid, ok := pidFile(data); ok && syscall.Kill(pid, 0) != syscall.ESRCH {
		return os.Remove(filepath.Join(data, "postmaster.pid"))
	}
	return nil
}

// waitGone waits, as long as a fast shutdown may take, until no server runs on the data.
func waitGone(ctx context.Context, data string) {
	ctx, cancel := context.WithTimeout(ctx, stopFast)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for len(serverProcesses(data)) > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// pidFile is the server's own note of which process it is.
func pidFile(data string) (int, bool) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return 0, false
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	return pid, err == nil && pid > 0
}

// quoteDSN quotes a value of a connection string.
func quoteDSN(value string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(value) + "'"
}

// quoteSetting quotes one path of a setting that is a list of them.
func quoteSetting(value string) string {
	return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
}
