package hackathon

import "math"

// A cell of this grid is about ten kilometres wide and high in Estonia, where a degree of longitude is about half as
// long as one of latitude.
const (
	cellLat = 0.09
	cellLon = 0.18
	// CellReachKm is half of a cell's diagonal, rounded: what is asked of the middles of two cells reaches so much farther
	// that the grid hides nothing which is near.
	CellReachKm = 7
)

// Cell is the middle of the cell that the place is in. People and needs are matched by it and by nothing finer, so that
// no question, however often it is asked from elsewhere, tells where in a cell somebody is. Nowhere stays nowhere.
func (c Coordinates) Cell() Coordinates {
	if c.IsZero() {
		return c
	}
	middle := func(degrees, size float64) float64 { return math.Round((math.Floor(degrees/size)+0.5)*size*1e4) / 1e4 }
	return Coordinates{Lat: middle(c.Lat, cellLat), Lon: middle(c.Lon, cellLon)}
}

// Reaches reports whether the other cell counts as within so many kilometres.
func (c Coordinates) Reaches(to Coordinates, km int) bool { return c.DistanceKm(to) <= reachKm(km) }

func reachKm(km int) float64 { return float64(km) + CellReachKm }

// IsZero reports whether there is no place, as with help online.
func (c Coordinates) IsZero() bool { return c == Coordinates{} }

const earthRadiusKm = 6371.0088 // mean radius, IUGG

// DistanceKm is the great-circle distance (haversine).
func (c Coordinates) DistanceKm(to Coordinates) float64 {
	const radians = math.Pi / 180
	sinLat := math.Sin((to.Lat - c.Lat) * radians / 2)
	sinLon := math.Sin((to.Lon - c.Lon) * radians / 2)
	h := sinLat*sinLat + math.Cos(c.Lat*radians)*math.Cos(to.Lat*radians)*sinLon*sinLon
	return 2 * earthRadiusKm * math.Asin(math.Sqrt(min(1, h)))
}

// Box is a rectangle that holds everything within km of the place, for an index to preselect from.
func (c Coordinates) Box(km float64) (low, high Coordinates) {
	const kmPerDegree = 111.1 // a little less than anywhere on the globe, so that the box is never too small
	lat := km / kmPerDegree
	low, high = Coordinates{max(-90, c.Lat-lat), -180}, Coordinates{min(90, c.Lat+lat), 180}
	if narrow := math.Cos(max(math.Abs(low.Lat), math.Abs(high.Lat)) * math.Pi / 180); narrow > 0.01 {
		if lon := lat / narrow; c.Lon-lon >= -180 && c.Lon+lon <= 180 { // a box over the date line is as wide as the globe
			low.Lon, high.Lon = c.Lon-lon, c.Lon+lon
		}
	}
	return low, high
}

// BandOf is the distance between the middles of two cells as people are told it: within one cell less than ten
// kilometres.
func BandOf(km float64) DistanceBand {
	switch {
	case km < 10:
		return Under10Km
	case km < 25:
		return Under25Km
	case km < 50:
		return Under50Km
	}
	return Over50Km
}
