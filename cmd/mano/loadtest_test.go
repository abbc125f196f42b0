package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"github.com/loometalgud/mano/bench/loadtest"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// The load test is a client that checks everything: over two replicas nothing is lost, doubled or out of order.
func TestLoadtest_twoReplicas(t *testing.T) {
	t.Parallel()
	dsn := "MANO_DATABASE_URL=" + postgrestest.Empty(t)
	a := start(t, dsn, "MANO_LIMITS=off")
	b := start(t, dsn, "MANO_LIMITS=off")
	var out, progress bytes.Buffer
	err := run(t.Context(), []string{"loadtest", "--url", a.url + "," + b.url, "-n", "40", "--rate", "100", "--changes",
		"30", "--burst", "5", "--filters", "--settle", "60s", "--json"}, &out, &progress)
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

// Subscribers beyond the open files of one process are spread over processes, and their results added up.
func TestLoadtest_processesAndEvents(t *testing.T) {
	t.Parallel()
	server := start(t, "MANO_DATABASE_URL="+postgrestest.Empty(t), "MANO_LIMITS=off")
	tool := exec.CommandContext(t.Context(), os.Args[0], "loadtest", "--url", server.url, "-n", "31", "--processes", "3",
		"--events", "4", "--rate", "50", "--changes", "20", "--settle", "60s", "--json")
	tool.Env = append(os.Environ(), asProgram+"=1")
	var out, progress bytes.Buffer
	tool.Stdout, tool.Stderr = &out, &progress
	if err := tool.Run(); err != nil {
		t.Fatalf("%v\n%s", err, progress.String())
	}
	var report loadtest.Report
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if report.Delivered < 20*7 || report.Delivered > 20*8 || report.Delivered != report.Expected || report.Events != 4 {
		t.Errorf("report: %s", out.String())
	}
}
