package transport_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/transport/transporttest"
	"github.com/loometalgud/mano/transport/wstest"
)

func TestDrain(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var open []*wsClient
	for range 5 {
		c := s.ready(t, "alice")
		c.subscribe("1", posts)
		c.caughtUp("1")
		open = append(open, c)
	}
	open = append(open, s.ready(t, "bob"), s.dial(t)) // without operations, and before init
	drained := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		drained <- s.handler.Drain(ctx)
	}()
	for _, c := range open {
		c.expectClose(1012)
	}
	if err := <-drained; err != nil {
		t.Errorf("drain: %v", err)
	}
	_, res, err := wstest.Dial(s.URL)
	if err == nil || res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
		t.Errorf("a newcomer: %v %v", res, err)
	}
	if a := s.do(t, "GET", "/graphql?query={hello}", "", "Accept", "text/event-stream"); a.status != 200 ||
		!strings.Contains(a.body, "retry: ") || strings.Contains(a.body, "hello") {
		t.Errorf("a new stream: %d %s", a.status, a.body)
	}
}

// A connection with a running mutation is closed after its answer, and no other mutation begins on it. One that takes
// too long is not waited for.
func TestDrain_waitsForTheAnswersThatAreOwed(t *testing.T) {
	t.Parallel()
	stored, answer := make(chan struct{}, 2), make(chan struct{})
	s := newServer(t, func(_ *transport.Config, hub *live.Config, api *transporttest.API) {
		hub.DrainWait = patience
		api.Posted = func() { stored <- struct{}{}; <-answer }
	})
	c, idle := s.ready(t, "alice"), s.ready(t, "bob")
	c.subscribe("1", `mutation { post(title: "a") }`)
	<-stored
	drained := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		drained <- s.handler.Drain(ctx)
	}()
	idle.expectClose(1012)
	close(answer)
	c.expect("next", "1")
	c.expect("complete", "1")
	c.expectClose(1012)
	if err := <-drained; err != nil {
		t.Error(err)
	}

	never := make(chan struct{})
	defer close(never)
	s = newServer(t, func(_ *transport.Config, hub *live.Config, api *transporttest.API) {
		hub.DrainWait = 50 * time.Millisecond
		api.Posted = func() { stored <- struct{}{}; <-never }
	})
	c = s.ready(t, "alice")
	c.subscribe("1", `mutation { post(title: "a") }`)
	<-stored
	if err := s.hub.Drain(t.Context()); err != nil {
		t.Error(err)
	}
	c.expectClose(1012)
}
