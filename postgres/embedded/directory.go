package embedded

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// ownFolder makes sure that dir is there, closed to others and owned by the account; made says that it was not there.
func ownFolder(dir string, run account) (made bool, err error) {
	_, err = os.Stat(dir)
	made = errors.Is(err, fs.ErrNotExist)
	if err = os.MkdirAll(filepath.Dir(dir), 0o755); err == nil {
		err = os.MkdirAll(dir, 0o700) // refuses a file
	}
	if err == nil {
		err = closeFolder(dir, run)
	}
	if err != nil {
		return made, unusable(dir, err)
	}
	return made, nil
}

func unusable(dir string, err error) error {
	return problem(ErrUnreachable, "The database directory %s cannot be used: %v. "+
		"Name another one in MANO_DATA, or start mano as the user who owns it.", dir, err)
}

// takeLock makes this process the owner of the folder for as long as it lives. Without it a second process's server
// would fail, and that process would then talk to the server of the first.
func takeLock(dir string, run account) (*os.File, error) {
	name := filepath.Join(dir, "lock")
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, unusable(dir, err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, run.own(name)
	}
	defer f.Close()
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, unusable(dir, fmt.Errorf("it cannot be locked: %w", err))
	}
	who, url := "another process", "…"
	if note, err := os.ReadFile(name); err == nil {
		if pid, dsn, ok := strings.Cut(strings.TrimSpace(string(note)), "\n"); ok {
			who, url = "process "+pid, dsn
		}
	}
	return nil, problem(ErrInUse, `The database directory %s belongs to %s, which is running.
One directory belongs to one process. A second one joins the same database with
  MANO_DATABASE_URL=%q
or gets a directory of its own with MANO_DATA.`, dir, who, url)
}

// noteInLock leaves word of who holds the lock and how to join.
func (c *Cluster) noteInLock() error {
	if err := c.lock.Truncate(0); err != nil {
		return err
	}
	_, err := c.lock.WriteAt(fmt.Appendf(nil, "%d\n%s\n", os.Getpid(), c.DSN()), 0)
	return err
}

// majorOf is the major version of PostgreSQL that wrote the data; 0 where there is none yet.
func majorOf(dir string) (int, error) {
	text, err := os.ReadFile(filepath.Join(dir, "data", "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, "data")); err == nil {
			return 0, problem(ErrUnreachable, "%s is there but holds no PostgreSQL data (no PG_VERSION). "+
				"It is left as it is: move it away, or name another folder in MANO_DATA.", filepath.Join(dir, "data"))
		}
		return 0, nil
	}
	if err != nil {
		return 0, unusable(dir, err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, problem(ErrUnreachable, "%s does not say a version of PostgreSQL.",
			filepath.Join(dir, "data", "PG_VERSION"))
	}
	return major, nil
}

// initialise makes the cluster beside its place and moves it there when it is whole: a crash on the way leaves nothing
// that looks like data.
func initialise(ctx context.Context, cfg Config, dir string, run account, progs programs) error {
	fresh := filepath.Join(dir, "data.new")
	args := []string{"-D", fresh, "-U", User, "--auth=trust", "--encoding=UTF8", "--data-checksums", "--no-instructions"}
	if cfg.Test {
		args = append(args, "--no-sync")
	}
	for _, locale := range []string{"C.UTF-8", "C"} {
		if err := os.RemoveAll(fresh); err != nil {
			return unusable(dir, err)
		}
		out, err := runToEnd(run.command(ctx, progs.initdb(), append(args, "--locale="+locale)...))
		switch {
		case err == nil:
			if err := os.Rename(fresh, filepath.Join(dir, "data")); err != nil {
				return err
			}
			return syncFolder(dir)
		case ctx.Err() != nil:
			return ctx.Err()
		case locale == "C" || !strings.Contains(out, "locale"):
			return fmt.Errorf("initdb failed (%w):\n%s", err, out)
		}
		// A system without C.UTF-8 says so; the order of words comes from ICU anyway.
	}
	return nil
}

// syncFolder makes a rename in the folder last through a power cut.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

const (
	port = "5432" // names the socket file; nothing listens on the network
	// longestSocket is how many bytes the path of a unix socket may have on every system.
	longestSocket = 103
)

// socketFolder is the closed folder for the server's socket: inside dir, or where that path is too long, a short one
// under the temporary directory.
func socketFolder(dir string, run account) (string, error) {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(dir))
	short := fmt.Sprintf("mano-%016x", sum.Sum64())
	for _, folder := range []string{filepath.Join(dir, "run"), filepath.Join(os.TempDir(), short), "/tmp/" + short} {
		if fits(folder) && makeOwn(folder, run) {
			return folder, closeFolder(folder, run)
		}
	}
	return "", problem(ErrUnreachable, "The path of %s is too long for a socket, and no short folder could be made "+
		"under %s. Name a shorter one in MANO_DATA.", dir, os.TempDir())
}

// makeOwn makes the folder. One that is there already was left by an earlier run of ours, or laid by somebody else as a
// trap: only the former will do.
func makeOwn(folder string, run account) bool {
	if os.Mkdir(folder, 0o700) == nil {
		return true
	}
	info, err := os.Lstat(folder)
	if err != nil || !info.IsDir() {
		return false
	}
	at, ok := info.Sys().(*syscall.Stat_t)
	return ok && (int(at.Uid) == run.uid || int(at.Uid) == os.Geteuid())
}

// fits says whether a socket in the folder can be named in full; drivers take a comma as the start of another host.
func fits(folder string) bool {
	return len(filepath.Join(folder, ".s.PGSQL."+port)) <= longestSocket && !strings.Contains(folder, ",")
}

func closeFolder(folder string, run account) error {
	if err := run.own(folder); err != nil {
		return err
	}
	return os.Chmod(folder, 0o700)
}
