package main

import (
	"testing"
	"time"

	"github.com/loometalgud/mano/transport/wstest"
)

// A subscription that is opened when the database has just gone is sent away to come back, 1013, not ended with an
// error, which would be final for it; one that comes back when the database has done the same is live.
func TestFaults_openedWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	net := c.network(t)
	p := c.replica(t, "MANO_DATABASE_URL="+net.dsn())
	event := p.liveEvent(t)
	older := wstest.Connect(t, p.url, "demo-volunteer")
	<-time.After(2100 * time.Millisecond) // until what is known of its viewer has to be read anew
	fresh := wstest.Connect(t, p.url, "demo-volunteer")
	net.cut()
	for name, conn := range map[string]*wstest.Client{"who was known a moment ago": fresh,
		"who has to be asked about": older} {
		_ = conn.Subscribe("1", needsQuery, map[string]any{"event": event})
		if m, err := conn.Receive(20 * time.Second); wstest.CloseCode(err) != 1013 {
			t.Errorf("%s: %s %v", name, m.Raw, err)
		}
	}
	net.heal(t)
	p.waitReady(t, true)
	p.watch(t, "demo-volunteer", event, "").caughtUp(t)
}
