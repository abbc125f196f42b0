// Package loadtest measures a running mano from outside: it opens many subscribers to the live needs of an event, makes
// changes at a fixed rate, checks that every subscriber gets every change once and in order, and reports how long each
// took. Changes are sent at their intended times whatever the server does (open loop), so a slow server cannot hide its
// own delays. It needs a server whose limits per person and address are off.
package loadtest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Config says what to do.
type Config struct {
	URL         string        // of the server, e.g. http://127.0.0.1:8080; further replicas separated by commas
	Event       string        // id; empty: the first live event
	Volunteer   string        // token that subscribes
	Asker       string        // token that makes changes
	Subscribers int           // how many
	Connecting  int           // how many handshakes at once; default 64
	Rate        float64       // changes a second
	Changes     int           // how many changes; each batch of Burst is sent at once
	Burst       int           // changes sent at the same moment; default 1
	Settle      time.Duration // how long to wait for the last frames; default 10 s
	Filters     bool          // give every subscriber a filter of its own
	Progress    func(format string, a ...any)
}

// Report is what was seen. Times are milliseconds from the moment a change was meant to be sent.
type Report struct {
	Subscribers    int     `json:"subscribers"`
	Changes        int     `json:"changes"`
	Expected       int     `json:"expectedDeliveries"`
	Delivered      int     `json:"deliveries"`
	Lost           int     `json:"lost"`
	Doubled        int     `json:"doubled"`
	Inverted       int     `json:"inverted"`
	BrokenChains   int     `json:"brokenChains"` // frames whose prev is not the cursor before
	Resets         int     `json:"resets"`
	Closed         int     `json:"closed"` // connections that the server or the network ended
	FailedChanges  int     `json:"failedChanges"`
	ConnectSeconds float64 `json:"connectSeconds"`
	// From the intended moment of a change to its arrival at a subscriber.
	Latency Quantiles `json:"latencyMs"`
	// From the intended moment of a change to its arrival at the last subscriber.
	Last Quantiles `json:"lastSubscriberMs"`
	// Of the server, from its /metrics: nil when it does not tell.
	Server *ServerCost `json:"server,omitempty"`
}

// Quantiles of a distribution.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// Err is nil when nothing was lost, doubled or inverted.
func (r *Report) Err() error {
	if r.Lost+r.Doubled+r.Inverted+r.BrokenChains+r.FailedChanges > 0 {
		return fmt.Errorf("%d lost, %d doubled, %d inverted, %d broken chains, %d changes failed", r.Lost, r.Doubled, r.Inverted, r.BrokenChains, r.FailedChanges)
	}
	return nil
}

// run holds what the subscribers share.
type run struct {
	cfg     Config
	start   time.Time
	mu      sync.Mutex
	changes map[string]*change // by need and version
	seen    atomic.Int64
	resets  atomic.Int64
	closed  atomic.Int64
	broken  atomic.Int64
	double  atomic.Int64
	invert  atomic.Int64
}

// change is one change and when each subscriber got it: nanoseconds since the start, zero for not yet.
type change struct {
	order    atomic.Int64 // among the changes as the first subscriber saw them, from 1
	intended atomic.Int64
	arrived  []atomic.Int64
	count    atomic.Int64
}

// Run does what cfg says. The error is about the run itself; what the run found is in the Report.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	if cfg.Connecting == 0 {
		cfg.Connecting = 64
	}
	if cfg.Burst == 0 {
		cfg.Burst = 1
	}
	if cfg.Settle == 0 {
		cfg.Settle = 10 * time.Second
	}
	if cfg.Progress == nil {
		cfg.Progress = func(string, ...any) {}
	}
	r := &run{cfg: cfg, start: time.Now(), changes: map[string]*change{}}
	api, err := newAPI(ctx, &r.cfg)
	if err != nil {
		return nil, err
	}
	idle := api.cost(ctx)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	subscribers, err := r.connect(ctx)
	defer func() {
		for _, s := range subscribers {
			s.close()
		}
	}()
	if err != nil {
		return nil, err
	}
	report := &Report{Subscribers: cfg.Subscribers, ConnectSeconds: time.Since(r.start).Seconds()}
	cfg.Progress("%d subscribers are caught up after %.1f s", cfg.Subscribers, report.ConnectSeconds)
	runtime.GC() // the generator's own garbage of connecting must not delay its reading

	connected := api.cost(ctx)
	sent, failed := r.makeChanges(ctx, api)
	r.settle(ctx, len(sent))
	after := api.cost(ctx)
	report.FailedChanges = failed
	r.count(report, sent)
	report.Server = costBetween(idle, connected, after, report)
	return report, ctx.Err()
}

// connect opens the subscribers and waits until each has caught up.
func (r *run) connect(ctx context.Context) ([]*subscriber, error) {
	subscribers := make([]*subscriber, r.cfg.Subscribers)
	var next atomic.Int64
	var firstErr atomic.Pointer[error]
	var workers sync.WaitGroup
	for range min(r.cfg.Connecting, r.cfg.Subscribers) {
		workers.Go(func() {
			for firstErr.Load() == nil && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(subscribers) {
					return
				}
				s, err := r.subscribe(ctx, i)
				if err != nil {
					err = fmt.Errorf("subscriber %d: %w", i, err)
					firstErr.CompareAndSwap(nil, &err)
					return
				}
				subscribers[i] = s
			}
		})
	}
	workers.Wait()
	if err := firstErr.Load(); err != nil {
		return slices.DeleteFunc(subscribers, func(s *subscriber) bool { return s == nil }), *err
	}
	return subscribers, ctx.Err()
}

// makeChanges sends changes at their intended times, each on a goroutine of its own, and returns the keys of those that
// the server committed.
func (r *run) makeChanges(ctx context.Context, api *api) (sent []string, failed int) {
	type outcome struct {
		key string
		err error
	}
	outcomes := make(chan outcome, r.cfg.Changes)
	begin := time.Now()
	open := make(chan string, r.cfg.Changes)
	tick := time.NewTimer(0)
	defer tick.Stop()
	started := 0
	for started < r.cfg.Changes && ctx.Err() == nil {
		intended := begin.Add(time.Duration(float64(started/r.cfg.Burst*r.cfg.Burst) / r.cfg.Rate * float64(time.Second)))
		tick.Reset(time.Until(intended))
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
		for range min(r.cfg.Burst, r.cfg.Changes-started) {
			started++
			go func() {
				var need string
				select {
				case need = <-open: // one that is open is called off, so that they do not pile up
				default:
				}
				key, id, err := api.change(ctx, need)
				if err == nil {
					r.change(key).intended.Store(int64(intended.Sub(r.start)))
					if need == "" {
						open <- id
					}
				}
				outcomes <- outcome{key, err}
			}()
		}
	}
	for range started {
		if o := <-outcomes; o.err != nil {
			failed++
			r.cfg.Progress("a change failed: %v", o.err)
		} else {
			sent = append(sent, o.key)
		}
	}
	for len(open) > 0 {
		_, _, _ = api.change(ctx, <-open) // leave the hall as it was found
	}
	return sent, failed
}

func (r *run) change(key string) *change {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.changes[key]
	if c == nil {
		c = &change{arrived: make([]atomic.Int64, r.cfg.Subscribers)}
		r.changes[key] = c
	}
	return c
}

// settle waits until every subscriber has every change, or until nothing more can be hoped for.
func (r *run) settle(ctx context.Context, changes int) {
	want := int64(changes) * int64(r.cfg.Subscribers)
	deadline := time.Now().Add(r.cfg.Settle)
	poll := time.NewTicker(50 * time.Millisecond)
	defer poll.Stop()
	for time.Now().Before(deadline) && ctx.Err() == nil {
		var got int64
		r.mu.Lock()
		for _, c := range r.changes {
			if c.intended.Load() != 0 {
				got += c.count.Load()
			}
		}
		r.mu.Unlock()
		if got >= want {
			return
		}
		select {
		case <-ctx.Done():
		case <-poll.C:
		}
	}
}

func (r *run) count(report *Report, sent []string) {
	report.Changes = len(sent)
	report.Expected = len(sent) * r.cfg.Subscribers
	var latencies, lasts []float64
	for _, key := range sent {
		c := r.change(key)
		last := 0.0
		for i := range c.arrived {
			at := c.arrived[i].Load()
			if at == 0 {
				report.Lost++
				continue
			}
			report.Delivered++
			ms := float64(at-c.intended.Load()) / 1e6
			latencies = append(latencies, ms)
			last = max(last, ms)
		}
		lasts = append(lasts, last)
	}
	report.Latency, report.Last = quantiles(latencies), quantiles(lasts)
	report.Doubled, report.Inverted = int(r.double.Load()), int(r.invert.Load())
	report.BrokenChains, report.Resets, report.Closed = int(r.broken.Load()), int(r.resets.Load()), int(r.closed.Load())
}

func quantiles(values []float64) Quantiles {
	if len(values) == 0 {
		return Quantiles{}
	}
	slices.Sort(values)
	at := func(q float64) float64 { return values[min(int(q*float64(len(values))), len(values)-1)] }
	return Quantiles{P50: at(0.50), P95: at(0.95), P99: at(0.99), Max: values[len(values)-1]}
}

var errNoEvent = errors.New("no event is live: name one with --event")

// String is the report for people.
func (r *Report) String() string {
	text := fmt.Sprintf(`%d subscribers, %d changes, %d of %d deliveries
lost %d, doubled %d, inverted %d, broken chains %d, resets %d, closed %d
connecting      %.1f s
latency ms      p50 %.1f   p95 %.1f   p99 %.1f   max %.1f   (intended moment of the change to each subscriber)
last one ms     p50 %.1f   p95 %.1f   p99 %.1f   max %.1f   (… to the last subscriber)
`, r.Subscribers, r.Changes, r.Delivered, r.Expected, r.Lost, r.Doubled, r.Inverted, r.BrokenChains, r.Resets, r.Closed, r.ConnectSeconds,
		r.Latency.P50, r.Latency.P95, r.Latency.P99, r.Latency.Max, r.Last.P50, r.Last.P95, r.Last.P99, r.Last.Max)
	if r.Server != nil {
		text += fmt.Sprintf("server          %.1f µs CPU a delivery, %.0f µs a connection, %.1f KB a subscriber, %.0f MB in all\n",
			r.Server.CPUMicrosPerDelivery, r.Server.CPUMicrosPerConnect, r.Server.BytesPerSubscriber/1024, r.Server.ResidentBytes/1e6)
	}
	return text
}
