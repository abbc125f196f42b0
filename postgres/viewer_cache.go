package postgres

import (
	"crypto/sha256"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

const (
	// ViewerCacheLife bounds how long another process's change of rights can go unnoticed where nobody reads RightsStream.
	// In the process that makes the change it counts at once, and elsewhere as soon as ForgetViewers is told of it.
	ViewerCacheLife = time.Second
	viewerCacheSize = 20_000
)

// viewerCache remembers who holds a token, so that a person who asks often is not looked up each time. It is emptied of
// those whose rights have changed, and of a person by whatever is committed on their stream.
type viewerCache struct {
	mu       sync.Mutex
	viewers  map[[sha256.Size]byte]cachedViewer
	byRights map[hackathon.ID][][sha256.Size]byte
	// forgotten counts what was taken out, so that a read from before does not put it back.
	forgotten uint64
}

type cachedViewer struct {
	viewer  *hackathon.Viewer
	ends    time.Time
	readAt  time.Time
	present bool
}

// get returns what is known of the token, and a mark that put needs when nothing is.
func (c *viewerCache) get(token [sha256.Size]byte, now time.Time) (cachedViewer, uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.viewers[token]
	v.present = ok && now.Sub(v.readAt) < ViewerCacheLife && !now.Before(v.readAt) && now.Before(v.ends)
	return v, c.forgotten
}

func (c *viewerCache) put(token [sha256.Size]byte, v cachedViewer, mark uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.forgotten != mark {
		return
	}
	if len(c.viewers) >= viewerCacheSize || c.viewers == nil {
		c.viewers, c.byRights = map[[sha256.Size]byte]cachedViewer{}, map[hackathon.ID][][sha256.Size]byte{}
	}
	if _, known := c.viewers[token]; !known {
		whose := v.viewer.RightsOf()
		c.byRights[whose] = append(c.byRights[whose], token)
	}
	c.viewers[token] = v
}

// ForgetViewers makes the next request of these people and boards (none: of anybody) ask the database for their rights.
// The hub tells it of every change of rights before it asks anybody itself, so that who is sent away by the change and
// comes back at once is not let in by what was known before.
func (s *DB) ForgetViewers(whose []hackathon.ID) { s.viewers.forget(whose) }

// forget drops those of whom these are the rights, or the streams; with none, everybody.
func (c *viewerCache) forget(whose []hackathon.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(whose) == 0 {
		c.forgotten++
		c.viewers, c.byRights = nil, nil
		return
	}
	for _, id := range whose {
		tokens, known := c.byRights[id]
		if known || id.Kind() == hackathon.KindPerson || id.Kind() == hackathon.KindSession {
			c.forgotten++
		}
		for _, t := range tokens {
			delete(c.viewers, t)
		}
		delete(c.byRights, id)
	}
}
