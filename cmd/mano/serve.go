package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/loometalgud/mano/demo"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/migrations"
	"github.com/loometalgud/mano/notify"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/server"
)

type serveCommand struct {
	databaseFlags `embed:""`
	logFlags      `embed:""`
	serveFlags    `embed:""`
}

// clock is the time of stored facts and of what clients are told. Tests set it.
var clock = func() time.Time { return time.Now().UTC() }

// Run serves until ctx ends, and then leaves nothing running.
func (c *serveCommand) Run(ctx context.Context, out *output) (err error) {
	log := c.logger(out)
	d, err := c.open(ctx, c.limits(), log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := migrations.Up(ctx, d.SQL()); err != nil {
		return err
	}
	if err := d.ClaimInstance(ctx, c.Demo); err != nil {
		return err
	}
	if c.Demo {
		if err := demo.Load(ctx, d.DB); err != nil {
			return err
		}
	}
	d.Limits, d.Secret = c.limits(), []byte(c.Secret)
	return c.serve(ctx, d, log, out)
}

func (c *serveCommand) serve(ctx context.Context, d *database, log *slog.Logger, out *output) error {
	liveConfig := c.hub(log)
	liveConfig.RightsChanged = d.ForgetViewers
	d.Now, liveConfig.Now = clock, clock
	hub := live.New(d.DB, liveConfig)
	wake := &postgres.Wake{DSN: d.dsn, Hear: hub.Poke, Log: log}
	d.Committed = func(streams []hackathon.ID) {
		hub.Touch(streams...)
		hub.Poke(streams...)
		if c.Notify == "on" {
			wake.Tell(streams)
		}
	}
	mail, err := c.mail(log, out)
	if err != nil {
		return err
	}
	cfg := server.Config{
		DB: d.DB, Hub: hub, Log: log, Version: version(), Origins: c.Origins, MetricsToken: c.MetricsToken,
		HideSchema: c.HideSchema, OnlyBuiltIn: c.Operations == "built-in", Limits: c.limits(), Keep: c.Keep == "on",
		Local: c.local(), OpenMetrics: c.OpenMetrics,
		SendCode: func(code hackathon.SignInCode) error { return mail.Put(notify.SignInCode(code)) },
	}
	if c.Demo {
		cfg.DemoTokens = demo.Tokens()
	}
	cfg.PublicURL, _ = url.Parse(c.PublicURL) // Validate has checked both
	cfg.TrustedProxies, _ = c.proxies()
	s := server.New(cfg)
	web := s.HTTP()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w (another address: MANO_LISTEN)", err)
	}

	// The background stops after everything that may need it.
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	all, failed := errgroup.WithContext(background)
	all.Go(func() error { return hub.Run(failed) })
	if c.Notify == "on" {
		all.Go(func() error { return wake.Run(failed, d.DB) })
	} else {
		log.Info("NOTIFY is off: changes of other processes are found by polling", "poll", c.Poll)
	}
	all.Go(func() error { return mail.Run(failed) })
	all.Go(func() error { return giveBack(failed) })
	all.Go(func() error { return tick(failed, d.DB, log) })
	if c.Demo && c.DemoPlay > 0 {
		all.Go(func() error { return demo.Play(failed, d.DB, c.DemoPlay, log) })
	}
	all.Go(func() error {
		if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	c.banner(out, listener.Addr(), d)

	select {
	case <-ctx.Done():
		fmt.Fprintln(out.stdout, "\nmano stops: connections are sent elsewhere …")
	case <-failed.Done():
	case <-d.failed():
		err = d.cluster.Err()
	}
	end, cancel := context.WithTimeout(background, c.drain()+c.DrainWait+10*time.Second)
	defer cancel()
	if e := s.Drain(end); e != nil {
		log.Warn("not every connection ended in time", "error", e)
	}
	if e := web.Shutdown(end); e != nil {
		log.Warn("not every request ended in time", "error", e)
		_ = web.Close()
	}
	stop()
	return errors.Join(err, all.Wait())
}

// mail is the queue of mails, to the mail server or to the console.
func (c *serveCommand) mail(log *slog.Logger, out *output) (*notify.Queue, error) {
	var sender notify.Sender = &notify.Console{W: out.stdout}
	if c.SMTPURL != "" {
		smtp, err := notify.NewSMTP(c.SMTPURL, c.MailFrom)
		if err != nil {
			return nil, err
		}
		sender = smtp
	}
	return notify.NewQueue(sender, 1000, log), nil
}

// tick does what is due by time. Every process does it; the database makes sure that each thing happens once.
func tick(ctx context.Context, s *postgres.DB, log *slog.Logger) error {
	often, seldom := time.NewTicker(5*time.Second), time.NewTicker(time.Hour)
	defer often.Stop()
	defer seldom.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return nil
		case <-often.C:
			err = within(ctx, time.Minute, s.HelpRequests.Tick, s.Events.Tick)
		case <-seldom.C:
			err = within(ctx, 30*time.Minute, s.Sessions.Sweep)
		}
		if err != nil && ctx.Err() == nil {
			log.Error("work that is due by time failed; will try again", "error", err)
		}
	}
}

// within limits the time of one tick: a database that does not answer must not stop the clock for good.
func within(ctx context.Context, limit time.Duration, all ...func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for _, do := range all {
		err = errors.Join(err, do(ctx))
	}
	return err
}
