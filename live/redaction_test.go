package live_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

const secret = `"what is taken back"`

// says commits something with a text that will be redacted.
func (w *world) says() hackathon.ID {
	entity := newID(hackathon.KindComment)
	w.log.Append(hackathon.Activity{
		Stream: w.event, Kind: hackathon.ActivityHelpRequestOpened, Entity: entity, Audience: hackathon.AudiencePublic,
		Payload: []byte(secret),
	})
	w.hub.Poke(w.event)
	return entity
}

// unsays redacts that text.
func (w *world) unsays(entity hackathon.ID) {
	w.log.Redact(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityHelpRequestClosed, Entity: entity,
		Audience: hackathon.AudiencePublic})
	w.hub.Poke(w.event)
}

func unsaid(t *testing.T, who string, fs []livetest.Frame) {
	t.Helper()
	for i, f := range fs {
		if strings.Contains(f.Item.Text, "taken back") {
			t.Errorf("%s was handed what had been taken back, as frame %d: %q", who, i, seqs(fs))
		}
	}
}

// Who comes after a redaction does not get the text, wherever the process kept it; who was there before continues.
func TestRedactedTextIsDropped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		cfg  live.Config
		want []string // of an old cursor
	}{
		{name: "from the window", want: []string{"1", "2", "3", "4", "C"}},
		{name: "from the ring", cfg: live.Config{WindowItems: 1}, want: []string{"1", "2", "3", "4", "C"}},
		{name: "from the log", cfg: live.Config{WindowItems: 1, RingItems: 1}, want: []string{"1", "2", "3", "4", "C"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c.cfg.Heartbeat, c.cfg.Poll = time.Hour, time.Hour
				w := newWorld(t, c.cfg)
				there, _ := w.join(w.needs())
				synctest.Wait()
				begin := last(there.Frames())
				entity := w.says()
				w.opened()
				w.opened()
				synctest.Wait()
				early, _ := w.join(w.needs()) // leaves a snapshot and a catch-up behind
				resumed, _ := w.join(after(w.needs(), begin))
				synctest.Wait()
				expect(t, resumed.Frames(), "1", "2", "3", "C")
				w.unsays(entity)
				synctest.Wait()
				for who, conn := range map[string]*livetest.Conn{"who was there": there, "who came before": early,
					"who came back before": resumed} {
					fs := conn.Frames()
					if seqs(fs)[len(fs)-1] != "4" {
						t.Errorf("%s is not told: %q", who, seqs(fs))
					}
				}
				expect(t, there.Frames(), "C", "1", "2", "3", "4")
				newcomer, _ := w.join(w.needs())
				again, _ := w.join(after(w.needs(), begin))
				synctest.Wait()
				expect(t, newcomer.Frames(), "s2", "s3", "C")
				unsaid(t, "a newcomer", newcomer.Frames())
				expect(t, again.Frames(), c.want...)
				unsaid(t, "an old cursor", again.Frames())
			})
		})
	}
}

// Who has not taken the text yet continues from their cursor, without the text and without a gap.
func TestRedactedTextIsNotSentToSlowPeers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		slow, _ := w.join(w.needs())
		odd := w.needs()
		odd.Match = func(a *hackathon.Activity) bool { return a.Seq != 3 }
		filtered, _ := w.join(odd)
		synctest.Wait()
		begin := last(slow.Frames())
		slow.Stall(0)
		filtered.Stall(0)
		w.opened() // being written to the slow connection
		synctest.Wait()
		entity := w.says()
		w.opened()
		w.opened()
		synctest.Wait()
		resuming := livetest.NewConn()
		resuming.Stall(0)
		p := w.hub.Attach(resuming)
		if err := w.hub.Subscribe(p, operation("1", after(w.needs(), begin))); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		w.unsays(entity)
		w.opened()
		synctest.Wait()
		for _, conn := range []*livetest.Conn{slow, filtered, resuming} {
			conn.Flow()
		}
		synctest.Wait()
		for who, conn := range map[string]*livetest.Conn{"a slow one": slow, "a slow one with a filter": filtered,
			"a slow one who resumes": resuming} {
			fs := conn.Frames()
			unsaid(t, who, fs)
			got := strings.Join(without(seqs(fs), "C"), " ")
			if want := map[bool]string{false: "1 2 3 4 5 6", true: "1 2 4 5 6"}[conn == filtered]; got != want {
				t.Errorf("%s: came %q", who, got)
			}
			expect(t, fs, seqs(fs)...)
		}
	})
}

func without(all []string, what string) (out []string) {
	for _, s := range all {
		if s != what {
			out = append(out, s)
		}
	}
	return out
}

// What was read before a redaction and is rendered after it is not sent: news, snapshot and replay.
func TestRedactionDuringRender(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"news", "the present state", "what is replayed", "what is replayed from the log"} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				cfg := live.Config{Heartbeat: time.Hour, Poll: time.Hour}
				if strings.HasSuffix(what, "log") {
					cfg.RingItems = 1
				}
				w := newWorld(t, cfg)
				w.opened()
				gate, stuck := make(chan struct{}), atomic.Bool{}
				op := operation("1", w.needs())
				op.Render = func(ctx context.Context, c live.Change) ([]byte, error) {
					tail, err := render(ctx, c)
					if c.Activity != nil && len(c.Activity.Payload) > 0 && stuck.CompareAndSwap(false, true) {
						<-gate
					}
					return tail, err
				}
				// Another group reads the stream and shows that the process has read the redaction.
				witness := w.needs()
				witness.Scope = "another"
				seen, _ := w.join(witness)
				synctest.Wait()
				begin := last(seen.Frames())
				conn := livetest.NewConn()
				p := w.hub.Attach(conn)
				var entity hackathon.ID
				switch what {
				case "news":
					if err := w.hub.Subscribe(p, op); err != nil {
						t.Fatal(err)
					}
					synctest.Wait()
					entity = w.says()
				case "the present state":
					entity = w.says()
					w.opened()
					synctest.Wait()
					if err := w.hub.Subscribe(p, op); err != nil {
						t.Fatal(err)
					}
				default:
					entity = w.says()
					w.opened()
					synctest.Wait()
					op.Source.After = begin
					if err := w.hub.Subscribe(p, op); err != nil {
						t.Fatal(err)
					}
				}
				synctest.Wait()
				if !stuck.Load() {
					t.Fatal("nothing is being rendered")
				}
				w.unsays(entity)
				synctest.Wait()
				if got := seqs(seen.Frames()); got[len(got)-1] == "2" {
					t.Fatal("the process has not read it")
				}
				close(gate)
				time.Sleep(time.Second)
				w.opened()
				synctest.Wait()
				fs := conn.Frames()
				unsaid(t, "who waited", fs)
				expect(t, fs, seqs(fs)...)
				if got := seqs(fs); len(got) < 3 || strings.Contains(strings.Join(got, " "), "R:") {
					t.Errorf("came %q", got)
				}
			})
		})
	}
}

// Who is within a snapshot is reset.
func TestRedactionDuringSnapshot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour, BatchBytes: 1})
		w.opened()
		w.opened()
		entity := w.says()
		w.opened()
		conn := livetest.NewConn()
		p := w.hub.Attach(conn)
		conn.Stall(1)
		if err := w.hub.Subscribe(p, operation("1", w.needs())); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		w.unsays(entity)
		synctest.Wait()
		conn.Flow()
		synctest.Wait()
		expect(t, conn.Frames(), "s1", "R:INTERRUPTED", "s1", "s2", "s4", "C")
		unsaid(t, "who was in the middle", conn.Frames())
	})
}

// When the log of redactions is lost, nothing that was rendered before is sent.
func TestRedactionInLostHistory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		for range 3 {
			w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityRightsChanged,
				Entity: w.event})
		}
		there, _ := w.join(w.needs())
		synctest.Wait()
		begin := last(there.Frames())
		entity := w.says()
		synctest.Wait()
		w.unsays(entity)
		w.log.Rewind(hackathon.RightsStream, 2)
		w.hub.Poke(hackathon.RightsStream)
		synctest.Wait()
		again, _ := w.join(after(w.needs(), begin))
		synctest.Wait()
		unsaid(t, "an old cursor", again.Frames())
	})
}

// A redaction costs nothing to those who have everything: no reset, no execution, no read.
func TestRedactionCostsNothingAtTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour, Poll: time.Hour})
		var conns []*livetest.Conn
		for i := range 300 {
			src := w.needs()
			if i%3 == 0 {
				src.Match = func(a *hackathon.Activity) bool { return a.Seq%2 == 0 }
			}
			conn, _ := w.join(src)
			conns = append(conns, conn)
		}
		synctest.Wait()
		entity := w.says()
		w.opened()
		w.opened()
		synctest.Wait()
		n, reads := &w.hub.Counters, w.log.Calls("ReadLog")
		executions, loads := n.Executions.Load(), n.SnapshotLoads.Load()
		w.unsays(entity)
		synctest.Wait()
		if n.Executions.Load() != executions+1 || n.Resets.Load() != 0 ||
			n.SnapshotLoads.Load() != loads || w.log.Calls("ReadLog")-reads > 2 {
			t.Errorf("%+v after %d executions and %d loads, %d reads", n, executions, loads, w.log.Calls("ReadLog")-reads)
		}
		for i, conn := range conns {
			want := []string{"C", "1", "2", "3", "4"}
			if i%3 == 0 {
				want = []string{"C", "2", "4"}
			}
			expect(t, conn.Frames(), want...)
		}
	})
}
