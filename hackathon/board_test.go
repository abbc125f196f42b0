package hackathon

import "testing"

func TestSmallCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 1: "alla 5", 4: "alla 5", 5: "5", 12: "12"} {
		c := SmallCount{N: n}
		if c.Text(LocaleEt) != want || (c.Value() == nil) != (n > 0 && n < 5) {
			t.Errorf("%d: %q, %v", n, c.Text(LocaleEt), c.Value())
		}
	}
	if s := (SmallCount{N: 3}).Text(LocaleEn); s != "fewer than 5" {
		t.Errorf("%q", s)
	}
}

// For every total, each small count beside it must have another value that would have shown the same.
func TestTotalOf_givesNoSmallCountAway(t *testing.T) {
	t.Parallel()
	type seen struct{ a, b, c, total string }
	kinds := map[seen][][3]int{}
	show := func(n SmallCount) string { return n.Text(LocaleEn) }
	for a := range 8 {
		for b := range 8 {
			for c := range 8 {
				counts := []SmallCount{{N: a}, {N: b}, {N: c}}
				total := TotalOf(counts)
				key := seen{show(counts[0]), show(counts[1]), show(counts[2]), show(total)}
				kinds[key] = append(kinds[key], [3]int{a, b, c})
				if v := total.Value(); v != nil && *v != a+b+c {
					t.Errorf("%d+%d+%d = %d", a, b, c, *v)
				}
			}
		}
	}
	for key, possible := range kinds {
		for i := range 3 {
			values := map[int]bool{}
			for _, p := range possible {
				values[p[i]] = true
			}
			for n := range values {
				if n > 0 && n < SmallestShownCount && len(values) < 2 {
					t.Errorf("%+v gives away that count %d is %d", key, i, n)
				}
			}
		}
	}
}
