package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

const defaultRadiusKm = 50

// eventOrders are the orders of the list: what the rows are sorted and continued by.
var eventOrders = map[hackathon.EventOrder]struct{ key, keyType, after, direction string }{
	hackathon.OrderStartsAt:     {"e.starts_at", "timestamptz", ">", "ASC"},
	hackathon.OrderStartsAtDesc: {"e.starts_at", "timestamptz", "<", "DESC"},
	hackathon.OrderTitle:        {"e.title_sort", "text", ">", "ASC"},
}

// Events lists the events that the filter lets through and the viewer may see, in one statement.
func (s Events) List(ctx context.Context, viewer *hackathon.Viewer, filter hackathon.EventFilter,
	order hackathon.EventOrder, args hackathon.PageArgs) (*hackathon.Page[*hackathon.Event], error) {
	if err := args.Validate(); err != nil {
		return nil, err
	}
	words, err := filter.Checked()
	if err != nil {
		return nil, err
	}
	by, ok := eventOrders[order]
	if !ok {
		return nil, hackathon.Invalidf("there is no order %s of events", order)
	}
	all, own := viewer.StaffOf()
	q := conditions{}
	q.add(`e.status <> 'DRAFT' OR ? OR e.id = ANY (?::uuid[])`, all, idArray(own))
	if len(filter.Status) > 0 {
		q.add(`e.status = ANY (?)`, textArray(filter.Status))
	}
	if len(filter.Kind) > 0 {
		q.add(`e.kind = ANY (?)`, textArray(filter.Kind))
	}
	if len(filter.Format) > 0 {
		q.add(`e.format = ANY (?)`, textArray(filter.Format))
	}
	if len(filter.TargetGroups) > 0 {
		q.add(`e.target_groups && ?::text[]`, textArray(filter.TargetGroups))
	}
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
	for _, word := range words {
		q.add(`e.search_text LIKE ?`, "%"+likeEscaper.Replace(word)+"%")
	}
	if args.After != "" {
		key, id, err := parsePageCursor(args.After)
		if err != nil {
			return nil, err
		}
		if _, err := hackathon.ParseTime(key); by.keyType == "timestamptz" && err != nil {
			return nil, hackathon.Invalidf("after is a cursor of another order of this list; leave it out to start anew")
		}
		q.add(`(`+by.key+`, e.id) `+by.after+` (?::`+by.keyType+`, ?)`, key, id)
	}
	var rows []eventRow
	if err := s.db.pool.SelectContext(ctx, &rows, fmt.Sprintf(`SELECT `+eventColumns+`, e.title_sort FROM event e WHERE %s
		ORDER BY %s %s, e.id %s LIMIT %d`,
		q.String(), by.key, by.direction, by.direction, args.First+1), q.args...); err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return page(rows, args, func(r eventRow) *hackathon.Event { return r.event() }, func(r eventRow) string {
		if order == hackathon.OrderTitle {
			return pageCursor(r.TitleSort, r.ID)
		}
		return pageCursor(r.StartsAt.UTC().Format(time.RFC3339Nano), r.ID)
	}), nil
}

// likeEscaper lets a word mean itself inside LIKE.
var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// conditions collects the conditions of a WHERE and their parameters. Each ? of a condition becomes the next parameter;
// the text of a condition comes from the program and never from a request.
type conditions struct {
	where []string
	args  []any
}

func (q *conditions) add(condition string, args ...any) {
	var b strings.Builder
	for i, part := range strings.Split(condition, "?") {
		if i > 0 {
			q.args = append(q.args, args[i-1])
			fmt.Fprintf(&b, "$%d", len(q.args))
		}
		b.WriteString(part)
	}
	q.where = append(q.where, b.String())
}

func (q *conditions) String() string { return "(" + strings.Join(q.where, ") AND (") + ")" }
