package hackathon

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// Term is a key under which what happens and who may be interested in it find each other. What it stands for is known
// to those who make it; it holds within one process.
type Term uint64

// MaxNeedTerms bounds the terms of one filter. One that would have more is described more coarsely.
const MaxNeedTerms = 64

// A term of needs is a kind, a language and a square of a geographic grid, any of which may be anyTerm. A filter has
// the terms that cover it; a need has every term that covers the need, from its own kind, language and square up to all
// three being any. So a need that a filter wants shares a term with it, and most of those that it does not want share
// none.
const anyTerm Term = 0

// nowhere is the square of needs without a place, which are near everywhere.
const nowhere Term = 1

// A need on site has the term of its event's room and that of any room, next to its squares: who is there is near,
// wherever they set out from. Who has been in more rooms than maxRooms is found by that of any.
const (
	anyRoom  Term = 2
	maxRooms int  = 8
)

// The squares of the finest grid are two cells wide and high; those of each level above are twice that.
const (
	squareLat    = 2 * cellLat
	squareLon    = 2 * cellLon
	squareLevels = 5
)

var termSeed = maphash.MakeSeed()

func wordTerm(word string) Term { return Term(maphash.String(termSeed, word)) }

func roomTerm(event ID) Term { return Term(maphash.Bytes(termSeed, event[:])) }

// roomTerms are those of events at which one is.
func roomTerms(events []ID) (terms []Term) {
	if len(events) > maxRooms {
		return []Term{joinTerms(anyTerm, anyTerm, anyRoom)}
	}
	for _, event := range events {
		terms = append(terms, joinTerms(anyTerm, anyTerm, roomTerm(event)))
	}
	return terms
}

func squareTerm(level, row, col int) Term { return Term(level+1)<<40 | Term(row)<<20 | Term(col) }

// joinTerms is a term of its own for each three; that two meet by chance costs a needless question.
func joinTerms(kind, language, square Term) Term {
	const odd = 0x9e3779b97f4a7c15 // spreads the bits over the whole word
	t := (kind*odd+language)*odd + square
	t ^= t >> 29
	return t * odd
}

// Terms are such that whatever Predicate(v) wants has one of them; nil: there is no telling beforehand, an empty list:
// it wants nothing. They follow what v states, so with EligibleOnly they are to be asked for again when that changes.
func (f *NeedFilter) Terms(v *Volunteer) []Term {
	if f == nil {
		return nil
	}
	kinds, languages := distinct(f.Kinds), distinct(f.Languages)
	var discs []disc
	var rooms []Term
	if cell, anywhere := f.around(); !anywhere {
		discs = append(discs, disc{cell, reachKm(f.Radius())})
	}
	if f.EligibleOnly {
		if v == nil {
			return []Term{}
		}
		kinds = bothOf(kinds, distinct(v.Kinds))
		discs, rooms = append(discs, disc{v.Coordinates(), reachKm(v.RadiusKm)}), roomTerms(v.Standing.Present)
		if len(kinds) == 0 || len(v.Languages) == 0 {
			return []Term{}
		}
		if len(languages) == 0 { // else a need shares one with the filter and one with the volunteer, and the first will do
			languages = distinct(v.Languages)
		}
	}
	terms := productOfTerms(termsOfWords(kinds), termsOfWords(languages), discs, MaxNeedTerms-len(rooms))
	if terms == nil {
		return nil
	}
	return append(terms, rooms...)
}

// bothOf are those of b that are in a; an empty a is no condition.
func bothOf[T comparable](a, b []T) []T {
	if len(a) == 0 {
		return b
	}
	return slices.DeleteFunc(slices.Clone(b), func(v T) bool { return !slices.Contains(a, v) })
}

// disc is everything within a distance of a place.
type disc struct {
	center Coordinates
	km     float64
}

// productOfTerms combines them, and makes whatever there is most of coarser as long as there are too many. All of them
// being any is nil.
func productOfTerms(kinds, languages []Term, discs []disc, most int) []Term {
	level := 0
	squares := squaresOf(discs, level)
	for len(kinds)*len(languages)*len(squares) > most {
		switch max(len(kinds), len(languages), len(squares)) {
		case len(squares):
			level++
			squares = squaresOf(discs, level)
		case len(languages):
			languages = []Term{anyTerm}
		default:
			kinds = []Term{anyTerm}
		}
	}
	if kinds[0] == anyTerm && languages[0] == anyTerm && squares[0] == anyTerm {
		return nil
	}
	return appendJoined(nil, kinds, languages, squares)
}

// appendJoined adds the term of each three.
func appendJoined(terms, kinds, languages, squares []Term) []Term {
	terms = slices.Grow(terms, len(kinds)*len(languages)*len(squares))
	for _, k := range kinds {
		for _, l := range languages {
			for _, c := range squares {
				terms = append(terms, joinTerms(k, l, c))
			}
		}
	}
	return terms
}

// termsOfWords is anyTerm for no words.
func termsOfWords[T ~string](words []T) []Term {
	if len(words) == 0 {
		return []Term{anyTerm}
	}
	terms := make([]Term, len(words))
	for i, w := range words {
		terms[i] = wordTerm(string(w))
	}
	return terms
}

// squaresOf are the squares of a level that the smallest disc touches, and nowhere; anyTerm without a disc, or when
// even the coarsest squares are too many.
func squaresOf(discs []disc, level int) []Term {
	if len(discs) == 0 || level >= squareLevels {
		return []Term{anyTerm}
	}
	d := slices.MinFunc(discs, func(a, b disc) int { return cmp.Compare(a.km, b.km) })
	low, high := d.center.Box(d.km)
	row, col := low.square(level)
	lastRow, lastCol := high.square(level)
	squares := []Term{nowhere}
	for r := row; r <= lastRow; r++ {
		for c := col; c <= lastCol; c++ {
			squares = append(squares, squareTerm(level, r, c))
			if len(squares) > MaxNeedTerms {
				return squares
			}
		}
	}
	return squares
}

// square is the place's row and column in the grid of a level.
func (c Coordinates) square(level int) (row, col int) {
	size := float64(int(1) << level)
	return int((c.Lat + 90) / (squareLat * size)), int((c.Lon + 180) / (squareLon * size))
}

// NeedTerms are all terms under which a filter can want the need, as it is now or as it was before this change.
func NeedTerms(r *HelpRequestRecord) []Term {
	terms := r.HelpRequest.appendTerms(nil)
	if r.Was == nil || r.Was.sameTerms(&r.HelpRequest) {
		return terms
	}
	return r.Was.appendTerms(terms)
}

func (r *HelpRequest) sameTerms(o *HelpRequest) bool {
	return r.Kind == o.Kind && r.OnSite == o.OnSite && r.EventID == o.EventID && r.Coordinates() == o.Coordinates() &&
		slices.Equal(r.Languages, o.Languages)
}

func (r *HelpRequest) appendTerms(terms []Term) []Term {
	kinds := []Term{anyTerm, wordTerm(string(r.Kind))}
	languages := append(termsOfWords(r.Languages), anyTerm)
	if len(r.Languages) == 0 {
		languages = languages[:1]
	}
	squares := []Term{anyTerm, nowhere}
	if c := r.Coordinates(); !c.IsZero() {
		squares = squares[:1]
		for level := range squareLevels {
			row, col := c.square(level)
			squares = append(squares, squareTerm(level, row, col))
		}
	}
	terms = slices.Grow(terms, len(kinds)*len(languages)*len(squares)+2)
	if r.OnSite {
		terms = append(terms, joinTerms(anyTerm, anyTerm, roomTerm(r.EventID)), joinTerms(anyTerm, anyTerm, anyRoom))
	}
	return appendJoined(terms, kinds, languages, squares)
}
