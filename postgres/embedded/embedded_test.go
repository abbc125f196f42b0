package embedded

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary is also the process that is killed: with the variable set it starts a cluster, says where, and waits.
const helperDir = "MANO_EMBEDDED_TEST_HELPER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperDir); dir != "" {
		c, err := Start(context.Background(), Config{Dir: dir})
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		fmt.Println("ready:", c.DSN())
		_, _ = io.Copy(io.Discard, os.Stdin)
		if err := c.Stop(context.Background()); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// folder is a new folder that other users can reach (t.TempDir is closed to all but its owner), in memory where there
// is plenty: what a disk does with fsync is not under test.
func folder(t *testing.T) string {
	t.Helper()
	const memory, plenty = "/dev/shm", 4 << 30
	var disk syscall.Statfs_t
	if syscall.Statfs(memory, &disk) == nil && disk.Bavail*uint64(disk.Bsize) > plenty {
		return folderIn(t, memory)
	}
	return folderIn(t, "/tmp")
}

func folderIn(t *testing.T, top string) string {
	t.Helper()
	dir, err := os.MkdirTemp(top, "mano-embedded-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func mustStart(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop(context.Background()) })
	return c
}

func mustExec(t *testing.T, dsn, statement string) {
	t.Helper()
	db := open(t, dsn)
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func count(t *testing.T, dsn string) (n int) {
	t.Helper()
	if err := open(t, dsn).QueryRow(`SELECT count(*) FROM mark`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSecondStartFindsTheData(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "below", "postgres")
	first := mustStart(t, dir)
	mustExec(t, first.DSN(), `CREATE TABLE mark AS SELECT 1`)
	if err := first.Stop(t.Context()); err != nil {
		t.Fatalf("stop: %v", err)
	}
	<-first.Done()
	if err := first.Err(); err != nil {
		t.Errorf("a server that was stopped is said to have failed: %v", err)
	}
	if left := serverProcesses(filepath.Join(dir, "data")); len(left) != 0 {
		t.Errorf("processes after Stop: %v", left)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "postmaster.pid")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after Stop the pid file is still there (%v)", err)
	}
	if err := first.Stop(t.Context()); err != nil {
		t.Errorf("second stop: %v", err)
	}
	second := mustStart(t, dir)
	if n := count(t, second.DSN()); n != 1 {
		t.Errorf("found %d rows", n)
	}
}

func TestIsDurableClosedAndOffTheNetwork(t *testing.T) {
	t.Parallel()
	c := mustStart(t, filepath.Join(folder(t), "postgres"))
	db := open(t, c.DSN())
	for name, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on",
		"listen_addresses": "", "server_encoding": "UTF8", "TimeZone": "UTC",
	} {
		var got string
		if err := db.QueryRow(`SELECT current_setting($1)`, name).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %q (%v), want %q", name, got, err, want)
		}
	}
	for _, dir := range []string{c.Dir(), c.SocketDir()} {
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v %v", dir, info.Mode(), err)
		}
	}
	if os.Geteuid() == 0 {
		info, err := os.Stat(filepath.Join(c.Dir(), "data"))
		if err != nil {
			t.Fatal(err)
		}
		if at := info.Sys().(*syscall.Stat_t); at.Uid == 0 {
			t.Error("the data belongs to root")
		}
	}
	// Estonian order of words must not depend on the locale of the machine.
	var sorted string
	if err := db.QueryRow(`SELECT string_agg(w, ' ' ORDER BY w COLLATE "et-x-icu")
		FROM unnest('{Ü,Ö,Ä,Õ,V,U,T,Ž,Z,Š,S}'::text[]) w`).Scan(&sorted); err != nil {
		t.Fatal(err)
	}
	if want := "S Š Z Ž T U V Õ Ä Ö Ü"; sorted != want {
		t.Errorf("sorted %s, want %s", sorted, want)
	}
}

// What people write must not reach the server's log, whatever statement fails.
func TestLogHoldsNoValues(t *testing.T) {
	t.Parallel()
	c := mustStart(t, filepath.Join(folder(t), "postgres"))
	db := open(t, c.DSN())
	if _, err := db.Exec(`CREATE TABLE person (email text UNIQUE)`); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, _ = db.Exec(`INSERT INTO person VALUES ($1)`, "salajane@example.org")
		_, _ = db.Exec(`INSERT INTO person VALUES ('salajane@example.org')`)
	}
	_, _ = db.Exec(`SELECT salajane`)
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(c.logFile())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "salajane@") {
		t.Errorf("the log holds a value:\n%s", text)
	}
	if !strings.Contains(string(text), "duplicate key") {
		t.Errorf("the log does not say what failed:\n%s", text)
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "postgres")
	c := mustStart(t, dir)
	_, err := Start(t.Context(), Config{Dir: dir})
	if !errors.Is(err, ErrInUse) {
		t.Fatalf("got %v", err)
	}
	for _, word := range []string{dir, strconv.Itoa(os.Getpid()), "MANO_DATABASE_URL", c.DSN()} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the refusal does not say %q:\n%v", word, err)
		}
	}
	if err := open(t, c.DSN()).Ping(); err != nil {
		t.Errorf("the first one was disturbed: %v", err)
	}
}

func TestOtherMajorIsRefusedAndLeftAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "postgres")
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	version := filepath.Join(dir, "data", "PG_VERSION")
	if err := os.WriteFile(version, []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Config{Dir: dir})
	if !errors.Is(err, ErrOtherMajor) {
		t.Fatalf("got %v", err)
	}
	for _, word := range []string{"PostgreSQL 9", "Nothing was changed", "postgresql-9", "pg_dump"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the refusal does not say %q:\n%v", word, err)
		}
	}
	if text, err := os.ReadFile(version); err != nil || string(text) != "9\n" {
		t.Errorf("the data was touched: %q %v", text, err)
	}
}

func TestForeignDataFolderIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "postgres")
	photo := filepath.Join(dir, "data", "photo.jpg")
	if err := os.MkdirAll(filepath.Dir(photo), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(photo, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Config{Dir: dir}); !errors.Is(err, ErrUnreachable) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(photo); err != nil {
		t.Error(err)
	}
}

func TestHalfMadeClusterIsMadeAnew(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "postgres")
	if err := os.MkdirAll(filepath.Join(dir, "data.new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := open(t, mustStart(t, dir).DSN()).Ping(); err != nil {
		t.Error(err)
	}
}

func TestNoProgramsNamesTheFourWays(t *testing.T) {
	dir := filepath.Join(folder(t), "postgres")
	t.Setenv("MANO_POSTGRES_BIN", folder(t))
	_, err := Start(t.Context(), Config{Dir: dir})
	if !errors.Is(err, ErrNoPrograms) {
		t.Fatalf("got %v", err)
	}
	for _, way := range []string{"apt install postgresql", "brew install", "npm ci --prefix tools/postgres",
		"MANO_DATABASE_URL"} {
		if !strings.Contains(err.Error(), way) {
			t.Errorf("the message does not say %q:\n%v", way, err)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a failed start left %s behind (%v)", dir, err)
	}
}

func TestOnlyTestDataIsRemoved(t *testing.T) {
	t.Parallel()
	lasting := mustStart(t, filepath.Join(folder(t), "postgres"))
	if err := lasting.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := RemoveTest(t.Context(), lasting.Dir()); err == nil {
		t.Error("data that is to last was removed")
	}
	if _, err := Start(t.Context(), Config{Dir: lasting.Dir(), Test: true}); err == nil {
		t.Error("a test server runs on data that is to last")
	}
	if n, err := majorOf(lasting.Dir()); err != nil || n == 0 {
		t.Errorf("the data is gone: %v", err)
	}

	test, err := Start(t.Context(), Config{Dir: filepath.Join(folder(t), "postgres"), Test: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = test.Stop(context.Background()) })
	if err := RemoveTest(t.Context(), test.Dir()); !errors.Is(err, ErrInUse) {
		t.Errorf("the data of a running process: %v", err)
	}
	if err := test.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := RemoveTest(t.Context(), test.Dir()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(test.Dir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
}

type helper struct {
	cmd   *exec.Cmd
	stdin io.Closer
	dsn   string
}

// copyOfTestBinary puts this program where another user can run it.
func copyOfTestBinary(t *testing.T, dir string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "helper")
	if err := os.WriteFile(name, text, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func startHelper(t *testing.T, program, dir string, as *syscall.Credential) helper {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, program)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), helperDir+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	lines.Scan()
	dsn, ok := strings.CutPrefix(lines.Text(), "ready: ")
	if !ok {
		rest, _ := io.ReadAll(stdout)
		t.Fatalf("the helper did not start: %s\n%s", lines.Text(), rest)
	}
	return helper{cmd, stdin, dsn}
}
