package hackathon

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// Place is a municipality or a settlement of Estonia. Where a need or a volunteer is, is one of these and never free
// text: what cannot be typed cannot be an address.
type Place struct {
	ID           string
	Name         Localized // tells it from every other place
	Municipality Localized // its own name for a municipality
	County       Localized
	cell         Coordinates
	words        []string // of the name, folded
	around       []string // of the municipality and the county, folded
}

// Cell is the middle of the cell of about ten kilometres that the place is in.
func (p *Place) Cell() Coordinates { return p.cell }

//go:embed places.tsv
var placesFile string

type placeList struct {
	all  []*Place // by the Estonian alphabet
	byID map[string]*Place
}

var places = sync.OnceValue(func() placeList {
	list := placeList{byID: map[string]*Place{}}
	within := map[string]string{}
	for line := range strings.Lines(placesFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), "\t")
		lat, errLat := strconv.ParseFloat(f[6], 64)
		lon, errLon := strconv.ParseFloat(f[7], 64)
		if errLat != nil || errLon != nil {
			panic(fmt.Sprintf("places.tsv: %q", line)) // a test reads the whole list
		}
		p := &Place{ID: f[0], Name: Localized{Et: f[2], En: f[3]},
			County: Localized{Et: f[5] + " maakond", En: f[5] + " County"}, cell: Coordinates{lat, lon}.Cell()}
		list.all = append(list.all, p)
		list.byID[p.ID], within[p.ID] = p, f[4]
	}
	for _, p := range list.all {
		p.Municipality = list.byID[within[p.ID]].Name
		p.words = append(foldedWords(p.Name.Et), foldedWords(p.Name.En)...)
		p.around = append(foldedWords(p.Municipality.Et), foldedWords(p.County.Et)...)
	}
	return list
})

// PlaceOf is the place of the list; nil when there is none of this id.
func PlaceOf(id string) *Place { return places().byID[id] }

// Places are the places whose name, municipality or county has words that begin as those of the search do, however they
// are written: voru finds Võru. Those that are called so come first, then those that lie there; both in the order of
// the Estonian alphabet. An empty search finds all.
func Places(search string, first int) ([]*Place, error) {
	if first < 1 || first > MaxPageSize {
		return nil, Invalidf("first must be from 1 to %d, not %d", MaxPageSize, first)
	}
	if len(search) > MaxArea {
		return nil, Invalidf("search takes up to %d bytes", MaxArea)
	}
	wanted := foldedWords(search)
	var ranked [3][]*Place
	for _, p := range places().all {
		switch {
		case beginAs(p.words[:1], wanted[:min(1, len(wanted))]) && beginAs(p.words, wanted):
			ranked[0] = append(ranked[0], p)
		case beginAs(p.words, wanted):
			ranked[1] = append(ranked[1], p)
		case beginAs(append(slices.Clone(p.words), p.around...), wanted):
			ranked[2] = append(ranked[2], p)
		}
	}
	found := append([]*Place{}, slices.Concat(ranked[:]...)...)
	return found[:min(first, len(found))], nil
}

// beginAs reports whether each wanted word is the beginning of one of the words.
func beginAs(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, w) }) {
			return false
		}
	}
	return true
}

var foldEstonian = strings.NewReplacer("õ", "o", "ä", "a", "ö", "o", "ü", "u", "š", "s", "ž", "z")

func foldedWords(s string) []string {
	return strings.FieldsFunc(foldEstonian.Replace(strings.ToLower(s)),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Place is the place of that id; what is not in the list fails. Nil when it failed.
func (c *Checks) Place(path, id string) *Place {
	if id == "" {
		c.Require(path, false)
		return nil
	}
	p := PlaceOf(id)
	if p == nil {
		c.Fail(path, FieldUnknown, "Vali koht nimekirjast: küla, alevik, linn või vald.",
			"Choose a place from the list: a village, a town or a municipality.")
	}
	return p
}

// RadiiKm are the distances within which needs are looked for: few, so that asking with one after the other tells
// little.
var RadiiKm = []int{2, 5, 10, 25, 50, 100}

// Radius is one of RadiiKm.
func (c *Checks) Radius(path string, km int) {
	if !slices.Contains(RadiiKm, km) {
		c.Fail(path, FieldOutOfRange, "Raadius on 2, 5, 10, 25, 50 või 100 km.", "The radius is 2, 5, 10, 25, 50 or 100 km.")
	}
}
