package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// When an organiser says "open the page now": so many open it, each with a connection of its own, spread over
// crowdOver, while every changeEvery something at the event changes.
const (
	crowdOver   = 2 * time.Second
	changeEvery = 200 * time.Millisecond
	// soon is when everybody is to be shown a change that was answered.
	soon = 100 * time.Millisecond
)

// crowdPage is the page that a crowd opens: that of an event, without what is for volunteers.
const crowdPage = 1

// crowdRow is what a server made of a crowd.
type crowdRow struct {
	server                 string
	p50, p95, p99, longest float64 // milliseconds from the moment at which somebody meant to open the page
	cpuServer, cpuDatabase float64 // seconds in all
	refused                int     // were told that the server has too much to do
	changes, executed, old int     // executed: operations beside the changes; -1: not told
}

// seats is what the changes change, and what tells how old an answer is.
var seats = regexp.MustCompile(`"seats" ?: ?(\d+)`)

// crowd lets the clients come. Only mano is changed meanwhile.
func (c *candidate) crowd(ctx context.Context, event hackathon.ID, clients int, data string) (r crowdRow, err error) {
	if err := c.server.Resume(); err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, c.server.Pause()) }()
	request := c.request(crowdPage, event)
	if _, err := load(c.address(), []call{{request: request}}, 16, warmUp); err != nil {
		return r, err
	}
	executed, told := c.operations(ctx)
	server, err1 := cpuOf(c.server.PID)
	database, err2 := cpuOfCluster(data)
	if err := errors.Join(err1, err2); err != nil {
		return r, err
	}
	begun := time.Now()
	changes := &changes{}
	stop, changed := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		if !c.changes {
			done <- nil
			return
		}
		done <- changes.make(stop, c.address(), event)
	}()
	took, failed := make([]time.Duration, clients), make([]error, clients)
	var old atomic.Int64
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			due := begun.Add(crowdOver * time.Duration(i) / time.Duration(clients))
			time.Sleep(time.Until(due))
			sent := time.Now()
			visitor, err := dial(c.address())
			if failed[i] = err; err != nil {
				return
			}
			defer visitor.socket.Close()
			answer, err := visitor.ask(call{request: request})
			if errors.Is(err, errTooMuch) {
				return
			}
			if failed[i] = err; err != nil {
				return
			}
			took[i] = time.Since(due)
			if found := seats.FindSubmatch(answer); found == nil {
				failed[i] = fmt.Errorf("not the page: %s", answer)
			} else if n, _ := strconv.Atoi(string(found[1])); n < changes.at(sent.Add(-soon)) {
				old.Add(1)
			}
		})
	}
	all.Wait()
	changed()
	err3 := <-done
	serverAfter, err4 := cpuOf(c.server.PID)
	databaseAfter, err5 := cpuOfCluster(data)
	if err := cmp.Or(append(failed, err3, err4, err5)...); err != nil { // one of thousands says enough
		return r, err
	}
	took = slices.DeleteFunc(took, func(d time.Duration) bool { return d == 0 })
	if len(took) == 0 {
		return r, errors.New("all were refused")
	}
	slices.Sort(took)
	ms := func(q int) float64 { return float64(took[min(len(took)*q/100, len(took)-1)].Microseconds()) / 1000 }
	r = crowdRow{server: c.name, p50: ms(50), p95: ms(95), p99: ms(99), longest: ms(100), old: int(old.Load()),
		cpuServer: (serverAfter - server).Seconds(), cpuDatabase: (databaseAfter - database).Seconds(),
		refused: clients - len(took), changes: len(changes.made), executed: -1}
	if after, _ := c.operations(ctx); told {
		r.executed = after - executed - r.changes
	}
	return r, nil
}

// changes are the seats that the event was given, and when that was answered.
type changes struct {
	mu   sync.Mutex
	made []change
}

type change struct {
	at    time.Time
	seats int
}

// at is how many seats there were by then, 0 before the first change.
func (c *changes) at(t time.Time) (seats int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, made := range c.made {
		if made.at.Before(t) {
			seats = made.seats
		}
	}
	return seats
}

// firstSeats is above what the event was filled with; every crowd goes on where the one before stopped.
var firstSeats = 1000

func (c *changes) make(ctx context.Context, address string, event hackathon.ID) error {
	organiser, err := dial(address)
	if err != nil {
		return err
	}
	defer organiser.socket.Close()
	again := time.NewTicker(changeEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-again.C:
		}
		firstSeats++
		p := page{signedIn: true, operation: fmt.Sprintf(`mutation { updateEvent(input: { eventId: "%s", seats: %d }) {
			__typename } }`, event, firstSeats)}
		answer, err := organiser.ask(call{request: post(address, p, event)})
		if errors.Is(err, errTooMuch) {
			continue
		}
		if err != nil {
			return err
		}
		if !bytes.Contains(answer, []byte("UpdateEventSuccess")) {
			return fmt.Errorf("the event could not be changed: %s", answer)
		}
		c.mu.Lock()
		c.made = append(c.made, change{time.Now(), firstSeats})
		c.mu.Unlock()
	}
}

// operations is how many the server has executed, if it tells.
func (c *candidate) operations(ctx context.Context) (n int, told bool) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.server.URL+"/metrics", nil)
	if err != nil {
		return 0, false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, false
	}
	defer func() { _ = resp.Body.Close() }()
	var text bytes.Buffer
	_, _ = text.ReadFrom(resp.Body)
	for line := range strings.Lines(text.String()) {
		if value, ok := strings.CutPrefix(line, "mano_operations_total "); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			return int(v), err == nil
		}
	}
	return 0, false
}

// crowdTable shows what the servers made of a crowd.
func crowdTable(rows []crowdRow, clients int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%d open the page of an event within %v, a change every %v:\n", clients, crowdOver, changeEvery)
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "server\tp50 ms\tp95 ms\tp99 ms\tlongest ms\trefused\tCPU s: server\tPostgreSQL\tchanges\texecuted\t")
	fmt.Fprintf(w, "a change\tolder than %v\t\n", soon)
	for _, r := range rows {
		executed, each := "–", "–"
		if r.executed >= 0 {
			executed = strconv.Itoa(r.executed)
			if r.changes > 0 {
				each = fmt.Sprintf("%.1f", float64(r.executed)/float64(r.changes))
			}
		}
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t", r.server, r.p50, r.p95, r.p99, r.longest, r.refused)
		fmt.Fprintf(w, "%.2f\t%.2f\t%d\t%s\t%s\t%d\t\n", r.cpuServer, r.cpuDatabase, r.changes, executed, each, r.old)
	}
	_ = w.Flush() // into memory
	return text.String()
}
