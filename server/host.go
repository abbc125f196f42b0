package server

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// knownHost answers only requests to the server's own names. A foreign page can make its own name resolve to this
// machine; the browser would then give it the answers, whatever CORS says.
func (s *Server) knownHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.answersTo(r) {
			problem(w, http.StatusMisdirectedRequest,
				hackathon.Forbiddenf("this server does not answer under the name in the Host header (setting MANO_PUBLIC_URL)"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) answersTo(r *http.Request) bool {
	host := hostname(r.Host)
	if s.cfg.Local && IsLoopback(host) || s.cfg.PublicURL != nil && host != "" && host == hostname(s.cfg.PublicURL.Host) {
		return true
	}
	switch r.URL.Path {
	// probes call by address; their answers help no page, and metrics need a token
	case "/healthz", "/readyz", "/metrics":
		return !s.cfg.Local
	}
	return false
}

// hostname is a host without its port, in the form for comparison.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// IsLoopback reports whether the name means this machine itself.
func IsLoopback(host string) bool {
	host = hostname(host)
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}
