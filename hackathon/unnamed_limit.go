package hackathon

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// UnnamedIdeasPerHour is how many unnamed ideas one person may bring within an hour, to one process.
const UnnamedIdeasPerHour = 5

// UnnamedLimit counts unnamed ideas without keeping who brought them: in memory only, by a hash of the person under a
// random salt that is thrown away with the counts every hour. The zero value is ready; any number of goroutines may use it.
type UnnamedLimit struct {
	mu     sync.Mutex
	salt   [32]byte
	until  time.Time
	counts map[[32]byte]int
}

// Take counts one idea, or returns a RateLimited error.
func (l *UnnamedLimit) Take(person ID, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.until) {
		_, _ = rand.Read(l.salt[:]) // never fails since Go 1.24
		l.until, l.counts = now.Add(time.Hour), map[[32]byte]int{}
	}
	mac := hmac.New(sha256.New, l.salt[:])
	mac.Write(person[:])
	bucket := [32]byte(mac.Sum(nil))
	if l.counts[bucket] >= UnnamedIdeasPerHour {
		return &Error{Kind: RateLimited, Message: "that is many unnamed ideas in a short time; try again in an hour"}
	}
	l.counts[bucket]++
	return nil
}
