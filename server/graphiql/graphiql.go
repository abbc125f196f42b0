// Package graphiql is the page to try the API on, with example operations, usable without the internet. The server
// mounts it in demo mode.
package graphiql

import (
	"embed"
	"io/fs"
	"net/http"
)

// The build is not committed; dist holds it after `make web`.
//
//go:embed all:dist
var dist embed.FS

// policy allows what the page's editor needs: it sets inline styles. Scripts come from this server alone.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
	"img-src 'self' data:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const missing = `<!doctype html><html lang="en"><title>GraphiQL</title>
<h1>GraphiQL is not built</h1><p>Run <code>make web</code> and start again.</p>`

// Handler serves the page below prefix, which ends with a slash.
func Handler(prefix string) http.Handler {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is a constant
	}
	_, err = fs.Stat(files, "index.html")
	built := err == nil
	serve := http.StripPrefix(prefix, http.FileServerFS(files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if !built {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(missing))
			return
		}
		serve.ServeHTTP(w, r)
	})
}
