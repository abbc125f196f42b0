package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// page is what is asked for: as an operation of mano, and as one statement that answers the same JSON, with times and
// ids as the database spells them.
type page struct {
	name, operation, statement string
	signedIn                   bool // needs are for volunteers
}

// ofEvent reports whether the page is of one event.
func (p page) ofEvent() bool { return strings.Contains(p.operation, "$id") }

const (
	eventFields = `id version kind format status title { et en } description { et en } startsAt endsAt seats targetGroups
		attendance { going online checkedIn waiting }
		venue { id name { et en } address municipality coordinates { lat lon } }
		accessibility { feature state measure checkedOn }
		services { service state checkedOn }
		ideas(first: 20, orderBy: { field: SUPPORT_COUNT, direction: DESC }) { nodes {
			id title { et en } status supportCount commentCount author { id displayName } } }
		workingGroups(first: 20) { nodes { id name { et en } phase memberCount lead { id displayName } } }`
	needFields = `helpRequests(first: 30) { nodes { id kind status area startsAt endsAt languages onSite } }`

	eventJSON = `'id', e.id, 'version', e.version, 'kind', e.kind, 'format', e.format, 'status', e.status,
		'title', json_build_object('et', e.title ->> 'et', 'en', e.title ->> 'en'),
		'description', json_build_object('et', e.description ->> 'et', 'en', e.description ->> 'en'),
		'startsAt', e.starts_at, 'endsAt', e.ends_at, 'seats', e.capacity, 'targetGroups', e.target_groups,
		'attendance', (SELECT json_build_object('going', c.going, 'online', c.online, 'checkedIn', c.checked_in,
			'waiting', c.waiting) FROM event_attendance c WHERE c.event_id = e.id),
		'venue', (SELECT json_build_object('id', v.id,
			'name', json_build_object('et', v.name ->> 'et', 'en', v.name ->> 'en'),
			'address', v.address, 'municipality', v.municipality, 'coordinates', json_build_object('lat', v.lat, 'lon', v.lon))
			FROM venue v WHERE v.id = e.venue_id),
		'accessibility', (SELECT json_agg(json_build_object('feature', f.feature,
			'state', COALESCE(o.state, v.state, 'UNKNOWN'),
			'measure', CASE WHEN o.state IS NOT NULL THEN o.measure ELSE v.measure END,
			'checkedOn', CASE WHEN o.state IS NOT NULL THEN o.checked_on ELSE v.checked_on END) ORDER BY f.position)
			FROM venue_feature f LEFT JOIN event_fact o ON o.event_id = e.id AND o.feature = f.feature
			LEFT JOIN venue_fact v ON v.venue_id = e.venue_id AND v.feature = f.feature),
		'services', (SELECT json_agg(json_build_object('service', s.service, 'state', COALESCE(f.state, 'UNKNOWN'),
			'checkedOn', f.checked_on) ORDER BY s.position)
			FROM event_service s LEFT JOIN event_service_fact f ON f.event_id = e.id AND f.service = s.service),
		'ideas', json_build_object('nodes', (SELECT json_agg(json_build_object('id', i.id,
			'title', json_build_object('et', i.title ->> 'et', 'en', i.title ->> 'en'), 'status', i.status,
			'supportCount', i.support_count, 'commentCount', i.comment_count,
			'author', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'displayName', p.display_name) END)
			ORDER BY i.support_count DESC, i.id DESC)
			FROM (SELECT * FROM idea WHERE event_id = e.id AND public_since IS NOT NULL
				ORDER BY support_count DESC, id DESC LIMIT 20) i
			LEFT JOIN person p ON p.id = i.author_id)),
		'workingGroups', json_build_object('nodes', (SELECT json_agg(json_build_object('id', g.id,
			'name', json_build_object('et', g.name ->> 'et', 'en', g.name ->> 'en'), 'phase', g.phase,
			'memberCount', g.member_count,
			'lead', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'displayName', p.display_name) END)
			ORDER BY g.name_sort, g.id)
			FROM (SELECT * FROM working_group WHERE event_id = e.id ORDER BY name_sort, id LIMIT 20) g
			LEFT JOIN person p ON p.id = g.lead_id))`
	needJSON = `'helpRequests', json_build_object('nodes', (SELECT json_agg(json_build_object('id', r.id, 'kind', r.kind,
			'status', r.status, 'area', r.area, 'startsAt', r.starts_at, 'endsAt', r.ends_at, 'languages', r.languages,
			'onSite', r.on_site) ORDER BY r.id DESC)
			FROM (SELECT * FROM help_request WHERE event_id = e.id AND status <> 'DRAFT' ORDER BY id DESC LIMIT 30) r))`
)

var pages = []page{
	{name: "event", signedIn: true,
		operation: `query Event($id: ID!) { event(id: $id) { ` + eventFields + ` ` + needFields + ` } }`,
		statement: `SELECT json_build_object('event', json_build_object(` + eventJSON + `, ` + needJSON + `))
			FROM event e WHERE e.id = $1`},
	{name: "event, public",
		operation: `query Event($id: ID!) { event(id: $id) { ` + eventFields + ` } }`,
		statement: `SELECT json_build_object('event', json_build_object(` + eventJSON + `)) FROM event e WHERE e.id = $1`},
	{name: "20 events",
		operation: `query Events { events(first: 20, filter: { status: [PUBLISHED, IDEAS_OPEN, TEAMS_OPEN, MOVED_ONLINE,
			POSTPONED] }) { nodes { id kind format status title { et en } startsAt endsAt
			venue { name { et en } municipality } attendance { going online checkedIn waiting } } } }`,
		statement: `SELECT json_build_object('events', json_build_object('nodes', json_agg(json_build_object('id', e.id,
			'kind', e.kind, 'format', e.format, 'status', e.status,
			'title', json_build_object('et', e.title ->> 'et', 'en', e.title ->> 'en'), 'startsAt', e.starts_at,
			'endsAt', e.ends_at, 'venue', json_build_object('name', json_build_object('et', v.name ->> 'et',
			'en', v.name ->> 'en'), 'municipality', v.municipality), 'attendance', json_build_object('going', c.going,
			'online', c.online, 'checkedIn', c.checked_in, 'waiting', c.waiting)) ORDER BY e.starts_at, e.id)))
			FROM (SELECT * FROM event WHERE status IN ('PUBLISHED', 'IDEAS_OPEN', 'TEAMS_OPEN', 'MOVED_ONLINE', 'POSTPONED')
				ORDER BY starts_at, id LIMIT 20) e
			JOIN event_attendance c ON c.event_id = e.id LEFT JOIN venue v ON v.id = e.venue_id`},
	{name: "20 needs", signedIn: true,
		operation: `query Needs { assistanceNeeds(first: 20) { nodes { id kind status area startsAt endsAt languages onSite
			event { id title { et } } } } }`,
		statement: `SELECT json_build_object('assistanceNeeds', json_build_object('nodes', json_agg(json_build_object(
			'id', r.id, 'kind', r.kind, 'status', r.status, 'area', r.area, 'startsAt', r.starts_at, 'endsAt', r.ends_at,
			'languages', r.languages, 'onSite', r.on_site, 'event', json_build_object('id', e.id,
			'title', json_build_object('et', e.title ->> 'et'))) ORDER BY r.starts_at, r.id)))
			FROM (SELECT r.* FROM help_request r JOIN event e ON e.id = r.event_id WHERE r.status = 'OPEN'
				AND e.status IN ('PUBLISHED', 'IDEAS_OPEN', 'TEAMS_OPEN', 'LIVE', 'MOVED_ONLINE')
				ORDER BY r.starts_at, r.id LIMIT 20) r
			JOIN event e ON e.id = r.event_id`},
	{name: "__typename", operation: `{ __typename }`, statement: `SELECT '{"__typename": "Query"}'`},
}

// body is the request to mano.
func (p page) body(event hackathon.ID) []byte {
	request := map[string]any{"query": p.operation}
	if p.ofEvent() {
		request["variables"] = map[string]any{"id": event}
	}
	b, _ := json.Marshal(request)
	return b
}

// sameContent is nil when both answers say the same.
func sameContent(a, b []byte) error {
	var x, y struct{ Data any }
	if err := json.Unmarshal(a, &x); err != nil {
		return fmt.Errorf("%w: %s", err, a)
	}
	if err := json.Unmarshal(b, &y); err != nil {
		return fmt.Errorf("%w: %s", err, b)
	}
	if x.Data = plain(x.Data); !reflect.DeepEqual(x.Data, plain(y.Data)) || x.Data == nil {
		return fmt.Errorf("the answers differ:\n%s\n%s", a, b)
	}
	return nil
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// plain spells ids and times in one way.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case string:
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return at.UTC()
		}
		var id hackathon.ID
		if uuidForm.MatchString(v) && id.Scan(v) == nil {
			return base64.RawURLEncoding.EncodeToString(id[:])
		}
	}
	return v
}
