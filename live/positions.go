package live

import (
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// position is how far a stream was read. number is the stream's short name in cursors.
type position struct {
	hackathon.Position
	number int64
}

// positions hold one position for each merged stream, by rising number.
type positions []position

func (v positions) index(stream hackathon.ID) int {
	for i := range v {
		if v[i].Stream == stream {
			return i
		}
	}
	return -1
}

func (v positions) set(s position) positions {
	if i := v.index(s.Stream); i >= 0 {
		v[i] = s
		return v
	}
	i, _ := slices.BinarySearchFunc(v, s.number, func(a position, n int64) int { return int(a.number - n) })
	return slices.Insert(v, i, s)
}

// covers reports whether v is behind w in no stream.
func (v positions) covers(w positions) bool {
	for _, s := range w {
		if i := v.index(s.Stream); i >= 0 && v[i].Seq < s.Seq {
			return false
		}
	}
	return true
}

// cursor is the cursor of these positions.
func (v positions) cursor(unfinished bool) Cursor { return v.encode(unfinished, -1, position{}) }

// cursorAt is the cursor after the k-th stream has moved to p.
func (v positions) cursorAt(k int, p position) Cursor { return v.encode(false, k, p) }

// lacks returns the positions of w whose streams are not in v.
func (v positions) lacks(w positions) (missing positions) {
	for _, s := range w {
		if v.index(s.Stream) < 0 {
			missing = append(missing, s)
		}
	}
	return missing
}

// split separates the positions of these streams from the others.
func (v positions) split(these []hackathon.ID) (others, of positions) {
	for _, s := range v {
		if slices.Contains(these, s.Stream) {
			of = append(of, s)
		} else {
			others = append(others, s)
		}
	}
	return others, of
}

func (v positions) ids() []hackathon.ID {
	out := make([]hackathon.ID, len(v))
	for i := range v {
		out[i] = v[i].Stream
	}
	return out
}
