package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// row is what one server made of one page.
type row struct {
	events, clients, bytes      int
	page, server                string
	cpuServer, cpuDatabase, cpu float64 // seconds of CPU for 1 000 requests, which is milliseconds for one
	p50, p95, p99               float64 // milliseconds
}

func (r row) String() string {
	return fmt.Sprintf("%s, %d clients, %s: CPU %.3f + %.3f s, p50 %.2f ms", r.page, r.clients, r.server, r.cpuServer,
		r.cpuDatabase, r.p50)
}

// columns are what is measured; less is better in each.
var columns = []struct {
	name, format string
	of           func(*row) *float64
}{
	{"CPU s/1000: server", "%.3f", func(r *row) *float64 { return &r.cpuServer }},
	{"PostgreSQL", "%.3f", func(r *row) *float64 { return &r.cpuDatabase }},
	{"both", "%.3f", func(r *row) *float64 { return &r.cpu }},
	{"p50 ms", "%.2f", func(r *row) *float64 { return &r.p50 }},
	{"p95 ms", "%.2f", func(r *row) *float64 { return &r.p95 }},
	{"p99 ms", "%.2f", func(r *row) *float64 { return &r.p99 }},
}

// table shows every row and how many times it is what others are: the handlers at the same page, and the same server
// with fewer events in the tables.
func table(rows []row) string {
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "page\tKB\tclients\tevents\tserver\t")
	for _, c := range columns {
		fmt.Fprint(w, c.name, "\t")
	}
	fmt.Fprint(w, "CPU × statement\tp50 × statement\tCPU × bytes\tCPU × fewer events\t\n")
	for i := range rows {
		r := &rows[i]
		fmt.Fprintf(w, "%s\t%.1f\t%d\t%d\t%s\t", r.page, float64(r.bytes)/1000, r.clients, r.events, r.server)
		for _, c := range columns {
			fmt.Fprintf(w, c.format+"\t", *c.of(r))
		}
		cpu, p50 := func(r *row) float64 { return r.cpu }, func(r *row) float64 { return r.p50 }
		at := func(server string) func(*row) bool {
			return func(o *row) bool { return o.server == server && o.events == r.events }
		}
		fewer := func(o *row) bool { return o.server == r.server && o.events < r.events }
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t\n", ratio(rows, r, cpu, at(oneStatement)), ratio(rows, r, p50, at(oneStatement)),
			ratio(rows, r, cpu, at(readyBytes)), ratio(rows, r, cpu, fewer))
	}
	_ = w.Flush() // into memory
	return text.String()
}

// ratio is how many times a row's value is that of the row at the same page and clients that is meant.
func ratio(rows []row, r *row, value func(*row) float64, meant func(*row) bool) string {
	for i := range rows {
		o := &rows[i]
		if o.page == r.page && o.clients == r.clients && o != r && meant(o) && value(o) > 0 {
			return fmt.Sprintf("%.2f", value(r)/value(o))
		}
	}
	return "–"
}
