package hackathon

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// MaxMeasure bounds what is measured of a fact: centimetres, metres or a count.
const MaxMeasure = 1_000_000

func (in *SetEventFactsInput) Check(c *Checks) {
	c.ID("eventId", in.EventID, KindEvent)
	c.Count("facts", len(in.Facts), 1, len(VenueFeatures))
	in.Facts = c.venueFacts("facts", in.Facts)
}

func (in *SetEventServicesInput) Check(c *Checks) {
	c.ID("eventId", in.EventID, KindEvent)
	c.Count("services", len(in.Services), 1, len(EventServices))
	in.Services = slices.Clone(in.Services)
	for i := range in.Services {
		f, path := &in.Services[i], fmt.Sprintf("services.%d", i)
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
		c.fact(path, f.Measure, f.CheckedOn)
	}
}

func (c *Checks) venueFacts(path string, facts []VenueFactInput) []VenueFactInput {
	facts = slices.Clone(facts)
	for i := range facts {
		f, path := &facts[i], fmt.Sprintf("%s.%d", path, i)
		c.once(path+".feature", slices.IndexFunc(facts, func(o VenueFactInput) bool { return o.Feature == f.Feature }) == i)
		f.Note, f.SourceURL = c.OptionalLocalized(path+".note", f.Note, MaxFactNote), c.URL(path+".sourceUrl", f.SourceURL)
		c.fact(path, f.Measure, f.CheckedOn)
	}
	return facts
}

// fact checks what both kinds of facts share.
func (c *Checks) fact(path string, measure *float64, on *Date) {
	if measure != nil && !(*measure >= 0 && *measure <= MaxMeasure) {
		c.Fail(path+".measure", FieldOutOfRange, fmt.Sprintf("Arv vahemikus 0 kuni %d.", MaxMeasure),
			fmt.Sprintf("A number from 0 to %d.", MaxMeasure))
	}
	if on != nil {
		c.Day(path+".checkedOn", on.Time())
		c.NotAfter(path+".checkedOn", on.Time(), c.Now.Add(24*time.Hour)) // somewhere it is tomorrow already
	}
}

// Checked is when and by whom a fact was checked: now and by the organiser where the input does not say.
func (s FeatureState) Checked(on *Date, by *FactChecker, now time.Time) (*Date, *FactChecker) {
	if s != StateUnknown {
		return cmp.Or(on, new(Date(now.UTC().Format(time.DateOnly)))), cmp.Or(by, new(CheckedByOrganiser))
	}
	return on, by
}

func (c *Checks) once(path string, first bool) {
	if !first {
		c.Fail(path, FieldTooMany, "Seda on nimetatud kaks korda.", "This is named twice.")
	}
}
