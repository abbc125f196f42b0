package hackathon

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// MaxMeasure bounds what is measured of a fact: centimetres, metres or a count.
const MaxMeasure = 1_000_000

// MayStateFacts reports whether the viewer may state facts of a building, which belongs to no single event: the staff
// of the platform, and that of an event which is held there. Events are those that are public, at the building and not
// over; a draft can stand anywhere, and nobody sees it move.
func (v *Viewer) MayStateFacts(events []ID) bool {
	return v.Staff(ID{}) || slices.ContainsFunc(events, v.Staff)
}

// Checked returns the facts, cleaned: one that does not say when and by whom it was checked was checked now by the
// organiser.
func (in SetVenueFactsInput) Checked(now time.Time) ([]VenueFactInput, error) {
	c := Check()
	c.ID("venueId", in.VenueID, KindVenue)
	c.Count("facts", len(in.Facts), 1, len(VenueFeatures))
	facts := c.venueFacts("facts", in.Facts, now)
	return facts, c.Err()
}

// Checked is as for the facts of a venue.
func (in SetEventFactsInput) Checked(now time.Time) ([]VenueFactInput, error) {
	c := Check()
	c.ID("eventId", in.EventID, KindEvent)
	c.Count("facts", len(in.Facts), 1, len(VenueFeatures))
	facts := c.venueFacts("facts", in.Facts, now)
	return facts, c.Err()
}

// Checked is as for the facts of a venue.
func (in SetEventServicesInput) Checked(now time.Time) ([]ServiceFactInput, error) {
	c := Check()
	c.ID("eventId", in.EventID, KindEvent)
	c.Count("services", len(in.Services), 1, len(EventServices))
	cleaned := make([]ServiceFactInput, len(in.Services))
	for i, f := range in.Services {
		path := fmt.Sprintf("services.%d", i)
		c.once(path+".service", slices.IndexFunc(in.Services,
			func(o ServiceFactInput) bool { return o.Service == f.Service }) == i)
		if f.RequestBy != nil {
			c.Day(path+".requestBy", *f.RequestBy)
			if f.State != StateOnRequest {
				c.Fail(path+".requestBy", FieldOutOfRange, "Tähtaeg käib ainult olekuga ON_REQUEST.",
					"A deadline goes with the state ON_REQUEST only.")
			}
		}
		f.Note, f.SourceURL = c.OptionalLocalized(path+".note", f.Note, MaxFactNote), c.URL(path+".sourceUrl", f.SourceURL)
		f.CheckedOn, f.CheckedBy = c.fact(path, f.State, f.Measure, f.CheckedOn, f.CheckedBy, now)
		cleaned[i] = f
	}
	return cleaned, c.Err()
}

func (c *Checks) venueFacts(path string, facts []VenueFactInput, now time.Time) []VenueFactInput {
	cleaned := make([]VenueFactInput, len(facts))
	for i, f := range facts {
		path := fmt.Sprintf("%s.%d", path, i)
		c.once(path+".feature", slices.IndexFunc(facts, func(o VenueFactInput) bool { return o.Feature == f.Feature }) == i)
		f.Note, f.SourceURL = c.OptionalLocalized(path+".note", f.Note, MaxFactNote), c.URL(path+".sourceUrl", f.SourceURL)
		f.CheckedOn, f.CheckedBy = c.fact(path, f.State, f.Measure, f.CheckedOn, f.CheckedBy, now)
		cleaned[i] = f
	}
	return cleaned
}

// fact checks what both kinds of facts share and dates a fact that is not dated.
func (c *Checks) fact(path string, state FeatureState, measure *float64, on *Date, by *FactChecker,
	now time.Time) (*Date, *FactChecker) {
	if measure != nil && !(*measure >= 0 && *measure <= MaxMeasure) || measure != nil && math.IsNaN(*measure) {
		c.Fail(path+".measure", FieldOutOfRange, fmt.Sprintf("Arv vahemikus 0 kuni %d.", MaxMeasure),
			fmt.Sprintf("A number from 0 to %d.", MaxMeasure))
	}
	if on != nil {
		c.Day(path+".checkedOn", on.Time())
		c.NotAfter(path+".checkedOn", on.Time(), now.Add(24*time.Hour)) // somewhere it is tomorrow already
	}
	if state == StateUnknown {
		return on, by
	}
	if on == nil {
		today := Date(now.UTC().Format(time.DateOnly))
		on = &today
	}
	if by == nil {
		organiser := CheckedByOrganiser
		by = &organiser
	}
	return on, by
}

func (c *Checks) once(path string, first bool) {
	if !first {
		c.Fail(path, FieldTooMany, "Seda on nimetatud kaks korda.", "This is named twice.")
	}
}
