package main

import (
	"testing"
	"time"
)

// A replica that cannot reach the database becomes unready, sends no heartbeats, and answers calls with a clear
// failure. When it can again, its subscribers get everything. The other replica notices nothing.
func TestFaults_partition(t *testing.T) {
	t.Parallel()
	c, net, near, far := nearAndFar(t)
	event := near.liveEvent(t)
	nearby := []*subscriber{follow(t, "near", near, event)}
	faraway := []*subscriber{follow(t, "far", far, event), follow(t, "far too", far, event)}
	asker, lonely := keepAsking(t, near, event, 20*time.Millisecond), keepAsking(t, far, event, 20*time.Millisecond)

	type span struct{ from, to time.Time }
	var blind []span
	for range times(1, 5) {
		asker.waitAcks(t, 10)
		lonely.waitAcks(t, 10)
		net.freeze(t)
		frozen := time.Now()
		far.waitReady(t, false)
		if took := time.Since(frozen); took > 6*time.Second {
			t.Errorf("/readyz said so after %v", took)
		}
		lonely.waitFailures(t, 2)
		<-time.After(time.Until(frozen.Add(times(6*time.Second, 30*time.Second)))) // to see that nothing comes
		asker.waitAcks(t, 10)
		net.cut()
		asker.waitAcks(t, 10)
		lonely.waitFailures(t, 2)
		near.waitReady(t, true)
		blind = append(blind, span{frozen.Add(3500 * time.Millisecond), time.Now()})
		net.heal(t)
		far.waitReady(t, true)
		lonely.waitAcks(t, 10)
	}
	asker.end()
	lonely.end()
	log := c.settle(t, event, append(nearby, faraway...)...)
	asker.check(t, log)
	lonely.check(t, log)
	lonely.checkFailures(t, 6*time.Second)
	if len(asker.failed) > 0 || asker.slowest > 2*time.Second {
		t.Errorf("the other replica was not left alone: %v, the slowest call took %v", asker.lastFailure(), asker.slowest)
	}
	for _, s := range append(nearby, faraway...) {
		if s.connects != 1 || len(s.resets()) > 0 {
			t.Errorf("%s did not simply stay: resets %v; %s", s.name, s.resets(), s.story())
		}
	}
	for _, s := range faraway {
		for _, it := range s.steps {
			for _, b := range blind {
				if it.at.After(b.from) && it.at.Before(b.to) {
					t.Errorf("%s got a %s %v after the replica went blind", s.name, it.kind, it.at.Sub(b.from))
				}
			}
		}
	}
	beats := 0
	for _, it := range nearby[0].steps {
		if it.kind == "CaughtUp" && it.at.After(blind[0].from) {
			beats++
		}
	}
	if beats == 0 {
		t.Error("no heartbeat anywhere: the test does not do what it is for")
	}
}

// All connections to the database are lost silently, as when a firewall forgets them; new ones would work. Nobody waits
// for the kernel to notice.
func TestFaults_connectionsForgotten(t *testing.T) {
	t.Parallel()
	c, net, near, far := nearAndFar(t)
	event := near.liveEvent(t)
	s := follow(t, "far", far, event)
	asker, lonely := keepAsking(t, near, event, 20*time.Millisecond), keepAsking(t, far, event, 20*time.Millisecond)
	for range times(1, 10) {
		asker.waitAcks(t, 10)
		lonely.waitAcks(t, 10)
		net.forget()
		lost := time.Now()
		lonely.waitAcks(t, 10)
		near.requestHelp(t, event)
		log, _ := c.truth(t, event)
		s.waitSeq(t, log[len(log)-1].Seq, 30*time.Second)
		// A lost transaction keeps its locks until the server ends it: idle_in_transaction_session_timeout, 30 s.
		if took := time.Since(lost); took > 45*time.Second {
			t.Errorf("it took %v to go on", took)
		}
		far.waitReady(t, true)
	}
	asker.end()
	lonely.end()
	log := c.settle(t, event, s)
	asker.check(t, log)
	lonely.check(t, log)
	lonely.checkFailures(t, 6*time.Second)
	if s.connects != 1 || len(s.resets()) > 0 {
		t.Errorf("%s did not simply stay: resets %v; %s", s.name, s.resets(), s.story())
	}
}

// nearAndFar are two replicas on one cluster, the second over a network that can fail.
func nearAndFar(t *testing.T) (c *cluster, net *network, near, far *program) {
	c = newCluster(t, folder(t))
	net = c.network(t)
	return c, net, c.replica(t), c.replica(t, "MANO_DATABASE_URL="+net.dsn(), "MANO_EXECUTION_TIMEOUT=2s")
}
