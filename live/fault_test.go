package live_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// A fault that ends many subscriptions is one line of the log, with its stack, and all subscribers get the request id
// of that line.
func TestFaultIsLoggedOnce(t *testing.T) {
	t.Parallel()
	for name, breakOn := range map[string]func(*live.Operation){
		"while news are sorted": func(op *live.Operation) {
			op.Source.Wants = func(*hackathon.Activity) bool { panic("oh") }
		},
		"while an item is rendered": func(op *live.Operation) {
			op.Render = func(_ context.Context, c live.Change) ([]byte, error) {
				if c.Activity != nil {
					panic("oh")
				}
				return livetest.Render(c), nil
			}
		},
		"while the present state is loaded": func(op *live.Operation) {
			op.Source.Snapshot = func(context.Context, []hackathon.ID) (hackathon.Snapshot, error) { panic("oh") }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				w := newWorld(t, live.Config{Log: slog.New(hackathon.LogRequests(slog.NewJSONHandler(&log, nil)))})
				op := operation("1", w.needs())
				breakOn(&op)
				conns := make([]*livetest.Conn, 3)
				for i := range conns {
					conns[i] = livetest.NewConn()
					if err := w.hub.Subscribe(w.hub.Attach(conns[i]), op); err != nil {
						t.Fatal(err)
					}
				}
				synctest.Wait()
				w.opened()
				for _, c := range conns {
					c.Wait(t, "the end", func() bool { fs := c.Of("1"); return len(fs) > 0 && fs[len(fs)-1].Kind != "" })
				}
				w.end()
				synctest.Wait()
				var faults []map[string]any
				for line := range strings.Lines(log.String()) {
					var l map[string]any
					if err := json.Unmarshal([]byte(line), &l); err != nil {
						t.Fatal(err)
					}
					if l["level"] == "ERROR" {
						faults = append(faults, l)
					}
				}
				if len(faults) != 1 {
					t.Fatalf("%d lines for one fault:\n%s", len(faults), log.String())
				}
				stack, _ := faults[0]["stack"].(string)
				if faults[0]["error"] != "panic: oh" || !strings.Contains(stack, "fault_test.go") {
					t.Errorf("the line does not say where it broke: %v", faults[0])
				}
				for _, c := range conns {
					fs := c.Of("1")
					if got := fs[len(fs)-1].Reference; got == "" || got != faults[0]["request"] {
						t.Errorf("a client was given %q, the log has %q", got, faults[0]["request"])
					}
				}
			})
		})
	}
}
