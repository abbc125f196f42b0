package server

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// static serves the built web application from memory. A path without a file is a place within the application and gets
// its page.
type static struct {
	files  map[string]*asset
	policy string
}

// asset is one file, compressed when it is first needed.
type asset struct {
	body      []byte
	media     string
	etag      string
	immutable bool
	gzip      func() []byte
	zstd      func() []byte
}

func newStatic(files fs.FS, policy string) *static {
	s := &static{files: map[string]*asset{}, policy: policy}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		s.files["/"+name] = newAsset(name, body)
		return nil
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return s
}

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	a := &asset{body: body, etag: hex.EncodeToString(sum[:12]), media: mediaOf(name),
		immutable: strings.HasPrefix(name, "_app/immutable/")}
	a.gzip = sync.OnceValue(func() []byte { return smaller(body, gzipped(body)) })
	a.zstd = sync.OnceValue(func() []byte { return smaller(body, zstded(body)) })
	return a
}

// medias are the types that not every machine knows, or not alike.
var medias = map[string]string{
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".graphql": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2",
}

func mediaOf(name string) string {
	ext := path.Ext(name)
	return cmp.Or(medias[ext], mime.TypeByExtension(ext), "application/octet-stream")
}

func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		plain(w, http.StatusMethodNotAllowed, "there are only pages here\n")
		return
	}
	a := s.files[r.URL.Path]
	if a == nil {
		if strings.HasPrefix(r.URL.Path, "/_app/") || strings.Contains(path.Base(r.URL.Path), ".") {
			plain(w, http.StatusNotFound, "there is no such file\n")
			return
		}
		a = s.files["/index.html"]
	}
	h := w.Header()
	h.Set("Content-Security-Policy", s.policy)
	h.Set("Content-Type", a.media)
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept-Encoding")
	if a.immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body, etag := a.body, a.etag
	switch accepted := r.Header.Get("Accept-Encoding"); {
	case accepts(accepted, "zstd") && a.zstd() != nil:
		h.Set("Content-Encoding", "zstd")
		body, etag = a.zstd(), etag+"-zstd"
	case accepts(accepted, "gzip") && a.gzip() != nil:
		h.Set("Content-Encoding", "gzip")
		body, etag = a.gzip(), etag+"-gzip"
	}
	h.Set("ETag", `"`+etag+`"`)
	h.Set("Content-Length", strconv.Itoa(len(body))) // which ServeContent leaves out of what has a Content-Encoding
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// accepts reports whether an Accept-Encoding header allows the coding.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, weighted := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			q := strings.ReplaceAll(quality, " ", "")
			return !weighted || q != "q=0" && !strings.HasPrefix(q, "q=0.000") && q != "q=0.0" && q != "q=0.00"
		}
	}
	return false
}

func gzipped(body []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}

func zstded(body []byte) []byte {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil
	}
	defer w.Close()
	return w.EncodeAll(body, nil)
}

// smaller is the compressed form if that pays.
func smaller(body, compressed []byte) []byte {
	if len(compressed) == 0 || len(compressed) > len(body)*9/10 {
		return nil
	}
	return compressed
}
