package live_test

import (
	"context"
	"errors"
	"testing"

	"github.com/loometalgud/mano/live"
)

func TestServe(t *testing.T) {
	t.Parallel()
	opened := 0
	refuse := errors.New("no")
	serve := func(ctx context.Context, openErr, itemErr error) (<-chan string, error) {
		return live.Serve(ctx,
			func(context.Context) (live.Source, error) { opened++; return live.Source{Name: "board"}, openErr },
			func(_ context.Context, c live.Change) (string, error) { return string(c.Cursor), itemErr })
	}
	ctx := context.Background()
	if _, err := serve(ctx, nil, nil); err == nil {
		t.Error("served out of both modes")
	}
	var o live.Opening
	if ch, err := serve(live.WithOpening(ctx, &o), refuse, nil); err != refuse || ch != nil || o.Served {
		t.Error(ch, err, o)
	}
	if ch, err := serve(live.WithOpening(ctx, &o), nil, nil); err != nil || ch != nil || !o.Served ||
		o.Source.Name != "board" {
		t.Error(ch, err, o)
	}
	opened = 0
	in := live.WithChange(live.WithOpening(ctx, &o), live.Change{Cursor: "c"})
	ch, err := serve(in, nil, nil)
	if err != nil || opened != 0 {
		t.Fatal(err, opened)
	}
	if v, ok := <-ch; v != "c" || !ok {
		t.Error(v, ok)
	}
	if _, ok := <-ch; ok {
		t.Error("the channel holds more than the one item")
	}
	if _, err := serve(in, nil, refuse); err != refuse {
		t.Error(err)
	}
}
