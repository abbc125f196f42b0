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
	DatabaseURL string        `name:"database-url" help:"PostgreSQL 15 or newer; empty: a private one of this process's own." placeholder:"postgres://…"`
	Data        string        `help:"Folder of the private PostgreSQL." default:"${data}" type:"path"`
	Connections int           `name:"database-connections" help:"Most connections to the database, the reserved ones among them; one that hears wake-ups comes on top." default:"16"`
	Reserved    int           `name:"database-reserved" help:"… that are kept for what live streams rest on, health and wake-ups (4, at most a quarter; negative: none)."`
	Waiting     int           `name:"database-waiting" help:"Calls that may wait for a connection to the database (200; negative: any number)."`
	Wait        time.Duration `name:"database-wait" help:"How long a call may wait for that (500ms; negative: as long as it lasts)."`
	StartWait   time.Duration `name:"database-start-wait" help:"How long a start waits for a database that is not there yet; 0s: not at all." default:"30s"`
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
	Listen       string        `help:"Address to listen on." default:"127.0.0.1:8080"`
	Demo         bool          `help:"Demo mode: invented people and data, tokens that everybody knows."`
	DemoPlay     time.Duration `help:"In demo mode: let needs arrive and be taken by themselves, with this mean time between two steps." placeholder:"6s"`
	DemoAnywhere bool          `help:"Let a demo listen beyond this machine: everybody who reaches it may act as its people, the administrator included."`
	PublicURL    string        `name:"public-url" help:"How browsers reach the server, such as https://mano.example; beyond this machine it answers under no other name." placeholder:"https://…"`
	Origins      []string      `help:"Origins of pages that may use the API beside the server's own." placeholder:"https://…"`
	Proxies      []string      `name:"trusted-proxies" help:"Networks whose X-Forwarded-For is believed, such as 10.0.0.0/8." placeholder:"NETWORK"`
	MetricsToken string        `help:"Bearer token that /metrics asks for; empty: it answers this machine." placeholder:"TOKEN"`
	OpenMetrics  bool          `help:"Let /metrics answer anybody who reaches it, without a token: something in front keeps it from the public."`
	ConsoleCodes bool          `help:"Show sign-in codes on the console, without a mail server, though others than this machine can reach the server."`
	HideSchema   bool          `help:"Turn introspection off."`
	SMTPURL      string        `name:"smtp-url" help:"Mail server, smtp://USER:PASSWORD@HOST:PORT or smtps://…; empty: mails are shown here." placeholder:"smtp://…"`
	MailFrom     string        `help:"Sender of mails." default:"mano <mano@localhost>"`
	Secret       string        `help:"What sign-in codes are hashed with, 32 bytes or more and the same for all processes; empty: a random one that the database keeps." placeholder:"SECRET"`
	Drain        time.Duration `help:"Time over which connections are sent elsewhere at the end; 1s on this machine alone, else 10s." placeholder:"10s"`
	DrainWait    time.Duration `help:"How much longer a connection may stay on which the answer of a call is owed." default:"5s"`
	Notify       string        `help:"off: do without LISTEN and NOTIFY, behind a pooler that breaks them; what other processes change is then found by the poll." enum:"on,off" default:"on"`
	Poll         time.Duration `help:"How often the log is asked for news when no wake-up comes." default:"250ms"`
	Limits       string        `help:"off lifts the limits per person, address and connection, for load tests on this machine." enum:"on,off" default:"on"`
	Limit        limitFlags    `embed:"" group:"Limits (0: the default, negative: none):"`
}

// limitFlags are the limits; what they mean is written at hackathon.PersonalLimits, transport.Limits, transport.QueryLimits, server.Limits and live.Config.
type limitFlags struct {
	OpenNeedsPerPerson       int           `help:"Needs of a person that look for a volunteer at once (5)."`
	OpenNeedsPerStaff        int           `help:"… in all, when somebody who runs the event asks there for others (10)."`
	CommentsPerHour          int           `help:"Comments of a person in an hour (60)."`
	IdeasPerPerson           int           `help:"Ideas under a person's name at an event (10)."`
	UnnamedIdeasPerHour      int           `help:"Unnamed ideas that one process takes from a person in an hour (5)."`
	GroupsPerPerson          int           `help:"Working groups that a person forms at an event (3)."`
	MatchesPerVolunteer      int           `help:"Needs that a volunteer holds at once (3)."`
	PlaceChangesPerDay       int           `help:"Times that a volunteer states another place in 24 hours (3)."`
	RequestsPerAddress       int           `help:"Requests of all of an address who are not signed in, a minute (6000)."`
	RequestsPerPerson        int           `help:"Requests of a person or board a minute, which count for no address (600)."`
	CodesPerAddress          int           `help:"Sign-in codes asked for from an address in ten minutes (100)."`
	WrongCodesPerAddress     int           `help:"Wrong codes from an address in ten minutes (50)."`
	CodesPerEmail            int           `help:"Unused sign-in codes on their way to one address (3)."`
	CodesPerDomain           int           `help:"… sent to the addresses of a domain in an hour (2000)."`
	CodesInAll               int           `help:"… sent in an hour (5000)."`
	GuestsPerAddress         int           `help:"Guests who join from an address in ten minutes (500)."`
	MaxBodyBytes             int64         `help:"Bytes of an HTTP request (65536)."`
	MaxMessageBytes          int           `help:"Bytes of a websocket message (65536)."`
	InitWait                 time.Duration `help:"Silence before connection_init (3s)."`
	MaxOperations            int           `help:"Operations running on a connection (20)."`
	MaxSubscribesPerSecond   int           `help:"Operations begun on a connection a second (10)."`
	MaxMessagesPerSecond     int           `help:"Messages on a connection a second (50)."`
	MaxConnections           int           `help:"Websockets and event streams of the process (18000)."`
	MaxConnectionsPerAddress int           `help:"… of an address (2000)."`
	MaxPendingPerAddress     int           `help:"… not acknowledged yet (500)."`
	MaxConnectionsPerPerson  int           `help:"… of a person (20)."`
	MaxGroupsPerPerson       int           `help:"Different subscriptions of a person, each an execution of every change (50)."`
	MaxGroupsPerAddress      int           `help:"… of all of an address who are not signed in (50)."`
	ExecutionTimeout         time.Duration `help:"Time of one operation (10s)."`
	SocketWorkers            int           `help:"Operations from websockets executed at once (64)."`
	SocketWaiting            int           `help:"… waiting for that (1000)."`
	WriteTimeout             time.Duration `help:"Time of a blocked write of an event stream (10s)."`
	SocketSendBuffer         int           `help:"The kernel's send buffer of a websocket (32768)."`
	MaxDepth                 int           `help:"Levels of nested fields (10)."`
	MaxAliases               int           `help:"Fields under another name (30)."`
	MaxRootFields            int           `help:"Fields of an operation itself (10)."`
	MaxFields                int           `help:"Fields of an operation (1000)."`
	MaxDirectives            int           `help:"@skip and @include of an operation (50)."`
	MaxComplexity            int           `help:"Complexity of an operation (20000)."`
	MaxTokens                int           `help:"Tokens of a document (5000)."`
	MaxSelections            int           `help:"Fields and fragments of a document, in all its operations (3000)."`
	MaxNesting               int           `help:"Levels of fields, fragments or values (30)."`
	MaxComparisons           int           `help:"Comparisons of fields that answer under one name in one place (5000)."`
	MaxValues                int           `help:"Arguments and values of a document; as many in its variables (1000)."`
	MaxVariables             int           `help:"Variables of an operation (100)."`
	MaxIntrospection         int           `help:"Fields that the schema's description answers (300000)."`
	DocumentCacheBytes       int64         `help:"Memory for documents that were read (67108864)."`
	StallTimeout             time.Duration `help:"Time that a connection may take no frame (10s)."`
	Heartbeat                time.Duration `help:"Pause between heartbeats of a stream (15s)."`

	HTTP httpFlags `embed:""`
}

// httpFlags are the limits of connections that speak HTTP.
type httpFlags struct {
	Most       int           `name:"max-http-connections" help:"Connections that are no websocket, at rest or at work (20000)."`
	PerAddress int           `name:"max-http-connections-per-address" help:"… of an address (4000)."`
	Header     time.Duration `name:"header-timeout" help:"Time for the header of a request (5s)."`
	Body       time.Duration `name:"body-timeout" help:"Time for the body of a request (10s)."`
	Answer     time.Duration `name:"answer-timeout" help:"Time for a client to take the next 16 KiB of an answer (20s)."`
	Idle       time.Duration `name:"idle-timeout" help:"Time of a connection at rest between two requests (2m)."`
}

func (f *serveFlags) limits() server.Limits {
	l := f.Limit
	limits := server.Limits{
		RequestsPerAddress: l.RequestsPerAddress, RequestsPerPerson: l.RequestsPerPerson,
		CodesPerAddress: l.CodesPerAddress, WrongCodesPerAddress: l.WrongCodesPerAddress, GuestsPerAddress: l.GuestsPerAddress,
		HTTPConnections: l.HTTP.Most, HTTPConnectionsPerAddress: l.HTTP.PerAddress,
		HeaderTime: l.HTTP.Header, BodyTime: l.HTTP.Body, AnswerTime: l.HTTP.Answer, IdleTime: l.HTTP.Idle,
		Transport: transport.Limits{
			BodyBytes: l.MaxBodyBytes, MessageBytes: l.MaxMessageBytes, InitWait: l.InitWait, Operations: l.MaxOperations,
			SubscribesPerSecond: l.MaxSubscribesPerSecond, MessagesPerSecond: l.MaxMessagesPerSecond, Connections: l.MaxConnections,
			ConnectionsPerAddress: l.MaxConnectionsPerAddress, PendingPerAddress: l.MaxPendingPerAddress, ConnectionsPerPerson: l.MaxConnectionsPerPerson,
			GroupsPerPerson: l.MaxGroupsPerPerson, GroupsPerAddress: l.MaxGroupsPerAddress,
			ExecutionTime: l.ExecutionTimeout, Workers: l.SocketWorkers, Waiting: l.SocketWaiting, WriteTime: l.WriteTimeout, SendBuffer: l.SocketSendBuffer,
			DocumentBytes: l.DocumentCacheBytes,
		},
		Queries: transport.QueryLimits{
			MaxDepth: l.MaxDepth, MaxAliases: l.MaxAliases, MaxRootFields: l.MaxRootFields, MaxFields: l.MaxFields, MaxDirectives: l.MaxDirectives,
			MaxComplexity: l.MaxComplexity, MaxTokens: l.MaxTokens, MaxSelections: l.MaxSelections, MaxNesting: l.MaxNesting,
			MaxComparisons: l.MaxComparisons, MaxValues: l.MaxValues, MaxVariables: l.MaxVariables, MaxIntrospection: l.MaxIntrospection,
		},
	}
	if limits.Queries.MaxComplexity == 0 {
		limits.Queries.MaxComplexity = 20_000
	}
	if f.Limits == "off" {
		limits = limits.WithoutPersonal()
	}
	return limits
}

// personal are the limits of what one person puts before everybody.
func (f *serveFlags) personal() hackathon.PersonalLimits {
	limits, l := hackathon.DefaultPersonalLimits(), f.Limit
	for _, one := range []struct {
		set  int
		most *int
	}{
		{l.OpenNeedsPerPerson, &limits.OpenNeedsPerPerson}, {l.OpenNeedsPerStaff, &limits.OpenNeedsPerStaff}, {l.CommentsPerHour, &limits.CommentsPerHour},
		{l.IdeasPerPerson, &limits.IdeasPerPerson}, {l.UnnamedIdeasPerHour, &limits.UnnamedIdeasPerHour}, {l.GroupsPerPerson, &limits.GroupsPerPerson},
		{l.MatchesPerVolunteer, &limits.MatchesPerVolunteer},
		{l.PlaceChangesPerDay, &limits.PlaceChangesPerDay},
	} {
		switch {
		case one.set < 0 || f.Limits == "off":
			*one.most = 1 << 30
		case one.set > 0:
			*one.most = one.set
		}
	}
	return limits
}

// codes are the limits of mails with sign-in codes.
func (f *serveFlags) codes() hackathon.CodeLimits {
	if f.Limits == "off" {
		return hackathon.CodeLimits{PerEmail: -1, PerDomain: -1, InAll: -1}
	}
	return hackathon.CodeLimits{PerEmail: f.Limit.CodesPerEmail, PerDomain: f.Limit.CodesPerDomain, InAll: f.Limit.CodesInAll}.OrDefault()
}

func (f *serveFlags) hub(log *slog.Logger) live.Config {
	operations := f.Limit.MaxOperations
	if operations < 0 {
		operations = 1 << 30
	}
	return live.Config{Poll: f.Poll, MaxOperations: operations, Stall: f.Limit.StallTimeout, Heartbeat: f.Limit.Heartbeat, DrainOver: f.drain(), DrainWait: f.DrainWait, Log: log}
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

// reachable reports whether others than this machine are meant to reach the server, by themselves or by way of something in
// front of it.
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
		return fmt.Errorf("a demo's tokens are known to everybody; listening on %s would let everybody who reaches it act as its people. If that is meant, say --demo-anywhere", f.at())
	case f.PublicURL == "":
		return fmt.Errorf("listening on %s, others than this machine can reach the server; say by which name in --public-url (https://HOST): it answers under no other", f.at())
	case f.SMTPURL == "" && !f.ConsoleCodes && !f.DemoAnywhere:
		return errors.New("others than this machine can reach the server, and without a mail server nobody of them gets a sign-in code: set --smtp-url, or say --console-codes if they are to be read off the console")
	case f.MetricsToken == "" && !f.OpenMetrics && !f.local():
		return errors.New("others than this machine can reach /metrics: set --metrics-token, or say --open-metrics if something in front keeps it from the public")
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
