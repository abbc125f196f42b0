package live_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
)

// An owner is in a bounded number of groups, on any number of connections, and any number of times in each.
func TestGroupsOfAnOwnerAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, live.Config{Heartbeat: time.Hour})
		attach := func(owner string) *live.Peer {
			p := w.hub.Attach(livetest.NewConn())
			if owner != "" {
				p.Charge(owner, 2)
			}
			return p
		}
		n := 0
		subscribe := func(p *live.Peer, scope string) (string, error) {
			n++
			src := w.needs()
			src.Scope = scope
			op := operation(fmt.Sprint(n), src)
			return op.ID, w.hub.Subscribe(p, op)
		}
		may := func(p *live.Peer, scope string) string {
			t.Helper()
			id, err := subscribe(p, scope)
			if err != nil {
				t.Errorf("%s: %v", scope, err)
			}
			synctest.Wait()
			return id
		}
		mayNot := func(p *live.Peer, scope string) {
			t.Helper()
			if _, err := subscribe(p, scope); !errors.Is(err, live.ErrTooManyGroups) ||
				hackathon.KindOf(err) != hackathon.LimitExceeded {
				t.Errorf("%s: %v", scope, err)
			}
		}
		phone, tablet, other, nobody := attach("anna"), attach("anna"), attach("bert"), attach("")
		may(phone, "a")
		b := may(phone, "b")
		mayNot(phone, "c")
		mayNot(tablet, "c")
		c := may(other, "c")
		mayNot(tablet, "c") // it exists, but would be one more for its owner
		again := may(tablet, "b")
		for _, scope := range []string{"c", "d", "e"} {
			may(nobody, scope)
		}
		before := w.hub.Stats().Groups
		if before != 5 {
			t.Error(before, "groups")
		}

		w.hub.Unsubscribe(phone, b)
		mayNot(phone, "c") // the tablet still has b
		w.hub.Unsubscribe(tablet, again)
		c2 := may(tablet, "c")
		w.hub.Unsubscribe(other, c)
		mayNot(phone, "b")
		tablet.Close(0, "") // with c2
		synctest.Wait()
		if tablet.Has(c2) {
			t.Error("a closed connection has a subscription")
		}
		may(phone, "b")
		mayNot(phone, "c")

		if err := w.hub.Subscribe(phone, operation("1", w.needs())); err == nil || errors.Is(err, live.ErrTooManyOperations) {
			t.Error(err) // an id in use counts for nothing
		}
		phone.Close(0, "")
		other.Close(0, "")
		synctest.Wait()
		phone = attach("anna")
		may(phone, "x")
		may(phone, "y")
		mayNot(phone, "z")
	})
}
