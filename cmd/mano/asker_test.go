package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// asker makes changes on one replica, one after the other: it asks for help and cancels every second need. A call that
// fails is repeated with its idempotency key until it is answered, as a client does after a broken connection.
type asker struct {
	p     *program
	event string
	pace  time.Duration

	bell
	acked   []ack
	failed  []error
	took    time.Duration // the longest call that failed
	slowest time.Duration // the longest call that did not
	faults  []string
	until   time.Time // when it gives up, after it was told to stop

	stopped, gone chan struct{}
}

// ack is a change that the program has confirmed.
type ack struct {
	id      string
	version int
	asked   time.Time
}

const (
	askOnce = `mutation($event: ID!, $key: String) { result: requestHelp(input: {eventId: $event, kind: ONSITE_HELP,
		onSite: true, idempotencyKey: $key, private: {description: "SALADUS"}})
		{ __typename ... on RequestHelpSuccess { helpRequest { id version } } } }`
	cancelOnce = `mutation($need: ID!, $key: String) { result: cancelHelpRequest(input: {helpRequestId: $need,
		idempotencyKey: $key})
		{ __typename ... on CancelHelpRequestSuccess { helpRequest { id version } } } }`
)

// keepAsking starts an asker on p.
func keepAsking(t *testing.T, p *program, event string, pace time.Duration) *asker {
	t.Helper()
	a := &asker{p: p, event: event, pace: pace, stopped: make(chan struct{}), gone: make(chan struct{})}
	go a.run()
	t.Cleanup(func() { a.end() })
	return a
}

func (a *asker) run() {
	defer close(a.gone)
	tick := time.NewTicker(a.pace)
	defer tick.Stop()
	for n := 0; ; n++ {
		need, ok := a.call(askOnce, map[string]any{"event": a.event, "key": rand.Text()}, tick)
		if ok && n%2 == 1 {
			_, ok = a.call(cancelOnce, map[string]any{"need": need, "key": rand.Text()}, tick)
		}
		if !ok {
			return
		}
	}
}

// call repeats a call until it is answered. False: the asker stops, and has not begun the call.
func (a *asker) call(mutation string, variables map[string]any, tick *time.Ticker) (need string, ok bool) {
	stopped := a.stopped
	for {
		select {
		case <-stopped:
			return "", false
		case <-tick.C:
		}
		stopped = nil // finish what was begun
		var got struct {
			Result struct {
				Typename    string `json:"__typename"`
				HelpRequest struct {
					ID      string
					Version int
				}
			}
		}
		began := time.Now()
		err := a.p.ask("demo-participant", mutation, variables, &got)
		took := time.Since(began)
		if err == nil {
			a.ring(func() {
				a.slowest = max(a.slowest, took)
				if !strings.HasSuffix(got.Result.Typename, "Success") {
					a.faults = append(a.faults, "a change was answered with "+got.Result.Typename)
				}
				a.acked = append(a.acked, ack{got.Result.HelpRequest.ID, got.Result.HelpRequest.Version, began})
			})
			return got.Result.HelpRequest.ID, true
		}
		late := false
		a.ring(func() {
			a.failed, a.took = append(a.failed, err), max(a.took, took)
			if late = !a.until.IsZero() && time.Now().After(a.until); late {
				a.faults = append(a.faults, "a change could not be brought to its end: "+err.Error())
			}
		})
		if late {
			return "", false
		}
	}
}

// end stops asking, after the current call was answered.
func (a *asker) end() {
	a.mu.Lock()
	select {
	case <-a.stopped:
	default:
		close(a.stopped)
		a.until = time.Now().Add(30 * time.Second)
	}
	a.mu.Unlock()
	<-a.gone
}

// waitAcks waits for n more confirmed changes.
func (a *asker) waitAcks(t *testing.T, n int) {
	t.Helper()
	a.mu.Lock()
	want := len(a.acked) + n
	a.mu.Unlock()
	a.wait(t, time.Minute, func() bool { return len(a.acked) >= want },
		func() string {
			return fmt.Sprintf("%d more changes; the last of %d failures: %v", n, len(a.failed), a.lastFailure())
		})
}

// waitFailures waits for n more calls that failed.
func (a *asker) waitFailures(t *testing.T, n int) {
	t.Helper()
	a.mu.Lock()
	want := len(a.failed) + n
	a.mu.Unlock()
	a.wait(t, time.Minute, func() bool { return len(a.failed) >= want }, func() string { return "calls that fail" })
}

func (a *asker) lastFailure() error {
	if len(a.failed) == 0 {
		return nil
	}
	return a.failed[len(a.failed)-1]
}

// check compares the confirmed changes with the log: all are there, and nothing was done twice.
func (a *asker) check(t *testing.T, log []hackathon.Activity) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, fault := range a.faults {
		t.Error(fault)
	}
	times := map[string]int{}
	for _, row := range log {
		times[fmt.Sprintf("%s %d", row.Entity, row.Version)]++
	}
	for _, acked := range a.acked {
		if n := times[fmt.Sprintf("%s %d", acked.id, acked.version)]; n != 1 {
			t.Errorf("an acknowledged change, %+v, is in the log %d times", acked, n)
		}
	}
}

// checkFailures checks that every failed call got a clear answer: a fault of the server, with a reference to a line in
// the program's log, or a time limit; and nothing of the cause itself.
func (a *asker) checkFailures(t *testing.T, within time.Duration) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.took > within {
		t.Errorf("a call failed after %v only", a.took)
	}
	for _, err := range a.failed {
		var f *fault
		switch {
		case !errors.As(err, &f):
			t.Errorf("a call was not answered: %v", err)
			return
		case f.code == "INTERNAL" && f.reference != "" && strings.Contains(a.p.output.String(), f.reference):
		case f.code == "LIMIT_EXCEEDED" && strings.Contains(f.message, "MANO_EXECUTION_TIMEOUT"):
		default:
			t.Errorf("a call failed with %+v", f)
			return
		}
	}
}

// opened counts the needs that were opened after a position.
func opened(log []hackathon.Activity, behind int64) (n int) {
	for _, a := range log {
		if a.Seq > behind && a.Kind == hackathon.ActivityHelpRequestOpened {
			n++
		}
	}
	return n
}

// waitReady waits until /readyz gives this answer.
func (p *program) waitReady(t *testing.T, ready bool) {
	t.Helper()
	want := http.StatusServiceUnavailable
	if ready {
		want = http.StatusOK
	}
	client := &http.Client{Timeout: 5 * time.Second}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	late := time.After(30 * time.Second)
	for last := ""; ; {
		select {
		case <-p.exited:
			t.Fatal("the program has ended")
		case <-late:
			t.Fatalf("/readyz does not say %d; it says %s", want, last)
		case <-tick.C:
		}
		resp, err := client.Get(p.url + "/readyz")
		if err != nil {
			last = err.Error()
			continue
		}
		text, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode == want {
			return
		}
		last = fmt.Sprint(resp.StatusCode, " ", string(text))
	}
}

// soak reports whether the long forms of the tests were requested.
func soak() bool { return os.Getenv("MANO_SOAK") != "" }

// times is short, or long in the long form.
func times[T any](short, long T) T {
	if soak() {
		return long
	}
	return short
}
