package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/loometalgud/mano/bench/loadtest"
)

type loadtestCommand struct {
	URL       string `name:"url" default:"http://127.0.0.1:8080" help:"Server to load, or replicas: URL,URL."`
	Event     string `help:"Event to load; empty: the first live one."`
	Events    int    `help:"Over how many events the subscribers are spread; beyond one they are made." default:"1"`
	Organiser string `help:"Token that makes these events." default:"demo-organiser"`
	Volunteer string `help:"Token that subscribes." default:"demo-volunteer"`
	Asker     string `help:"Token that makes changes." default:"demo-participant"`

	Subscribers int           `short:"n" help:"How many subscribers." default:"1000"`
	Processes   int           `help:"How many processes share them; 0: as few as the limit of open files allows."`
	Idle        time.Duration `help:"How long nothing is done before the memory is read and the changes begin."`
	Rate        float64       `help:"Changes a second, sent at their intended times." default:"5"`
	Changes     int           `help:"How many changes." default:"100"`
	Burst       int           `help:"Changes sent at the same moment." default:"1"`
	Filters     bool          `help:"Give every subscriber a filter of its own."`

	Reconnect bool   `help:"Let a subscriber that was cut off come back, to any of the replicas, and resume."`
	Failover  string `help:"With --reconnect: the replicas that they come back to instead: URL,URL." placeholder:"URL"`
	Kill      int    `help:"Local process that is killed when half of the changes are sent." placeholder:"PID"`

	Settle  time.Duration `help:"How long to wait for the last frames." default:"10s"`
	JSON    bool          `name:"json" help:"Print the report as JSON."`
	Company bool          `hidden:"" help:"Be one of the processes that share the subscribers of another."`
}

// Run prints the report; it fails when anything was lost, doubled or inverted.
func (c *loadtestCommand) Run(ctx context.Context, out *output) error {
	if c.Company {
		return loadtest.Company(ctx, os.Stdin, out.stdout)
	}
	report, err := loadtest.Run(ctx, loadtest.Config{
		URL: c.URL, Event: c.Event, Events: c.Events, Organiser: c.Organiser, Volunteer: c.Volunteer, Asker: c.Asker,
		Subscribers: c.Subscribers, Processes: c.Processes, Idle: c.Idle, Rate: c.Rate, Changes: c.Changes, Burst: c.Burst,
		Filters: c.Filters, Reconnect: c.Reconnect, Failover: c.Failover, Kill: c.Kill, Settle: c.Settle,
		Progress: func(format string, a ...any) { fmt.Fprintf(out.stderr, format+"\n", a...) },
	})
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
