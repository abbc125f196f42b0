package graph

import (
	"reflect"
	"testing"

	"github.com/loometalgud/mano/postgres"
)

// A mutation of the schema that no row carries out would be a fault of the server when it is asked for.
func TestMutations_allAreCarriedOut(t *testing.T) {
	t.Parallel()
	rows := reflect.ValueOf(*mutationsOf(&postgres.DB{}))
	for i := range rows.NumField() {
		if rows.Field(i).IsNil() {
			t.Errorf("mutationsOf has no row for %s", rows.Type().Field(i).Name)
		}
	}
}
