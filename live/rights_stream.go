package live

import (
	"context"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// The reader follows hackathon.RightsStream from the start and reads it in the same statement as all other news. So it
// knows every change of rights before it delivers anything committed later, and holds those concerned.

// followRights finds the head of RightsStream. Only rights that are read after that count.
func (h *Hub) followRights(ctx context.Context) (first bool, err error) {
	r := &h.rechecks
	if r.ready() {
		return false, nil
	}
	head, err := h.headOf(ctx, hackathon.RightsStream)
	if err != nil {
		return false, err
	}
	h.reader.setPosition(head)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.since = time.Now()
	close(r.known)
	for _, rt := range r.all {
		h.enqueue(rt, false)
	}
	return true, nil
}

func (h *Hub) headOf(ctx context.Context, id hackathon.ID) (hackathon.Position, error) {
	heads, err := h.log.Heads(ctx, []hackathon.ID{id})
	if err != nil || len(heads) == 0 {
		return hackathon.Position{Stream: id}, err
	}
	return heads[0].Position, nil
}

// position is up to where all changes of rights were handled.
func (r *reader) position() hackathon.Position {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.rights
}

func (r *reader) setPosition(p hackathon.Position) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rights = p
}

// readRights reads what is new in RightsStream alone.
func (h *Hub) readRights(ctx context.Context) error {
	runs, err := h.readAfter(ctx, []hackathon.Position{h.reader.position()}, h.cfg.PageSize)
	if err != nil {
		return err
	}
	return h.takeRights(ctx, runs[0])
}

// takeRights holds everybody whose rights have changed, drops redacted text, and reads on until there is no further
// change.
func (h *Hub) takeRights(ctx context.Context, r readResult) error {
	if r.reset != "" {
		h.Counters.GapAlarms.Add(1)
		h.cfg.Log.Error("live: the log of rights does not continue where it had ended; everybody is rechecked", "seq",
			h.reader.position().Seq, "reason", r.reset)
		head, err := h.headOf(ctx, hackathon.RightsStream)
		if err != nil {
			return err
		}
		h.streams.bumpAll()
		h.changes.Add(1)
		h.rightsChanged(nil)
		h.redact(nil)
		h.reader.setPosition(head)
		return nil
	}
	if len(r.news) == 0 {
		return nil
	}
	h.changes.Add(1)
	var whose []hackathon.ID
	for _, a := range r.news {
		switch {
		case a.Kind == hackathon.ActivityTopicChanged:
			h.streams.bump(a.Entity)
		case a.Kind == hackathon.ActivityRightsChanged && !slices.Contains(whose, a.Entity):
			whose = append(whose, a.Entity)
		}
	}
	if len(whose) > 0 {
		h.rightsChanged(whose)
	}
	if streams := redactedStreams(r.news); len(streams) > 0 {
		h.redact(streams)
	}
	last := r.news[len(r.news)-1]
	h.reader.setPosition(hackathon.Position{Stream: hackathon.RightsStream, Seq: last.Seq, Tag: last.Tag})
	if len(r.news) < h.cfg.PageSize {
		return nil
	}
	return h.readRights(ctx)
}

// rightsChanged holds everything that depends on these rights (nil: on any) and rechecks it.
func (h *Hub) rightsChanged(whose []hackathon.ID) {
	if h.cfg.RightsChanged != nil {
		h.cfg.RightsChanged(whose)
	}
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	if whose == nil {
		r.changed[hackathon.ID{}] = time.Now()
		for _, rt := range r.all {
			h.hold(rt)
		}
		for _, groups := range r.scopes {
			for _, g := range groups {
				g.hold()
			}
		}
		return
	}
	for _, id := range whose {
		r.changed[id] = time.Now()
		for _, rt := range r.of[id] {
			h.hold(rt)
		}
		for _, g := range r.scopes[id] {
			g.hold()
		}
		h.streams.refreshGroups(id)
	}
}

// refreshGroups makes the Dynamic groups that merge this stream check whether they still may, before they send anything
// more.
func (ss *streams) refreshGroups(id hackathon.ID) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	st := ss.byID[id]
	if st == nil {
		return
	}
	for _, g := range st.groups {
		if g.src.Dynamic {
			g.push(event{kind: eventStreams, rightsChanged: true})
		}
	}
}

// awaitRightsRead returns when the reader has read RightsStream after this call. Then it knows every change of rights
// that came before what the caller has read.
func (h *Hub) awaitRightsRead(ctx context.Context) error {
	seen := make(chan struct{})
	h.reader.mu.Lock()
	h.reader.rightsWaiters = append(h.reader.rightsWaiters, seen)
	h.reader.mu.Unlock()
	h.reader.poke([]hackathon.ID{hackathon.RightsStream})
	select {
	case <-seen:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// watchScope registers g for changes of its scope's rights, and returns when none can be missed any more.
func (h *Hub) watchScope(g *group) {
	r := &h.rechecks
	r.mu.Lock()
	if !slices.Contains(r.scopes[g.src.ScopeOf], g) {
		r.scopes[g.src.ScopeOf] = append(r.scopes[g.src.ScopeOf], g)
	}
	r.mu.Unlock()
	select {
	case <-r.known:
	case <-g.ctx.Done():
	}
}

func (h *Hub) unwatchScope(g *group) {
	r := &h.rechecks
	r.mu.Lock()
	defer r.mu.Unlock()
	removeFrom(r.scopes, g.src.ScopeOf, g)
}

// hold stops the whole group until its worker, after all earlier work, has rechecked the scope.
func (g *group) hold() {
	g.holds.Add(1)
	g.push(event{kind: eventRights})
}

// askScope checks whether the scope may see this group at all. An error is final.
func (g *group) askScope() error {
	return g.retry("check the rights of the scope of "+g.src.Name, func(ctx context.Context) error {
		g.hub.Counters.Rechecks.Add(1)
		return g.src.ScopeRecheck(ctx)
	})
}

// release ends a hold.
func (g *group) release() {
	if g.holds.Add(-1) > 0 {
		return
	}
	g.mu.Lock()
	g.lastRecheck = g.hub.uptime()
	shards := g.shards()
	g.mu.Unlock()
	g.hub.wakeAll(shards, 0, nil)
}
