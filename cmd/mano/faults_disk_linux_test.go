package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/postgres"
)

// The database's disk is full: first tables cannot grow, then PostgreSQL cannot write its log and crashes. Calls that
// change something fail with a clear answer; reads and streams continue as long as PostgreSQL runs. With room again
// everything continues, and nothing that was confirmed is lost.
func TestFaults_fullDisk(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t)
	c := newCluster(t, filepath.Join(disk, "data"))
	p := c.replica(t)
	event := p.liveEvent(t)
	all := []*subscriber{follow(t, "subscriber", p, event)}
	asker := keepAsking(t, p, event, 5*time.Millisecond)
	for range times(1, 10) {
		asker.waitAcks(t, 10)
		free := fill(t, disk)
		asker.waitFailures(t, 5)
		p.waitReady(t, true)
		if p.liveEvent(t) != event {
			t.Error("reading does not go on")
		}
		all[0].waitLive(t) // has had a heartbeat
		all = append(all, follow(t, "came to the full disk", p, event))
		free()
		asker.waitAcks(t, 10)

		free = fill(t, disk)
		crashed := c.server.Done()
		for range 20 { // until another segment does not fit
			if p.goesDown(crashed) {
				break
			}
		}
		select {
		case <-crashed:
		case <-time.After(30 * time.Second):
			t.Fatal("PostgreSQL survives without room for its log: the test does not do what it is for")
		}
		p.waitReady(t, false)
		asker.waitFailures(t, 3)
		free()
		c.stop(t)
		c.start(t)
		p.waitReady(t, true)
		asker.waitAcks(t, 10)
	}
	asker.end()
	log := c.settle(t, event, all...)
	asker.check(t, log)
	asker.checkFailures(t, 12*time.Second)
	for _, s := range all {
		if s.connects != 1 || len(s.resets()) > 0 {
			t.Errorf("%s did not simply stay: resets %v; %s", s.name, s.resets(), s.story())
		}
	}
}

// goesDown makes PostgreSQL begin another segment of its log, and reports whether it crashed.
func (p *program) goesDown(crashed <-chan struct{}) bool {
	select {
	case <-crashed:
		return true
	default:
		return switchSegment(p.database()) != nil
	}
}

// smallDisk is a folder on a file system of its own.
func smallDisk(t *testing.T) string {
	t.Helper()
	disk, err := os.MkdirTemp("/tmp", "mano-disk-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(disk) })
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=256m,mode=755"); err != nil {
		t.Skip("a small file system cannot be mounted here (root may):", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	return disk
}

// fill leaves no room on the disk, until free is called.
func fill(t *testing.T, disk string) (free func()) {
	t.Helper()
	ballast, err := os.Create(filepath.Join(disk, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer ballast.Close()
	for chunk := make([]byte, 1<<20); err == nil; {
		_, err = ballast.Write(chunk)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return func() { _ = os.Remove(ballast.Name()) }
}

// switchSegment writes something and makes PostgreSQL begin another segment of its log.
func switchSegment(dsn string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	db, err := postgres.Open(ctx, dsn, postgres.Config{MaxConns: 1})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	_, err = db.SQL().ExecContext(ctx, `SELECT txid_current(), pg_switch_wal()`)
	return err
}
