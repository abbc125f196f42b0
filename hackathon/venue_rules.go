package hackathon

import (
	"slices"
	"time"
)

// MaxVenueName is the longest name of a venue, in characters a language.
const MaxVenueName = 120

// CheckFacts is nil when the viewer may state facts of a building, which belongs to no single event: the staff of the
// platform, and that of an event which is held there. Events are those that are public, at the building and not over; a
// draft can stand anywhere, and nobody sees it move.
func (v *Venue) CheckFacts(viewer *Viewer, events []ID) error {
	if viewer.Staff(ID{}) || slices.ContainsFunc(events, viewer.Staff) {
		return nil
	}
	return Forbiddenf("organisers, coordinators and administrators of the platform state facts of a building, and those " +
		"of an event that is held there")
}

func (in *CreateVenueInput) Check(c *Checks) {
	c.Coordinates("coordinates", in.Coordinates)
	in.Name = c.Localized("name", in.Name, true, MaxVenueName)
	in.Address = c.Line("address", in.Address, 1, MaxAddress)
	in.Municipality = c.Line("municipality", in.Municipality, 1, MaxArea)
	in.Facts = c.venueFacts("facts", in.Facts)
}

// Venue is the building that the input describes.
func (in *CreateVenueInput) Venue(now time.Time) *Venue {
	return &Venue{ID: NewID(KindVenue, now), Version: 1, Name: in.Name, Address: in.Address,
		Municipality: in.Municipality, Lat: in.Coordinates.Lat, Lon: in.Coordinates.Lon}
}

func (in *SetVenueFactsInput) Check(c *Checks) {
	c.ID("venueId", in.VenueID, KindVenue)
	c.Count("facts", len(in.Facts), 1, len(VenueFeatures))
	in.Facts = c.venueFacts("facts", in.Facts)
}
