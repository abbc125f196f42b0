package live

import (
	"log/slog"
	"runtime"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// What operators set of the hub.
var (
	StallTimeout = hackathon.NewLimit(hackathon.Limit{Name: "stall-timeout", Time: 10 * time.Second,
		Bounds: "the time in which a connection takes no frame", Answer: "close code 4290"})
	Heartbeat = hackathon.NewLimit(hackathon.Limit{Name: "heartbeat", Time: 15 * time.Second,
		Bounds: "the pause between heartbeats of a stream", Answer: "a heartbeat"})
	MaxGroups = hackathon.NewLimit(hackathon.Limit{Name: "max-groups", Most: 20_000,
		Bounds: "different subscriptions of the process, each an execution of every change"})
)

// Config holds the hub's limits. The zero value of a field means its default.
type Config struct {
	// Poll is how often the log is asked for news without a poke; it bounds the delay when every wake-up is lost. Default
	// 250 ms.
	Poll time.Duration
	// PollStreams bounds the streams of one poll. RightsStream and the streams of events are in every poll, those of
	// persons take turns. Default 500.
	PollStreams int
	// PageSize is how many activities of a stream are read at once. Default 500.
	PageSize int

	// WindowItems and WindowBytes bound the rendered items that a group keeps for those who resume or lag. Default 256 and
	// 1 MiB.
	WindowItems int
	WindowBytes int
	// RingItems and RingAge bound the activities that are kept per stream, so that resuming rarely needs a read. Default
	// 1024 and 10 min.
	RingItems int
	RingAge   time.Duration
	// SnapshotReuse is how many items may follow a snapshot before a new subscriber needs a new one. Default 32.
	SnapshotReuse int
	// DeepScans is how many snapshots and pages of old log are read at once. Default 8.
	DeepScans int

	// Heartbeat is the longest time between two CaughtUp. Default 15 s.
	Heartbeat time.Duration
	// Recheck is how often rights are checked without a reason. Default 5 min.
	Recheck time.Duration
	// Rechecks is how many rights are checked at once. Default 8.
	Rechecks int

	// BatchBytes is the size of one write. Default 64 KiB.
	BatchBytes int
	// Stall is how long a connection may take no frame, or lag behind the window, before it is closed. Default 10 s.
	Stall time.Duration
	// CatchUp is how long a connection may take for its snapshot or replay after the window has moved on. Default 60 s.
	CatchUp time.Duration
	// ControlFrames and ControlBytes bound the frames of the protocol and the query results that wait for a connection.
	// Default 256 and 1 MiB.
	ControlFrames int
	ControlBytes  int

	// MaxGroups bounds the groups; each executes every change once. Default 20 000.
	MaxGroups int
	// MaxOperations bounds the subscriptions of one connection. Default 20.
	MaxOperations int
	// Renders is how many groups render at once. Default twice the processors.
	Renders int
	// RenderTimeout bounds one execution, and one read of the log or of a snapshot. Default 10 s.
	RenderTimeout time.Duration
	// DrainWait is how long closing a connection waits for a call that runs on it: in a drain after DrainOver, and after
	// the sign-in has expired. Default 5 s.
	DrainWait time.Duration
	// DrainOver is the time over which Drain spreads the closing. Default 20 s.
	DrainOver time.Duration

	// RightsChanged, if set, is told whose rights have changed (nil: perhaps anybody's) before they are checked again, so
	// that caches can be cleared. It must not block.
	RightsChanged func(whose []hackathon.ID)

	// Now is the clock for times shown to clients and for ExpireAt. Default time.Now.
	Now func() time.Time
	// Log is the operator's log. Default slog.Default.
	Log *slog.Logger
}

func (c Config) withDefaults() Config {
	or(&c.Poll, 250*time.Millisecond)
	or(&c.PollStreams, 500)
	or(&c.PageSize, 500)
	or(&c.WindowItems, 256)
	or(&c.WindowBytes, 1<<20)
	or(&c.RingItems, 1024)
	or(&c.RingAge, 10*time.Minute)
	or(&c.SnapshotReuse, 32)
	or(&c.DeepScans, 8)
	or(&c.Heartbeat, Heartbeat.Time)
	or(&c.Recheck, 5*time.Minute)
	or(&c.Rechecks, 8)
	or(&c.BatchBytes, 64<<10)
	or(&c.Stall, StallTimeout.Time)
	or(&c.CatchUp, time.Minute)
	or(&c.ControlFrames, 256)
	or(&c.ControlBytes, 1<<20)
	or(&c.MaxGroups, MaxGroups.Most)
	or(&c.MaxOperations, 20)
	or(&c.Renders, 2*runtime.GOMAXPROCS(0))
	or(&c.RenderTimeout, 10*time.Second)
	or(&c.DrainWait, 5*time.Second)
	or(&c.DrainOver, 20*time.Second)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

func or[T int | time.Duration](v *T, without T) {
	if *v <= 0 {
		*v = without
	}
}

// honest is how old the last read of the log may be when something is said to be up to date.
func (c Config) honest() time.Duration { return max(2*time.Second, 4*c.Poll) }
