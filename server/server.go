// Package server connects the program to the network: routes, sign-in and sessions, limits per address and person,
// static files, health, metrics and shutdown. It has no rule of the domain.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/server/graphiql"
	"github.com/loometalgud/mano/transport"
	"github.com/loometalgud/mano/web"
)

// Config is what a server needs. DB, Hub, SendCode and Log must be set.
type Config struct {
	DB       *postgres.DB
	Hub      *live.Hub
	SendCode func(hackathon.SignInCode) error
	Log      *slog.Logger

	Version string
	// DemoTokens, if not nil, switch demo mode on: everybody is told the tokens, and the API explorer is served.
	DemoTokens []string
	// Local says that only this machine can reach the server, under its names for itself.
	Local bool
	// PublicURL is how browsers reach the server, and its only name beyond this machine. With https, cookies need https
	// and browsers are told to stay on it.
	PublicURL *url.URL
	// Origins are the other origins whose pages may use the API.
	Origins []string
	// TrustedProxies are the networks whose X-Forwarded-For is trusted.
	TrustedProxies []netip.Prefix
	// MetricsToken, if set, is the bearer token for /metrics. Without one, only this machine is answered, or everybody
	// with OpenMetrics.
	MetricsToken string
	OpenMetrics  bool
	// HideSchema turns introspection off, and /schema.graphql.
	HideSchema bool
	// Keep says that answers are kept which are the same for everybody; DB.Committed must call Hub.Touch then.
	Keep bool
	// OnlyBuiltIn refuses all operations of the API that the pages of this build do not send.
	OnlyBuiltIn bool
	Limits      hackathon.Limits
}

type Server struct {
	cfg         Config
	db          *postgres.DB
	log         *slog.Logger
	api         *transport.Handler
	persons     *limiter
	addresses   *limiter
	strangers   *limiter
	keptAnswers *limiter
	holders     holders
	handler     http.Handler
	metrics     *metrics
	notReady    atomic.Bool
	secure      bool
	protected   *http.CrossOriginProtection
	connections *connections
}

// New makes a server. It starts nothing.
func New(cfg Config) *Server {
	s := &Server{cfg: cfg, db: cfg.DB, log: cfg.Log, holders: newHolders()}
	s.secure = cfg.PublicURL != nil && cfg.PublicURL.Scheme == "https"
	s.persons = newLimiter(cfg.Limits, RequestsPerPerson)
	s.addresses = newLimiter(cfg.Limits, RequestsPerAddress)
	s.strangers = newLimiter(cfg.Limits, RequestsPerAddress)
	s.keptAnswers = newLimiter(cfg.Limits, KeptAnswersPerAddress)
	s.connections = newConnections(cfg.Limits, cfg.TrustedProxies)
	s.protected = http.NewCrossOriginProtection()
	for _, origin := range cfg.Origins {
		if err := s.protected.AddTrustedOrigin(origin); err != nil {
			s.log.Warn("this origin is not valid and is ignored", "origin", origin)
		}
	}
	s.api = s.newAPI()
	s.metrics = newMetrics(cfg.DB, cfg.Hub, s.api, s.connections)
	s.handler = s.routes()
	return s
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes is the list of all routes.
func (s *Server) routes() http.Handler {
	counted := s.counted
	r := chi.NewRouter()
	r.Use(identify, s.clientAddress(), s.patient, s.observe, s.recoverPanics, s.secureHeaders, s.knownHost,
		middleware.GetHead)

	r.Get("/healthz", s.healthz)
	r.Get("/readyz", s.readyz)
	r.Get("/metrics", s.serveMetrics)
	r.With(s.kept, counted).Handle("/graphql", compressed(s.api))
	r.With(counted, s.sameOrigin).Post("/session", s.beginSession)
	r.With(counted, s.sameOrigin).Delete("/session", s.endSession)
	if s.demo() {
		r.Handle("/graphiql", http.RedirectHandler("/graphiql/", http.StatusMovedPermanently))
		r.Handle("/graphiql/*", graphiql.Handler("/graphiql/"))
	}
	pages := newStatic(web.Files(), web.ContentSecurityPolicy())
	if !s.cfg.HideSchema {
		pages.files["/schema.graphql"] = newAsset("schema.graphql", graph.SDL())
	}
	r.Handle("/*", pages)
	return r
}

func (s *Server) demo() bool { return s.cfg.DemoTokens != nil }

func (s *Server) newAPI() *transport.Handler {
	resolver := &graph.Resolver{
		DB:       s.db,
		Server:   generated.Server{Version: s.cfg.Version, Demo: s.demo(), DemoTokens: s.cfg.DemoTokens},
		SendCode: s.cfg.SendCode,
		Tries:    newTries(s.cfg.Limits),
	}
	schema := graph.NewSchema(resolver)
	exec := executor.New(schema)
	exec.Use(graph.NewRenderer(resolver))
	exec.SetErrorPresenter(graph.PresentError(s.log))
	exec.SetRecoverFunc(graphql.RecoverFunc(graph.RecoverPanic))
	if !s.cfg.HideSchema {
		exec.Use(transport.Introspection{})
	}
	return transport.New(exec, schema, s.cfg.Hub, transport.Config{
		Authenticate:  s.authenticate,
		Refresh:       s.refresh,
		Admit:         s.admit,
		Loaders:       func(ctx context.Context) context.Context { return graph.WithLoaders(ctx, s.db) },
		ConnContext:   func(r *http.Request) context.Context { return carry(context.Background(), r.Context()) },
		ClientAddress: func(r *http.Request) netip.Addr { return addressOf(r.Context()) },
		Origins:       s.cfg.Origins,
		Limits:        s.cfg.Limits,
		Keep:          s.cfg.Keep,
		Scalars:       graph.Scalars(),
		BuiltIn:       web.Operations(),
		OnlyBuiltIn:   s.cfg.OnlyBuiltIn,
		Log:           s.log,
	})
}

// Drain makes the server unready, refuses new connections, and closes the others at the hub's pace, to resume
// elsewhere. Plain requests are left to http.Server.Shutdown.
func (s *Server) Drain(ctx context.Context) error {
	s.notReady.Store(true)
	return s.api.Drain(ctx)
}
