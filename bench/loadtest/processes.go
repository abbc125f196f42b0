package loadtest

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// reserveFiles are the open files of a process that are not subscribers.
const reserveFiles = 200

// companies are the fleets of all processes that share the subscribers.
type companies struct {
	own  *fleet
	rest []*company
}

// company is a fleet in another process, which is told what to do by gob on its standard input and answers on its
// output.
type company struct {
	cmd *exec.Cmd
	in  io.Closer
	say *gob.Encoder
	ear *gob.Decoder
}

// orders are what a company is told at first.
type orders struct {
	Cfg    Config
	Events []string
	First  int
}

// enlist opens all subscribers, in as many processes as their open files need.
func enlist(ctx context.Context, cfg Config, events []string) (*companies, error) {
	n := cfg.Processes
	if n == 0 {
		n = 1
		var limit syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err == nil && limit.Cur > 2*reserveFiles {
			n = (cfg.Subscribers-1)/int(limit.Cur-reserveFiles) + 1
		}
	}
	if n == 1 {
		f := newFleet(cfg, events, 0)
		return &companies{own: f}, f.connect(ctx)
	}
	all := &companies{}
	first := 0
	for i := range n {
		share := cfg
		share.Subscribers = cfg.Subscribers*(i+1)/n - first
		share.Connecting = max(1, cfg.Connecting/n)
		share.Progress = nil
		c, err := hire(ctx, orders{share, events, first})
		if err != nil {
			all.dismiss()
			return nil, err
		}
		all.rest = append(all.rest, c)
		first += share.Subscribers
	}
	for _, c := range all.rest {
		var answer string
		err := c.ear.Decode(&answer)
		if err == nil && answer != "" {
			err = errors.New(answer)
		}
		if err != nil {
			all.dismiss()
			return nil, err
		}
	}
	return all, nil
}

// hire starts a process of this program as a company.
func hire(ctx context.Context, o orders) (*company, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "loadtest", "--company")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c := &company{cmd, in, gob.NewEncoder(in), gob.NewDecoder(out)}
	return c, c.say.Encode(o)
}

// Company is the other end of hire: the process that holds a share of the subscribers.
func Company(ctx context.Context, in io.Reader, out io.Writer) error {
	ear, mouth := gob.NewDecoder(in), gob.NewEncoder(out)
	var o orders
	if err := ear.Decode(&o); err != nil {
		return fmt.Errorf("this is for a load test of several processes: %w", err)
	}
	f := newFleet(o.Cfg.withDefaults(), o.Events, o.First)
	defer f.dismiss()
	answer := ""
	if err := f.connect(ctx); err != nil {
		answer = err.Error()
	}
	if err := mouth.Encode(answer); err != nil {
		return err
	}
	var sent []sentChange
	if err := ear.Decode(&sent); err != nil {
		if errors.Is(err, io.EOF) {
			return nil // not needed any more
		}
		return err
	}
	return mouth.Encode(f.observe(ctx, sent))
}

// observe collects what every process has seen.
func (c *companies) observe(ctx context.Context, sent []sentChange) ([]observations, error) {
	if c.own != nil {
		return []observations{c.own.observe(ctx, sent)}, nil
	}
	seen, errs := make([]observations, len(c.rest)), make([]error, len(c.rest))
	var all sync.WaitGroup
	for i, other := range c.rest {
		all.Go(func() {
			if errs[i] = other.say.Encode(sent); errs[i] == nil {
				errs[i] = other.ear.Decode(&seen[i])
			}
		})
	}
	all.Wait()
	return seen, errors.Join(errs...)
}

func (c *companies) dismiss() {
	if c.own != nil {
		c.own.dismiss()
	}
	for _, other := range c.rest {
		_ = other.in.Close()
	}
	for _, other := range c.rest {
		_ = other.cmd.Wait()
	}
}
