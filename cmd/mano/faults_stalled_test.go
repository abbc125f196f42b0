package main

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// Clients stop reading: the others are served as before. The program keeps nothing for those clients and closes them;
// they return and have missed nothing.
func TestFaults_stalledReaders(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	p := c.replica(t, "MANO_STALL_TIMEOUT="+times("1s", "10s"), "MANO_SOCKET_SEND_BUFFER="+times("4096", "32768"))
	event := p.liveEvent(t)
	var reading, stalled []*subscriber
	for i := range 3 {
		reading = append(reading, follow(t, fmt.Sprint("reading ", i), p, event))
	}
	for i := range times(6, 40) {
		s := &subscriber{name: fmt.Sprint("stalled ", i), token: "demo-volunteer", event: event, open: map[string]int{},
			narrow: true}
		s.come(t, p)
		s.waitLive(t)
		stalled = append(stalled, s)
	}
	asker := keepAsking(t, p, event, 4*time.Millisecond)
	asker.waitAcks(t, times(50, 1000))
	before := p.metric(t, "process_resident_memory_bytes")

	from := time.Now()
	var goOn []func()
	for _, s := range stalled {
		f := s.stall()
		t.Cleanup(f)
		goOn = append(goOn, f)
	}
	most := before
	for limit := from.Add(time.Minute); p.metric(t, "mano_live_slow_closes_total") < float64(len(stalled)); {
		asker.waitAcks(t, 20)
		most = max(most, p.metric(t, "process_resident_memory_bytes"))
		if time.Now().After(limit) {
			t.Fatalf("%v of %d that do not read were closed", p.metric(t, "mano_live_slow_closes_total"), len(stalled))
		}
	}
	for soak() && time.Since(from) < time.Minute {
		asker.waitAcks(t, 100)
		most = max(most, p.metric(t, "process_resident_memory_bytes"))
	}
	to := time.Now()
	for _, f := range goOn {
		f()
	}
	asker.waitAcks(t, 20)
	asker.end()
	log := c.settle(t, event, append(reading, stalled...)...)
	asker.check(t, log)

	if grown := most - before; grown > 48<<20 {
		t.Errorf("the program grew by %.0f MB while nobody read", grown/1e6)
	}
	alone, beside := asker.latencies(reading, time.Time{}, from), asker.latencies(reading, from, to)
	t.Logf("99 of 100 changes within %v, and within %v beside the stalled; %d changes; memory from %.0f to %.0f MB", alone,
		beside, len(log), before/1e6, most/1e6)
	if beside > 3*alone+times(time.Second, 300*time.Millisecond) {
		t.Errorf("beside the stalled, 99 of 100 changes came within %v; %v before", beside, alone)
	}
	for _, s := range reading {
		if s.connects != 1 {
			t.Errorf("%s was disturbed: %s", s.name, s.story())
		}
	}
	for _, s := range stalled {
		if s.connects != 2 || len(s.resets()) > 0 || !soak() && !slices.Equal(s.closes, []int{4290}) {
			t.Errorf("%s was to be closed with 4290 and to come back: resets %v; %s", s.name, s.resets(), s.story())
		}
	}
}

// latencies is the time within which 99 of 100 changes of a span reached the subscribers.
func (a *asker) latencies(subscribers []*subscriber, from, to time.Time) time.Duration {
	asked := map[string]time.Time{}
	for _, acked := range a.acked {
		if acked.asked.After(from) && acked.asked.Before(to) {
			asked[fmt.Sprint(acked.id, acked.version)] = acked.asked
		}
	}
	var took []time.Duration
	for _, s := range subscribers {
		for _, it := range s.steps {
			if at, known := asked[fmt.Sprint(it.id, it.version)]; known && !it.snapshot {
				took = append(took, it.at.Sub(at))
			}
		}
	}
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[len(took)*99/100]
}
