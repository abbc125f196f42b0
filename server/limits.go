package server

import (
	"context"
	"math"
	"net/netip"
	"sync"
	"time"

	"github.com/go-chi/httprate"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport"
)

// What one address and one person can ask of the server beside what the transports bound. Addresses of IPv6 count by
// /64.
var (
	// Each operation over a WebSocket is one. A venue has hundreds of people behind one address.
	RequestsPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "requests-per-address", Most: 6000, Within: time.Minute,
		PerClient: true, Bounds: "requests of all of an address who are not signed in, a minute", Answer: answer429})
	RequestsPerPerson = hackathon.NewLimit(hackathon.Limit{Name: "requests-per-person", Most: 600, Within: time.Minute,
		PerClient: true, Bounds: "requests of one person, or one board, a minute; they count for no address",
		Answer: answer429})
	// Each costs a small part of a request that is executed, and a whole hall asks for them at once.
	KeptAnswersPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "kept-answers-per-address", Most: 300_000,
		Within: time.Minute, PerClient: true, Bounds: "requests of all of an address who show no sign-in that are answered " +
			"from what is kept, a minute; they count as no other requests", Answer: "429"})
	CodesPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "codes-per-address", Most: 100, Within: 10 * time.Minute,
		PerClient: true, Bounds: "sign-in codes asked for from an address, in ten minutes"})
	WrongCodesPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "wrong-codes-per-address", Most: 50,
		Within: 10 * time.Minute, PerClient: true,
		Bounds: "wrong codes from an address, in ten minutes, sign-in codes and join codes each",
		Answer: "`RATE_LIMITED`; a right code still lets in"})
	GuestsPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "guests-per-address", Most: 500, Within: 10 * time.Minute,
		PerClient: true, Bounds: "guests who join from an address, in ten minutes"})
	MaxHTTPConnections = hackathon.NewLimit(hackathon.Limit{Name: "max-http-connections", Most: 20_000,
		Bounds: "connections of the process that are no WebSocket, at work or at rest", Answer: "503"})
	MaxHTTPConnectionsPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "max-http-connections-per-address", Most: 4000,
		PerClient: true, Bounds: "connections of one address that are no WebSocket; a trusted proxy is none", Answer: "503"})
	HeaderTimeout = hackathon.NewLimit(hackathon.Limit{Name: "header-timeout", Time: 5 * time.Second,
		Bounds: "the time of a request's header", Answer: closed})
	AnswerTimeout = hackathon.NewLimit(hackathon.Limit{Name: "answer-timeout", Time: 20 * time.Second,
		Bounds: "the time of a client for the next 16 KiB of an answer", Answer: closed})
	IdleTimeout = hackathon.NewLimit(hackathon.Limit{Name: "idle-timeout", Time: 2 * time.Minute,
		Bounds: "the rest of a connection between two requests", Answer: closed})
)

const (
	answer429 = "429; over a WebSocket `RATE_LIMITED`"
	closed    = "the connection is closed"
)

// comeBackAfter is how long an EventSource waits at least that was refused for a limit or by a fault.
const comeBackAfter = 5 * time.Second

// limiter counts by key within a sliding window.
type limiter struct {
	of     *hackathon.Limit
	limits hackathon.Limits
	made   time.Time
	mu     sync.Mutex
	counts httprate.LimitCounter
}

func newLimiter(limits hackathon.Limits, of *hackathon.Limit) *limiter {
	return &limiter{of: of, limits: limits, made: time.Now(), counts: httprate.NewLocalLimitCounter(of.Within)}
}

// spend counts one, or refuses it with when to try again.
func (l *limiter) spend(key string) error {
	if l.left(key) >= 0 {
		return nil
	}
	return l.refusal(key)
}

func (l *limiter) refusal(key string) error {
	no := l.limits.Reached(l.of)
	no.RetryAfter = max(l.wait(key), time.Second)
	return no
}

// now is the time of a clock that nobody sets: windows go by time that passes.
func (l *limiter) now() time.Time { return l.made.Add(time.Since(l.made)).UTC() }

// left counts one and returns how many are left; nothing is counted, and it is negative, when there was none.
func (l *limiter) left(key string) int {
	if l.limits.Off(l.of) {
		return math.MaxInt32
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	current := now.Truncate(l.of.Within)
	count, before, _ := l.counts.Get(key, current, current.Add(-l.of.Within)) // the local counter has no errors
	share := float64(l.of.Within-now.Sub(current)) / float64(l.of.Within)
	left := l.limits.Most(l.of) - count - int(float64(before)*share)
	if left > 0 {
		_ = l.counts.IncrementBy(key, current, 1)
	}
	return left - 1
}

// wait is how long it takes until one more may be counted, when none may now.
func (l *limiter) wait(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	current := now.Truncate(l.of.Within)
	count, before, _ := l.counts.Get(key, current, current.Add(-l.of.Within))
	// What is counted now fades over the window after it, from its begin on; what was counted before fades already.
	fade := func(from time.Time, counted, room int) time.Duration {
		share := float64(room) / float64(max(counted, 1))
		return from.Add(time.Duration((1 - min(share, 1)) * float64(l.of.Within))).Sub(now)
	}
	if room := l.limits.Most(l.of) - 1 - count; room >= 0 {
		return max(0, fade(current, before, room))
	}
	return max(0, fade(current.Add(l.of.Within), count, l.limits.Most(l.of)-1))
}

// giveBack uncounts one.
func (l *limiter) giveBack(key string) {
	if l.limits.Off(l.of) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	current := l.now().Truncate(l.of.Within)
	if count, _, _ := l.counts.Get(key, current, current.Add(-l.of.Within)); count > 0 {
		_ = l.counts.IncrementBy(key, current, -1)
	}
}

// tries bounds what resolvers let somebody try, by address.
type tries map[graph.Action]*limiter

func newTries(l hackathon.Limits) tries {
	return tries{
		graph.SendCodeAction: newLimiter(l, CodesPerAddress),
		graph.SignInAction:   newLimiter(l, WrongCodesPerAddress),
		graph.JoinAction:     newLimiter(l, WrongCodesPerAddress),
		graph.GuestAction:    newLimiter(l, GuestsPerAddress),
	}
}

// Spend implements graph.Tries.
func (t tries) Spend(ctx context.Context, action graph.Action) (int, error) {
	left := t[action].left(addressKey(ctx))
	if left < 0 {
		return 0, t[action].refusal(addressKey(ctx))
	}
	return left, nil
}

// Return implements graph.Tries.
func (t tries) Return(ctx context.Context, action graph.Action) { t[action].giveBack(addressKey(ctx)) }

func addressKey(ctx context.Context) string { return transport.Household(addressOf(ctx)).String() }

type addressContext struct{}

func addressOf(ctx context.Context) netip.Addr {
	addr, _ := ctx.Value(addressContext{}).(netip.Addr)
	return addr
}

// carry puts on ctx what from says of the request, and nothing that would keep the request alive.
func carry(ctx, from context.Context) context.Context {
	ctx = context.WithValue(ctx, addressContext{}, addressOf(from))
	ctx = context.WithValue(ctx, chargeContext{}, chargeOf(from))
	return hackathon.WithRequestID(ctx, hackathon.RequestID(from))
}
