package live_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

func (w *world) watch(ids ...hackathon.ID) []*live.Watched {
	w.t.Helper()
	watched, err := w.hub.Watch(context.Background(), ids, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return watched
}

// moved reports which generations have moved since it was last called.
func moved(watched []*live.Watched) func() []bool {
	at := make([]uint64, len(watched))
	return func() []bool {
		out := make([]bool, len(watched))
		for i, w := range watched {
			now := w.Generation()
			out[i], at[i] = now != at[i], now
		}
		return out
	}
}

// Whatever makes what was read of a stream wrong moves its generation, and only that one where only that one is wrong.
func TestGenerationMoves(t *testing.T) {
	t.Parallel()
	never := live.Config{Poll: time.Hour}
	for _, c := range []struct {
		name string
		cfg  live.Config
		do   func(w *world, other hackathon.ID)
		want [2]bool
	}{
		{name: "by news", cfg: never, do: func(w *world, _ hackathon.ID) { w.opened() }, want: [2]bool{true, false}},
		{name: "by news that nobody tells of", want: [2]bool{true, false}, do: func(w *world, _ hackathon.ID) {
			w.log.Append(hackathon.Activity{Stream: w.event, Kind: hackathon.ActivityIdeaSubmitted})
			time.Sleep(300 * time.Millisecond)
		}},
		{name: "by a commit of this process", cfg: never, want: [2]bool{false, true}, do: func(w *world, other hackathon.ID) {
			w.hub.Touch(other, newID(hackathon.KindEvent))
		}},
		{name: "by a topic", cfg: never, want: [2]bool{false, true}, do: func(w *world, other hackathon.ID) {
			w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityTopicChanged, Entity: other})
			w.hub.Poke(hackathon.RightsStream)
		}},
		{name: "by rights not", cfg: never, do: func(w *world, other hackathon.ID) {
			w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityRightsChanged,
				Entity: other})
			w.hub.Poke(hackathon.RightsStream)
		}},
		{name: "by a redaction", cfg: never, want: [2]bool{true, false}, do: func(w *world, _ hackathon.ID) {
			w.unsays(newID(hackathon.KindComment))
			synctest.Wait()
			w.hub.Poke(hackathon.RightsStream)
		}},
		{name: "by a history that was replaced, all", want: [2]bool{true, true}, do: func(w *world, _ hackathon.ID) {
			w.log.Rewind(w.event, 1)
			time.Sleep(300 * time.Millisecond)
		}},
		{name: "by a replaced history of rights, all", want: [2]bool{true, true}, do: func(w *world, _ hackathon.ID) {
			w.log.Rewind(hackathon.RightsStream, 0)
			time.Sleep(300 * time.Millisecond)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, c.cfg)
				w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityRightsChanged,
					Entity: newID(hackathon.KindPerson)})
				w.opened()
				w.opened()
				synctest.Wait()
				other := hackathon.TopicPeople
				now := moved(w.watch(w.event, other))
				now()
				c.do(w, other)
				synctest.Wait()
				if got := [2]bool(now()); got != c.want {
					t.Errorf("moved: %v, want %v", got, c.want)
				}
			})
		})
	}
}

// Who is told of a change and asks at once what it has become is not given what was kept before.
func TestGenerationMovesBeforeDelivery(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		other := newID(hackathon.KindEvent)
		watched := w.watch(w.event, other)
		conn := livetest.NewConn()
		if err := w.hub.Subscribe(w.hub.Attach(conn), operation("1", w.needs())); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		now := moved(watched)
		now()
		var atDelivery []bool
		conn.Before = func() { atDelivery = now() }
		for _, id := range []hackathon.ID{w.event, other} { // what one transaction tells two streams
			w.log.Append(hackathon.Activity{Stream: id, Kind: hackathon.ActivityHelpRequestOpened,
				Entity: newID(hackathon.KindHelpRequest), Audience: hackathon.AudiencePublic})
		}
		w.hub.Poke(w.event, other)
		synctest.Wait()
		if len(atDelivery) != 2 || !atDelivery[0] || !atDelivery[1] {
			t.Errorf("when the change was written, the generations had moved: %v", atDelivery)
		}
	})
}

// A stream that nobody watches any more is followed no longer than one that nobody is subscribed to, and what was kept
// of it stays wrong.
func TestUnwatch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		person := newID(hackathon.KindPerson)
		first, second := w.watch(w.event, person), w.watch(w.event)
		if n := w.hub.Watching(); n != 2 {
			t.Errorf("%d streams are watched", n)
		}
		third := []hackathon.ID{w.event, newID(hackathon.KindEvent)}
		if _, err := w.hub.Watch(t.Context(), third, 2); !errors.Is(err, live.ErrWatching) {
			t.Errorf("a third of two streams: %v", err)
		}
		time.Sleep(11 * time.Minute)
		w.opened()
		synctest.Wait()
		if now := moved(second); !now()[0] {
			t.Error("a stream that is watched was dropped")
		}
		w.hub.Unwatch(first)
		if n, s := w.hub.Watching(), w.hub.Stats(); n != 1 || s.Streams != 1 {
			t.Errorf("%d are watched, %d followed", n, s.Streams)
		}
		now := moved(second)
		now()
		w.hub.Unwatch(second)
		if !now()[0] {
			t.Error("what was kept would be right for ever")
		}
		time.Sleep(11 * time.Minute)
		if n, s := w.hub.Watching(), w.hub.Stats(); n != 0 || s.Streams != 0 {
			t.Errorf("%d are watched, %d followed", n, s.Streams)
		}
	})
}

// The hub knows when it cannot read the log, and for how long.
func TestBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{})
		time.Sleep(time.Minute)
		if b := w.hub.Behind(); b != 0 {
			t.Errorf("behind by %v while all is well", b)
		}
		w.log.Fail(errors.New("away"))
		time.Sleep(10 * time.Second)
		if b := w.hub.Behind(); b < 9*time.Second || b > 11*time.Second {
			t.Errorf("behind by %v after ten seconds", b)
		}
		if _, err := w.hub.Watch(t.Context(), []hackathon.ID{w.event}, 100); err == nil {
			t.Error("a stream is watched though the log cannot be read")
		}
		w.log.Fail(nil)
		time.Sleep(time.Second)
		if b := w.hub.Behind(); b != 0 {
			t.Errorf("behind by %v when all is well again", b)
		}
	})
}
