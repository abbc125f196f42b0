package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/loometalgud/mano/bench/loadtest"
)

type loadtestCommand struct {
	loadtest.Config `embed:""`

	JSON    bool `name:"json" help:"Print the report as JSON."`
	Company bool `hidden:"" help:"Be one of the processes that share the subscribers of another."`
}

// Run prints the report; it fails when anything was lost, doubled or inverted.
func (c *loadtestCommand) Run(ctx context.Context, out *output) error {
	if c.Company {
		return loadtest.Company(ctx, os.Stdin, out.stdout)
	}
	c.Progress = func(format string, a ...any) { fmt.Fprintf(out.stderr, format+"\n", a...) }
	report, err := loadtest.Run(ctx, c.Config)
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(out.stdout)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(report)
	} else {
		_, err = out.stdout.Write([]byte(report.String()))
	}
	if err != nil {
		return err
	}
	return report.Err()
}
