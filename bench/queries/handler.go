package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"strconv"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"

	"github.com/loometalgud/mano/hackathon"
)

// connections to the database, as many as mano has.
const connections = 16

// serve is the two servers that mano is measured beside, in a process of their own: /statement/PAGE?id=… answers
// a page from one prepared statement, /bytes/PAGE?id=… from memory, with the bytes that mano answered.
func serve(ctx context.Context, listen, dsn string, ready map[string][]byte) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	routes := http.NewServeMux()
	routes.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	for n, p := range pages {
		//nolint:sqlclosecheck // closed with db, when nobody asks any more
		statement, err := db.PrepareContext(ctx, p.statement)
		if err != nil {
			return fmt.Errorf("page %q: %w", p.name, err)
		}
		routes.HandleFunc(fmt.Sprintf("GET /statement/%d", n), func(w http.ResponseWriter, r *http.Request) {
			var args []any
			if p.ofEvent() {
				id, err := hackathon.ParseID(r.URL.Query().Get("id"))
				if err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
				args = []any{id}
			}
			var data []byte
			if err := statement.QueryRowContext(r.Context(), args...).Scan(&data); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			write(w, fmt.Appendf(nil, `{"data":%s}`, data))
		})
	}
	routes.HandleFunc("GET /bytes/{page}", func(w http.ResponseWriter, r *http.Request) {
		body, ok := ready[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		write(w, body)
	})
	server := &http.Server{Addr: listen, Handler: routes, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.ListenAndServe(); ctx.Err() == nil {
		return err
	}
	return nil
}

func write(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the client has gone: it says so itself
}
