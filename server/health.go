package server

import (
	"context"
	"crypto/subtle"
	"io"
	"net/http"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// healthz says that the process runs.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "ok\n")
}

// readyz says whether requests should be sent here: not while draining, and not without the database.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	if s.notReady.Load() {
		plain(w, http.StatusServiceUnavailable, "draining\n")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.db.Ping(ctx); err != nil {
		s.log.WarnContext(ctx, "the database does not answer", "error", err)
		plain(w, http.StatusServiceUnavailable, "the database does not answer\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

func (s *Server) serveMetrics(w http.ResponseWriter, r *http.Request) {
	want := s.cfg.MetricsToken
	if want == "" && !s.cfg.OpenMetrics && !(s.cfg.Local && IsLoopback(r.Host)) {
		problem(w, http.StatusForbidden,
			hackathon.Forbiddenf("beyond this machine /metrics needs a token (setting MANO_METRICS_TOKEN)"))
		return
	}
	if want != "" {
		got, _ := bearer(r.Header.Get("Authorization"))
		if subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 0 {
			problem(w, http.StatusUnauthorized, &hackathon.Error{Kind: hackathon.Unauthenticated,
				Message: "this needs the token of the setting MANO_METRICS_TOKEN"})
			return
		}
	}
	s.metrics.handler.ServeHTTP(w, r)
}
