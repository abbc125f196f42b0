package postgres

import (
	"errors"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

func TestClaimInstance(t *testing.T) {
	t.Parallel()
	demo, real, used := newDB(t), newDB(t), newDB(t)
	newPerson(t, used, "Somebody Real")
	for _, c := range []struct {
		name string
		s    *DB
		demo bool
		want error
	}{
		{"an empty database becomes a demo", demo, true, nil},
		{"and stays one", demo, true, nil},
		{"a demo never becomes real", demo, false, ErrDemo},
		{"an empty database becomes real", real, false, nil},
		{"and never becomes a demo", real, true, ErrNotDemo},
		{"one with people in it never becomes a demo", used, true, ErrNotDemo},
		{"but serves", used, false, nil},
	} {
		if err := c.s.ClaimInstance(t.Context(), c.demo); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, loaded, err := demo.DemoState(t.Context()); loaded || err != nil {
		t.Errorf("a demo without data is loaded: %v, %v", loaded, err)
	}
	if err := demo.DemoLoaded(t.Context()); err != nil {
		t.Error(err)
	}
	if at, loaded, err := demo.DemoState(t.Context()); !loaded || !at.Equal(testNow) || err != nil {
		t.Errorf("a demo with its data: %v, %v, %v", at, loaded, err)
	}
	if _, _, err := real.DemoState(t.Context()); !errors.Is(err, ErrNotDemo) {
		t.Errorf("a real database as a demo: %v", err)
	}
	if _, err := real.PutDemoPerson(t.Context(), DemoPerson{ID: hackathon.NewID(hackathon.KindPerson, testNow),
		DisplayName: "X", Email: "x@example.org", Token: "demo-admin"}); !errors.Is(err, ErrNotDemo) {
		t.Errorf("a demo token in a real database: %v", err)
	}
}
