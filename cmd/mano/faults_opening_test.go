package main

import (
	"testing"
	"time"

	"github.com/loometalgud/mano/transport/wstest"
)

// A subscription that is opened just after the database was lost is closed with 1013, to return, and not ended with an
// error, which would be final. When the database is back, it is live.
func TestFaults_openedWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	net := c.network(t)
	p := c.replica(t, "MANO_DATABASE_URL="+net.dsn())
	event := p.liveEvent(t)
	older := wstest.Connect(t, p.url, "demo-volunteer")
	<-time.After(2100 * time.Millisecond) // until its viewer has to be read again
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
