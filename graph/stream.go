package graph

import (
	"context"
	"encoding/json"
	"time"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// stream serves a subscription. follow says what it follows for the viewer; what of it a group shares knows nothing of
// the viewer. change is what an activity is to the client. The items of all subscriptions are alike, and tell alike
// where the opening state ends and what is reset.
func stream[Item ~struct {
	Cursor live.Cursor `json:"cursor"`
	At     time.Time   `json:"at"`
	Change Change      `json:"change"`
}, Change any](ctx context.Context, after *live.Cursor,
	follow func(context.Context, *hackathon.Viewer) (live.Source, error),
	change func(context.Context, *hackathon.Activity) (Change, error)) (<-chan *Item, error) {
	return live.Serve(ctx, func(ctx context.Context) (live.Source, error) {
		viewer, err := hackathon.ViewerFrom(ctx)
		if err != nil {
			return live.Source{}, err
		}
		source, err := follow(ctx, viewer)
		if after != nil {
			source.After = *after
		}
		return source, err
	}, func(ctx context.Context, c live.Change) (*Item, error) {
		var to Change
		var err error
		switch {
		case c.CaughtUp:
			to = any(generated.CaughtUp{At: c.At}).(Change)
		case c.Reset != "":
			to = any(generated.StreamReset{Reason: c.Reset, Cursor: c.Cursor}).(Change)
		default:
			to, err = change(ctx, c.Activity)
		}
		return &Item{Cursor: c.Cursor, At: c.At, Change: to}, err
	})
}

// ofStream is the one stream that a subscription follows.
func ofStream(id hackathon.ID) func(context.Context) ([]hackathon.ID, error) {
	return func(context.Context) ([]hackathon.ID, error) { return []hackathon.ID{id}, nil }
}

// payload is the thing as the change left it: nothing needs to be read.
func payload[T any](a *hackathon.Activity) (*T, error) {
	v := new(T)
	return v, json.Unmarshal(a.Payload, v)
}
