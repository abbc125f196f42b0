// Package peer is what the servers that mano is compared with have in common: the process around their GraphQL
// endpoint, and the words of the one need that all of them, like mano's demo, are asked for.
package peer

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"log"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// What mano answers for the need of the load test, so that the messages are as long.
const (
	EventID  = "AaIBsJMWgESDDxHCMPZ6ng"
	TitleEt  = "Vunki-stiilis loometalgud Võrus"
	TitleEn  = "Social hackathon in Võru"
	TeaserEt = "Abi kohapeal: Võru linn, 22.11 kell 7.18 – 24.11 kell 7.00"
	TeaserEn = "Help on site: Võru linn, 22 November at 7:18 – 24 November at 7:00"
	Area     = "Võru linn"
)

// Now is the time as mano stores it.
func Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// NewID is as long as an id of mano.
func NewID() string {
	var id [16]byte
	_, _ = rand.Read(id[:])
	return base64.RawURLEncoding.EncodeToString(id[:])
}

// Cursor is as long as a cursor of mano.
func Cursor(n uint64) string {
	var c [8]byte
	binary.BigEndian.PutUint64(c[:], n)
	return base64.RawURLEncoding.EncodeToString(c[:])
}

// Handler serves GraphQL at /graphql, and what the load test and whoever starts the server ask beside it.
func Handler(graphql http.Handler) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	routes := http.NewServeMux()
	routes.Handle("/graphql", graphql)
	routes.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	routes.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	return routes
}

// Main is the whole program around an endpoint.
func Main(graphql http.Handler) {
	listen := flag.String("listen", "127.0.0.1:8081", "`host:port` to listen on")
	flag.Parse()
	server := &http.Server{Addr: *listen, Handler: Handler(graphql), ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}
