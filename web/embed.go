// Package web holds the built web application: the app and the projected board, as static files.
package web

import (
	"embed"
	"encoding/json"
	"html"
	"io/fs"
	"regexp"
	"sync"
)

// The build is not committed; dist holds it after `make web`. "all:" because the built files live under _app.
//
//go:embed all:dist
var dist embed.FS

//go:embed placeholder
var placeholder embed.FS

// Files is what to serve: the build, or a small page that says how to make it. index.html stands at the root and
// answers every path of the application that is not a file; names under _app/immutable carry a hash of their content.
func Files() fs.FS {
	return sub(dist, "dist", placeholder, "placeholder")
}

// Placeholder reports whether the build is missing, so that Files is the page that says so.
func Placeholder() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err != nil
}

// Operations are the documents of GraphQL that the application sends, as the build wrote them down. None without one.
func Operations() (texts []string) {
	if list, err := fs.ReadFile(Files(), "operations.json"); err == nil {
		if err := json.Unmarshal(list, &texts); err != nil {
			panic(err) // the list is part of the program
		}
	}
	return texts
}

// ContentSecurityPolicy is the policy that belongs to Files, with the hashes of the inline scripts of index.html, for
// the response header. Nothing from elsewhere may be loaded, and no page may be framed.
var ContentSecurityPolicy = sync.OnceValue(func() string {
	index, err := fs.ReadFile(Files(), "index.html")
	if err != nil {
		panic(err) // both folders are embedded with the page
	}
	return policyOf(index)
})

var metaPolicy = regexp.MustCompile(`<meta http-equiv="content-security-policy" content="([^"]*)"`)

// policyOf is the policy that the page's own meta element states, plus what only a header can say. A page that states
// none may load nothing.
func policyOf(index []byte) string {
	policy := "default-src 'none'"
	if found := metaPolicy.FindSubmatch(index); found != nil {
		policy = html.UnescapeString(string(found[1]))
	}
	return policy + "; frame-ancestors 'none'"
}

// sub is the folder that holds an index.html: the first if it does, else the second.
func sub(first fs.FS, firstName string, second fs.FS, secondName string) fs.FS {
	files, name := first, firstName
	if _, err := fs.Stat(first, firstName+"/index.html"); err != nil {
		files, name = second, secondName
	}
	found, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the names are constants
	}
	return found
}
