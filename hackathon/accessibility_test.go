package hackathon

import "testing"

func TestVenueFact_unit(t *testing.T) {
	t.Parallel()
	for feature, want := range map[VenueFeature]MeasureUnit{"RAMP": UnitCentimetres, "LIFT": UnitCentimetres,
		"ACCESSIBLE_BUS_STOP": UnitMetres, "ACCESSIBLE_PARKING": UnitCount} {
		if got := (VenueFact{Feature: feature}).Unit(); got != want {
			t.Errorf("%s is measured in %s, want %s", feature, got, want)
		}
	}
}
