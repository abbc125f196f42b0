package postgres

import "github.com/loometalgud/mano/hackathon"

const defaultRadiusKm = 50

type listedEvent struct {
	hackathon.Event
	TitleSort string `db:"title_sort"`
}

var eventListing = listing[listedEvent, *hackathon.Event]{
	columns: eventColumns + `, e.title_sort`, from: `event e`, id: `e.id`,
	item: func(r listedEvent) *hackathon.Event { return &r.Event },
	orders: map[string]sortKey[listedEvent]{
		"":          eventsByStart,
		"STARTS_AT": eventsByStart,
		"TITLE":     {`e.title_sort`, func(r listedEvent) any { return r.TitleSort }},
	},
}

var eventsByStart = sortKey[listedEvent]{`e.starts_at`, func(r listedEvent) any { return r.StartsAt }}

// List lists the events that the filter lets through and the viewer may see, in one statement.
func (s Events) List(viewer *hackathon.Viewer, filter hackathon.EventFilter) hackathon.List[*hackathon.Event] {
	q := refuse(filter.Check())
	all, own := viewer.StaffOf()
	q.add(`e.status <> 'DRAFT' OR ? OR e.id = ANY (?::uuid[])`, all, idArray(own))
	addEach(&q, `e.status`, filter.Status)
	addEach(&q, `e.kind`, filter.Kind)
	addEach(&q, `e.format`, filter.Format)
	addShared(&q, `e.target_groups`, filter.TargetGroups)
	if filter.StartsAfter != nil {
		q.add(`e.starts_at >= ?`, *filter.StartsAfter)
	}
	if filter.StartsBefore != nil {
		q.add(`e.starts_at < ?`, *filter.StartsBefore)
	}
	if near := filter.Near; near != nil {
		radius := float64(defaultRadiusKm)
		if filter.RadiusKm != nil {
			radius = float64(*filter.RadiusKm)
		}
		low, high := near.Box(radius)
		q.add(`e.venue_id IN (
			SELECT v.id FROM venue v WHERE v.lat BETWEEN ? AND ? AND v.lon BETWEEN ? AND ?
			AND 2 * 6371.0088 * asin(sqrt(LEAST(1, power(sin(radians(v.lat - ?::float8) / 2), 2)
				+ cos(radians(v.lat)) * cos(radians(?::float8)) * power(sin(radians(v.lon - ?::float8) / 2), 2)))) <= ?)`,
			low.Lat, high.Lat, low.Lon, high.Lon, near.Lat, near.Lat, near.Lon, radius)
	}
	passing := filter.PassingStates()
	if features := filter.Features; len(features) > 0 {
		q.add(`(SELECT count(*) FROM event_accessibility a WHERE a.event_id = e.id AND a.feature = ANY (?)
			AND a.state = ANY (?)) = ?`,
			textArray(features), textArray(passing), len(features))
	}
	if services := filter.Services; len(services) > 0 {
		q.add(`NOT EXISTS (
			SELECT FROM unnest(?::text[]) AS wanted (service)
			LEFT JOIN event_service_fact f ON f.event_id = e.id AND f.service = wanted.service
			WHERE COALESCE(f.state, 'UNKNOWN') <> ALL (?))`, textArray(services), textArray(passing))
	}
	q.search(`e.search_text LIKE ?`, filter.Search, like)
	return eventListing.list(s.db, q.on(hackathon.TopicEvents, hackathon.TopicPlaces))
}
