package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

var page = "<!doctype html><title>mano</title>" + strings.Repeat("<p>Vunki mano!</p>", 200)

func pages() http.Handler {
	return newStatic(fstest.MapFS{
		"index.html":                  {Data: []byte(page)},
		"_app/immutable/app.abc.js":   {Data: []byte(strings.Repeat("export const õ = 1;\n", 200))},
		"icon.svg":                    {Data: []byte("<svg/>")},
		"manifest.webmanifest":        {Data: []byte("{}")},
		"_app/immutable/font.1.woff2": {Data: []byte("\x00\x01")},
	}, "default-src 'none'")
}

func get(t *testing.T, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	pages().ServeHTTP(w, r)
	return w
}

func TestStatic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path, media, cache string
		status             int
	}{
		{"/", "text/html; charset=utf-8", "no-cache", 200},
		{"/index.html", "text/html; charset=utf-8", "no-cache", 200},
		{"/events/AbC", "text/html; charset=utf-8", "no-cache", 200},
		{"/_app/immutable/app.abc.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", 200},
		{"/_app/immutable/font.1.woff2", "font/woff2", "public, max-age=31536000, immutable", 200},
		{"/icon.svg", "image/svg+xml", "no-cache", 200},
		{"/manifest.webmanifest", "application/manifest+json", "no-cache", 200},
		{"/_app/immutable/old.def.js", "text/plain; charset=utf-8", "no-store", 404},
		{"/_app/version", "text/plain; charset=utf-8", "no-store", 404},
		{"/favicon.ico", "text/plain; charset=utf-8", "no-store", 404},
		{"/../../etc/passwd.txt", "text/plain; charset=utf-8", "no-store", 404},
	} {
		w := get(t, c.path)
		if w.Code != c.status || w.Header().Get("Content-Type") != c.media || w.Header().Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d %v", c.path, w.Code, w.Header())
		}
	}
}

func TestStatic_compressed(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]string{"": "", "gzip": "gzip", "gzip, deflate, br, zstd": "zstd",
		"zstd;q=0, gzip;q=0.5": "gzip", "br": "", "identity": ""} {
		w := get(t, "/", "Accept-Encoding", accept)
		var body io.Reader = w.Body
		switch want {
		case "gzip":
			body, _ = gzip.NewReader(w.Body)
		case "zstd":
			z, _ := zstd.NewReader(w.Body)
			defer z.Close()
			body = z
		}
		text, err := io.ReadAll(body)
		if w.Header().Get("Content-Encoding") != want || err != nil || string(text) != page ||
			w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %v, %v", accept, w.Header(), err)
		}
		etag := w.Header().Get("ETag")
		if again := get(t, "/", "Accept-Encoding", accept, "If-None-Match",
			`"x", W/`+etag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%q: %d for the same", accept, again.Code)
		}
	}
	if w := get(t, "/icon.svg", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("compressed, and longer for it")
	}
}

func TestStatic_otherMethods(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	pages().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Error(w.Code)
	}
	w = httptest.NewRecorder()
	pages().ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Error(w.Code, w.Header())
	}
}
