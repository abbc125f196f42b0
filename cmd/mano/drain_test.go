package main

import (
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/loometalgud/mano/transport/wstest"
)

// A replica that is stopped becomes unready and closes its connections one after the other, to resume elsewhere. The
// event continues meanwhile, and nobody misses anything.
func TestReplicas_drain(t *testing.T) {
	t.Parallel()
	const subscribers, changes, drain = 30, 20, 1500 * time.Millisecond
	all := startReplicas(t, 2, "MANO_DRAIN="+drain.String())
	leaving, staying := all[0], all[1]
	event := staying.liveEvent(t)
	type left struct {
		s    *stream
		seen map[string]int
		err  error
		at   time.Time
	}
	gone := make(chan left, subscribers)
	for range subscribers {
		s := leaving.watch(t, "demo-volunteer", event, "")
		s.caughtUp(t)
		go func() {
			l := left{s: s, seen: map[string]int{}}
			for l.err == nil {
				var it item
				if it, l.err = s.read(time.Minute); l.err == nil {
					l.seen[it.Change.HelpRequest.ID]++
				}
			}
			l.at = time.Now()
			gone <- l
		}()
	}

	if err := leaving.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var needs []string
	var departures []left
	next := time.NewTicker(drain / changes)
	defer next.Stop()
	for len(departures) < subscribers || len(needs) < changes {
		ticks := next.C
		if len(needs) == changes {
			ticks = nil
		}
		select {
		case <-ticks:
			needs = append(needs, staying.requestHelp(t, event))
		case l := <-gone:
			if wstest.CloseCode(l.err) != 1012 {
				t.Fatalf("a connection ended with %v, not with 1012", l.err)
			}
			if departures = append(departures, l); len(departures) == 1 {
				if status, text, err := leaving.get("/readyz"); err != nil || status != http.StatusServiceUnavailable {
					t.Errorf("connections were closed while the replica was ready: %d %s %v", status, text, err)
				}
				leaving.bringsBack(t, event)
			}
		}
	}
	if took := departures[len(departures)-1].at.Sub(departures[0].at); took < drain/2 {
		t.Errorf("all connections were closed within %v; they come back as a herd", took)
	}
	<-leaving.exited
	if code := leaving.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("the replica ended with %d", code)
	}

	before := staying.metric(t, "mano_live_resets_total")
	for i, l := range departures {
		for _, it := range staying.watch(t, "demo-volunteer", event, l.s.last).caughtUp(t) {
			l.seen[it.Change.HelpRequest.ID]++
		}
		for _, need := range needs {
			if l.seen[need] != 1 {
				t.Fatalf("subscriber %d got a need %d times", i, l.seen[need])
			}
		}
	}
	if resets := staying.metric(t, "mano_live_resets_total") - before; resets != 0 {
		t.Errorf("%v resets", resets)
	}
	if _, text, err := leaving.again(t).get("/readyz"); err != nil || text != "ready\n" {
		t.Errorf("started anew, it is not ready: %s %v", text, err)
	}
}
