package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// ErrNotDemo and ErrDemo refuse to mix invented and real data.
var (
	ErrNotDemo = errors.New("this database holds other than demo data; demo mode would open it to everybody who knows " +
		"the demo tokens")
	ErrDemo = errors.New("this database holds the demo, whose tokens are known to everybody; use another one, or " +
		"start in demo mode")
)

// ClaimInstance says once and for all whether the database is a demo, and refuses what it already is not.
func (s *DB) ClaimInstance(ctx context.Context, demo bool) error {
	return s.write(ctx, nil, func(t *tx) error {
		if _, err := t.run(`
			INSERT INTO instance (demo, claimed_at) SELECT $1, $2 WHERE NOT ($1 AND EXISTS (SELECT FROM person))
			ON CONFLICT (only_row) DO NOTHING`, demo, t.now); err != nil {
			return err
		}
		var isDemo bool
		switch err := t.get(&isDemo, `SELECT demo FROM instance`); {
		case noRows(err):
			return ErrNotDemo
		case err != nil:
			return err
		case isDemo && !demo:
			return ErrDemo
		case demo && !isDemo:
			return ErrNotDemo
		}
		return nil
	})
}

// DemoState is when the database was claimed as a demo, and whether its data is complete.
func (s *DB) DemoState(ctx context.Context) (claimedAt time.Time, loaded bool, err error) {
	var is struct {
		ClaimedAt time.Time  `db:"claimed_at"`
		LoadedAt  *time.Time `db:"loaded_at"`
	}
	err = s.pool.GetContext(ctx, &is, `SELECT claimed_at, loaded_at FROM instance WHERE demo`)
	if noRows(err) {
		err = ErrNotDemo
	}
	return is.ClaimedAt.UTC(), is.LoadedAt != nil, err
}

// DemoLoaded notes that the demo data is complete.
func (s *DB) DemoLoaded(ctx context.Context) error {
	return s.write(ctx, nil, func(t *tx) error {
		_, err := t.run(`UPDATE instance SET loaded_at = $1 WHERE demo`, t.now)
		return err
	})
}

// DemoPerson is an invented person, who may act with a token that everybody knows.
type DemoPerson struct {
	ID          hackathon.ID
	DisplayName string
	Email       string
	Roles       []hackathon.PlatformRole
	Token       string // empty: none
}

// PutDemoPerson stores the person with roles that hold everywhere, as often as it is called. It refuses a database that
// is not a demo.
func (s *DB) PutDemoPerson(ctx context.Context, p DemoPerson) (*hackathon.Viewer, error) {
	viewer := &hackathon.Viewer{PersonID: p.ID, Locale: hackathon.LocaleEt}
	err := s.write(ctx, nil, func(t *tx) error {
		if n, err := t.run(`
			INSERT INTO person (id, display_name, created_at) SELECT $1, $2, $3 FROM instance WHERE demo
			ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name`, p.ID, p.DisplayName, t.now); err != nil ||
			n == 0 {
			return errors.Join(err, onlyIf(n == 0, ErrNotDemo))
		}
		t.topicChanged(hackathon.TopicPeople)
		if _, err := t.run(`INSERT INTO person_contact (person_id, email) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING`,
			p.ID, p.Email); err != nil {
			return err
		}
		for _, role := range append([]hackathon.PlatformRole{hackathon.RoleParticipant}, p.Roles...) {
			viewer.Grants = append(viewer.Grants, hackathon.Grant{Role: role})
			if _, err := t.run(`INSERT INTO role_grant (person_id, role, granted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
				p.ID, role, t.now); err != nil {
				return err
			}
		}
		if p.Token == "" {
			return nil
		}
		viewer.SessionID = hackathon.NewID(hackathon.KindSession, t.now)
		return t.putDemoToken(p.Token, viewer.SessionID, p.ID, hackathon.ID{})
	})
	return viewer, err
}

// PutDemoBoard gives the projected board of an event a token that everybody knows.
func (s *DB) PutDemoBoard(ctx context.Context, token string, event hackathon.ID) error {
	return s.write(ctx, nil, func(t *tx) error {
		return t.putDemoToken(token, hackathon.NewID(hackathon.KindSession, t.now), hackathon.ID{}, event)
	})
}

func (t *tx) putDemoToken(token string, session, person, board hackathon.ID) error {
	hash := sha256.Sum256([]byte(token))
	_, err := t.run(`
		INSERT INTO session (id, token_hash, person_id, board_event_id, expires_at, created_at, shared) SELECT $1, $2, $3, $4,
			$5, $6, true FROM instance WHERE demo
		ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at, shared = true`,
		session, hash[:], person, board, t.now.AddDate(1, 0, 0), t.now)
	return err
}

func onlyIf(condition bool, err error) error {
	if condition {
		return err
	}
	return nil
}
