package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/loometalgud/mano/demo"
)

type demoCommand struct {
	databaseFlags `embed:""`
	logFlags      `embed:""`
	Pace          time.Duration `help:"Mean time between two steps of a need." default:"6s"`
}

// Run plays until ctx ends, on the database of a mano that runs as a demo.
func (c *demoCommand) Run(ctx context.Context, out *output) (err error) {
	if c.Pace <= 0 {
		return errors.New("--pace is a time above zero, such as 6s")
	}
	d, err := c.openRunning(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if _, loaded, err := d.DemoState(ctx); err != nil || !loaded {
		return errors.Join(err, errors.New("the script plays on a loaded demo: start mano with MANO_DEMO=true first"))
	}
	fmt.Fprintln(out.stdout, "the demo plays: look at the board and at the live needs; Ctrl-C ends it")
	return demo.Play(ctx, d.DB, c.Pace, c.logger(out))
}
