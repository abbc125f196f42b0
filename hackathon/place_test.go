package hackathon

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// kilometresOf are points about a kilometre apart over the south-east of Estonia, by the cell of about ten kilometres
// that they are in, which is worked out here on its own.
func kilometresOf() map[[2]int][]Coordinates {
	points := map[[2]int][]Coordinates{}
	for lat := 57.505; lat < 58.5; lat += 0.01 {
		for lon := 26.01; lon < 27.8; lon += 0.02 {
			cell := [2]int{int(math.Floor(lat / 0.09)), int(math.Floor(lon / 0.18))}
			points[cell] = append(points[cell], Coordinates{lat, lon})
		}
	}
	return points
}

// All questions that can be asked, which are from which place and how far, by a filter or as one's own, separate needs
// into as many classes as there are cells at the most: two needs of one cell are told apart by no list, no stream, no
// eligibility, no distance and no term. The needs stand where earlier versions kept them, to the kilometre.
func TestNeeds_areToldApartByTheirCellOnly(t *testing.T) {
	t.Parallel()
	cells := kilometresOf()
	var asked []*Place
	for _, p := range places().all {
		if p.County.Et == "Võru maakond" || p.ID == "tartu-linn" || p.ID == "tallinn" {
			asked = append(asked, p)
		}
	}
	answersFor := func(at Coordinates) (answers []any) {
		need := HelpRequest{Kind: KindOther, Status: HelpOpen, Languages: []string{"et"}, Lat: at.Lat, Lon: at.Lon}
		answers = append(answers, NeedTerms(&HelpRequestRecord{HelpRequest: need}))
		for _, p := range asked {
			for _, km := range RadiiKm {
				v := &Volunteer{Kinds: []AssistanceKind{KindOther}, Languages: []string{"et"}, Verification: VerificationChecked,
					Lat: p.Cell().Lat, Lon: p.Cell().Lon, RadiusKm: km,
					Standing: Standing{Everywhere: true, Most: 3}}
				near := (&NeedFilter{Near: &p.ID, RadiusKm: &km}).Predicate(nil)(&need)
				own := (&NeedFilter{EligibleOnly: true}).Predicate(v)(&need)
				if near != own {
					t.Errorf("%s, %d km: near is %v, one's own place %v", p.ID, km, near, own)
				}
				answers = append(answers, near, len(Eligible(v, &need, Passing{})), *v.Distance(&need))
			}
		}
		return answers
	}
	var classes [][]any
	for _, cell := range slices.SortedFunc(maps.Keys(cells), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		first := answersFor(cells[cell][0])
		for i, at := range cells[cell] {
			if i%7 == 0 || i == len(cells[cell])-1 {
				if !reflect.DeepEqual(first, answersFor(at)) {
					t.Fatalf("%v and %v are of one cell and told apart", cells[cell][0], at)
				}
			}
		}
		if !slices.ContainsFunc(classes, func(c []any) bool { return reflect.DeepEqual(c[1:], first[1:]) }) {
			classes = append(classes, first)
		}
	}
	if len(classes) > len(cells) || len(classes) < len(cells)/4 {
		t.Errorf("%d classes of answers for %d cells", len(classes), len(cells))
	}
}

// The grid makes a radius coarser, and rather longer than shorter: Kose is in the cell of Võru, 4 km away; the middle
// of Võru vald is in the next one, 5 km away; Vastseliina, 21 km away, across a corner.
func TestReaches_losesNothingNear(t *testing.T) {
	t.Parallel()
	voru := PlaceOf("voru-linn").Cell()
	for id, want := range map[string][]int{ // the radii that reach it from Võru
		"kose-voru-vald": {2, 5, 10, 25, 50, 100}, "voru-vald": {5, 10, 25, 50, 100}, "vastseliina": {10, 25, 50, 100},
		"rouge": {10, 25, 50, 100}, "tartu-linn": {100}, "tallinn": nil,
	} {
		var got []int
		for _, km := range RadiiKm {
			if voru.Reaches(PlaceOf(id).Cell(), km) {
				got = append(got, km)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v", id, got)
		}
	}
}

func TestPlaces_isAWholeList(t *testing.T) {
	t.Parallel()
	municipalities, names := map[string]int{}, map[string]bool{}
	for _, p := range places().all {
		if p.Name == p.Municipality {
			municipalities[p.County.Et]++
		}
		if names[p.Name.Et] || p.Name.En == "" || p.ID != strings.Join(foldedWords(strings.NewReplacer("(", "", ")",
			"").Replace(p.ID)), "-") {
			t.Errorf("%+v", p)
		}
		names[p.Name.Et] = true
		if c := p.Cell(); c.Lat < 57.4 || c.Lat > 59.8 || c.Lon < 21.7 || c.Lon > 28.4 || c != c.Cell() {
			t.Errorf("%s is not in Estonia, but at %v", p.ID, c)
		}
	}
	all := 0
	for _, n := range municipalities {
		all += n
	}
	if all != 79 || len(municipalities) != 15 || municipalities["Võru maakond"] != 5 {
		t.Error(municipalities)
	}
	for _, id := range []string{"voru-linn", "kose-voru-vald", "vaimela", "parksepa", "rouge", "haanja", "kanepi",
		"vastseliina", "polva", "antsla", "varstu", "otepaa", "rapina", "varska", "valga", "tartu-linn",
		"voru-vald", "rouge-vald", "antsla-vald", "setomaa-vald", "misso", "moniste", "lasva", "meremae", "obinitsa",
		"mikitamae", "somerpalu", "urvaste"} {
		if PlaceOf(id) == nil {
			t.Errorf("no %s", id)
		}
	}
}

func TestPlaces_findsByTheBeginningsOfWords(t *testing.T) {
	t.Parallel()
	for search, want := range map[string]string{
		"võru l": "voru-linn lasva", "VORU": "voru-linn voru-vald kose-voru-vald antsla",
		"rou": "rouge rouge-vald haanja misso", "kose voru": "kose-voru-vald", "  värsk ": "varska",
		"mikkeli tn 5-12": "", "jõe": "joelahtme-vald narva-joesuu-linn kostivere loo",
	} {
		found, err := Places(search, 4)
		var ids []string
		for _, p := range found {
			ids = append(ids, p.ID)
		}
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("%q: %s, %v", search, got, err)
		}
	}
	if page, err := Places("", MaxPageSize); err != nil || len(page) != MaxPageSize {
		t.Error(len(page), err)
	}
	for _, p := range places().all { // whoever writes a name in full finds the place by it, as the web does
		for _, name := range []string{p.Name.Et, p.Name.En} {
			search := []rune(name)
			if found, err := Places(string(search[:min(len(search), 40)]), MaxPageSize); err != nil ||
				!slices.Contains(found, p) {
				t.Errorf("%s is not found by %q: %v", p.ID, name, err)
			}
		}
	}
	for _, first := range []int{0, MaxPageSize + 1} {
		if _, err := Places("", first); KindOf(err) != Invalid {
			t.Error(first, err)
		}
	}
	if _, err := Places(strings.Repeat("a", 101), 1); KindOf(err) != Invalid {
		t.Error(err)
	}
}
