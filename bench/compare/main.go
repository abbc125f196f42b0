// Command compare puts the same load on three servers, one after the other, and prints what each made of it: the least
// that can deliver (bench/floor), a stock gqlgen server (bench/stock) and mano. Its arguments are those of `mano
// loadtest`. It is to be run from the top folder of a checkout: tools/compare does.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/loometalgud/mano/bench/loadtest"
	"github.com/loometalgud/mano/bench/process"
)

// usual is the load without arguments. What is late is not to be counted as lost, hence the time at the end.
var usual = []string{"-n", "5000", "--rate", "5", "--changes", "50", "--settle", "60s"}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	args := os.Args[1:]
	if len(args) == 0 {
		args = usual
	}
	if err := compare(ctx, args); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func compare(ctx context.Context, args []string) error {
	build := exec.CommandContext(ctx, "go", "build", "-o", "bin/", "./bench/floor", "./bench/stock", "./cmd/mano")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building: %w", err)
	}
	// Not under TMPDIR: when root runs this, PostgreSQL runs as another user, who has to reach the folder.
	folder, err := os.MkdirTemp("/tmp", "mano-compare-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.Chmod(folder, 0o755); err != nil {
		return err
	}
	var results []result
	for _, name := range []string{"floor", "stock", "mano"} {
		fmt.Fprintf(os.Stderr, "\n%s\n", name)
		report, err := measure(ctx, name, filepath.Join(folder, name), args)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		results = append(results, result{name, report})
	}
	fmt.Print("\n", table(results[0], results[1], results[2]))
	return nil
}

// measure loads one server. What the load test finds wrong is a result.
func measure(ctx context.Context, name, folder string, args []string) (report *loadtest.Report, err error) {
	if err := os.Mkdir(folder, 0o755); err != nil {
		return nil, err
	}
	listen, err := process.FreeAddress()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("bin/"+name, "-listen", listen)
	if name == "mano" {
		cmd = process.Mano(listen, "MANO_DATA="+filepath.Join(folder, "data"), "MANO_DEMO=true")
	}
	server, err := process.Start(ctx, cmd, listen, filepath.Join(folder, "out"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()

	var out bytes.Buffer
	load := exec.CommandContext(ctx, "bin/mano", append([]string{"loadtest", "--json", "--url", server.URL}, args...)...)
	load.Cancel = func() error { return load.Process.Signal(os.Interrupt) }
	load.Stdout, load.Stderr = &out, os.Stderr
	failed := load.Run()
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return nil, errors.Join(failed, err)
	}
	return report, ctx.Err()
}
