package hackathon

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// UnnamedLimit counts unnamed ideas without keeping who brought them: in memory only, by a hash of the person under a
// random salt that is thrown away with the counts every hour. The zero value is ready; any number of goroutines may use
// it.
type UnnamedLimit struct {
	mu     sync.Mutex
	salt   [32]byte
	since  time.Time
	counts map[[32]byte]int
}

// Take counts one idea, or refuses it for UnnamedIdeasPerHour.
func (l *UnnamedLimit) Take(person ID, now time.Time, limits Limits) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	// before: the clock was set back, and must not prolong the hour
	if now.Before(l.since) || now.Sub(l.since) >= UnnamedIdeasPerHour.Within {
		_, _ = rand.Read(l.salt[:]) // never fails since Go 1.24
		l.since, l.counts = now, map[[32]byte]int{}
	}
	mac := hmac.New(sha256.New, l.salt[:])
	mac.Write(person[:])
	bucket := [32]byte(mac.Sum(nil))
	if l.counts[bucket] >= limits.Most(UnnamedIdeasPerHour) {
		no := limits.Reached(UnnamedIdeasPerHour)
		no.RetryAfter = no.Limit.Within - now.Sub(l.since)
		return no
	}
	l.counts[bucket]++
	return nil
}
