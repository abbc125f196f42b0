// Package transporttest has a small GraphQL API, executed by gqlgen over a log in memory, to try the transports on.
package transporttest

//go:generate go tool gqlgen generate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/live/livetest"
	"github.com/loometalgud/mano/transport"
)

// API is the resolver. Its functions, where set, see what happens.
type API struct {
	Log    *livetest.Log
	Stream hackathon.ID // the one of all posts
	// Poke is called after every append.
	Poke func(...hackathon.ID)
	// Slow is called when the slow field begins to be resolved.
	Slow func()
	// Posted is called when a post is stored and before the mutation is answered.
	Posted func()
	// Opening is called when the subscription posts is being opened.
	Opening func()
	// Rendered is called for every execution of the subscription posts.
	Rendered func(live.Change)
	// Allowed says whether a subscriber may go on.
	Allowed func(context.Context) error
}

// NewAPI makes an API over an empty log.
func NewAPI() *API {
	return &API{Log: livetest.NewLog(), Stream: hackathon.NewID(hackathon.KindEvent, time.Now())}
}

// Append stores a post and returns its number.
func (a *API) Append(p Post) int64 {
	payload, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return a.append(hackathon.Activity{
		Stream: a.Stream, Kind: hackathon.ActivityIdeaSubmitted, Audience: hackathon.AudiencePublic, Payload: payload,
		Entity: hackathon.NewID(hackathon.KindIdea, time.Now()), Version: 1,
	})
}

// ChangeRights says that the rights of a person have changed.
func (a *API) ChangeRights(person hackathon.ID) {
	a.append(hackathon.Activity{Stream: hackathon.RightsStream, Kind: hackathon.ActivityRightsChanged,
		Audience: hackathon.AudienceOne, Entity: person})
}

func (a *API) append(activity hackathon.Activity) int64 {
	activity = a.Log.Append(activity)
	if a.Poke != nil {
		a.Poke(activity.Stream)
	}
	return activity.Seq
}

// SnapshotPosts is how many of the last posts the present state is.
const SnapshotPosts = 3

func (a *API) snapshot(_ context.Context, streams []hackathon.ID) (hackathon.Snapshot, error) {
	var s hackathon.Snapshot
	a.Log.Read(streams, func(rows []hackathon.Activity, at hackathon.Position) {
		s.Items = append(s.Items, rows[max(0, len(rows)-SnapshotPosts):]...)
		s.At = append(s.At, at)
	})
	return s, nil
}

// NewExecutor makes the executor, with the extensions that the server has.
func NewExecutor(api *API) (*executor.Executor, graphql.ExecutableSchema) {
	schema := NewExecutableSchema(Config{Resolvers: api})
	exec := executor.New(schema)
	exec.SetErrorPresenter(present)
	exec.SetRecoverFunc(func(_ context.Context, cause any) error { return fmt.Errorf("panic: %v", cause) })
	exec.Use(transport.Introspection{})
	return exec, schema
}

// present shows errors as the server does: those of the domain and of gqlgen as they are, all else without its text.
func present(ctx context.Context, err error) *gqlerror.Error {
	out := fault(hackathon.Internal, "something went wrong")
	own, shown := (*hackathon.Error)(nil), (*gqlerror.Error)(nil)
	switch {
	case errors.As(err, &own) && own.Kind != hackathon.Internal:
		out = fault(own.Kind, own.Message)
	case errors.As(err, &shown) && shown.Err == nil:
		out = shown
	}
	if len(out.Path) == 0 {
		out.Path = graphql.GetPath(ctx)
	}
	return out
}

func fault(kind hackathon.ErrorKind, message string) *gqlerror.Error {
	return &gqlerror.Error{Message: message, Extensions: map[string]any{"code": string(kind)}}
}

// Item is what the subscription gives.
type Item struct {
	Cursor   live.Cursor
	Snapshot bool
	CaughtUp bool
	Reset    *string
	Post     *Post
}

// Thing is a Post.
func (i *Item) Thing() Thing {
	if i.Post == nil {
		return nil
	}
	return i.Post
}

// Hard fails where null is not allowed.
func (*Item) Hard() (int, error) { return 0, errors.New("it fails hard") }

// Thing is what a Post is.
type Thing interface{ IsThing() }

// Post is one change.
type Post struct {
	Title  string
	Kind   string
	Author hackathon.ID
}

// IsThing makes a Post a Thing.
func (*Post) IsThing() {}

// Mine depends on the viewer.
func (p *Post) Mine(ctx context.Context) (bool, error) {
	v, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return false, err
	}
	return v.SignedIn() && v.PersonID == p.Author, nil
}

// Forgotten depends on the viewer, too.
func (p *Post) Forgotten(ctx context.Context) (*bool, error) {
	b, err := p.Mine(ctx)
	return &b, err
}

// Bad fails.
func (p *Post) Bad() (*int, error) { return nil, errors.New("bad field") }

// Panics panics.
func (p *Post) Panics() (*int, error) { panic("at the disco") }

type query struct{ *API }
type mutation struct{ *API }
type subscription struct{ *API }
type tree struct{}

func (a *API) Query() QueryResolver               { return query{a} }
func (a *API) Mutation() MutationResolver         { return mutation{a} }
func (a *API) Subscription() SubscriptionResolver { return subscription{a} }
func (a *API) Tree() TreeResolver                 { return tree{} }

func (query) Hello(_ context.Context, name string) (string, error) { return "hello " + name, nil }
func (query) Fails(context.Context) (*int, error)                  { return nil, errors.New("it fails") }
func (query) FailsHard(context.Context) (int, error)               { return 0, errors.New("it fails hard") }
func (query) Panics(context.Context) (*int, error)                 { panic("at the disco") }
func (query) Tree(context.Context) (*Tree, error)                  { return &Tree{}, nil }

func (q query) Slow(ctx context.Context) (*int, error) {
	if q.API.Slow != nil {
		q.API.Slow()
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

func (query) Whoami(ctx context.Context) (string, error) {
	v, err := hackathon.ViewerFrom(ctx)
	return string(v.Locale), err
}

func (tree) Name(context.Context, *Tree) (string, error) { return "tree", nil }
func (tree) Child(context.Context, *Tree) (*Tree, error) { return &Tree{}, nil }

func (m mutation) Post(ctx context.Context, title, kind string) (int, error) {
	v, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return 0, err
	}
	n := int(m.Append(Post{Title: title, Kind: kind, Author: v.PersonID}))
	if m.Posted != nil {
		m.Posted()
	}
	return n, ctx.Err()
}

func (s subscription) Posts(ctx context.Context, topic string, kind *string, after *live.Cursor) (<-chan *Item, error) {
	return live.Serve(ctx, func(ctx context.Context) (live.Source, error) {
		if s.Opening != nil {
			s.Opening()
		}
		v, err := hackathon.ViewerFrom(ctx)
		if err != nil {
			return live.Source{}, err
		}
		src := live.Source{
			Name: "posts", Scope: "public", RightsOf: v.PersonID, Recheck: s.Allowed, Snapshot: s.snapshot,
			Streams: func(context.Context) ([]hackathon.ID, error) { return []hackathon.ID{s.Stream}, nil },
			Wants:   func(a *hackathon.Activity) bool { return a.Kind == hackathon.ActivityIdeaSubmitted },
		}
		if kind != nil {
			src.Match = func(a *hackathon.Activity) bool { return postOf(a).Kind == *kind }
		}
		if after != nil {
			src.After = *after
		}
		return src, nil
	}, func(_ context.Context, c live.Change) (*Item, error) {
		if s.Rendered != nil {
			s.Rendered(c)
		}
		item := &Item{Cursor: c.Cursor, Snapshot: c.Snapshot, CaughtUp: c.CaughtUp}
		if c.Reset != "" {
			reason := string(c.Reset)
			item.Reset = &reason
		}
		if c.Activity != nil {
			item.Post = postOf(c.Activity)
		}
		return item, nil
	})
}

func postOf(a *hackathon.Activity) *Post {
	var p Post
	if err := json.Unmarshal(a.Payload, &p); err != nil {
		panic(err)
	}
	return &p
}

func (subscription) Forbidden(ctx context.Context) (<-chan *Item, error) {
	return live.Serve(ctx, func(context.Context) (live.Source, error) {
		return live.Source{}, hackathon.Forbiddenf("this is for nobody")
	}, func(context.Context, live.Change) (*Item, error) { return nil, errors.New("never") })
}

func (subscription) Panicking(context.Context) (<-chan *Item, error) { panic("while opening") }
