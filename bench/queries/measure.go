package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/loometalgud/mano/bench/process"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// candidate is a server that answers the pages.
type candidate struct {
	name    string
	server  *process.Process
	request func(page int, event hackathon.ID) []byte
	changes bool     // takes mutations
	calls   [][]call // by page, of all events that are asked for
}

func (c *candidate) address() string { return strings.TrimPrefix(c.server.URL, "http://") }

// names of the candidates that the others are compared with.
const (
	oneStatement = "one statement"
	readyBytes   = "ready bytes"
)

// manos are the ways in which mano itself is measured, by name, with their settings. What is added here is one more row
// of each page.
var manos = []struct {
	name     string
	settings []string
}{
	{"mano, nothing kept", []string{"MANO_KEEP=off"}},
	{"mano", nil},
}

// field is all the servers, each stopped while it is not its turn.
type field struct{ candidates []*candidate }

// start starts all candidates and sees to it that they answer the same.
func start(ctx context.Context, folder, dsn string, events []hackathon.ID) (f *field, err error) {
	f = &field{}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.stop())
		}
	}()
	for i, m := range manos {
		listen, err := process.FreeAddress()
		if err != nil {
			return f, err
		}
		cmd := process.Mano(listen, append([]string{"MANO_DATABASE_URL=" + dsn}, m.settings...)...)
		server, err := process.Start(ctx, cmd, listen, filepath.Join(folder, fmt.Sprint("mano", i)))
		if err != nil {
			return f, fmt.Errorf("%s: %w", m.name, err)
		}
		f.candidates = append(f.candidates, &candidate{name: m.name, server: server, changes: true,
			request: func(page int, event hackathon.ID) []byte { return post(listen, pages[page], event) }})
	}
	ready, err := f.candidates[0].answers(events)
	if err != nil {
		return f, fmt.Errorf("mano: %w", err)
	}
	text, err := json.Marshal(ready)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "ready"), text, 0o600)
	}
	if err != nil {
		return f, err
	}
	listen, err := process.FreeAddress()
	if err != nil {
		return f, err
	}
	self, err := os.Executable()
	if err != nil {
		return f, err
	}
	server, err := process.Start(ctx, exec.Command(self, "serve", listen, dsn, filepath.Join(folder, "ready")), listen,
		filepath.Join(folder, "handlers"))
	if err != nil {
		return f, err
	}
	for _, name := range []string{oneStatement, readyBytes} {
		f.candidates = append(f.candidates, &candidate{name: name, server: server,
			request: func(page int, event hackathon.ID) []byte { return get(listen, pathOf(name, page, event)) }})
	}
	for _, c := range f.candidates {
		own, err := c.answers(events)
		if err != nil {
			return f, fmt.Errorf("%s: %w", c.name, err)
		}
		for path, body := range own {
			if err := sameContent(ready[path], body); err != nil {
				return f, fmt.Errorf("%s and %s, %s: %w", manos[0].name, c.name, path, err)
			}
		}
	}
	return f, f.pause()
}

// answers asks for every page once and keeps the answers, to which all further ones have to be equal.
func (c *candidate) answers(events []hackathon.ID) (map[string][]byte, error) {
	conn, err := dial(c.address())
	if err != nil {
		return nil, err
	}
	defer conn.socket.Close()
	answers := map[string][]byte{}
	c.calls = make([][]call, len(pages))
	for i, p := range pages {
		asked := events
		if !p.ofEvent() {
			asked = events[:1]
		}
		for _, event := range asked {
			request := c.request(i, event)
			answer, err := conn.ask(call{request: request})
			if err != nil {
				return nil, fmt.Errorf("page %q: %w", p.name, err)
			}
			answer = slices.Clone(answer)
			answers[pathOf(readyBytes, i, event)] = answer
			c.calls[i] = append(c.calls[i], call{request, answer})
		}
	}
	return answers, nil
}

// pathOf is the address of a page at one of the handlers.
func pathOf(handler string, page int, event hackathon.ID) string {
	path := map[string]string{oneStatement: "/statement/", readyBytes: "/bytes/"}[handler] + fmt.Sprint(page)
	if pages[page].ofEvent() {
		path += "?id=" + event.String()
	}
	return path
}

func get(host, path string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n", path, host)
}

func post(host string, p page, event hackathon.ID) []byte {
	body, signIn := p.body(event), ""
	if p.signedIn {
		signIn = "Authorization: Bearer " + postgrestest.FillToken + "\r\n"
	}
	return fmt.Appendf(nil, "POST /graphql HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n"+
		"Content-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s", host, signIn, len(body), body)
}

// warmUp is asked before each turn is counted: connections and plans are there, and what was put off is done.
const warmUp = 200 * time.Millisecond

// measure gives every candidate its turn in each round, so that what else the machine does meets all of them, and shows
// the medians of the rounds.
func (f *field) measure(ctx context.Context, page, clients, rounds int, each time.Duration,
	data string) ([]row, error) {
	found := make([][]row, len(f.candidates))
	for range rounds {
		for i, c := range f.candidates {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r, err := c.turn(page, clients, each, data)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			found[i] = append(found[i], r)
		}
	}
	rows := make([]row, len(found))
	for i, of := range found {
		rows[i] = medians(of)
		rows[i].server = f.candidates[i].name
		rows[i].bytes = len(f.candidates[i].calls[page][0].want)
	}
	return rows, nil
}

func (c *candidate) turn(page, clients int, each time.Duration, data string) (r row, err error) {
	if err := c.server.Resume(); err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, c.server.Pause()) }()
	for _, call := range c.calls[page] {
		if err := settled(c.address(), call); err != nil {
			return r, err
		}
	}
	if _, err := load(c.address(), c.calls[page], clients, warmUp); err != nil {
		return r, err
	}
	server, err1 := cpuOf(c.server.PID)
	database, err2 := cpuOfCluster(data)
	took, err3 := load(c.address(), c.calls[page], clients, each)
	serverAfter, err4 := cpuOf(c.server.PID)
	databaseAfter, err5 := cpuOfCluster(data)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return r, err
	}
	if len(took) == 0 {
		return r, errors.New("nothing was answered")
	}
	a := (serverAfter - server).Seconds() / float64(len(took)) * 1000
	b := (databaseAfter - database).Seconds() / float64(len(took)) * 1000
	slices.Sort(took)
	quantile := func(q int) float64 { return float64(took[min(len(took)*q/100, len(took)-1)].Microseconds()) / 1000 }
	return row{cpuServer: a, cpuDatabase: b, cpu: a + b, p50: quantile(50), p95: quantile(95), p99: quantile(99)}, nil
}

func medians(of []row) (r row) {
	median := func(value func(*row) *float64) {
		values := make([]float64, len(of))
		for i := range of {
			values[i] = *value(&of[i])
		}
		slices.SortFunc(values, cmp.Compare[float64])
		*value(&r) = values[len(values)/2]
	}
	for _, c := range columns {
		median(c.of)
	}
	return r
}

func (f *field) pause() error {
	var errs []error
	for _, c := range f.candidates {
		errs = append(errs, c.server.Pause())
	}
	return errors.Join(errs...)
}

// stop ends all servers; the two handlers are one.
func (f *field) stop() error {
	var errs []error
	stopped := map[*process.Process]bool{}
	for _, c := range f.candidates {
		if !stopped[c.server] {
			stopped[c.server] = true
			errs = append(errs, c.server.Stop())
		}
	}
	return errors.Join(errs...)
}
