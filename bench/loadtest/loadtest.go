// Package loadtest measures a running mano from outside: it opens many subscribers to the live needs of one or many
// events, makes changes at a fixed rate, checks that every subscriber gets every change once and in order, and reports
// how long each took and what it cost the server. Changes are sent at their intended times whatever the server does
// (open loop), so a slow server cannot hide its own delays. It needs a server whose limits per person and address are
// off.
package loadtest

import (
	"context"
	"strings"
	"syscall"
	"time"
)

// Config says what to do. Its tags are what `mano loadtest` makes flags of.
type Config struct {
	URL       string `name:"url" default:"http://127.0.0.1:8080" help:"Server to load, or replicas: URL,URL."`
	Event     string `help:"Event to load; empty: the first live one."`
	Events    int    `help:"Over how many events the subscribers are spread; beyond one they are made." default:"1"`
	Organiser string `help:"Token that makes these events." default:"demo-organiser"`
	Volunteer string `help:"Token that subscribes." default:"demo-volunteer"`
	Asker     string `help:"Token that makes changes." default:"demo-participant"`

	Subscribers int           `short:"n" help:"How many subscribers." default:"1000"`
	Processes   int           `help:"How many processes share them; 0: as few as the limit of open files allows."`
	Idle        time.Duration `help:"How long nothing is done before the memory is read and the changes begin."`
	Rate        float64       `help:"Changes a second, sent at their intended times." default:"5"`
	Changes     int           `help:"How many changes." default:"100"`
	Burst       int           `help:"Changes sent at the same moment." default:"1"`
	Filters     bool          `help:"Give every subscriber a filter of its own."`

	Reconnect bool   `help:"Let a subscriber that was cut off come back, to any of the replicas, and resume."`
	Failover  string `help:"With --reconnect: the replicas that they come back to instead: URL,URL." placeholder:"URL"`
	Kill      int    `help:"Local process that is killed when half of the changes are sent." placeholder:"PID"`

	Settle time.Duration `help:"How long to wait for the last frames." default:"10s"`

	Connecting int                              `kong:"-"` // how many handshakes at once; default 64
	Enough     <-chan struct{}                  `kong:"-"` // when closed, no further changes are begun
	Connected  func()                           `kong:"-"` // called when all have caught up, before the changes
	Progress   func(format string, args ...any) `kong:"-"`
}

// Run does what cfg says. The error is about the run itself; what the run found is in the Report.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	cfg = cfg.withDefaults()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	api, err := newAPI(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	idle := api.cost(ctx)
	began := time.Now()
	all, err := enlist(ctx, cfg, api.events)
	if err != nil {
		return nil, err
	}
	defer all.dismiss()
	report := &Report{Subscribers: cfg.Subscribers, Events: len(api.events), ConnectSeconds: time.Since(began).Seconds()}
	cfg.Progress("%d subscribers are caught up after %.1f s", cfg.Subscribers, report.ConnectSeconds)

	connected := api.cost(ctx)
	if cfg.Connected != nil {
		cfg.Connected()
	}
	wait(ctx, cfg.Idle)
	before := api.cost(ctx)
	begun := time.Now()
	work := api.work(ctx)
	sent, failed := makeChanges(ctx, &cfg, api)
	seen, err := all.observe(ctx, sent)
	if err != nil {
		return nil, err
	}
	after := api.cost(ctx)
	report.FailedChanges = failed
	report.count(sent, seen)
	report.Failover = api.work(ctx).since(work)
	report.Server = costOf(idle, connected, before, after, cfg.Idle, time.Since(begun), report)
	return report, ctx.Err()
}

func (cfg Config) withDefaults() Config {
	if cfg.Events == 0 {
		cfg.Events = 1
	}
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
	return cfg
}

func (cfg Config) failover() []string {
	if cfg.Failover == "" {
		return nil
	}
	return strings.Split(cfg.Failover, ",")
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// sentChange is a change that the server has confirmed.
type sentChange struct {
	Key      string // under which subscribers see it
	Event    int    // whose subscribers
	Intended int64  // Unix nanoseconds
}

// makeChanges sends changes at their intended times, each on a goroutine of its own, one event after the other, and
// returns those that the server has committed.
func makeChanges(ctx context.Context, cfg *Config, api *api) (sent []sentChange, failed int) {
	type outcome struct {
		sentChange
		err error
	}
	type need struct {
		event int
		id    string
	}
	outcomes := make(chan outcome, cfg.Changes)
	open := make(chan need, cfg.Changes)
	begin := time.Now()
	tick := time.NewTimer(0)
	defer tick.Stop()
	started := 0
	for started < cfg.Changes && ctx.Err() == nil {
		if cfg.Kill != 0 && started >= cfg.Changes/2 {
			cfg.Progress("process %d is killed", cfg.Kill)
			if err := syscall.Kill(cfg.Kill, syscall.SIGKILL); err != nil {
				cfg.Progress("it could not be: %v", err)
			}
			cfg.Kill = 0
		}
		intended := begin.Add(time.Duration(float64(started/cfg.Burst*cfg.Burst) / cfg.Rate * float64(time.Second)))
		tick.Reset(time.Until(intended))
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
		if isClosed(cfg.Enough) {
			break
		}
		for range min(cfg.Burst, cfg.Changes-started) {
			event := started % len(api.events)
			started++
			go func() {
				var n need
				select {
				case n = <-open: // one that is open is called off, so that they do not pile up
				default:
					n.event = event
				}
				key, id, err := api.change(ctx, n.event, n.id)
				if err == nil && n.id == "" {
					open <- need{n.event, id}
				}
				outcomes <- outcome{sentChange{key, n.event, intended.UnixNano()}, err}
			}()
		}
	}
	for range started {
		if o := <-outcomes; o.err != nil {
			failed++
			cfg.Progress("a change failed: %v", o.err)
		} else {
			sent = append(sent, o.sentChange)
		}
	}
	for len(open) > 0 {
		n := <-open
		_, _, _ = api.change(ctx, n.event, n.id) // leave the hall as it was found
	}
	return sent, failed
}
