package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/transport"
)

// metrics are this server's own registry. Labels are routes, methods and statuses, never something that a person wrote.
type metrics struct {
	handler  http.Handler
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newMetrics(db *postgres.DB, hub *live.Hub, api *transport.Handler, open *connections) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mano_http_requests_total",
			Help: "Requests answered."}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "mano_http_request_seconds", Help: "How long requests took; an event stream lasts as long as it is read.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, m.seconds,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewDBStatsCollector(db.SQL(), "mano"))
	if reserve := db.ReservedSQL(); reserve != nil {
		registry.MustRegister(collectors.NewDBStatsCollector(reserve, "mano_reserved"))
	}
	counter := func(name, help string, read func() uint64) {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "mano_" + name, Help: help},
			func() float64 { return float64(read()) }))
	}
	gauge := func(name, help string, read func() int) {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "mano_" + name, Help: help},
			func() float64 { return float64(read()) }))
	}
	delivered, served := &hub.Counters, &api.Counters
	counter("live_executions_total", "Operations executed for changes: one per change and group.",
		delivered.Executions.Load)
	counter("live_render_errors_total", "Executions that failed.", delivered.RenderErrors.Load)
	counter("live_visits_total", "Subscriptions visited because a change may concern them.", delivered.Visits.Load)
	counter("live_deliveries_total", "Frames handed to connections.", delivered.Deliveries.Load)
	counter("live_bytes_total", "Bytes of those frames.", delivered.Bytes.Load)
	counter("live_snapshot_loads_total", "Present states read.", delivered.SnapshotLoads.Load)
	counter("live_log_reads_total", "Reads of the log.", delivered.LogReads.Load)
	counter("live_log_errors_total", "Reads of the log that failed.", delivered.LogErrors.Load)
	counter("live_resets_total", "Resets: clients were told to start again from the current state.",
		delivered.Resets.Load)
	counter("live_gap_alarms_total", "Places where the log did not continue where it had ended. Always 0.",
		delivered.GapAlarms.Load)
	counter("connections_silent_total", "Websockets that the kernel ended because nothing was acknowledged for 14 s: "+
		"the client stalls or is gone.", served.Silent.Load)
	counter("live_slow_closes_total", "Connections closed (4290) because they read too slowly, but did read.",
		delivered.SlowCloses.Load)
	counter("live_rechecks_total", "Rights asked for again.", delivered.Rechecks.Load)
	gauge("live_groups", "Groups of equal subscriptions.", func() int { return hub.Stats().Groups })
	gauge("live_subscribers", "Subscriptions.", func() int { return hub.Stats().Subscribers })
	gauge("live_peers", "Connections of the hub.", func() int { return hub.Stats().Peers })
	gauge("live_streams", "Streams followed.", func() int { return hub.Stats().Streams })
	gauge("database_waiting", "Calls and other work that wait for a connection to the database.",
		func() int { return db.Stats().Waiting })
	counter("database_refused_total", "Calls refused because too many waited for the database, or for too long.",
		func() uint64 { return db.Stats().Refused })
	gauge("connections", "Websockets and event streams.", api.Connections)
	gauge("http_connections", "Connections that are no websocket.", open.now)
	gauge("document_cache_bytes", "Estimated weight of the documents that are kept.", api.DocumentBytes)
	counter("connections_refused_total", "Connections refused for a limit or a drain.", served.Refused.Load)
	counter("websockets_total", "Websockets begun.", served.Accepted.Load)
	counter("event_streams_total", "Event streams begun.", served.Streams.Load)
	counter("operations_total", "Queries and mutations executed.", served.Operations.Load)
	counter("subscriptions_total", "Subscriptions opened.", served.Subscriptions.Load)
	counter("protocol_faults_total", "Connections closed for a fault against the protocol.", served.Faults.Load)
	counter("kept_hits_total", "Queries answered from what is kept, without the database.", served.KeptHits.Load)
	counter("kept_joined_total", "Queries answered with what was executed for another.", served.KeptJoined.Load)
	counter("kept_executions_total", "Queries of those who show no sign-in that were executed.",
		served.KeptExecutions.Load)
	counter("kept_not_total", "Of these, such whose answers cannot be kept.", served.KeptNot.Load)
	counter("kept_evicted_total", "Kept answers that were forgotten to make room.", served.KeptEvicted.Load)
	gauge("kept_answers", "Answers that are kept.", func() int { answers, _ := api.Kept(); return answers })
	gauge("kept_bytes", "Estimated weight of these.", func() int { _, bytes := api.Kept(); return bytes })
	gauge("kept_streams", "Streams that are followed for what is kept.", hub.Watching)
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	return m
}

func (m *metrics) request(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, known(method), strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// known keeps invented methods from becoming labels.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodOptions:
		return method
	}
	return "other"
}
