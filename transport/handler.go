// Package transport implements the protocols and nothing else: GraphQL over HTTP (POST, and GET for queries),
// graphql-transport-ws over WebSocket, and Server-Sent Events in the distinct connections mode. All three run
// operations through gqlgen's executor. A subscription is opened there once and then given to the hub (package live),
// which renders each change once for all equal subscriptions and writes to the connections here.
//
// Promises: only its live.Peer writes frames to a connection, never gorilla/websocket; a connection at rest costs one
// goroutine and no timer; what a client sent is never repeated to it or logged; every refusal has a code and, for a
// limit, the name of the setting.
package transport

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"golang.org/x/sync/semaphore"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

type Config struct {
	// Authenticate says who is asking. It is called for every HTTP request and event stream (init is nil) and once for
	// each websocket, with the payload of connection_init. A nil viewer is anonymous. At the returned time (zero: never)
	// the sign-in ends: a connection is closed with 4403 and may resume with its cursor. An error of kind Unauthenticated
	// or Forbidden refuses with 401 or 403, or closes with 4403.
	Authenticate func(ctx context.Context, r *http.Request, init map[string]any) (*hackathon.Viewer, time.Time, error)
	// Refresh reads the viewer again when rights may have changed. If they have, the connection is closed with 4403 and
	// may resume with its cursor and the new rights. It may be nil.
	Refresh func(ctx context.Context, v *hackathon.Viewer) (*hackathon.Viewer, error)
	// RefreshAfter is how old the viewer of a websocket may be when an operation starts. Default 2 s.
	RefreshAfter time.Duration
	// Admit counts an operation of a websocket against the limits of its viewer and address (from ConnContext). Over HTTP
	// each request is counted before it comes here, and when it signs in. An error refuses the operation. It may be nil.
	Admit func(ctx context.Context, v *hackathon.Viewer) error
	// Loaders returns a context with fresh loaders, for one execution. It may be nil.
	Loaders func(ctx context.Context) context.Context
	// ConnContext returns the parent context of a websocket's operations. It has the request id, but must not be the
	// request's own context, which ends with the handshake. It may be nil.
	ConnContext func(r *http.Request) context.Context
	// ClientAddress is the address for the limits per address. It may be nil: the remote address.
	ClientAddress func(r *http.Request) netip.Addr
	// Origins are the other origins (scheme://host[:port]) whose pages may use this endpoint.
	Origins []string
	// RetryAfter is the least time before an EventSource reconnects; the most is three times that. Default 1 s.
	RetryAfter time.Duration
	// Scalars check the text forms of the schema's own scalars; the error says what is wrong.
	Scalars map[string]func(string) error
	Limits  hackathon.Limits
	// Keep says that answers are kept which are the same for everybody: whatever resolvers read, they note it in
	// hackathon.ReadsOf. ServeKept gives them.
	Keep bool
	// BuiltIn are the documents that a request may name by their hashes from the start; OnlyBuiltIn says that no others
	// are answered.
	BuiltIn     []string
	OnlyBuiltIn bool
	Log         *slog.Logger
}

// Executor is the part of gqlgen's executor that is used here. The documents are read here, not by it.
type Executor interface {
	graphql.GraphExecutor
	SetQueryCache(graphql.Cache[*ast.QueryDocument])
}

// Handler serves the GraphQL endpoint.
type Handler struct {
	Counters Counters

	exec       Executor
	executable graphql.ExecutableSchema
	schema     schemaFacts
	hub        *live.Hub
	cfg        Config
	limits     hackathon.Limits
	log        *slog.Logger
	admission  admission
	workers    workers
	// for those who sign in or open a subscription: when all return at once, they queue here and not at the database
	doors     *semaphore.Weighted
	documents *reader
	kept      *keeper // nil: nothing is kept
	draining  atomic.Bool
	made      time.Time
	warned    atomic.Int64 // uptime of the last warning
}

// New makes the handler of the endpoint. The schema is that of exec; its directives @perSubscriber (on arguments of
// subscription fields) and @viewer (on fields) decide which subscriptions share an execution. It panics without
// Config.Authenticate, because then everybody would be anonymous.
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
	h.doors = semaphore.NewWeighted(int64(h.limits.Most(SocketWorkers)))
	h.documents = newReader(schema.Schema(), cfg.Scalars, h.limits)
	h.documents.builtIn = newBuiltIn(cfg.BuiltIn, cfg.OnlyBuiltIn)
	exec.SetQueryCache(given{})
	if cfg.Keep {
		h.kept = newKeeper(hub, h.limits, &h.Counters, h.uptime)
	}
	return h
}

// uptime is the monotonic time, which setting a clock does not change.
func (h *Handler) uptime() time.Duration { return time.Since(h.made) }

// Drain refuses new connections, lets the hub close the others at its pace (1012: resume elsewhere), and returns when
// the last is closed or ctx ends. Plain HTTP requests are left to http.Server.Shutdown.
func (h *Handler) Drain(ctx context.Context) error {
	h.draining.Store(true)
	err := h.hub.Drain(ctx)
	return errors.Join(err, h.admission.empty(ctx))
}

// ServeHTTP answers at the one endpoint, for all protocols.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Add("Vary", varies)
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
// program, or from a page of this origin by GET. A browser's websocket always has an Origin, so one with cookies but
// without Origin is refused.
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
	// Another origin is harmless without cookies, because the caller then needs a token. A websocket is refused even so,
	// because browsers send its cookies without asking.
	return !IsUpgrade(r) && r.Header.Get("Cookie") == ""
}

func (h *Handler) listed(origin string) bool {
	return slices.ContainsFunc(h.cfg.Origins, func(o string) bool { return strings.EqualFold(o, origin) })
}

// allowOrigin answers CORS requests from the listed origins.
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

// clientAddress is the address to count.
func (h *Handler) clientAddress(r *http.Request) netip.Addr {
	if h.cfg.ClientAddress != nil {
		return Household(h.cfg.ClientAddress(r))
	}
	at, _ := netip.ParseAddrPort(r.RemoteAddr)
	return Household(at.Addr())
}

// Household is what an address counts as: IPv6 by its /64, which one household or server has as a whole.
func Household(addr netip.Addr) netip.Addr {
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		if network, err := addr.Prefix(64); err == nil {
			return network.Addr()
		}
	}
	return addr
}
