package loadtest

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// cost is what the server processes have used, by the standard process figures that Prometheus clients report.
type cost struct {
	cpu       float64 // seconds
	allocated float64 // bytes, ever
	resident  float64 // bytes, now
	known     bool    // all servers tell
	work      Work
}

// cost adds up the /metrics of all servers.
func (a *api) cost(ctx context.Context) cost {
	sum := cost{known: true}
	for _, server := range a.servers {
		c := a.costOf(ctx, server)
		sum.cpu += c.cpu
		sum.allocated += c.allocated
		sum.resident += c.resident
		sum.known = sum.known && c.known
	}
	return sum
}

// work adds up what the replicas did that subscribers come back to; nil when there are none of their own.
func (a *api) work(ctx context.Context) *Work {
	if len(a.failover) == 0 {
		return nil
	}
	var sum Work
	for _, server := range a.failover {
		w := a.costOf(ctx, server).work
		sum.LogReads += w.LogReads
		sum.SnapshotLoads += w.SnapshotLoads
		sum.Executions += w.Executions
	}
	return &sum
}

func (w *Work) since(before *Work) *Work {
	if w == nil || before == nil {
		return nil
	}
	return &Work{w.LogReads - before.LogReads, w.SnapshotLoads - before.SnapshotLoads, w.Executions - before.Executions}
}

func (a *api) costOf(ctx context.Context, server string) cost {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/metrics", nil)
	if err != nil {
		return cost{}
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return cost{}
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return cost{}
	}
	c := cost{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			continue
		}
		switch name {
		case "process_cpu_seconds_total":
			c.cpu, c.known = n, true
		case "process_resident_memory_bytes":
			c.resident = n
		case "go_memstats_alloc_bytes_total":
			c.allocated = n
		case "mano_live_log_reads_total":
			c.work.LogReads = n
		case "mano_live_snapshot_loads_total":
			c.work.SnapshotLoads = n
		case "mano_live_executions_total":
			c.work.Executions = n
		}
	}
	return c
}

// costOf tells the cost of connecting from that of the changes, which holds when nothing else happens on the servers
// and none was started anew.
func costOf(idle, connected, before, after cost, rested, took time.Duration, r *Report) *ServerCost {
	if !idle.known || !connected.known || !before.known || !after.known || after.allocated < before.allocated ||
		after.cpu < before.cpu || r.Delivered == 0 {
		return nil
	}
	atRest := 0.0
	if rested > 0 {
		atRest = (before.cpu - connected.cpu) / rested.Seconds()
	}
	return &ServerCost{
		IdleCores:            atRest,
		CPUMicrosPerDelivery: (after.cpu - before.cpu) * 1e6 / float64(r.Delivered),
		GarbagePerDelivery:   (after.allocated - before.allocated) / float64(r.Delivered),
		CPUMicrosPerConnect:  (connected.cpu - idle.cpu) * 1e6 / float64(r.Subscribers),
		BytesPerSubscriber:   (before.resident - idle.resident) / float64(r.Subscribers),
		ResidentBytes:        after.resident,
		Cores:                (after.cpu - before.cpu) / took.Seconds(),
	}
}
