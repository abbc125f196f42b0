package transport

import (
	"testing"
	"time"
)

// A bucket uses elapsed time; a clock that is set back costs nobody anything.
func TestBucket(t *testing.T) {
	t.Parallel()
	var b bucket
	const perSecond, burst = 10, 20
	took := func(at time.Duration, tries int) (n int) {
		for range tries {
			if b.take(at, perSecond, burst) {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		at   time.Duration
		want int
	}{
		{0, 20}, // the burst
		{0, 0},
		{500 * time.Millisecond, 5},
		{time.Hour, 20},
		{0, 0}, // set back
		{500 * time.Millisecond, 5},
		{2500 * time.Millisecond, 20},
	} {
		if got := took(c.at, 50); got != c.want {
			t.Errorf("at %s: %d, want %d", c.at, got, c.want)
		}
	}
}
