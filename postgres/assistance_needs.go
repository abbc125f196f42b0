package postgres

import (
	"context"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// AssistanceNeeds are the needs that volunteers are shown: the list and what its live twin rests on.
type AssistanceNeeds struct{ db *DB }

// outlived are events e that have needs under way though they have none to state any more.
var outlived = `e.status <> 'DRAFT' AND EXISTS (
	SELECT FROM help_request u WHERE u.event_id = e.id AND u.status IN ` + needsUnderWay + `
		AND (u.transport ->> 'leg' = 'RETURN' OR e.status IN ` + eventsPast + ` AND u.starts_at >= e.ends_at))`

// Streams are the streams on which needs can be: those of all upcoming and live events, of events whose needs
// outlive them, and the global one for needs outside any event; or only of the given events (nil: all).
func (s AssistanceNeeds) Streams(ctx context.Context, reach *hackathon.NeedsReach) (streams []hackathon.ID,
	err error) {
	if reach.Event != nil {
		return []hackathon.ID{*reach.Event}, nil
	}
	// Those with needs under way are found one after the other along their index, so that events that are over long since
	// are not asked.
	query, args := `
		WITH RECURSIVE has (event_id) AS (
			(SELECT event_id FROM help_request WHERE status IN `+needsUnderWay+` ORDER BY event_id LIMIT 1)
			UNION ALL
			SELECT (SELECT r.event_id FROM help_request r WHERE r.status IN `+needsUnderWay+` AND r.event_id > has.event_id
				ORDER BY r.event_id LIMIT 1) FROM has WHERE has.event_id IS NOT NULL)
		SELECT e.id FROM event e WHERE e.status = ANY ($1) UNION
		SELECT e.id FROM has JOIN event e ON e.id = has.event_id WHERE e.status <> ALL ($1) AND `+outlived,
		[]any{textArray(hackathon.EventsWithNeeds)}
	if reach.Events != nil {
		query, args = `SELECT e.id FROM event e WHERE e.id = ANY ($2::uuid[]) AND (e.status = ANY ($1) OR `+outlived+`)`,
			append(args, idArray(reach.Events))
	}
	err = s.db.pool.SelectContext(ctx, &streams, query+` ORDER BY id`, args...)
	if reach.Events == nil {
		streams = append(streams, hackathon.GlobalStream)
	}
	return streams, err
}

// Open are the needs of the streams that can be taken now, spelled as activities, and where the streams stood when
// they were read.
func (s AssistanceNeeds) Open(ctx context.Context, streams []hackathon.ID) (hackathon.Snapshot, error) {
	return s.db.present(ctx, func(t *tx) ([]hackathon.ID, error) {
		return streams, t.openNeeds(streams, hackathon.ActivityHelpRequestOpened)
	})
}

// Left are for whoever followed these streams when Streams still had them: of those events that are public and
// among the given ones (nil: all), the needs that stand open, spelled as activities that close them, and where the
// streams stood. An event that is missing there may not be told to its followers any more.
func (s AssistanceNeeds) Left(ctx context.Context, reach *hackathon.NeedsReach,
	streams []hackathon.ID) (hackathon.Snapshot, error) {
	return s.db.present(ctx, func(t *tx) (told []hackathon.ID, err error) {
		if err := t.all(&told, `
			SELECT id FROM event WHERE id = ANY ($1::uuid[]) AND status <> 'DRAFT' AND ($2::uuid[] IS NULL OR id = ANY ($2))
				ORDER BY id`,
			idArray(streams), idsOrNull(reach.Events)); err != nil {
			return nil, err
		}
		return told, t.openNeeds(told, hackathon.ActivityHelpRequestClosed)
	})
}

// openNeeds notes the open needs of the streams, since they were stated.
func (t *tx) openNeeds(streams []hackathon.ID, kind hackathon.ActivityKind) error {
	var rows []*hackathon.HelpRequest
	if err := t.all(&rows, `
		SELECT `+helpRequestColumns+` FROM help_request r
		WHERE r.status = 'OPEN' AND (r.event_id = ANY ($1::uuid[]) OR r.event_id IS NULL AND $2 = ANY ($1::uuid[]))
		ORDER BY r.starts_at, r.id`,
		idArray(streams), hackathon.GlobalStream); err != nil {
		return err
	}
	for i, r := range rows {
		if err := t.activity(streamOf(r), kind, r.ID, r.Version, hackathon.AudienceVolunteers,
			hackathon.HelpRequestRecord{HelpRequest: *r}); err != nil {
			return err
		}
		t.log[i].At = r.CreatedAt
	}
	return nil
}

// List are the needs that can be taken now and that the filter wants: of one event, or (nil) of all that the viewer
// reaches. SQL selects no less than the filter wants, its predicate decides.
func (s AssistanceNeeds) List(viewer *hackathon.Viewer, event *hackathon.ID,
	filter *hackathon.NeedFilter) hackathon.List[*hackathon.HelpRequest] {
	return func(ctx context.Context, args hackathon.PageArgs) (*hackathon.Page[*hackathon.HelpRequest], error) {
		if err := filter.Validate(); err != nil {
			return nil, err
		}
		reach, err := s.Reach(ctx, viewer, event)
		if err != nil {
			return nil, err
		}
		q, listed := that(`r.status = 'OPEN'`), needListing
		if event != nil {
			q.add(`r.event_id = ?`, *event)
		} else { // of Streams, asked of each need that is read, for these are far fewer than all events
			q.add(`r.event_id IS NULL OR (SELECT e.status = ANY (?) OR `+outlived+` FROM event e WHERE e.id = r.event_id)`,
				textArray(hackathon.EventsWithNeeds))
			if reach.Events != nil {
				q.add(`r.event_id = ANY (?::uuid[])`, idArray(reach.Events))
			}
		}
		if filter != nil {
			volunteer, err := s.Asking(ctx, viewer, filter)
			if err != nil {
				return nil, err
			}
			listed.wanted = filter.Predicate(volunteer)
			addAny(&q, `r.kind`, filter.Kinds)
			addShared(&q, `r.languages`, filter.Languages)
			if low, high, bounded := filter.Box(); bounded {
				q.add(`r.lat BETWEEN ? AND ? AND r.lon BETWEEN ? AND ? OR (r.lat, r.lon) = (0, 0)`, low.Lat, high.Lat, low.Lon,
					high.Lon)
			}
		}
		return listed.list(s.db, q)(ctx, args)
	}
}

// Asking is the volunteer by whom the filter goes; nil when it goes by none.
func (s AssistanceNeeds) Asking(ctx context.Context, viewer *hackathon.Viewer,
	filter *hackathon.NeedFilter) (*hackathon.Volunteer, error) {
	if filter == nil || !filter.EligibleOnly {
		return nil, nil
	}
	return s.db.Volunteers.Find(ctx, viewer)
}

// Reach is where the viewer sees needs: at the event (nil: none in mind), or wherever their rights let them. It fails
// where there is no such event, or nothing that the viewer may see.
func (s AssistanceNeeds) Reach(ctx context.Context, viewer *hackathon.Viewer,
	event *hackathon.ID) (*hackathon.NeedsReach, error) {
	if event == nil {
		return viewer.NeedsReach()
	}
	if err := event.Must(hackathon.KindEvent); err != nil {
		return nil, err
	}
	status, err := s.db.eventStatus(ctx, *event)
	if noRows(err) || err == nil && status == hackathon.EventDraft && !viewer.Staff(*event) {
		return nil, hackathon.NotFoundf("there is no such Event")
	}
	if err != nil {
		return nil, err
	}
	return &hackathon.NeedsReach{Event: event, StaffOnly: status == hackathon.EventDraft}, viewer.CheckSeesNeeds(*event)
}

// eventStatus reads once for all who wait: when a hall full of phones comes back, everybody asks for the same event.
// Nobody is answered by a read that had begun before they asked.
func (s *DB) eventStatus(ctx context.Context, event hackathon.ID) (hackathon.EventStatus, error) {
	key := event.String()
	read := func() (any, error) {
		// whoever came first may leave
		ctx, cancel := context.WithTimeout(hackathon.WithoutTurn(context.WithoutCancel(ctx)), 10*time.Second)
		defer cancel()
		var status hackathon.EventStatus
		select {
		case s.statusReads <- struct{}{}:
			defer func() { <-s.statusReads }()
		case <-ctx.Done():
			return status, ctx.Err()
		}
		s.statuses.Forget(key) // who comes from here on waits for the next read
		err := s.pool.GetContext(ctx, &status, `SELECT status FROM event WHERE id = $1`, event)
		return status, err
	}
	select {
	case answer := <-s.statuses.DoChan(key, read):
		return answer.Val.(hackathon.EventStatus), answer.Err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func idsOrNull(ids []hackathon.ID) any {
	if ids == nil {
		return nil
	}
	return idArray(ids)
}
