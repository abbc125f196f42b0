package server

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"strconv"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/transport"
)

// Every request is counted before anything is done for it. Who is signed in counts for themselves and not for the
// address, so that nobody in a hall can use up what others there need. A credential that was not seen here before
// counts as a stranger's, and so does a websocket that may still send one, until its holder is known. Strangers may be
// as many as an address may have without a sign-in, and are counted beside those.

// charge says for whom a request was counted.
type charge struct {
	stranger bool
	who      hackathon.ID // holder of the credential; zero: the address, or a stranger
}

type chargeContext struct{}

func chargeOf(ctx context.Context) charge {
	c, _ := ctx.Value(chargeContext{}).(charge)
	return c
}

// counted counts each request.
func (s *Server) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := s.charge(r)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), chargeContext{}, c)))
	})
}

// kept answers from what is kept whoever shows no credential; that has a limit of its own.
func (s *Server) kept(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header["Cookie"] == nil && r.Header["Authorization"] == nil {
			served, err := s.api.ServeKept(w, r, func() error { return s.keptAnswers.spend(addressKey(r.Context())) })
			if err != nil {
				s.refuse(w, r, err)
			}
			if served || err != nil {
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) charge(r *http.Request) (charge, error) {
	token, _, err := s.tokenOf(r, nil)
	if err != nil {
		token = ""
	}
	if who, known := s.holders.find(token); known {
		return charge{who: who}, s.countPerson(who)
	}
	if token != "" || transport.IsUpgrade(r) {
		key := addressKey(r.Context())
		return charge{stranger: true}, s.strangers.spend(key)
	}
	return charge{}, s.countAddress(r.Context())
}

func (s *Server) countPerson(who hackathon.ID) error {
	return s.persons.spend(who.String())
}

func (s *Server) countAddress(ctx context.Context) error {
	return s.addresses.spend(addressKey(ctx))
}

// signedIn counts a request for the holder of its credential, once.
func (s *Server) signedIn(ctx context.Context, who hackathon.ID) error {
	c := chargeOf(ctx)
	if c.who == who {
		return nil
	}
	if c.stranger {
		s.strangers.giveBack(addressKey(ctx))
	}
	return s.countPerson(who)
}

// notSignedIn counts a request without a valid credential for the address. An invalid one still counts as a stranger's
// too: it had to be looked up.
func (s *Server) notSignedIn(ctx context.Context, shown bool) error {
	c := chargeOf(ctx)
	if !c.stranger && c.who.IsZero() {
		return nil // counted already
	}
	if c.stranger && !shown {
		s.strangers.giveBack(addressKey(ctx))
	}
	return s.countAddress(ctx)
}

// admit counts an operation of a websocket like a request.
func (s *Server) admit(ctx context.Context, v *hackathon.Viewer) error {
	if who := v.RightsOf(); !who.IsZero() {
		return s.countPerson(who)
	}
	return s.countAddress(ctx)
}

// refuse answers a request over a limit, or under too much load, with the time to retry.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	no, _ := errors.AsType[*hackathon.Error](err)
	if transport.WantsEvents(r) {
		transport.ComeBack(w, max(no.RetryAfter, comeBackAfter), no.Message)
		return
	}
	status := http.StatusTooManyRequests
	if hackathon.TurnOf(r.Context()).Refused() {
		status = http.StatusServiceUnavailable
	}
	w.Header().Set("Retry-After", strconv.Itoa(no.RetrySeconds()))
	problem(w, status, no)
}

// holders remembers the holders of credentials that were valid when last seen, so that a request can be counted before
// its credential is looked up. It decides nothing else. Credentials are kept as hashes.
type holders struct {
	of *lru.Cache[[sha256.Size]byte, hackathon.ID]
}

// mostHolders is the number after which those are forgotten that were not seen for the longest time.
const mostHolders = 40_000

func newHolders() holders {
	of, err := lru.New[[sha256.Size]byte, hackathon.ID](mostHolders)
	if err != nil {
		panic(err) // it refuses a size of 0
	}
	return holders{of}
}

func (h holders) find(token string) (hackathon.ID, bool) {
	if token == "" {
		return hackathon.ID{}, false
	}
	return h.of.Get(sha256.Sum256([]byte(token)))
}

func (h holders) note(token string, who hackathon.ID) { h.of.Add(sha256.Sum256([]byte(token)), who) }

// forget drops a credential that is no longer valid.
func (h holders) forget(token string) { h.of.Remove(sha256.Sum256([]byte(token))) }
