// Command mano runs the live backbone of social hackathons: `mano serve`.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // texts use Estonian time, also on machines without time zones

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "mano: %v\n", err)
		os.Exit(1)
	}
}

// commands are what the program can do. Every flag has an environment variable MANO_….
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Serve the application and the API."`
	Migrate  migrateCommand  `cmd:"" help:"Bring a database to the present schema. serve does this by itself."`
	Loadtest loadtestCommand `cmd:"" help:"Open many subscribers on a running mano; report losses, order, latency, cost."`
	Demo     demoCommand     `cmd:"" help:"Play the scripted hackathon day against a running mano in demo mode."`
	Grant    grantCommand    `cmd:"" help:"Give the person of an address a role, such as the first administrator's."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

// output is where a command writes: to stdout for people, to stderr the log.
type output struct{ stdout, stderr io.Writer }

// run is the program without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var all commands
	command, err := parse(&all, args, stdout, stderr)
	if err != nil || command == nil {
		return err
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run(&output{stdout, stderr})
}

// parse reads the arguments and the environment into all. It returns nil when help was asked for and printed.
func parse(all *commands, args []string, stdout, stderr io.Writer) (command *kong.Context, err error) {
	done := errors.New("done") // of --help, which must not end the process of a test
	defer func() {
		if p := recover(); p == any(done) {
			command, err = nil, nil
		} else if p != nil {
			panic(p)
		}
	}()
	all.Serve.Limit = newLimitFlags()
	parser, err := kong.New(all, kong.Name("mano"),
		kong.Description("The live backbone of social hackathons. Every flag can be set as MANO_… in the environment."),
		kong.DefaultEnvars("MANO"), kong.Vars{"data": defaultData, "roles": grantedRoles}, kong.Writers(stdout, stderr),
		kong.Exit(func(int) { panic(done) }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return nil, err
	}
	return parser.Parse(args)
}

type versionCommand struct{}

func (versionCommand) Run(out *output) error {
	_, err := fmt.Fprintln(out.stdout, version())
	return err
}

// version is the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	if revision == "" {
		return "development"
	}
	return revision + changed
}
