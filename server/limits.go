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

// Limits bounds what one address and one person can take. A zero field takes its default; a negative one means no
// limit. The comment names the setting under which the program offers it. Addresses of IPv6 count by /64.
type Limits struct {
	Transport transport.Limits
	Queries   transport.QueryLimits
	// RequestsPerAddress of all who are not signed in to /graphql and /session within a minute, each operation of a
	// websocket one, 6000: a venue has hundreds of people behind one address. Answer: 429, over a websocket an error of
	// that operation.  MANO_REQUESTS_PER_ADDRESS
	RequestsPerAddress int
	// RequestsPerPerson and per board to the same, 600. They count for no address. Answer: the same.
	// MANO_REQUESTS_PER_PERSON
	RequestsPerPerson int
	// CodesPerAddress is how many sign-in codes an address may ask for within ten minutes, 100.  MANO_CODES_PER_ADDRESS
	CodesPerAddress int
	// WrongCodesPerAddress within ten minutes, sign-in codes and join codes each, 50.  MANO_WRONG_CODES_PER_ADDRESS
	WrongCodesPerAddress int
	// GuestsPerAddress is how many guests may join from an address within ten minutes, 500.  MANO_GUESTS_PER_ADDRESS
	GuestsPerAddress int
	// HTTPConnections is how many connections may be open that are no websocket, at work or at rest, event streams too, 20
	// 000. Answer: 503.  MANO_MAX_HTTP_CONNECTIONS
	HTTPConnections int
	// HTTPConnectionsPerAddress, 4000. A trusted proxy is no address. Answer: 503.  MANO_MAX_HTTP_CONNECTIONS_PER_ADDRESS
	HTTPConnectionsPerAddress int
	// HeaderTime is how long the header of a request may take, 5 s.  MANO_HEADER_TIMEOUT
	HeaderTime time.Duration
	// BodyTime is how long the body of a request may take, 10 s. Answer: 408.  MANO_BODY_TIMEOUT
	BodyTime time.Duration
	// AnswerTime is how long a client may take for the next 16 KiB of an answer, 20 s. Then the connection is closed.
	// MANO_ANSWER_TIMEOUT
	AnswerTime time.Duration
	// IdleTime is how long a connection may be at rest between two requests, 2 min.  MANO_IDLE_TIMEOUT
	IdleTime time.Duration
}

func (l Limits) withDefaults() Limits {
	for _, f := range []struct {
		n   *int
		def int
	}{
		{&l.RequestsPerAddress, 6000},
		{&l.RequestsPerPerson, 600},
		{&l.CodesPerAddress, 100},
		{&l.WrongCodesPerAddress, 50},
		{&l.GuestsPerAddress, 500},
		{&l.HTTPConnections, 20_000},
		{&l.HTTPConnectionsPerAddress, 4000},
	} {
		if *f.n == 0 {
			*f.n = f.def
		}
	}
	for _, f := range []struct {
		d   *time.Duration
		def time.Duration
	}{
		{&l.HeaderTime, 5 * time.Second},
		{&l.BodyTime, 10 * time.Second},
		{&l.AnswerTime, 20 * time.Second},
		{&l.IdleTime, 2 * time.Minute},
	} {
		if *f.d == 0 {
			*f.d = f.def
		}
	}
	return l
}

// WithoutPersonal lifts what is counted per person, per address and per connection, for load tests.
func (l Limits) WithoutPersonal() Limits {
	l.RequestsPerAddress, l.RequestsPerPerson = -1, -1
	l.CodesPerAddress, l.WrongCodesPerAddress, l.GuestsPerAddress, l.HTTPConnectionsPerAddress = -1, -1, -1, -1
	t := &l.Transport
	t.ConnectionsPerAddress, t.PendingPerAddress, t.ConnectionsPerPerson, t.SubscribesPerSecond, t.MessagesPerSecond = -1,
		-1, -1, -1, -1
	t.GroupsPerPerson, t.GroupsPerAddress = -1, -1
	return l
}

// comeBackAfter is how long an EventSource waits at least that was refused for a limit or by a fault.
const comeBackAfter = 5 * time.Second

// tooMany refuses for a limit within a time, and tells when to try again.
func tooMany(wait time.Duration, setting string) error {
	return &hackathon.Error{
		Kind: hackathon.RateLimited, RetryAfter: time.Duration(seconds(wait)) * time.Second,
		Message: "too many requests; wait a little (setting " + setting + ")",
	}
}

func seconds(d time.Duration) int { return max(1, int((d+time.Second-1)/time.Second)) }

// limiter counts by key within a sliding window.
type limiter struct {
	limit  int
	window time.Duration
	made   time.Time
	mu     sync.Mutex
	counts httprate.LimitCounter
}

func newLimiter(limit int, window time.Duration) *limiter {
	return &limiter{limit: limit, window: window, made: time.Now(), counts: httprate.NewLocalLimitCounter(window)}
}

// now is the time of a clock that nobody sets: windows go by time that passes.
func (l *limiter) now() time.Time { return l.made.Add(time.Since(l.made)).UTC() }

// spend counts one and returns how many are left; nothing is counted, and it is negative, when there was none.
func (l *limiter) spend(key string) int {
	if l.limit < 0 {
		return math.MaxInt32
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	current := now.Truncate(l.window)
	count, before, _ := l.counts.Get(key, current, current.Add(-l.window)) // the local counter has no errors
	share := float64(l.window-now.Sub(current)) / float64(l.window)
	left := l.limit - count - int(float64(before)*share)
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
	current := now.Truncate(l.window)
	count, before, _ := l.counts.Get(key, current, current.Add(-l.window))
	// What is counted now fades over the window after it, from its begin on; what was counted before fades already.
	fade := func(from time.Time, counted, room int) time.Duration {
		share := float64(room) / float64(max(counted, 1))
		return from.Add(time.Duration((1 - min(share, 1)) * float64(l.window))).Sub(now)
	}
	if room := l.limit - 1 - count; room >= 0 {
		return max(0, fade(current, before, room))
	}
	return max(0, fade(current.Add(l.window), count, l.limit-1))
}

// giveBack uncounts one.
func (l *limiter) giveBack(key string) {
	if l.limit < 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	current := l.now().Truncate(l.window)
	if count, _, _ := l.counts.Get(key, current, current.Add(-l.window)); count > 0 {
		_ = l.counts.IncrementBy(key, current, -1)
	}
}

// tries bounds what resolvers let somebody try, by address.
type tries map[graph.Action]struct {
	*limiter
	setting string
}

func newTries(l Limits) tries {
	const window = 10 * time.Minute
	return tries{
		graph.SendCodeAction: {newLimiter(l.CodesPerAddress, window), "MANO_CODES_PER_ADDRESS"},
		graph.SignInAction:   {newLimiter(l.WrongCodesPerAddress, window), "MANO_WRONG_CODES_PER_ADDRESS"},
		graph.JoinAction:     {newLimiter(l.WrongCodesPerAddress, window), "MANO_WRONG_CODES_PER_ADDRESS"},
		graph.GuestAction:    {newLimiter(l.GuestsPerAddress, window), "MANO_GUESTS_PER_ADDRESS"},
	}
}

// Spend implements graph.Tries.
func (t tries) Spend(ctx context.Context, action graph.Action) (int, error) {
	left := t[action].spend(addressKey(ctx))
	if left < 0 {
		return 0, &hackathon.Error{Kind: hackathon.RateLimited,
			Message: "too many tries from this address; wait ten minutes (setting " + t[action].setting + ")"}
	}
	return left, nil
}

// Return implements graph.Tries.
func (t tries) Return(ctx context.Context, action graph.Action) { t[action].giveBack(addressKey(ctx)) }

// addressKey is what an address counts as: a household's whole network with IPv6.
func addressKey(ctx context.Context) string {
	return household(addressOf(ctx).Unmap()).String()
}

func household(addr netip.Addr) netip.Addr {
	if addr.Is6() {
		if network, err := addr.Prefix(64); err == nil {
			return network.Addr()
		}
	}
	return addr
}

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
