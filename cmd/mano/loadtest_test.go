package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/loometalgud/mano/bench/loadtest"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// The load test is itself a client that checks everything: with two replicas, nothing is lost, doubled or out of order.
func TestLoadtest_twoReplicas(t *testing.T) {
	t.Parallel()
	dsn := "MANO_DATABASE_URL=" + postgrestest.Empty(t)
	a := start(t, dsn, "MANO_LIMITS=off")
	b := start(t, dsn, "MANO_LIMITS=off")
	var out, progress bytes.Buffer
	err := run(t.Context(), []string{"loadtest", "--url", a.url + "," + b.url, "-n", "40", "--rate", "100", "--changes", "30", "--burst", "5", "--filters", "--settle", "60s", "--json"}, &out, &progress)
	if err != nil {
		t.Fatalf("%v\n%s", err, progress.String())
	}
	var report loadtest.Report
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if report.Delivered != 40*30 || report.Latency.Max <= 0 || report.Server == nil {
		t.Errorf("report: %s", out.String())
	}
}
