package main

import (
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/postgres"
)

// The connection that hears of other replicas' changes is cut, or freezes: the poll finds the changes meanwhile, and a
// new one is made.
func TestFaults_listenerCutAndFrozen(t *testing.T) {
	t.Parallel()
	const poll = 3 * time.Second // long, so that earlier changes were heard of
	c := newCluster(t, folder(t))
	near := c.replica(t)
	others := c.listeners(t, nil)
	far := c.replica(t, "MANO_POLL="+poll.String())
	event := near.liveEvent(t)
	s := follow(t, "far", far, event)
	heard := func() time.Duration {
		began := time.Now()
		need := near.requestHelp(t, event)
		s.wait(t, 30*time.Second, func() bool { return s.open[need] > 0 },
			func() string { return "a change of the other replica; " + s.story() })
		return time.Since(began)
	}
	mustHear := func(when string) {
		t.Helper()
		best := poll
		for range 5 {
			best = min(best, heard())
		}
		if best > poll/3 {
			t.Errorf("%s nothing is heard: the quickest change took %v", when, best)
		}
	}
	mine := c.listeners(t, others)
	mustHear("at first")
	for round := range times(2, 12) {
		if round%2 == 0 {
			count(t, near, `SELECT count(pg_terminate_backend(`+strconv.Itoa(mine[0])+`))`)
		} else {
			if err := syscall.Kill(mine[0], syscall.SIGSTOP); err != nil {
				t.Skip("PostgreSQL's processes cannot be stopped here:", err)
			}
			stopped := mine[0]
			t.Cleanup(func() { _ = syscall.Kill(stopped, syscall.SIGCONT) })
			for range 3 {
				if took := heard(); took > poll+2*time.Second {
					t.Errorf("a change came after %v; the poll is every %v", took, poll)
				}
			}
		}
		others = append(others, mine...)
		mine = c.listeners(t, others)
		if !strings.Contains(far.output.String(), "listening for wake-ups again") {
			t.Error("the log does not say so")
		}
		mustHear("after it was made anew")
		if round%2 == 1 {
			_ = syscall.Kill(others[len(others)-1], syscall.SIGCONT)
		}
	}
	c.settle(t, event, s)
	if s.connects != 1 || len(s.resets()) > 0 {
		t.Errorf("%s did not simply stay: resets %v; %s", s.name, s.resets(), s.story())
	}
}

// listeners waits for connections that listen for wake-ups, other than the known ones, and returns their processes.
func (c *cluster) listeners(t *testing.T, known []int) (pids []int) {
	t.Helper()
	db, err := postgres.Open(t.Context(), c.server.DSN(), postgres.Config{MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(40 * time.Second)
	for {
		rows, err := db.SQL().QueryContext(t.Context(),
			`SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND state = 'idle' ORDER BY pid`,
			postgres.ListenerName)
		if err != nil {
			t.Fatal(err)
		}
		pids = nil
		for rows.Next() {
			var pid int
			if err := rows.Scan(&pid); err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(known, pid) {
				pids = append(pids, pid)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
		if len(pids) > 0 {
			return pids
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatal("nobody listens")
		}
	}
}
