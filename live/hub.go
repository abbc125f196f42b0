package live

import (
	"context"
	"errors"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Errors of Subscribe that are about the hub or the peer and not about the request.
var (
	ErrDraining = errors.New("live: this process is going away")
	ErrClosed   = errors.New("live: the connection is closed")
)

// Hub serves the live subscriptions of one process.
type Hub struct {
	log Log
	cfg Config
}

// New makes a hub over log. It does nothing before Run.
func New(log Log, cfg Config) *Hub { return &Hub{log: log, cfg: cfg.withDefaults()} }

// Run serves until ctx ends, and returns when everything it started has ended.
func (h *Hub) Run(ctx context.Context) error { <-ctx.Done(); return nil }

// Poke hints that the streams, or with none any, have news. It never blocks.
func (h *Hub) Poke(streams ...hackathon.ID) {}

// Drain delivers the last changes and then closes every peer with CloseDrain, spread over Config.DrainOver.
func (h *Hub) Drain(ctx context.Context) error { return nil }

// Stats are the hub's counters since its start.
func (h *Hub) Stats() Stats { return Stats{} }

// Attach makes the Peer of a new connection.
func (h *Hub) Attach(w Writer) *Peer { return &Peer{hub: h, w: w} }

// Subscribe starts op on p. It does no I/O: rights, cursor and snapshot are looked at behind it, and what fails then arrives
// as an error frame of the operation.
func (h *Hub) Subscribe(p *Peer, op Operation) error {
	if _, err := ParseCursor(string(op.Source.After)); err != nil {
		return err
	}
	return ErrClosed
}

// Unsubscribe ends the operation without a word; it reports whether there was one.
func (h *Hub) Unsubscribe(p *Peer, id string) bool { return false }

// Peer is one connection.
type Peer struct {
	hub *Hub
	w   Writer
}

// Send queues a frame of the protocol or the result of a query. It takes over the bytes and never blocks. False: the
// peer is closed.
func (p *Peer) Send(frame []byte) bool { return false }

// Close ends the connection, once; it never blocks. Code 0: the connection is broken already.
func (p *Peer) Close(code int, reason string) { p.w.Close(nil, code, reason) }

// ExpireAt closes the peer with CloseForbidden when t has come.
func (p *Peer) ExpireAt(t time.Time) {}

// Has reports whether id is a live subscription.
func (p *Peer) Has(id string) bool { return false }

// Stats counts what the hub did.
type Stats struct {
	Executions, Deliveries, Bytes uint64
	SnapshotLoads, LogReads       uint64
	Resets, SlowCloses, GapAlarms uint64
	Subscribers, Groups, Peers    int64
}
