package postgres

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// Boards are the projected boards and their tokens.
type Boards struct{ db *DB }

// SeenBy is nil when the viewer may see the board of the event.
func (s Boards) SeenBy(ctx context.Context, viewer *hackathon.Viewer, event hackathon.ID) error {
	if err := event.Must(hackathon.KindEvent); err != nil {
		return err
	}
	if err := viewer.MaySeeBoard(event); err != nil {
		return err
	}
	var there bool
	if err := s.db.pool.GetContext(ctx, &there, `SELECT EXISTS (SELECT FROM event WHERE id = $1)`, event); err != nil ||
		there {
		return err
	}
	return noEvent()
}

// needsShown are those that the board counts.
var needsShown = oneOf(append(hackathon.NeedsTaken[:4:4], hackathon.HelpOpen))

// Find is what the hall sees of an event, in one statement: all of it is of one moment. Whoever calls has asked
// SeenBy.
func (s Boards) Find(ctx context.Context, event hackathon.ID) (*hackathon.Board, error) {
	var row struct {
		hackathon.BoardEvent
		hackathon.AttendanceCounts
		IdeaCount    int                         `db:"idea_count"`
		SupportCount int                         `db:"support_count"`
		Required     []hackathon.StakeholderSide `db:"required_sides"`
		Groups       []boardGroup                `db:"groups"`
		Needs        []hackathon.BoardNeed       `db:"needs"`
		OnDuty       int                         `db:"on_duty"`
	}
	err := s.db.pool.GetContext(ctx, &row, `
		SELECT e.id, e.title, e.status, e.starts_at, e.ends_at, e.required_sides, v.name AS venue_name, c.going, c.online,
			c.checked_in, c.waiting,
			i.idea_count, i.support_count, g.groups, n.needs, d.on_duty
		FROM event e
		JOIN event_attendance c ON c.event_id = e.id
		LEFT JOIN venue v ON v.id = e.venue_id
		CROSS JOIN LATERAL (
			SELECT count(*) AS idea_count, COALESCE(sum(support_count), 0) AS support_count FROM idea WHERE event_id = e.id
				AND public_since IS NOT NULL
		) i
		CROSS JOIN LATERAL (
			SELECT jsonb_agg(jsonb_build_object('id', `+spelled(`w.id`)+`, 'name', w.name, 'phase', w.phase,
				'memberCount', w.member_count, 'sides', w.sides, 'told', w.told)
				ORDER BY w.name_sort, w.id) AS groups
			FROM (
				SELECT g.id, g.name, g.name_sort, g.phase, g.member_count, g.lived_experience_told IS NOT NULL AS told,
					ARRAY(SELECT DISTINCT m.side FROM (`+toldSides+`) m) AS sides
				FROM working_group g WHERE g.event_id = e.id AND g.phase <> 'CLOSED' ORDER BY g.member_count DESC, g.id LIMIT 100
			) w
		) g
		CROSS JOIN LATERAL (
			SELECT jsonb_agg(jsonb_build_object('kind', k.kind, 'open', jsonb_build_object('n', k.open),
				'taken', jsonb_build_object('n', k.taken)) ORDER BY k.kind) AS needs
			FROM (
				SELECT kind, count(*) FILTER (WHERE status = 'OPEN') AS open,
					count(*) FILTER (WHERE status IN `+needsTaken+`) AS taken
				FROM help_request WHERE event_id = e.id AND status IN `+needsShown+` GROUP BY kind
			) k
		) n
		CROSS JOIN LATERAL (
			SELECT count(*) AS on_duty FROM volunteer o
			WHERE o.on_duty_until > $2
				AND EXISTS (SELECT FROM role_grant r WHERE r.person_id = o.person_id AND r.role = 'VOLUNTEER'
					AND (r.event_id IS NULL OR r.event_id = e.id))
				AND (EXISTS (SELECT FROM role_grant r WHERE r.person_id = o.person_id AND r.role = 'VOLUNTEER'
					AND r.event_id = e.id)
					OR EXISTS (SELECT FROM attendance a WHERE a.event_id = e.id AND a.person_id = o.person_id
						AND a.status IN `+attendancesComing+`))
		) d
		WHERE e.id = $1`, event, s.db.Now())
	if noRows(err) {
		return nil, noEvent()
	}
	if err != nil {
		return nil, fmt.Errorf("read board: %w", err)
	}
	b := &hackathon.Board{
		Event: row.BoardEvent, Attendance: row.AttendanceCounts, IdeaCount: row.IdeaCount, SupportCount: row.SupportCount,
		WorkingGroups: []hackathon.BoardGroup{}, Needs: row.Needs, VolunteersOnDuty: hackathon.SmallCount{N: row.OnDuty},
	}
	for _, g := range row.Groups {
		b.WorkingGroups = append(b.WorkingGroups, g.shown(row.Required))
	}
	open, taken := make([]hackathon.SmallCount, len(b.Needs)), make([]hackathon.SmallCount, len(b.Needs))
	for i, n := range b.Needs {
		open[i], taken[i] = n.Open, n.Taken
	}
	b.OpenNeeds, b.TakenNeeds = hackathon.TotalOf(open), hackathon.TotalOf(taken)
	return b, nil
}

type boardGroup struct {
	hackathon.BoardGroup
	Sides []hackathon.StakeholderSide
	Told  bool
}

// shown is the group with the sides that it lacks of those that are required.
func (g boardGroup) shown(required []hackathon.StakeholderSide) hackathon.BoardGroup {
	counts := map[hackathon.StakeholderSide]int{}
	for _, side := range g.Sides {
		counts[side]++
	}
	sides := hackathon.Presence(required, counts, g.Told)
	g.Complete, g.MissingSides = hackathon.Complete(sides), []hackathon.StakeholderSide{}
	if g.Phase.Seeks() {
		g.MissingSides = hackathon.Missing(sides)
	}
	return g.BoardGroup
}

// Position is where the event's stream stands, for a board that starts: its state is read when it is rendered.
func (s Boards) Position(ctx context.Context, streams []hackathon.ID) (hackathon.Snapshot, error) {
	return s.db.present(ctx, func(t *tx) ([]hackathon.ID, error) {
		for _, event := range streams {
			if err := t.activity(event, hackathon.ActivityEventChanged, event, 0, hackathon.AudiencePublic, nil); err != nil {
				return nil, err
			}
		}
		return streams, nil
	})
}

// CreateToken makes a token for a projected board of the event. Only its hash is kept, so a call repeated with the same
// idempotency key gives a new token to the same board, and the one that got lost opens nothing any more.
func (s Boards) CreateToken(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CreateBoardTokenInput) (*hackathon.BoardToken, error) {
	fresh := func(t *tx) (*hackathon.BoardToken, error) {
		e, err := events.get(t, in.EventID)
		if err == nil {
			err = e.CheckBoardToken(t.viewer, t.now)
		}
		if err != nil {
			return nil, err
		}
		return &hackathon.BoardToken{Token: rand.Text(), ExpiresAt: e.BoardEnd()}, nil
	}
	repeated := entity[*hackathon.BoardToken]{lock: func(t *tx, id hackathon.ID) (*hackathon.BoardToken, error) {
		token, err := fresh(t)
		if err != nil {
			return nil, err
		}
		token.ID = id
		n, err := t.run(`UPDATE session SET token_hash = $2 WHERE id = $1 AND board_event_id = $3`, id, hashOf(token.Token),
			in.EventID)
		if err == nil && n == 0 {
			err = hackathon.Conflictf("this board token was revoked; use a new idempotencyKey for a new one")
		}
		return token, err
	}}
	token, err := mutate(ctx, s.db, viewer, "createBoardToken", &in, repeated,
		func(t *tx) (*hackathon.BoardToken, error) {
			token, err := fresh(t)
			if err == nil {
				token.ID, err = t.addSession(token.Token, hackathon.ID{}, in.EventID, token.ExpiresAt)
			}
			return token, err
		})
	if err == nil {
		s.db.viewers.forget([]hackathon.ID{token.ID}) // the token that got lost
	}
	return token, err
}

// RevokeTokens ends all boards of the event and their streams, and returns how many.
func (s Boards) RevokeTokens(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.RevokeBoardTokensInput) (int, error) {
	var ended []hackathon.ID
	_, err := change(ctx, s.db, viewer, "revokeBoardTokens", &in, events, in.EventID,
		func(t *tx, e *hackathon.Event) error {
			if err := e.CheckBoards(t.viewer); err != nil {
				return err
			}
			ended = nil
			if err := t.all(&ended, `DELETE FROM session WHERE board_event_id = $1 RETURNING id`, e.ID); err != nil {
				return err
			}
			for _, session := range ended {
				if err := t.rightsChanged(session); err != nil {
					return err
				}
			}
			return nil
		})
	return len(ended), err
}
