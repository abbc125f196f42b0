package hackathon

import "math"

// Kilometre is how exactly the place of a person or a need is kept: rounded to a grid of about one kilometre, so that the
// database holds no door. At Estonia's latitude a degree of longitude is about half as long as one of latitude.
func (c Coordinates) Kilometre() Coordinates {
	return Coordinates{Lat: math.Round(c.Lat*100) / 100, Lon: math.Round(c.Lon*50) / 50}
}

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

// BandOf is the distance as people are told it.
func BandOf(km float64) DistanceBand {
	switch {
	case km < 2:
		return Under2Km
	case km < 5:
		return Under5Km
	case km < 10:
		return Under10Km
	case km < 25:
		return Under25Km
	case km < 50:
		return Under50Km
	}
	return Over50Km
}
