package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/loometalgud/mano/bench/loadtest"
)

func TestTable(t *testing.T) {
	t.Parallel()
	report := func(cpu, last float64, lost int) *loadtest.Report {
		return &loadtest.Report{
			Lost: lost, Inverted: 2 * lost, Last: loadtest.Quantiles{P50: last, P99: 2 * last},
			Server: &loadtest.ServerCost{CPUMicrosPerDelivery: cpu, BytesPerSubscriber: 2048},
		}
	}
	mute := report(0, 30, 0)
	mute.Server = nil
	lines := strings.Split(table(result{"floor", mute}, result{"stock", report(40, 120, 0)},
		result{"mano", report(8, 60, 1)}), "\n")
	for i, want := range []string{
		1: "floor – – 30.0 60.0 0.0 0.0 – – 0",
		2: "stock 40.0 0.0 120.0 240.0 0.0 0.0 0.0 2.0 0",
		3: "mano 8.0 0.0 60.0 120.0 0.0 0.0 0.0 2.0 3",
		4: "stock/mano 5.00 – 2.00 2.00 – – – 1.00",
		5: "mano/floor – – 2.00 2.00 – – – –",
	} {
		if got := strings.Fields(lines[i]); want != "" && !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
}
