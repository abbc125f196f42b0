package live

import (
	"context"
	"errors"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// How a group executes its operation for one change, and tries again what may succeed the next time.

// renderItem executes the operation for one change. A failed execution is tried again a few times.
func (g *group) renderItem(kind itemKind, c Change) (*item, error) {
	select {
	case g.rendering <- struct{}{}:
		defer func() { <-g.rendering }()
	case <-g.ctx.Done():
		return nil, g.ctx.Err()
	}
	for pause := 100 * time.Millisecond; ; pause *= 4 {
		tail, err := g.execute(c)
		if err == nil && g.src.Conflate && c.Activity != nil { // it may show data newer than the change
			err = g.hub.awaitRightsRead(g.ctx)
		}
		if err == nil {
			return &item{kind: kind, cursor: c.Cursor, tail: tail, activity: c.Activity}, nil
		}
		if g.ctx.Err() != nil {
			return nil, g.ctx.Err()
		}
		g.hub.Counters.RenderErrors.Add(1)
		if pause > 2*time.Second || permanent(err) {
			return nil, err
		}
		g.hub.warn("live: will try again", "what", "execute "+g.src.Name, "error", err)
		if err := g.pause(pause); err != nil {
			return nil, err
		}
	}
}

func (g *group) execute(c Change) (tail []byte, err error) {
	select {
	case g.hub.renders <- struct{}{}:
	case <-g.ctx.Done():
		return nil, g.ctx.Err()
	}
	defer func() {
		<-g.hub.renders
		if v := recover(); v != nil {
			err = hackathon.Recovered(v)
		}
	}()
	ctx, cancel := g.timeout()
	defer cancel()
	g.hub.Counters.Executions.Add(1)
	return g.render(ctx, c)
}

// retry calls f, each time within the time of one execution, with growing pauses until it succeeds, fails for good, or
// the group ends.
func (g *group) retry(what string, f func(context.Context) error) error {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		ctx, cancel := g.timeout()
		err := f(ctx)
		cancel()
		if err == nil || permanent(err) || errors.As(err, new(*resetError)) {
			return err
		}
		if g.ctx.Err() != nil {
			return g.ctx.Err()
		}
		g.hub.warn("live: will try again", "what", what, "error", err)
		if err := g.pause(pause); err != nil {
			return err
		}
	}
}

// pause waits, unless the group ends.
func (g *group) pause(d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-g.ctx.Done():
		return g.ctx.Err()
	}
}

func (g *group) timeout() (context.Context, context.CancelFunc) {
	return context.WithTimeout(g.ctx, g.hub.cfg.RenderTimeout)
}
