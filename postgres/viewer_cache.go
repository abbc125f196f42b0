package postgres

import (
	"crypto/sha256"
	"sync"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

const (
	// ViewerCacheLife bounds how long another process's change of rights can go unnoticed when its wake-up is lost. In the
	// process that makes the change it counts at once, and elsewhere with the wake-up, some milliseconds later.
	ViewerCacheLife = time.Second
	viewerCacheSize = 20_000
)

// viewerCache remembers who holds a token, so that a person who asks often is not looked up each time. It is emptied of a
// person, or of an event's boards, by whatever is committed on their stream: every change of rights is written there.
type viewerCache struct {
	mu       sync.Mutex
	viewers  map[[sha256.Size]byte]cachedViewer
	byStream map[hackathon.ID][][sha256.Size]byte
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
		c.viewers, c.byStream = map[[sha256.Size]byte]cachedViewer{}, map[hackathon.ID][][sha256.Size]byte{}
	}
	if _, known := c.viewers[token]; !known {
		stream := rightsStream(v.viewer)
		c.byStream[stream] = append(c.byStream[stream], token)
	}
	c.viewers[token] = v
}

// rightsStream is where a change of the viewer's rights is told: a person's own stream, for a board that of its event.
func rightsStream(v *hackathon.Viewer) hackathon.ID {
	if v.SignedIn() {
		return v.PersonID
	}
	return v.Grants[0].EventID
}

// forget drops whoever rests on the streams; with none, everybody.
func (c *viewerCache) forget(streams []hackathon.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(streams) == 0 {
		c.forgotten++
		c.viewers, c.byStream = nil, nil
		return
	}
	for _, s := range streams {
		tokens, known := c.byStream[s]
		if known || s.Kind() == hackathon.KindPerson {
			c.forgotten++
		}
		for _, t := range tokens {
			delete(c.viewers, t)
		}
		delete(c.byStream, s)
	}
}
