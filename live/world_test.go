package live_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

var quiet = slog.New(slog.DiscardHandler)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a log with one hub over it, and sources as a resolver of help requests would make them.
type world struct {
	t     testing.TB
	log   *livetest.Log
	hub   *live.Hub
	end   context.CancelFunc
	event hackathon.ID
}

func newWorld(t testing.TB, cfg live.Config) *world {
	return newWorldOn(t, livetest.NewLog(), cfg)
}

func newWorldOn(t testing.TB, log *livetest.Log, cfg live.Config) *world {
	w := &world{t: t, log: log, event: newID(hackathon.KindEvent)}
	w.hub, w.end = startHub(t, w.log, cfg)
	return w
}

func startHub(t testing.TB, log live.Log, cfg live.Config) (*live.Hub, context.CancelFunc) {
	if cfg.Log == nil {
		cfg.Log = quiet
	}
	hub := live.New(log, cfg)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = hub.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return hub, cancel
}

func newID(k hackathon.Kind) hackathon.ID { return hackathon.NewID(k, time.Now()) }

// commit commits an activity and pokes.
func (w *world) commit(kind hackathon.ActivityKind, entity hackathon.ID) hackathon.Activity {
	a := w.log.Append(hackathon.Activity{Stream: w.event, Kind: kind, Entity: entity, Audience: hackathon.AudiencePublic})
	w.hub.Poke(w.event)
	return a
}

func (w *world) opened() hackathon.Activity {
	return w.commit(hackathon.ActivityHelpRequestOpened, newID(hackathon.KindHelpRequest))
}

// needs is the source of a stream of needs; the current ones are those opened and not closed.
func (w *world) needs(streams ...hackathon.ID) live.Source {
	if len(streams) == 0 {
		streams = []hackathon.ID{w.event}
	}
	return live.Source{
		Name: "assistanceNeeds", Scope: "public",
		Streams: func(context.Context) ([]hackathon.ID, error) { return streams, nil },
		Wants: func(a *hackathon.Activity) bool {
			return a.Kind == hackathon.ActivityHelpRequestOpened || a.Kind == hackathon.ActivityHelpRequestClosed
		},
		Snapshot: func(_ context.Context, ids []hackathon.ID) (s hackathon.Snapshot, err error) {
			w.log.Read(ids, func(rows []hackathon.Activity, at hackathon.Position) {
				s.At = append(s.At, at)
				s.Items = append(s.Items, present(rows)...)
			})
			return s, nil
		},
	}
}

func present(rows []hackathon.Activity) (open []hackathon.Activity) {
	for _, a := range rows {
		switch a.Kind {
		case hackathon.ActivityHelpRequestOpened:
			open = append(open, a)
		case hackathon.ActivityHelpRequestClosed:
			open = slices.DeleteFunc(open, func(o hackathon.Activity) bool { return o.Entity == a.Entity })
		}
	}
	return open
}

func render(_ context.Context, c live.Change) ([]byte, error) { return livetest.Render(c), nil }

func operation(id string, src live.Source) live.Operation {
	return live.Operation{ID: id, Prefix: id, Key: live.KeyOf("needs"), Source: src, Render: render}
}

// join attaches a connection with one subscription.
func (w *world) join(src live.Source) (*livetest.Conn, *live.Peer) {
	return w.joinHub(w.hub, src)
}

func (w *world) joinHub(hub *live.Hub, src live.Source) (*livetest.Conn, *live.Peer) {
	w.t.Helper()
	conn := livetest.NewConn()
	p := hub.Attach(conn)
	if err := hub.Subscribe(p, operation("1", src)); err != nil {
		w.t.Fatal(err)
	}
	return conn, p
}

func after(src live.Source, c live.Cursor) live.Source {
	src.After = c
	return src
}

// seqs spells frames for comparison: s3 an item of a snapshot, 4 a change, C CaughtUp, R:… a reset, E:… an error.
func seqs(fs []livetest.Frame) (out []string) {
	for _, f := range fs {
		switch {
		case f.Kind != "":
			out = append(out, "E:"+string(f.Kind))
		case f.Item.CaughtUp:
			out = append(out, "C")
		case f.Item.Reset != "":
			out = append(out, "R:"+string(f.Item.Reset))
		case f.Item.Snapshot:
			out = append(out, fmt.Sprintf("s%d", f.Item.Seq))
		default:
			out = append(out, fmt.Sprint(f.Item.Seq))
		}
	}
	return out
}

func expect(t testing.TB, fs []livetest.Frame, want ...string) {
	t.Helper()
	if got := seqs(fs); !slices.Equal(got, want) {
		t.Fatalf("came %q, want %q", got, want)
	}
	var prev live.Cursor
	for i, f := range fs {
		if f.Kind != "" {
			continue
		}
		if i > 0 && f.Prev != prev {
			t.Fatalf("frame %d says prev %q after %q", i, f.Prev, prev)
		}
		if f.Cursor != f.Item.Cursor {
			t.Fatalf("frame %d has cursor %q around an item with %q", i, f.Cursor, f.Item.Cursor)
		}
		prev = f.Cursor
	}
}

func last(fs []livetest.Frame) live.Cursor { return fs[len(fs)-1].Cursor }
