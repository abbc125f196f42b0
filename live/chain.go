package live

import (
	"sync/atomic"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

type itemKind uint8

const (
	kindAnchor   itemKind = iota // marks a position in a chain and is never sent
	kindChange                   // something happened
	kindSnapshot                 // part of the present state
	kindCaughtUp
	kindReset
)

// item is one rendered change in a chain, an immutable list that grows at its end. A group has one live chain; each
// catch-up is another chain, whose last item jumps to an item of the live one. A subscriber is a pointer to the item it
// had last, so items that nobody can reach are collected.
type item struct {
	next     atomic.Pointer[item]
	jump     *item // of a catch-up's last item: continue after that one
	cursor   Cursor
	tail     []byte
	activity *hackathon.Activity // what filters are asked about; nil: for everybody
	terms    []hackathon.Term    // in the live chain: those of the activity; nil: for everybody
	reached  chan struct{}       // of a catch-up in progress: signalled when a subscriber reaches the item
	index    uint64              // in the live chain, from 1
	appended time.Duration       // when it was appended, since the hub's start
	seq      int64               // in a group of one stream: its position
	kind     itemKind
}

// copy makes an item for another chain.
func (it *item) copy() *item {
	return &item{kind: it.kind, cursor: it.cursor, tail: it.tail, activity: it.activity}
}

// window is the part of a group's live chain that is kept for those who resume. The group's lock guards it.
type window struct {
	base  *item // the item before the window
	tail  *item
	items int
	bytes int
}

func (w *window) start(anchor *item) { *w = window{base: anchor, tail: anchor} }

func (w *window) append(it *item, maxItems, maxBytes int) {
	it.index = w.tail.index + 1
	w.tail.next.Store(it)
	w.tail = it
	w.items++
	w.bytes += len(it.tail)
	for w.items > 1 && (w.items > maxItems || w.bytes > maxBytes) {
		w.base = w.base.next.Load()
		w.items--
		w.bytes -= len(w.base.tail)
	}
}

// end is the index of the last item; 0 without a chain.
func (w *window) end() uint64 {
	if w.tail == nil {
		return 0
	}
	return w.tail.index
}

// find returns the item after which cursor c continues without a gap, or nil. single: the group has one stream, and seq
// is the position of c in it.
func (w *window) find(c Cursor, single bool, seq int64) *item {
	if single && seq < w.base.seq {
		return nil
	}
	var found *item
	for it := w.base; it != nil; it = it.next.Load() {
		switch {
		case single && it.seq <= seq:
			found = it
		case !single && it.cursor == c:
			found = it // the last one: a heartbeat repeats a cursor
		}
	}
	return found
}
