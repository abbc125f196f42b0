package embedded

import (
	"context"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func TestServerThatDiesIsToldAndRecovers(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "postgres")
	c := mustStart(t, dir)
	mustExec(t, c.DSN(), `CREATE TABLE mark AS SELECT 1`)
	if err := c.server.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	if err := c.Err(); err == nil || !strings.Contains(err.Error(), "by itself") {
		t.Errorf("Err: %v", err)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Errorf("stop: %v", err)
	}
	if n := count(t, mustStart(t, dir).DSN()); n != 1 {
		t.Errorf("found %d rows", n)
	}
}

func TestFailedStartShowsTheServersWords(t *testing.T) {
	t.Parallel()
	_, err := Start(t.Context(), Config{
		Dir: filepath.Join(folder(t), "postgres"), Settings: map[string]string{"shared_buffers": "many"},
	})
	if err == nil || !strings.Contains(err.Error(), `invalid value for parameter "shared_buffers"`) {
		t.Errorf("got %v", err)
	}
}

// The process is killed without warning while its server runs, as every kind of user that the machine has for us.
func TestKilledProcessLosesNothing(t *testing.T) {
	t.Parallel()
	accounts := map[string]*syscall.Credential{"this user": nil}
	if os.Geteuid() == 0 {
		nobody, err := user.Lookup("nobody")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.ParseUint(nobody.Uid, 10, 32)
		gid, _ := strconv.ParseUint(nobody.Gid, 10, 32)
		accounts["a plain user"] = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	for name, as := range accounts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(folder(t), "postgres")
			program := copyOfTestBinary(t, folderIn(t, "/tmp")) // programs in memory may be forbidden

			first := startHelper(t, program, dir, as)
			mustExec(t, first.dsn, `CREATE TABLE mark AS SELECT 1`)
			if err := first.cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = first.cmd.Wait()

			second := startHelper(t, program, dir, as)
			if n := count(t, second.dsn); n != 1 {
				t.Errorf("found %d rows", n)
			}
			_ = second.stdin.Close()
			if err := second.cmd.Wait(); err != nil {
				t.Errorf("the second run did not stop cleanly: %v", err)
			}
			if left := serverProcesses(filepath.Join(dir, "data")); len(left) != 0 {
				t.Errorf("processes after the end: %v", left)
			}
			if as != nil { // root takes over what a plain user made, and leaves it to that user
				c := mustStart(t, dir)
				if n := count(t, c.DSN()); n != 1 {
					t.Errorf("root found %d rows", n)
				}
				if err := c.Stop(t.Context()); err != nil {
					t.Error(err)
				}
				third := startHelper(t, program, dir, as)
				_ = third.stdin.Close()
				if err := third.cmd.Wait(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// A server that nobody owns any more (its process was killed where the kernel does not pass that on) is stopped first.
func TestLeftoverServerIsStopped(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), "postgres")
	c := mustStart(t, dir)
	mustExec(t, c.DSN(), `CREATE TABLE mark AS SELECT 1`)
	if err := c.lock.Close(); err != nil { // as if our process were gone
		t.Fatal(err)
	}
	next := mustStart(t, dir)
	<-c.Done()
	if n := count(t, next.DSN()); n != 1 {
		t.Errorf("found %d rows", n)
	}
}

func TestRootGoesElsewhereWhereTheServerCannotGo(t *testing.T) {
	t.Parallel()
	top := folder(t)
	closed := filepath.Join(top, "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(closed, "postgres")
	if os.Geteuid() == 0 {
		want = filepath.Join(top, "elsewhere")
		if _, err := Start(t.Context(), Config{Dir: filepath.Join(closed, "postgres")}); !errors.Is(err, ErrUnreachable) {
			t.Errorf("got %v", err)
		}
	}
	c, err := Start(t.Context(), Config{Dir: filepath.Join(closed, "postgres"), Fallback: filepath.Join(top, "elsewhere")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop(context.Background()) })
	if c.Dir() != want {
		t.Errorf("data in %s, want %s", c.Dir(), want)
	}
}

func TestStopEndsOpenSessions(t *testing.T) {
	t.Parallel()
	c := mustStart(t, filepath.Join(folder(t), "postgres"))
	tx, err := open(t, c.DSN()).Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`CREATE TABLE mark ()`); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), stopFast)
	defer cancel()
	if err := c.Stop(ctx); err != nil {
		t.Error(err)
	}
}
