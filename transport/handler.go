// Package transport speaks the protocols and nothing else: GraphQL over HTTP (POST, and GET for queries),
// graphql-transport-ws over WebSocket, and Server-Sent Events in the distinct connections mode. All three run
// operations through gqlgen's executor; a subscription is opened there once and then handed to the hub (package live),
// which renders each change once for all who asked for the same and lets the connections here write it.
//
// Promises: a frame is written to a connection by its live.Peer alone, never by gorilla/websocket; a connection at
// rest costs one goroutine and no timer; what a client sent is never repeated to it or logged; every refusal carries
// a code and, where a limit is met, the name of the setting.
package transport

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// Config is what the server gives to the transports.
type Config struct {
	// Authenticate says who asks. It is called for every HTTP request and event stream (init is nil) and once for
	// each websocket, with the payload of connection_init. A nil viewer is anonymous. The time is when the sign-in
	// ends (zero: never); a connection is then closed with 4403 and comes back with its cursor. An error of kind
	// Unauthenticated or Forbidden refuses: 401 or 403 over HTTP, 4403 over a websocket.
	Authenticate func(ctx context.Context, r *http.Request, init map[string]any) (*hackathon.Viewer, time.Time, error)
	// Refresh reads the viewer anew when rights may have changed. When the rights differ from those the connection
	// was opened with, it is closed with 4403 and comes back with its cursor and the new rights. It may be nil.
	Refresh func(ctx context.Context, v *hackathon.Viewer) (*hackathon.Viewer, error)
	// RefreshAfter is how old what is known of a websocket's viewer may be when it starts an operation. Default 2 s.
	RefreshAfter time.Duration
	// Admit counts an operation that a websocket carries, for whoever asks and the address that ConnContext has told; over
	// HTTP each request is counted before it comes here, and when it signs in. An error refuses the operation. It may be
	// nil.
	Admit func(ctx context.Context, v *hackathon.Viewer) error
	// Loaders returns a context with fresh loaders, for one execution. It may be nil.
	Loaders func(ctx context.Context) context.Context
	// ConnContext returns what the contexts of a websocket's operations descend from: the request id, never the
	// request's own context, which ends with the handshake. It may be nil.
	ConnContext func(r *http.Request) context.Context
	// ClientAddress is the address that counts for the limits per address. It may be nil: the remote address.
	ClientAddress func(r *http.Request) netip.Addr
	// Origins are the origins (scheme://host[:port]) that may use this endpoint from a browser beside its own.
	Origins []string
	// DraftStatuses chooses the status numbers of the current GraphQL-over-HTTP draft (422, 294) instead of those
	// that its audit suite asks for.
	DraftStatuses bool
	// RetryAfter is how long an EventSource waits at least before it reconnects, at most three times as long. Default 1 s.
	RetryAfter time.Duration
	// Scalars are the forms of the schema's own scalars, which are texts: each says what is wrong with a text that is
	// none.
	Scalars map[string]func(string) error
	Limits  hackathon.Limits
	Log     *slog.Logger
}

// Executor is gqlgen's executor, as far as the transports use it. They read the documents; it never does.
type Executor interface {
	graphql.GraphExecutor
	SetQueryCache(graphql.Cache[*ast.QueryDocument])
}

// Handler serves the GraphQL endpoint.
type Handler struct {
	exec       Executor
	executable graphql.ExecutableSchema
	schema     schemaFacts
	hub        *live.Hub
	cfg        Config
	limits     hackathon.Limits
	log        *slog.Logger
	admission  admission
	workers    workers
	// of those who sign in or open a subscription: when all come back at once, they queue here and not at the database
	doors     chan struct{}
	documents *reader
	draining  atomic.Bool
	made      time.Time
	stats     counters
	warned    atomic.Int64 // when, by the uptime
}

// New makes the handler of the endpoint. The schema is that of exec; its directives @perSubscriber (on arguments of
// subscription fields) and @viewer (on fields) decide which subscriptions share an execution. It panics without
// Config.Authenticate, because a forgotten one would let anyone be nobody.
func New(exec Executor, schema graphql.ExecutableSchema, hub *live.Hub, cfg Config) *Handler {
	if cfg.Authenticate == nil {
		panic("transport: Config.Authenticate is missing")
	}
	h := &Handler{
		exec: exec, executable: schema, schema: factsOf(schema.Schema()), hub: hub, cfg: cfg, made: time.Now(),
		limits: cfg.Limits, log: cfg.Log,
	}
	if h.log == nil {
		h.log = slog.Default()
	}
	if h.cfg.RefreshAfter <= 0 {
		h.cfg.RefreshAfter = 2 * time.Second
	}
	if h.cfg.RetryAfter <= 0 {
		h.cfg.RetryAfter = time.Second
	}
	h.admission.init(h.limits)
	h.workers.init(h.limits)
	h.doors = make(chan struct{}, min(h.limits.Most(SocketWorkers), 1<<16))
	h.documents = newReader(schema.Schema(), cfg.Scalars, h.limits)
	exec.SetQueryCache(given{})
	return h
}

// uptime is what is compared and counted by: the monotonic clock, which nobody sets.
func (h *Handler) uptime() time.Duration { return time.Since(h.made) }

// Drain refuses new connections, lets the hub close those there are at its pace (1012: come back elsewhere), and
// returns when the last is gone or ctx ends. Plain HTTP requests are left to http.Server.Shutdown.
func (h *Handler) Drain(ctx context.Context) error {
	h.draining.Store(true)
	err := h.hub.Drain(ctx)
	return errors.Join(err, h.admission.empty(ctx))
}

// ServeHTTP answers at the one endpoint, by whatever protocol the request speaks.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Add("Vary", "Accept, Origin")
	if !h.originAllowed(r) {
		writeRefusal(w, mediaJSON, &refusal{status: http.StatusForbidden,
			why: hackathon.Forbiddenf("this origin may not use the endpoint")})
		return
	}
	h.allowOrigin(header, r)
	switch {
	case IsUpgrade(r):
		h.serveWebsocket(w, r)
		return
	case r.Method == http.MethodOptions:
		header.Set("Allow", "GET, POST, OPTIONS")
		w.WriteHeader(http.StatusNoContent)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		no := refuse(http.StatusMethodNotAllowed, "use GET for queries, POST for queries and mutations")
		no.header = http.Header{"Allow": {"GET, POST, OPTIONS"}}
		writeRefusal(w, mediaJSON, no)
		return
	}
	switch media := negotiate(r.Header); media {
	case "":
		writeRefusal(w, mediaJSON, refuse(http.StatusNotAcceptable,
			"responses come as application/graphql-response+json, application/json or text/event-stream"))
	case mediaEvents:
		h.serveEvents(w, r)
	default:
		h.serveHTTP(w, r, media)
	}
}

// originAllowed keeps pages of other origins from using a signed-in browser. A request without Origin comes from a
// program, or from a page of this origin by GET; a websocket of a browser always has one, so cookies without it are
// refused there.
func (h *Handler) originAllowed(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return !IsUpgrade(r) || r.Header.Get("Cookie") == ""
	}
	if h.listed(origin) {
		return true
	}
	if u, err := url.Parse(origin); err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host) {
		return true
	}
	// Another origin: harmless without cookies, because then the caller has to show a token of its own. A browser's
	// websocket is refused all the same: it sends cookies unasked, and anonymous reading is free elsewhere.
	return !IsUpgrade(r) && r.Header.Get("Cookie") == ""
}

func (h *Handler) listed(origin string) bool {
	return slices.ContainsFunc(h.cfg.Origins, func(o string) bool { return strings.EqualFold(o, origin) })
}

// allowOrigin answers the questions of a browser whose page is at one of the listed origins.
func (h *Handler) allowOrigin(header http.Header, r *http.Request) {
	origin := r.Header.Get("Origin")
	if origin == "" || !h.listed(origin) {
		return
	}
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Access-Control-Allow-Credentials", "true")
	header.Set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id")
	if r.Method == http.MethodOptions {
		header.Set("Access-Control-Allow-Methods", "GET, POST")
		header.Set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Last-Event-ID")
		header.Set("Access-Control-Max-Age", "7200")
	}
}

// clientAddress is the address to count: IPv6 by its /64, which one household or one server has as a whole.
func (h *Handler) clientAddress(r *http.Request) netip.Addr {
	var addr netip.Addr
	if h.cfg.ClientAddress != nil {
		addr = h.cfg.ClientAddress(r)
	} else if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		addr, _ = netip.ParseAddr(host)
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			return p.Addr()
		}
	}
	return addr
}
