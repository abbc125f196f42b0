package loadtest

import (
	"fmt"
	"slices"
)

// Report is what was seen. Times are milliseconds from the moment a change was meant to be sent.
type Report struct {
	Subscribers  int `json:"subscribers"`
	Events       int `json:"events"`
	Changes      int `json:"changes"`
	Expected     int `json:"expectedDeliveries"`
	Delivered    int `json:"deliveries"`
	Lost         int `json:"lost"`
	Doubled      int `json:"doubled"`
	Inverted     int `json:"inverted"`
	BrokenChains int `json:"brokenChains"` // frames whose prev is not the cursor before
	Resets       int `json:"resets"`
	Closed       int `json:"closed"` // connections that the server or the network ended
	// Of these, by close code; 1006 is a connection that ended without one.
	CloseCodes     map[int]int `json:"closeCodes"`
	Reconnects     int         `json:"reconnects"`
	FailedChanges  int         `json:"failedChanges"`
	ConnectSeconds float64     `json:"connectSeconds"`
	// From the intended moment of a change to its arrival at a subscriber.
	Latency Quantiles `json:"latencyMs"`
	// From the intended moment of a change to its arrival at the last subscriber.
	Last Quantiles `json:"lastSubscriberMs"`
	// From the end of a connection until its subscriber had caught up on another.
	BackAgain Quantiles `json:"backAgainMs"`
	// Of all servers together, from their /metrics: nil when one does not tell, or was started anew.
	Server *ServerCost `json:"server,omitempty"`
	// What the replicas that subscribers came back to did meanwhile, for the changes and for them.
	Failover *Work `json:"failover,omitempty"`
}

// Work is what replicas did, whatever the number of their subscribers.
type Work struct {
	LogReads      float64 `json:"logReads"`
	SnapshotLoads float64 `json:"snapshotLoads"`
	Executions    float64 `json:"executions"`
}

// ServerCost is what the run cost the server processes.
type ServerCost struct {
	CPUMicrosPerDelivery float64 `json:"cpuMicrosPerDelivery"`
	GarbagePerDelivery   float64 `json:"allocatedBytesPerDelivery"`
	CPUMicrosPerConnect  float64 `json:"cpuMicrosPerConnect"` // handshake, sign-in, subscription and opening state
	BytesPerSubscriber   float64 `json:"residentBytesPerSubscriber"`
	ResidentBytes        float64 `json:"residentBytes"`
	IdleCores            float64 `json:"idleCores"` // processors busy before the changes; 0 when nobody waited for that
	Cores                float64 `json:"cores"`     // processors busy during the changes, on average
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
		return fmt.Errorf("%d lost, %d doubled, %d inverted, %d broken chains, %d changes failed", r.Lost, r.Doubled,
			r.Inverted, r.BrokenChains, r.FailedChanges)
	}
	return nil
}

// count compares what was sent with what the subscribers of its event have seen.
func (r *Report) count(sent []sentChange, seen []observations) {
	r.Changes, r.CloseCodes = len(sent), map[int]int{}
	var latencies, lasts, back []float64
	for _, c := range sent {
		last := 0.0
		for _, o := range seen {
			r.Expected += o.PerEvent[c.Event]
			r.Lost += o.PerEvent[c.Event] - len(o.Arrived[c.Key])
			r.Delivered += len(o.Arrived[c.Key])
			for _, at := range o.Arrived[c.Key] {
				ms := float64(at-c.Intended) / 1e6
				latencies = append(latencies, ms)
				last = max(last, ms)
			}
		}
		lasts = append(lasts, last)
	}
	for _, o := range seen {
		r.Doubled += o.Doubled
		r.Inverted += o.Inverted
		r.BrokenChains += o.Broken
		r.Resets += o.Resets
		for code, n := range o.Closed {
			r.Closed += n
			r.CloseCodes[code] += n
		}
		r.Reconnects += len(o.Back)
		for _, ns := range o.Back {
			back = append(back, float64(ns)/1e6)
		}
	}
	r.Latency, r.Last, r.BackAgain = quantiles(latencies), quantiles(lasts), quantiles(back)
}

func quantiles(values []float64) Quantiles {
	if len(values) == 0 {
		return Quantiles{}
	}
	slices.Sort(values)
	at := func(q float64) float64 { return values[min(int(q*float64(len(values))), len(values)-1)] }
	return Quantiles{P50: at(0.50), P95: at(0.95), P99: at(0.99), Max: values[len(values)-1]}
}

// String is the report for people.
func (r *Report) String() string {
	line := func(name string, q Quantiles, note string) string {
		return fmt.Sprintf("%-15s p50 %.1f   p95 %.1f   p99 %.1f   max %.1f   (%s)\n", name, q.P50, q.P95, q.P99, q.Max, note)
	}
	text := fmt.Sprintf(`%d subscribers of %d events, %d changes, %d of %d deliveries
lost %d, doubled %d, inverted %d, broken chains %d, resets %d, closed %d %v
connecting      %.1f s
`, r.Subscribers, r.Events, r.Changes, r.Delivered, r.Expected, r.Lost, r.Doubled, r.Inverted, r.BrokenChains, r.Resets,
		r.Closed, r.CloseCodes, r.ConnectSeconds)
	text += line("latency ms", r.Latency, "intended moment of the change to each subscriber")
	text += line("last one ms", r.Last, "… to the last subscriber")
	if r.Reconnects > 0 {
		text += line("back again ms", r.BackAgain, fmt.Sprintf("%d times, from being cut off to having caught up",
			r.Reconnects))
	}
	if w := r.Failover; w != nil {
		text += fmt.Sprintf("failover        %.0f reads of the log, %.0f of present states, %.0f executions\n", w.LogReads,
			w.SnapshotLoads, w.Executions)
	}
	if s := r.Server; s != nil {
		text += fmt.Sprintf("server          %.1f µs CPU and %.0f B garbage a delivery, %.0f µs a connection, %.1f KB a "+
			"subscriber, %.0f MB in all, %.2f cores (idle %.2f)\n",
			s.CPUMicrosPerDelivery, s.GarbagePerDelivery, s.CPUMicrosPerConnect, s.BytesPerSubscriber/1024, s.ResidentBytes/1e6,
			s.Cores, s.IdleCores)
	}
	return text
}
