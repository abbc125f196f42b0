package live

import (
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// spot is where a reader stands in one stream.
type spot struct {
	stream hackathon.ID
	place
}

// vector is where a reader stands in every stream that it merges, by rising number.
type vector []spot

func (v vector) index(stream hackathon.ID) int {
	for i := range v {
		if v[i].stream == stream {
			return i
		}
	}
	return -1
}

func (v vector) set(s spot) vector {
	if i := v.index(s.stream); i >= 0 {
		v[i] = s
		return v
	}
	i, _ := slices.BinarySearchFunc(v, s.number, func(a spot, n int64) int { return int(a.number - n) })
	return slices.Insert(v, i, s)
}

// covers reports whether v is nowhere behind w.
func (v vector) covers(w vector) bool {
	for _, s := range w {
		if i := v.index(s.stream); i >= 0 && v[i].seq < s.seq {
			return false
		}
	}
	return true
}

func (v vector) cursor(unfinished bool) Cursor {
	places := make([]place, len(v))
	for i := range v {
		places[i] = v[i].place
	}
	return encodeCursor(places, unfinished)
}

// cursorAt is the cursor after the k-th stream has moved to p.
func (v vector) cursorAt(k int, p place) Cursor {
	places := make([]place, len(v))
	for i := range v {
		places[i] = v[i].place
	}
	places[k] = p
	return encodeCursor(places, false)
}

// lacks are the spots of w whose streams v does not have.
func (v vector) lacks(w vector) (missing vector) {
	for _, s := range w {
		if v.index(s.stream) < 0 {
			missing = append(missing, s)
		}
	}
	return missing
}

// split are the spots of the other streams and of these.
func (v vector) split(these []hackathon.ID) (others, of vector) {
	for _, s := range v {
		if slices.Contains(these, s.stream) {
			of = append(of, s)
		} else {
			others = append(others, s)
		}
	}
	return others, of
}

func (v vector) ids() []hackathon.ID {
	out := make([]hackathon.ID, len(v))
	for i := range v {
		out[i] = v[i].stream
	}
	return out
}
