package main

import (
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/bench/loadtest"
)

// The tests of this file take replicas away under load; their long forms with thousands of subscribers.

// patient is a setting for busy machines.
const patient = "MANO_EXECUTION_TIMEOUT=1m"

// underLoad keeps subscribers on the replicas and makes changes while during runs, at least for the time. The
// subscribers return when they are cut off. Nobody may miss anything.
func underLoad(t *testing.T, all []*program, subscribers int, rate float64, changesFor time.Duration,
	during func()) *loadtest.Report {
	t.Helper()
	urls := make([]string, len(all))
	for i, p := range all {
		urls[i] = p.url
	}
	connected := make(chan struct{})
	type outcome struct {
		report *loadtest.Report
		err    error
	}
	ended := make(chan outcome, 1)
	go func() {
		report, err := loadtest.Run(t.Context(), loadtest.Config{
			URL: strings.Join(urls, ","), Volunteer: "demo-volunteer", Asker: "demo-participant", Reconnect: true,
			Subscribers: subscribers,
			Rate:        rate, Changes: int(rate * changesFor.Seconds()), Settle: 2 * time.Minute,
			Connected: func() { close(connected) }, Progress: t.Logf,
		})
		ended <- outcome{report, err}
	}()
	select {
	case <-connected:
	case o := <-ended:
		t.Fatal(o.err)
	}
	during()
	o := <-ended
	if o.err != nil {
		t.Fatal(o.err)
	}
	t.Log(o.report)
	r := o.report
	if r.Lost+r.Doubled+r.Inverted+r.BrokenChains+r.Resets > 0 || r.Changes == 0 {
		t.Errorf("not everybody got everything once: %v", r)
	}
	if r.FailedChanges > 0 { // nobody was told that these were stored
		t.Logf("%d changes got no answer in time", r.FailedChanges)
	}
	return r
}

// Three replicas are restarted one after the other, as in an upgrade: everybody is sent elsewhere, and nobody notices
// more.
func TestReplicas_rollingRestart(t *testing.T) {
	t.Parallel()
	all := startReplicas(t, 3, "MANO_DRAIN="+times("1s", "5s"), "MANO_LOG_LEVEL=warn", patient)
	report := underLoad(t, all, times(150, 5000), times(15.0, 5), times(8*time.Second, 60*time.Second), func() {
		for i, p := range all {
			p.stop(t)
			all[i] = p.again(t)
		}
	})
	if other := report.Closed - report.CloseCodes[1012]; other > 0 || report.Closed < report.Subscribers/3 {
		t.Errorf("%d connections of %d subscribers were closed, %d of them otherwise than to be resumed elsewhere: %v",
			report.Closed, report.Subscribers, other, report.CloseCodes)
	}
}

// mustBeBack fails if other than these were cut off, or did not return in time: within ten seconds on an idle machine.
// One in a hundred may take longer: when thousands connect at once, the kernel's queue overflows, and its retries take
// seconds.
func mustBeBack(t *testing.T, r *loadtest.Report, cut int) {
	t.Helper()
	if within := times(30*time.Second, 10*time.Second); r.Closed != cut ||
		r.BackAgain.P99 > float64(within.Milliseconds()) {
		t.Errorf("%d connections were cut, of %d that should be; 99 of 100 were back after %v ms, the last after %v ms",
			r.Closed, cut, r.BackAgain.P99, r.BackAgain.Max)
	}
}

// Half of the subscribers lose their replica to a power cut. They soon return to the other one, which reads the log and
// renders for them only a few times.
func TestReplicas_powerCut(t *testing.T) {
	t.Parallel()
	all := startReplicas(t, 2, "MANO_LOG_LEVEL=warn", patient)
	surviving := all[1]
	var before work
	report := underLoad(t, all, times(200, 10000), times(10.0, 2), times(4*time.Second, 30*time.Second), func() {
		before = workOf(t, surviving)
		all[0].kill()
	})
	mustBeBack(t, report, report.Subscribers/2)
	workOf(t, surviving).since(before).mustBeShared(t, report)
}

// All subscribers are cut off at once, miss some changes, and return to a replica that has just started.
func TestReplicas_herd(t *testing.T) {
	t.Parallel()
	const connections, missed = 8, 20
	all := startReplicas(t, 2, "MANO_LOG_LEVEL=warn", "MANO_DATABASE_CONNECTIONS=8", patient)
	cut, other := all[0], all[1]
	event := other.liveEvent(t)
	one := cut.watch(t, "demo-volunteer", event, "")
	one.caughtUp(t)
	var needs []string
	var before work
	most := 0
	report := underLoad(t, all[:1], times(500, 10000), times(10.0, 2), times(4*time.Second, 30*time.Second), func() {
		before.changes = workOf(t, cut).changes // the rest begins anew
		cut.kill()
		for range missed {
			needs = append(needs, other.requestHelp(t, event))
		}
		cut = cut.again(t)
		for range 20 {
			most = max(most, count(t, cut, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
				AND pid <> pg_backend_pid()`))
		}
	})
	mustBeBack(t, report, report.Subscribers)
	workOf(t, cut).since(before).mustBeShared(t, report)
	if t.Log(most, "connections to the database"); most > 2*connections+3 { // the two that listen, and perhaps a dead one
		t.Errorf("the herd opened %d connections to the database, where each replica may have %d", most, connections)
	}

	for err := error(nil); err == nil; { // what it was sent before the power was cut
		_, err = one.read(10 * time.Second)
	}
	seen := map[string]int{}
	for _, it := range cut.watch(t, "demo-volunteer", event, one.last).caughtUp(t) {
		seen[it.Change.HelpRequest.ID]++
	}
	for i, need := range needs {
		if seen[need] != 1 {
			t.Errorf("change %d, made while all were cut off, came %d times", i, seen[need])
		}
	}
}

// work is what a replica has done for its subscribers.
type work struct{ changes, reads, snapshots, executions float64 }

func workOf(t *testing.T, p *program) work {
	t.Helper()
	return work{
		changes: float64(count(t, p, `SELECT count(*) FROM activity`)), reads: p.metric(t, "mano_live_log_reads_total"),
		snapshots: p.metric(t, "mano_live_snapshot_loads_total"), executions: p.metric(t, "mano_live_executions_total"),
	}
}

func (w work) since(b work) work {
	return work{w.changes - b.changes, w.reads - b.reads, w.snapshots - b.snapshots, w.executions - b.executions}
}

// mustBeShared fails if the work grew with the number of those who returned: a change is read and rendered once, and
// once more for each of their few cursors.
func (w work) mustBeShared(t *testing.T, r *loadtest.Report) {
	t.Helper()
	t.Logf("%v reads of the log, %v of the present state and %v executions for %v changes and %d who came back", w.reads,
		w.snapshots, w.executions, w.changes, r.Reconnects)
	if w.reads > w.changes+20 || w.snapshots > 0 || w.executions > 2*w.changes+50 {
		t.Errorf("%d who came back cost %+v", r.Reconnects, w)
	}
}
