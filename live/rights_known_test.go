package live_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// Rights that were read a moment ago are checked again only if the hub knows, or learns, that they have changed since.
func TestRightsKnown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		before bool          // they changed between being read and the subscription
		age    time.Duration // of the knowledge
		after  bool          // they changed later
		asked  int
		want   []string
	}{
		{name: "unchanged", asked: 0, want: []string{"C", "1"}},
		{name: "changed since", before: true, asked: 1, want: []string{"E:FORBIDDEN"}},
		{name: "too long ago", age: 2 * time.Minute, asked: 1, want: []string{"E:FORBIDDEN"}},
		{name: "changed later", after: true, asked: 1, want: []string{"C", "E:FORBIDDEN"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, live.Config{Heartbeat: time.Hour})
				person := newID(hackathon.KindPerson)
				m := &may{err: hackathon.Forbiddenf("no longer a volunteer of this event")}
				change := func() {
					w.log.Append(hackathon.Activity{Stream: hackathon.RightsStream, Entity: person,
						Kind: hackathon.ActivityRightsChanged})
					w.hub.Poke(hackathon.RightsStream)
					synctest.Wait()
				}
				time.Sleep(3 * time.Minute) // the hub has run for a while
				src := w.needs()
				src.RightsOf, src.RightsKnown, src.Recheck = person, time.Now().Add(-c.age), m.check
				time.Sleep(time.Millisecond)
				if c.before {
					change()
				}
				conn, _ := w.join(src)
				synctest.Wait()
				if c.after {
					change()
				}
				w.opened()
				synctest.Wait()
				expect(t, conn.Frames(), c.want...)
				if m.asked() != c.asked {
					t.Errorf("asked %d times, want %d", m.asked(), c.asked)
				}
			})
		})
	}
}
