package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/demo"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/embedded"
)

// cluster is a PostgreSQL of one test, copied from one that has the demo. It can be stopped, lost and restored.
type cluster struct {
	dir    string
	server *embedded.Cluster
}

// template is the folder of the cluster that all others are copied from.
var template = sync.OnceValues(func() (string, error) {
	top, err := os.MkdirTemp("/tmp", "mano-program-")
	if err != nil {
		return "", err
	}
	dir := filepath.Join(top, "data")
	if err := os.Chmod(top, 0o755); err != nil {
		return top, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	server, err := startCluster(ctx, dir)
	if err != nil {
		return dir, err
	}
	if err := fillTemplate(ctx, server.DSN()); err != nil {
		_ = server.Stop(ctx)
		return dir, err
	}
	return dir, server.Stop(ctx)
})

func fillTemplate(ctx context.Context, dsn string) error {
	db, err := postgres.Open(ctx, dsn, postgres.Config{})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if err := migrations.Up(ctx, db.SQL()); err != nil {
		return err
	}
	if err := db.ClaimInstance(ctx, true); err != nil {
		return err
	}
	return demo.Load(ctx, db)
}

var templateUsed bool

// removeTemplate is for the end of all tests.
func removeTemplate() {
	if templateUsed {
		dir, _ := template()
		_ = os.RemoveAll(filepath.Dir(dir))
	}
}

// startCluster starts a server that loses nothing when it is killed; it may when the machine fails.
func startCluster(ctx context.Context, dir string) (*embedded.Cluster, error) {
	return embedded.Start(ctx, embedded.Config{Dir: dir, Test: true,
		Settings: map[string]string{"synchronous_commit": "on", "max_connections": "100", "max_wal_size": "128MB"}})
}

var templateLock sync.Mutex

// newCluster starts a cluster with the demo in the folder, which must not exist yet.
func newCluster(t *testing.T, dir string) *cluster {
	t.Helper()
	templateLock.Lock()
	templateUsed = true
	from, err := template()
	templateLock.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	copyTree(t, from, dir)
	c := &cluster{dir: dir}
	c.start(t)
	t.Cleanup(func() { c.stop(t) })
	return c
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-a", from, to).CombinedOutput(); err != nil {
		t.Fatalf("copying a cluster: %v: %s", err, out)
	}
}

func (c *cluster) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server, err := startCluster(ctx, c.dir)
	if err != nil {
		t.Fatal(err)
	}
	c.server = server
}

// stop ends the server in order: sessions are cut, everything is written.
func (c *cluster) stop(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := c.server.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// crash ends the server at once; the next start recovers from its log.
func (c *cluster) crash(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	<-c.server.Done()
	c.stop(t) // releases the folder
}

// replica starts a `mano serve` on the cluster.
func (c *cluster) replica(t *testing.T, env ...string) *program {
	t.Helper()
	return start(t, append([]string{"MANO_DATABASE_URL=" + c.server.DSN(), "MANO_LIMITS=off", "MANO_HEARTBEAT=1s"},
		env...)...)
}

// truth is what the log has of an event's needs, and the versions of those that are open.
func (c *cluster) truth(t *testing.T, event string) (log []hackathon.Activity, open map[string]int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	db, err := postgres.Open(ctx, c.server.DSN(), postgres.Config{MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	stream, err := hackathon.ParseID(event)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.ReadLog(ctx, []hackathon.Position{{Stream: stream}}, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range rows {
		if a.Seq != int64(i)+1 {
			t.Fatalf("the log has a gap before %d", a.Seq)
		}
		if strings.HasPrefix(string(a.Kind), "HELP_REQUEST_") {
			log = append(log, a)
		}
	}
	now, err := db.AssistanceNeeds.Open(ctx, []hackathon.ID{stream})
	if err != nil {
		t.Fatal(err)
	}
	open = map[string]int{}
	for _, a := range now.Items {
		open[a.Entity.String()] = int(a.Version)
	}
	return log, open
}

// settle waits until the subscribers have all of the log, compares each with it, and stops them.
func (c *cluster) settle(t *testing.T, event string, subscribers ...*subscriber) []hackathon.Activity {
	t.Helper()
	log, open := c.truth(t, event)
	for _, s := range subscribers {
		s.waitSeq(t, log[len(log)-1].Seq, 30*time.Second)
		s.check(t, log, open)
		s.leave()
	}
	return log
}
