package server

import (
	"context"
	"crypto/rand"
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

// identify names the request, for the logs and for whoever reports a problem.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestContext{}, id)))
	})
}

// clientAddress finds out who is at the other end: behind trusted proxies the one that they saw, else the connection's.
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
		seen := &response{ResponseWriter: w}
		defer func() {
			took := time.Since(start)
			route := chi.RouteContext(r.Context()).RoutePattern()
			s.metrics.request(route, r.Method, seen.code(), took)
			level := slog.LevelInfo
			switch {
			// which is not a fault: a drain, a limit, a rush
			case seen.code() >= 500 && seen.code() != http.StatusServiceUnavailable:
				level = slog.LevelError
			case route == "/*" || route == "/healthz" || route == "/readyz" || route == "/metrics":
				level = slog.LevelDebug
			}
			s.log.Log(r.Context(), level, "request", "method", known(r.Method), "route", route, "status", seen.code(), "bytes",
				seen.bytes, "took", took.Round(time.Microsecond))
		}()
		next.ServeHTTP(seen, r)
	})
}

// response notes what is answered. Unwrap lets http.ResponseController reach the connection: a websocket is taken over.
type response struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *response) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *response) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *response) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// code is 101 when nothing was answered here: the connection was taken over.
func (r *response) code() int {
	if r.status == 0 {
		return http.StatusSwitchingProtocols
	}
	return r.status
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

// secureHeaders are those of every answer; what serves pages sets a policy of its own.
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

// internal answers a fault: its cause goes to the log, the request's name to the client.
func (s *Server) internal(w http.ResponseWriter, r *http.Request, err error) {
	attrs := []any{"route", chi.RouteContext(r.Context()).RoutePattern(), "error", err}
	if p, ok := errors.AsType[*hackathon.PanicError](err); ok {
		attrs = append(attrs, "stack", string(p.Stack))
	}
	s.log.ErrorContext(r.Context(), "internal error", attrs...)
	said := "something went wrong on the server; quote the request id " + RequestID(r.Context()) + " when you report it"
	if transport.WantsEvents(r) {
		transport.ComeBack(w, comeBackAfter, said)
		return
	}
	problem(w, http.StatusInternalServerError, hackathon.Internal, said)
}

// problem answers in the form of the API, so that its clients understand what the server in front of it says.
func problem(w http.ResponseWriter, status int, kind hackathon.ErrorKind, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{"message": message,
		"extensions": map[string]any{"code": kind}}}})
}

// LogHandler adds the request's name to what is logged on its behalf.
func LogHandler(h slog.Handler) slog.Handler { return logHandler{h} }

type logHandler struct{ slog.Handler }

func (h logHandler) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return logHandler{h.Handler.WithAttrs(attrs)}
}
func (h logHandler) WithGroup(name string) slog.Handler { return logHandler{h.Handler.WithGroup(name)} }
