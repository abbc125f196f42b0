package postgres

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Sessions are sign-ins.
type Sessions struct{ db *DB }

// ViewerByToken is who holds the token, with the rights of this moment, and when the sign-in ends. A token that is not
// known, or is no longer, is Unauthenticated.
func (s Sessions) ViewerByToken(ctx context.Context, token string) (*hackathon.Viewer, time.Time, error) {
	if token == "" || len(token) > 200 {
		return nil, time.Time{}, errSignInEnded()
	}
	hash := sha256.Sum256([]byte(token))
	known, mark := s.db.viewers.get(hash, s.db.Now())
	if known.present {
		return known.viewer, known.ends, nil
	}
	read := s.db.Now()
	viewer, ends, err := s.db.viewer(ctx, `s.token_hash = $1`, hash[:])
	if err == nil {
		s.db.viewers.put(hash, cachedViewer{viewer: viewer, ends: ends, readAt: read}, mark)
	}
	return viewer, ends, err
}

// ViewerBySession is the viewer of a session with the rights of this moment, for streams that ask again.
func (s Sessions) ViewerBySession(ctx context.Context, session hackathon.ID) (*hackathon.Viewer, error) {
	v, _, err := s.db.viewer(ctx, `s.id = $1`, session)
	return v, err
}

func errSignInEnded() error {
	return &hackathon.Error{Kind: hackathon.Unauthenticated,
		Message: "this sign-in is not known or has ended; sign in again"}
}

// viewer reads a session; a board's ends a day after its event, however often the event was moved.
func (s *DB) viewer(ctx context.Context, where string, arg any) (*hackathon.Viewer, time.Time, error) {
	var row struct {
		hackathon.Viewer
		BoardOf   hackathon.ID `db:"board_event_id"`
		ExpiresAt time.Time    `db:"expires_at"`
	}
	err := s.pool.GetContext(ctx, &row, `
		SELECT s.id AS session_id, s.person_id, s.board_event_id, COALESCE(p.locale, 'ET') AS locale,
		       COALESCE(p.guest, false) AS guest,
		       COALESCE((SELECT e.ends_at + make_interval(secs => $2) FROM event e WHERE e.id = s.board_event_id),
			s.expires_at) AS expires_at,
		       `+grantsOf(`s.person_id`)+`
		FROM session s LEFT JOIN person p ON p.id = s.person_id
		WHERE `+where, arg, hackathon.AfterEvent.Seconds())
	if noRows(err) || err == nil && !s.Now().Before(row.ExpiresAt) {
		return nil, time.Time{}, errSignInEnded()
	}
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("read session: %w", err)
	}
	if !row.BoardOf.IsZero() {
		row.Grants = []hackathon.Grant{{Role: hackathon.RoleBoard, EventID: row.BoardOf}}
	}
	return &row.Viewer, row.ExpiresAt, nil
}

// grantsOf is the column of all that a person may do.
func grantsOf(person string) string {
	return `(SELECT json_agg(json_build_object('role', g.role, 'eventId', ` + spelled(`g.event_id`) + `)
		ORDER BY g.role, g.event_id) FROM role_grant g WHERE g.person_id = ` + person + `) AS grants`
}

// JoinAsGuest signs in somebody who knows an event's join code, without an account, and registers them there: in the
// room, where it has a seat, else on its waiting list.
func (s Sessions) JoinAsGuest(ctx context.Context, in hackathon.JoinAsGuestInput) (*hackathon.Session, error) {
	if err := s.db.check(&in); err != nil {
		return nil, err
	}
	session := &hackathon.Session{Token: rand.Text()}
	err := s.db.write(ctx, nil, func(t *tx) error {
		var event struct {
			ID     hackathon.ID          `db:"id"`
			Status hackathon.EventStatus `db:"status"`
			EndsAt time.Time             `db:"ends_at"`
		}
		err := t.get(&event, `SELECT e.id, e.status, e.ends_at FROM event_private p JOIN event e ON e.id = p.event_id
			WHERE p.join_code = $1`, in.JoinCode)
		if noRows(err) || err == nil && !hackathon.GuestsMayJoin(event.Status, event.EndsAt, t.now) {
			return &hackathon.WrongCodeError{}
		}
		if err != nil {
			return err
		}
		person, err := t.guestOf(in)
		if err != nil {
			return err
		}
		known := !person.IsZero()
		if !known {
			if person, err = t.addPerson(newcomer{Name: &in.DisplayName, Guest: true,
				Grants: []hackathon.Grant{{Role: hackathon.RoleParticipant, EventID: event.ID}}}); err != nil {
				return err
			}
		}
		session.ExpiresAt = hackathon.GuestSessionEnd(event.EndsAt, t.now)
		if _, err = t.addSession(session.Token, person, hackathon.ID{}, session.ExpiresAt); err != nil || known {
			return err
		}
		if err := t.keepGuestOf(in, person); err != nil {
			return err
		}
		t.viewer = &hackathon.Viewer{PersonID: person, Guest: true}
		seats, err := t.lockRoom(`id = $1`, event.ID)
		if err == nil {
			_, err = t.attend(seats, hackathon.AttendEventInput{EventID: event.ID})
		}
		if _, notNow := errors.AsType[*hackathon.StateConflictError](err); notNow {
			return nil // postponed: the guest is let in, and registers when there is a new time
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.db.withViewer(ctx, session)
}

// guestOf is whom an earlier call with the key let in, or the zero id: then the key's row is this call's, and one that
// runs at the same time waits for it.
func (t *tx) guestOf(in hackathon.JoinAsGuestInput) (person hackathon.ID, err error) {
	if in.IdempotencyKey == nil {
		return person, nil
	}
	if n := len(*in.IdempotencyKey); n < MinGuestKey || n > MaxIdempotencyKey {
		return person, hackathon.Invalidf("idempotencyKey must have from %d to %d bytes here", MinGuestKey, MaxIdempotencyKey)
	}
	key, said := hashOf(*in.IdempotencyKey), hashOf(*in.IdempotencyKey+"\n"+in.JoinCode+"\n"+in.DisplayName)
	n, err := t.run(`
		INSERT INTO guest_join (key_hash, input_hash, at) VALUES ($1, $2, $3)
		ON CONFLICT (key_hash) DO UPDATE SET input_hash = excluded.input_hash, person_id = NULL, at = excluded.at
			WHERE guest_join.at < $4`,
		key, said, t.now, t.now.Add(-IdempotencyLife))
	if err != nil || n == 1 {
		return person, err
	}
	var earlier struct {
		InputHash []byte       `db:"input_hash"`
		Person    hackathon.ID `db:"person_id"`
	}
	if err := t.get(&earlier, `SELECT input_hash, person_id FROM guest_join WHERE key_hash = $1`, key); err != nil {
		return person, err
	}
	if !bytes.Equal(earlier.InputHash, said) {
		return person, hackathon.Conflictf("this idempotencyKey was used before with another input; use a new key for a " +
			"new call")
	}
	return earlier.Person, nil
}

func (t *tx) keepGuestOf(in hackathon.JoinAsGuestInput, person hackathon.ID) error {
	if in.IdempotencyKey == nil {
		return nil
	}
	_, err := t.run(`UPDATE guest_join SET person_id = $2 WHERE key_hash = $1`, hashOf(*in.IdempotencyKey), person)
	return err
}

func (s *DB) withViewer(ctx context.Context, session *hackathon.Session) (_ *hackathon.Session, err error) {
	session.Viewer, _, err = s.Sessions.ViewerByToken(ctx, session.Token)
	return session, err
}

// SignOut ends the viewer's session, a board's too. Streams that rest on it end. A demo's token stays: it is
// everybody's. Of a guest it ends every session: there are several only where an answer was lost.
func (s Sessions) SignOut(ctx context.Context, viewer *hackathon.Viewer) error {
	return s.db.write(ctx, viewer, func(t *tx) error {
		n, err := t.run(`DELETE FROM session WHERE id = $1 AND NOT shared`, viewer.SessionID)
		if err != nil || n == 0 {
			return err
		}
		if viewer.Guest {
			for _, rest := range []string{`DELETE FROM session WHERE person_id = $1 AND NOT shared`,
				`DELETE FROM guest_join WHERE person_id = $1`} {
				if _, err := t.run(rest, viewer.PersonID); err != nil {
					return err
				}
			}
		}
		if err := t.rightsChanged(viewer.RightsOf()); err != nil || !viewer.Guest {
			return err
		}
		return t.endGuest(viewer.PersonID, hackathon.ByVolunteer)
	})
}

// rightsChanged makes every live stream ask again that rests on the rights of this person or board session, or on what
// this event lets be seen. From COMMIT on none of them is given anything before it has asked.
func (t *tx) rightsChanged(whose hackathon.ID) error {
	return t.activity(hackathon.RightsStream, hackathon.ActivityRightsChanged, whose, 0, hackathon.AudienceOne, struct{}{})
}

// textRedacted makes every process drop what it has of a stream and has rendered, because rows of the stream were
// changed in this transaction. From COMMIT on nobody is given what they held before.
func (t *tx) textRedacted(stream hackathon.ID) error {
	return t.activity(hackathon.RightsStream, hackathon.ActivityTextRedacted, stream, 0, hackathon.AudienceOne,
		struct{}{})
}

func (t *tx) addSession(token string, person, boardEvent hackathon.ID, expiresAt time.Time) (hackathon.ID, error) {
	id := hackathon.NewID(hackathon.KindSession, t.now)
	_, err := t.run(`
		INSERT INTO session (id, token_hash, person_id, board_event_id, expires_at, created_at) VALUES ($1, $2, $3, $4, $5,
			$6)`,
		id, hashOf(token), person, boardEvent, expiresAt, t.now)
	return id, err
}

// Sweep removes what has lapsed: sign-ins, with them what guests held, codes, and the memory of repeated calls.
func (s Sessions) Sweep(ctx context.Context) error {
	if err := s.db.write(ctx, nil, func(t *tx) error {
		for _, step := range []struct {
			statement string
			before    time.Time
		}{
			{`DELETE FROM session WHERE expires_at < $1 AND board_event_id IS NULL`, t.now},
			{`DELETE FROM session USING event e WHERE e.id = board_event_id AND e.ends_at < $1`,
				t.now.Add(-hackathon.AfterEvent)},
			{`DELETE FROM sign_in_code WHERE expires_at < $1`, t.now}, // of the version before, which may run beside this one
			{`DELETE FROM sign_in_mail WHERE mailed_at < $1`, t.now.Add(-hackathon.CodesInAll.Within)},
			{`DELETE FROM sign_in_challenge WHERE asked_at < $1`, t.now.Add(-hackathon.SignInShortWithin)},
			{`DELETE FROM idempotency WHERE at < $1`, t.now.Add(-IdempotencyLife)},
			{`DELETE FROM guest_join WHERE at < $1`, t.now.Add(-IdempotencyLife)},
		} {
			if _, err := t.run(step.statement, step.before); err != nil {
				return fmt.Errorf("sweep: %w", err)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return s.db.endGuests(ctx)
}

// hashOf is what the database keeps of a token; tokens have 128 random bits or more, so they need no salt.
func hashOf(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}
