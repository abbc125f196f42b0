// Command queries measures what pages cost: it fills a database, asks for pages of mano, of a bare net/http handler
// that answers them from one statement each, and of one that writes ready bytes, and prints what each used and how long
// it took. It is to be run from the top folder of a checkout: go run ./bench/queries.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/postgres/embedded"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

var (
	small = postgrestest.Size{Events: 1_000, People: 10_000, Needs: 30_000}
	large = postgrestest.Size{Events: 100_000, People: 1_000_000, Needs: 2_000_000}
)

// options are what can be set.
type options struct {
	size    postgrestest.Size
	scale   bool
	clients []int
	pages   string
	rounds  int
	each    time.Duration
	crowd   int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "queries:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	if len(os.Args) == 5 && os.Args[1] == "serve" { // the process of the two handlers
		var ready map[string][]byte
		text, err := os.ReadFile(os.Args[4])
		if err == nil {
			err = json.Unmarshal(text, &ready)
		}
		if err != nil {
			return err
		}
		return serve(ctx, os.Args[2], os.Args[3], ready)
	}
	o := options{size: small}
	flag.IntVar(&o.size.Events, "events", small.Events, "events in the tables")
	flag.IntVar(&o.size.People, "people", small.People, "people in the tables")
	flag.IntVar(&o.size.Needs, "needs", small.Needs, "needs in the tables; 30 of each of the first 1 000 events")
	flag.BoolVar(&o.scale, "scale", false,
		"measure also with 100 000 events, 1 000 000 people and 2 000 000 needs: some minutes and 5 GB under /tmp more")
	clients := flag.String("clients", "1,16,64", "how many ask at once")
	flag.StringVar(&o.pages, "pages", "", "only pages whose name has this in it")
	flag.IntVar(&o.rounds, "rounds", 3, "rounds, in each of which all servers have their turn; the median is shown")
	flag.DurationVar(&o.each, "for", 1500*time.Millisecond, "how long a turn is")
	flag.IntVar(&o.crowd, "crowd", 2000, "how many open the page of one event within two seconds at the end; 0: nobody")
	flag.Parse()
	for _, n := range strings.Split(*clients, ",") {
		c, err := strconv.Atoi(n)
		if err != nil || c < 1 {
			return fmt.Errorf("-clients: %q is not a number of clients", n)
		}
		o.clients = append(o.clients, c)
	}
	whole := min(o.size.Events, postgrestest.WholeEvents)
	if o.size.Needs < 30*whole || o.size.Events < 20 || o.size.People < 100 || o.rounds < 1 {
		return errors.New("20 events, 100 people, 30 needs an event and one round are the least")
	}
	return measureAll(ctx, o)
}

func measureAll(ctx context.Context, o options) (err error) {
	build := exec.CommandContext(ctx, "go", "build", "-o", "bin/", "./cmd/mano")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building: %w", err)
	}
	// Not under TMPDIR: when root runs this, PostgreSQL runs as another user, who has to reach the folder.
	folder, err := os.MkdirTemp("/tmp", "mano-queries-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.Chmod(folder, 0o755); err != nil {
		return err
	}
	cluster, err := embedded.Start(ctx, embedded.Config{Dir: filepath.Join(folder, "pg"), Test: true,
		Settings: map[string]string{"shared_buffers": "256MB", "max_wal_size": "4GB", "jit": "off"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cluster.Stop(context.WithoutCancel(ctx))) }()

	sizes := []postgrestest.Size{o.size}
	if o.scale {
		sizes = append(sizes, large)
	}
	var rows []row
	for _, s := range sizes {
		found, err := measureSize(ctx, o, s, cluster, folder)
		if err != nil {
			return err
		}
		rows = append(rows, found...)
	}
	fmt.Print("\n", table(rows))
	return nil
}

// measureSize fills a database of its own and measures on it.
func measureSize(ctx context.Context, o options, s postgrestest.Size, cluster *embedded.Cluster,
	folder string) (_ []row, err error) {
	name := fmt.Sprintf("of_%d", s.Events)
	dsn := strings.Replace(cluster.DSN(), "dbname="+embedded.Database, "dbname="+name, 1)
	begun := time.Now()
	events, err := filled(ctx, cluster.DSN(), dsn, name, s)
	if err != nil {
		return nil, fmt.Errorf("fill the database: %w", err)
	}
	fmt.Fprintf(os.Stderr, "%d events, %d people, %d needs: filled in %v\n", s.Events, s.People, s.Needs,
		time.Since(begun).Round(100*time.Millisecond))
	folder = filepath.Join(folder, name)
	if err := os.Mkdir(folder, 0o755); err != nil {
		return nil, err
	}
	running, err := start(ctx, folder, dsn, events)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, running.stop()) }()
	var rows []row
	for _, n := range o.clients {
		for i, p := range pages {
			if !strings.Contains(p.name, o.pages) {
				continue
			}
			found, err := running.measure(ctx, i, n, o.rounds, o.each, filepath.Join(cluster.Dir(), "data"))
			if err != nil {
				return nil, fmt.Errorf("page %q, %d clients: %w", p.name, n, err)
			}
			for _, f := range found {
				f.events, f.page, f.clients = s.Events, p.name, n
				fmt.Fprintln(os.Stderr, f)
				rows = append(rows, f)
			}
		}
	}
	if o.crowd == 0 {
		return rows, nil
	}
	var crowds []crowdRow
	for _, c := range running.candidates {
		r, err := c.crowd(ctx, events[0], o.crowd, filepath.Join(cluster.Dir(), "data"))
		if err != nil {
			return nil, fmt.Errorf("%s, a crowd: %w", c.name, err)
		}
		crowds = append(crowds, r)
	}
	fmt.Printf("\n%d events in the tables; ", s.Events)
	fmt.Print(crowdTable(crowds, o.crowd))
	return rows, nil
}

func filled(ctx context.Context, admin, dsn, name string, s postgrestest.Size) ([]hackathon.ID, error) {
	server, err := sql.Open("postgres", admin)
	if err != nil {
		return nil, err
	}
	defer server.Close()
	if _, err := server.ExecContext(ctx, `CREATE DATABASE `+name); err != nil {
		return nil, err
	}
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := migrations.Up(ctx, db); err != nil {
		return nil, err
	}
	s.At = time.Now()
	return postgrestest.Fill(ctx, db, s)
}
