package server

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// knownHost answers only under the names that the server has. A page elsewhere can give its own name the address of
// this machine; the browser then takes the answer for that page's, whatever the server allows to other origins.
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
	// probes come by address; what they are told helps no page, and metrics ask for a token
	case "/healthz", "/readyz", "/metrics":
		return !s.cfg.Local
	}
	return false
}

// hostname is a host without its port, as names are compared.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// IsLoopback reports whether the name is one of this machine's own for itself.
func IsLoopback(host string) bool {
	host = hostname(host)
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}
