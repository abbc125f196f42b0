package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A subscription that is opened when the database has just gone is sent away to come back, 1013, not ended with an
// error, which would be final for it; one that comes back when the database has done the same is live.
func TestFaults_openedWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	c := newCluster(t, folder(t))
	net := c.network(t)
	p := c.replica(t, "MANO_DATABASE_URL="+net.dsn())
	event := p.liveEvent(t)
	open := func() *websocket.Conn {
		dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}, HandshakeTimeout: 10 * time.Second}
		conn, resp, err := dialer.Dial("ws"+strings.TrimPrefix(p.url, "http")+"/graphql", nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		t.Cleanup(func() { _ = conn.Close() })
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		_ = conn.WriteJSON(map[string]any{"type": "connection_init",
			"payload": map[string]any{"authorization": "Bearer demo-volunteer"}})
		var ack struct{ Type string }
		if err := conn.ReadJSON(&ack); err != nil || ack.Type != "connection_ack" {
			t.Fatal(ack, err)
		}
		return conn
	}
	older := open()
	<-time.After(2100 * time.Millisecond) // until what is known of its viewer has to be read anew
	fresh := open()
	net.cut()
	for name, conn := range map[string]*websocket.Conn{"who was known a moment ago": fresh,
		"who has to be asked about": older} {
		_ = conn.WriteJSON(map[string]any{"id": "1", "type": "subscribe",
			"payload": map[string]any{"query": needsQuery, "variables": map[string]any{"event": event}}})
		var frame map[string]any
		err := conn.ReadJSON(&frame)
		if closed, is := errors.AsType[*websocket.CloseError](err); !is || closed.Code != websocket.CloseTryAgainLater {
			t.Errorf("%s: %v %v", name, frame, err)
		}
	}
	net.heal(t)
	p.waitReady(t, true)
	p.watch(t, "demo-volunteer", event, "").caughtUp(t)
}
