package main

import (
	"context"
	"sync"
	"time"

	"github.com/loometalgud/mano/bench/peer"
	"github.com/loometalgud/mano/bench/stock/generated"
)

// resolver is the fan-out of gqlgen's chat example: a map of subscribers, a channel each.
type resolver struct {
	event *generated.Event

	mu          sync.Mutex
	needs       map[string]*generated.HelpRequest // that are open
	changes     uint64
	subscribers map[*subscriber]struct{} // of the one event
}

type subscriber struct {
	ctx   context.Context
	items chan *generated.AssistanceNeedsItem
}

// room is how many changes a subscriber may lag behind before whoever makes the next one waits. Nothing is ever lost.
const room = 64

func newResolver() *resolver {
	return &resolver{
		event: &generated.Event{ID: peer.EventID, Status: generated.EventStatusLive,
			Title: localized(peer.TitleEt, peer.TitleEn)},
		needs:       map[string]*generated.HelpRequest{},
		subscribers: map[*subscriber]struct{}{},
	}
}

func localized(et, en string) *generated.Localized { return &generated.Localized{Et: &et, En: &en} }

// Mutation implements generated.ResolverRoot.
func (r *resolver) Mutation() generated.MutationResolver { return r }

// Query implements generated.ResolverRoot.
func (r *resolver) Query() generated.QueryResolver { return r }

// Subscription implements generated.ResolverRoot.
func (r *resolver) Subscription() generated.SubscriptionResolver { return r }

// Events is the resolver for the events field.
func (r *resolver) Events(context.Context, *generated.EventFilter, int) (*generated.EventConnection, error) {
	return &generated.EventConnection{Nodes: []*generated.Event{r.event}}, nil
}

// RequestHelp is the resolver for the requestHelp field.
func (r *resolver) RequestHelp(_ context.Context, input generated.RequestHelpInput) (generated.RequestHelpPayload,
	error) {
	now := peer.Now()
	need := &generated.HelpRequest{
		ID: peer.NewID(), Version: 1, Event: r.event, Kind: input.Kind, Status: generated.HelpRequestStatusOpen,
		Teaser: localized(peer.TeaserEt, peer.TeaserEn),
		Area:   peer.Area, StartsAt: now, EndsAt: now.Add(48 * time.Hour).Truncate(time.Hour), Languages: []string{"et"},
		OnSite: input.OnSite,
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.needs[need.ID] = need
	r.publish(now, generated.NeedOpened{HelpRequest: need})
	return generated.RequestHelpSuccess{HelpRequest: need}, nil
}

// CancelHelpRequest is the resolver for the cancelHelpRequest field.
func (r *resolver) CancelHelpRequest(_ context.Context,
	input generated.CancelHelpRequestInput) (generated.CancelHelpRequestPayload, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	open := r.needs[input.HelpRequestID]
	if open == nil {
		return generated.StateConflict{Message: localized("See ei ole avatud.", "It is not open.")}, nil
	}
	delete(r.needs, open.ID)
	need := *open
	need.Version++
	need.Status = generated.HelpRequestStatusCancelled
	r.publish(peer.Now(), generated.NeedClosed{HelpRequest: &need})
	return generated.CancelHelpRequestSuccess{HelpRequest: &need}, nil
}

// publish gives a change to everybody, in one order for all: the caller holds mu.
func (r *resolver) publish(at time.Time, change generated.AssistanceNeedsChange) {
	r.changes++
	item := &generated.AssistanceNeedsItem{Cursor: peer.Cursor(r.changes), At: at, Change: change}
	for s := range r.subscribers {
		select {
		case s.items <- item:
		case <-s.ctx.Done():
		}
	}
}

// AssistanceNeeds is the resolver for the assistanceNeeds field.
func (r *resolver) AssistanceNeeds(ctx context.Context, _ *string, _ *generated.NeedFilter,
	_ *string) (<-chan *generated.AssistanceNeedsItem, error) {
	s := &subscriber{ctx: ctx, items: make(chan *generated.AssistanceNeedsItem, room)}
	now := peer.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	s.items <- &generated.AssistanceNeedsItem{Cursor: peer.Cursor(r.changes), At: now, Change: generated.CaughtUp{At: now}}
	r.subscribers[s] = struct{}{}
	context.AfterFunc(ctx, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.subscribers, s)
	})
	return s.items, nil
}
