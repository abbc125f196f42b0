package hackathon

// Venue is a building where events are held.
type Venue struct {
	ID           ID        `db:"id" json:"id"`
	Version      int       `db:"version" json:"version"`
	Name         Localized `db:"name" json:"name"`
	Address      string    `db:"address" json:"address"`
	Municipality string    `db:"municipality" json:"municipality"`
	Lat          float64   `db:"lat" json:"lat"`
	Lon          float64   `db:"lon" json:"lon"`
}

func (v Venue) NodeID() ID               { return v.ID }
func (v Venue) NodeVersion() int         { return v.Version }
func (v Venue) Coordinates() Coordinates { return Coordinates{Lat: v.Lat, Lon: v.Lon} }

type CreateVenueInput struct {
	Name         Localized
	Address      string
	Municipality string
	Coordinates  Coordinates
	Facts        []VenueFactInput
	Keyed
}

type SetVenueFactsInput struct {
	VenueID ID
	Facts   []VenueFactInput
	Versioned
	Keyed
}
