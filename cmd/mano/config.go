package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
	"github.com/loometalgud/mano/server"
	"github.com/loometalgud/mano/transport"
)

// databaseFlags say where the data is.
type databaseFlags struct {
	DatabaseURL string `name:"database-url" placeholder:"postgres://…" help:"PostgreSQL 15 or newer; or a private one."`
	Data        string `help:"Folder of the private PostgreSQL." default:"${data}" type:"path"`

	Connections int `name:"database-connections" help:"Connections to the database; another hears wake-ups." default:"16"`
	Reserved    int `name:"database-reserved" help:"Those for streams and health (4, at most a quarter; negative: none)."`

	Prepare string `help:"off: no prepared statements; auto: if they are remembered." enum:"auto,on,off" default:"auto"`

	StartWait time.Duration `name:"database-start-wait" help:"How long a start waits for the database." default:"30s"`
}

// logFlags say what is logged.
type logFlags struct {
	LogLevel  string `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info"`
	LogFormat string `help:"text or json." enum:"text,json" default:"text"`
}

func (f logFlags) logger(out *output) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(f.LogLevel)) // the parser has checked it
	options := &slog.HandlerOptions{Level: level}
	var h slog.Handler = slog.NewTextHandler(out.stderr, options)
	if f.LogFormat == "json" {
		h = slog.NewJSONHandler(out.stderr, options)
	}
	return slog.New(hackathon.LogRequests(h))
}

type serveFlags struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080"`

	Demo         bool          `help:"Demo mode: invented people and data, tokens that everybody knows."`
	DemoPlay     time.Duration `help:"Mean time between two steps of a demo that plays by itself." placeholder:"6s"`
	DemoAnywhere bool          `help:"Let others reach a demo, who may then act as its people, administrators included."`

	PublicURL string   `name:"public-url" placeholder:"https://…" help:"How browsers reach the server; its only name."`
	Origins   []string `help:"Origins of pages that may use the API beside the server's own." placeholder:"https://…"`
	Proxies   []string `name:"trusted-proxies" placeholder:"10.0.0.0/8" help:"Networks whose X-Forwarded-For is believed."`

	MetricsToken string `help:"Bearer token that /metrics asks for; empty: it answers this machine." placeholder:"TOKEN"`
	OpenMetrics  bool   `help:"Let /metrics answer anybody: something in front keeps it from the public."`
	ConsoleCodes bool   `help:"Show sign-in codes on the console, though others than this machine can reach the server."`
	HideSchema   bool   `help:"Turn introspection off, and /schema.graphql."`

	SMTPURL  string `name:"smtp-url" help:"Mail server; empty: mails are shown here." placeholder:"smtp://USER:KEY@HOST"`
	MailFrom string `help:"Sender of mails." default:"mano <mano@localhost>"`
	Secret   string `help:"32 bytes or more to hash sign-in codes with; or the database keeps some." placeholder:"SECRET"`

	Drain     time.Duration `help:"Time over which connections are sent elsewhere at the end (10s; 1s on this machine)."`
	DrainWait time.Duration `help:"How much longer a connection may stay that is owed an answer." default:"5s"`

	Notify string        `help:"off: no LISTEN and NOTIFY, behind a pooler that breaks them." enum:"on,off" default:"on"`
	Poll   time.Duration `help:"How often the log is asked for news when no wake-up comes." default:"250ms"`

	Keep       string `help:"off: no answer is kept for others who ask the same." enum:"on,off" default:"on"`
	Operations string `help:"built-in: the API answers only what its own pages ask." enum:"any,built-in" default:"any"`

	Limits string     `help:"off lifts those of one client, for load tests on this machine." enum:"on,off" default:"on"`
	Limit  limitFlags `embed:"" group:"Limits (-1: none):"`
}

func (f *serveFlags) hub(log *slog.Logger) live.Config {
	limits := f.limits()
	return live.Config{Poll: f.Poll, MaxOperations: limits.Most(transport.MaxOperations),
		MaxGroups: limits.Most(live.MaxGroups), Stall: limits.Time(live.StallTimeout),
		Heartbeat: limits.Time(live.Heartbeat), DrainOver: f.drain(), DrainWait: f.DrainWait, Log: log}
}

func (f *serveFlags) drain() time.Duration {
	switch {
	case f.Drain > 0:
		return f.Drain
	case f.local():
		return time.Second
	}
	return 10 * time.Second
}

// local reports whether nobody beyond this machine can reach the server.
func (f *serveFlags) local() bool {
	host, _, err := net.SplitHostPort(f.Listen)
	return err == nil && server.IsLoopback(host)
}

// reachable reports whether others than this machine are meant to reach the server, by themselves or by way of
// something in front of it.
func (f *serveFlags) reachable() bool {
	u, err := url.Parse(f.PublicURL)
	return !f.local() || err == nil && u.Host != "" && !server.IsLoopback(u.Host)
}

// at is where the server can be reached.
func (f *serveFlags) at() string {
	if f.local() {
		return f.PublicURL
	}
	return f.Listen
}

// Validate refuses settings that contradict each other or would open what must stay closed.
func (f *serveFlags) Validate() error {
	if _, _, err := net.SplitHostPort(f.Listen); err != nil {
		return fmt.Errorf("--listen has the form HOST:PORT: %w", err)
	}
	if f.Poll <= 0 {
		return errors.New("--poll is a time above zero: without the poll, a change whose wake-up is lost would not be found")
	}
	if f.Secret != "" && len(f.Secret) < 32 {
		return errors.New("--secret has 32 bytes or more, such as: openssl rand -base64 32")
	}
	if f.PublicURL != "" {
		if u, err := url.Parse(f.PublicURL); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return errors.New("--public-url has the form https://HOST")
		}
	}
	if f.Limits == "off" && f.reachable() {
		return errors.New("--limits=off is for load tests on this machine; it is refused when listening beyond it")
	}
	switch {
	case !f.reachable():
	case f.Demo && !f.DemoAnywhere:
		return fmt.Errorf("a demo's tokens are known to everybody; listening on %s would let everybody who reaches it act "+
			"as its people. If that is meant, say --demo-anywhere", f.at())
	case f.PublicURL == "":
		return fmt.Errorf("listening on %s, others than this machine can reach the server; say by which name in "+
			"--public-url (https://HOST): it answers under no other", f.at())
	case f.SMTPURL == "" && !f.ConsoleCodes && !f.DemoAnywhere:
		return errors.New("others than this machine can reach the server, and without a mail server nobody of them gets a " +
			"sign-in code: set --smtp-url, or say --console-codes if they are to be read off the console")
	case f.MetricsToken == "" && !f.OpenMetrics && !f.local():
		return errors.New("others than this machine can reach /metrics: set --metrics-token, or say --open-metrics if " +
			"something in front keeps it from the public")
	}
	_, err := f.proxies()
	return err
}

func (f *serveFlags) proxies() ([]netip.Prefix, error) {
	var networks []netip.Prefix
	for _, text := range f.Proxies {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			addr, addrErr := netip.ParseAddr(text)
			if addrErr != nil {
				return nil, fmt.Errorf("--trusted-proxies: %w", err)
			}
			network = netip.PrefixFrom(addr, addr.BitLen())
		}
		networks = append(networks, network)
	}
	return networks, nil
}
