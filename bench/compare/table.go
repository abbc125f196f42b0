package main

import (
	"fmt"
	"math"
	"strings"
	"text/tabwriter"

	"github.com/loometalgud/mano/bench/loadtest"
)

type result struct {
	name   string
	report *loadtest.Report
}

// columns are what is compared: less is better in each.
var columns = []struct {
	name  string
	value func(*loadtest.Report) float64
}{
	{"CPU µs/delivery", ofServer(func(s *loadtest.ServerCost) float64 { return s.CPUMicrosPerDelivery })},
	{"garbage B/delivery", ofServer(func(s *loadtest.ServerCost) float64 { return s.GarbagePerDelivery })},
	{"last p50 ms", func(r *loadtest.Report) float64 { return r.Last.P50 }},
	{"last p99 ms", func(r *loadtest.Report) float64 { return r.Last.P99 }},
	{"latency p50 ms", func(r *loadtest.Report) float64 { return r.Latency.P50 }},
	{"latency p99 ms", func(r *loadtest.Report) float64 { return r.Latency.P99 }},
	{"CPU µs/connection", ofServer(func(s *loadtest.ServerCost) float64 { return s.CPUMicrosPerConnect })},
	{"KB/subscriber", ofServer(func(s *loadtest.ServerCost) float64 { return s.BytesPerSubscriber / 1024 })},
}

// ofServer is not a number when the server did not tell what it used.
func ofServer(value func(*loadtest.ServerCost) float64) func(*loadtest.Report) float64 {
	return func(r *loadtest.Report) float64 {
		if r.Server == nil {
			return math.NaN()
		}
		return value(r.Server)
	}
}

// table shows each server's figures, how many times dearer than mano the stock server is, and mano than the floor.
func table(floor, stock, mano result) string {
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(name string, cell func(i int) string, last string) {
		fmt.Fprint(w, name, "\t")
		for i := range columns {
			fmt.Fprint(w, cell(i), "\t")
		}
		fmt.Fprint(w, last, "\t\n")
	}
	row("", func(i int) string { return columns[i].name }, "lost+doubled+inverted")
	for _, r := range []result{floor, stock, mano} {
		row(r.name, func(i int) string { return figure("%.1f", columns[i].value(r.report)) },
			fmt.Sprint(r.report.Lost+r.report.Doubled+r.report.Inverted))
	}
	for _, pair := range [][2]result{{stock, mano}, {mano, floor}} {
		row(pair[0].name+"/"+pair[1].name, func(i int) string {
			over, under := columns[i].value(pair[0].report), columns[i].value(pair[1].report)
			if over <= 0 || under <= 0 { // the difference of two readings can be anything where little happened
				return "–"
			}
			return figure("%.2f", over/under)
		}, "")
	}
	_ = w.Flush() // into memory
	return text.String()
}

func figure(format string, v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf(format, v)
}
