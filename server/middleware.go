package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport"
)

// identify gives the request its id, for the logs and for callers who report a problem.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := hackathon.NewRequestID()
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(hackathon.WithRequestID(r.Context(), id)))
	})
}

// clientAddress finds the address of the client: behind trusted proxies the one that they saw, else the connection's.
func (s *Server) clientAddress() func(http.Handler) http.Handler {
	find := middleware.ClientIPFromRemoteAddr
	if len(s.cfg.TrustedProxies) > 0 {
		networks := make([]string, len(s.cfg.TrustedProxies))
		for i, p := range s.cfg.TrustedProxies {
			networks[i] = p.String()
		}
		find = middleware.ClientIPFromXFF(networks...)
	}
	return func(next http.Handler) http.Handler {
		return find(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			addr := middleware.GetClientIPAddr(r.Context())
			if !addr.IsValid() {
				if peer, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
					addr = peer.Addr()
				}
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), addressContext{}, addr.Unmap())))
		}))
	}
}

// observe measures and logs each request by its route: never the query, the body, the address or the headers.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		defer func() {
			took := time.Since(start)
			route := chi.RouteContext(r.Context()).RoutePattern()
			status := cmp.Or(seen.Status(), http.StatusSwitchingProtocols) // nothing was answered: the connection was taken over
			s.metrics.request(route, r.Method, status, took)
			level := slog.LevelInfo
			switch route { // a fault has a line of its own
			case "/*", "/healthz", "/readyz", "/metrics":
				level = slog.LevelDebug
			}
			s.log.Log(r.Context(), level, "request", "method", known(r.Method), "route", route, "status", status, "bytes",
				seen.BytesWritten(), "took", took.Round(time.Microsecond))
		}()
		next.ServeHTTP(seen, r)
	})
}

func (s *Server) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			s.internal(w, r, hackathon.Recovered(cause))
		}()
		next.ServeHTTP(w, r)
	})
}

// secureHeaders are in every answer; handlers of pages replace the policy.
func (s *Server) secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// internal answers a fault: its cause goes to the log, the request id to the client.
func (s *Server) internal(w http.ResponseWriter, r *http.Request, err error) {
	s.log.ErrorContext(r.Context(), "internal error", "route", chi.RouteContext(r.Context()).RoutePattern(), "error", err,
		hackathon.Stack(err))
	reference := hackathon.RequestID(r.Context())
	said := "something went wrong on the server; quote the reference when you report it"
	if transport.WantsEvents(r) {
		transport.ComeBack(w, comeBackAfter, said+": "+reference)
		return
	}
	problem(w, http.StatusInternalServerError, &hackathon.Error{Kind: hackathon.Internal, Message: said}, "reference",
		reference)
}

// problem answers in the form of the API, for its clients. more are names and values of further extensions.
func problem(w http.ResponseWriter, status int, e *hackathon.Error, more ...string) {
	extensions := e.Extensions()
	for i := 0; i < len(more); i += 2 {
		extensions[more[i]] = more[i+1]
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{"message": e.Text(),
		"extensions": extensions}}})
}
