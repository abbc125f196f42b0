package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// MaxIdempotencyKey is the longest idempotency key, in bytes; IdempotencyLife is how long a key is remembered.
// MinGuestKey is the shortest of one who joins as a guest: nothing else tells whose call is repeated, so it must not be
// guessed.
const (
	MaxIdempotencyKey = 100
	MinGuestKey       = 16
	IdempotencyLife   = 24 * time.Hour
)

// Every mutation goes the same way, in one transaction: the input is checked → somebody is signed in → a repeated call
// gets what the first one left → who has nothing to do with the entity is refused → the entity is locked → the viewer's
// rights of this moment are read, and stay until COMMIT → the rule and the SQL of the mutation → the log → COMMIT → the
// hub is told. The answer is the entity as this transaction left it.

// entity is how mutations get at a thing of the contract.
type entity[E hackathon.Node] struct {
	// lock reads the thing and locks its row until COMMIT.
	lock func(*tx, hackathon.ID) (E, error)
	// shown reports whether the viewer may see it, to anybody else it is not there; nil: everybody may.
	shown func(E, *hackathon.Viewer) bool
	// standing is asked of the thing as find reads it, before it is locked: whom it refuses makes nobody wait. nil:
	// nobody is refused before.
	find     func(*tx, hackathon.ID) (E, error)
	standing func(E, *hackathon.Viewer) error
}

// asking is how a mutation gets at the thing that asks this of the viewer first.
func (k entity[E]) asking(standing func(E, *hackathon.Viewer) error) entity[E] {
	k.standing = standing
	return k
}

// get locks the entity, then reads the viewer's rights: the order in which whoever changes them locks too.
func (k entity[E]) get(t *tx, id hackathon.ID) (E, error) {
	e, err := k.locked(t, id)
	if err == nil {
		err = t.rights()
	}
	if noRows(err) || err == nil && k.shown != nil && !k.shown(e, t.viewer) {
		err = hackathon.NotFoundf("there is no such %s", id.Kind())
	}
	return e, err
}

// locked is the entity, locked for who has to do with it. That goes by the rights that the viewer came with, and only
// where they do not reach by those of this moment.
func (k entity[E]) locked(t *tx, id hackathon.ID) (E, error) {
	if k.standing == nil || t.repeated { // what is carried out is answered as the viewer may see it
		return k.lock(t, id)
	}
	e, err := k.find(t, id)
	if err != nil || k.standing(e, t.viewer) == nil {
		if err == nil {
			e, err = k.lock(t, id)
		}
		return e, err
	}
	if err := t.readRights(""); err != nil {
		return e, err
	}
	t.rightsRead = false
	if k.shown != nil && !k.shown(e, t.viewer) {
		return e, sql.ErrNoRows
	}
	if err := k.standing(e, t.viewer); err != nil {
		return e, err
	}
	return k.lock(t, id)
}

// change is a mutation of the entity with the id, at the version that the input names, if it does.
func change[E hackathon.Node](ctx context.Context, db *DB, viewer *hackathon.Viewer, name string, in hackathon.Input,
	kind entity[E], id hackathon.ID, rule func(*tx, E) error) (E, error) {
	return mutate(ctx, db, viewer, name, in, kind, func(t *tx) (E, error) {
		e, err := kind.get(t, id)
		if err != nil {
			return e, err
		}
		if in, ok := in.(interface {
			CheckVersion(hackathon.VersionedNode) error
		}); ok {
			if err := in.CheckVersion(any(e).(hackathon.VersionedNode)); err != nil {
				return e, err
			}
		}
		return e, rule(t, e)
	})
}

// create is a mutation that makes an entity. lock locks what it is made within; nil: nothing.
func create[E hackathon.Node](ctx context.Context, db *DB, viewer *hackathon.Viewer, name string, in hackathon.Input,
	kind entity[E], lock func(*tx) error, rule func(*tx) (E, error)) (E, error) {
	return mutate(ctx, db, viewer, name, in, kind, func(t *tx) (made E, err error) {
		if lock != nil {
			err = lock(t)
		}
		if err == nil {
			err = t.rights()
		}
		if err != nil {
			return made, err
		}
		return rule(t)
	})
}

func mutate[E hackathon.Node](ctx context.Context, db *DB, viewer *hackathon.Viewer, name string, in hackathon.Input,
	kind entity[E], do func(*tx) (E, error)) (e E, err error) {
	if err := db.check(in); err != nil {
		return e, err
	}
	if err := signedIn(viewer); err != nil {
		return e, err
	}
	err = db.write(ctx, viewer, func(t *tx) error {
		first, err := t.claimKey(name, in.Key(), in)
		if err != nil {
			return err
		}
		if first != nil {
			t.repeated = true
			e, err = kind.get(t, *first)
			return err
		}
		if e, err = do(t); err != nil || in.Key() == nil {
			return err
		}
		_, err = t.run(`UPDATE idempotency SET result_id = $3 WHERE person_id = $1 AND key = $2`,
			viewer.PersonID, *in.Key(), e.NodeID())
		return err
	})
	if err != nil {
		return *new(E), err
	}
	return e, nil
}

// check leaves the input cleaned, or says what is wrong with it.
func (s *DB) check(in interface{ Check(*hackathon.Checks) }) error {
	c := hackathon.CheckAt(s.Now())
	in.Check(c)
	return c.Err()
}

// rights replaces the viewer's grants by those in the database and keeps them from being taken until COMMIT.
func (t *tx) rights() error { return t.readRights(`FOR SHARE`) }

// readRights is rights with a lock of its own; none: they may be taken meanwhile.
func (t *tx) readRights(lock string) error {
	if t.rightsRead {
		return nil
	}
	v := *t.viewer
	v.Grants = nil
	if err := t.all(&v.Grants, `
		SELECT role, event_id FROM role_grant WHERE person_id = $1 ORDER BY role, event_id `+lock,
		v.PersonID); err != nil {
		return fmt.Errorf("read the rights: %w", err)
	}
	t.viewer, t.rightsRead = &v, true
	return nil
}

// claimKey returns the first result when the key was used before. A second call that runs at the same time waits for
// the first one's COMMIT on the key's row.
func (t *tx) claimKey(mutation string, key *string, input any) (*hackathon.ID, error) {
	if key == nil {
		return nil, nil
	}
	if !t.viewer.SignedIn() {
		return nil, hackathon.Invalidf("idempotencyKey needs a signed-in person")
	}
	if *key == "" || len(*key) > MaxIdempotencyKey {
		return nil, hackathon.Invalidf("idempotencyKey must have from 1 to %d bytes", MaxIdempotencyKey)
	}
	body, err := json.Marshal(input)
	if err != nil {
		return nil, fmt.Errorf("hash input of %s: %w", mutation, err)
	}
	hash := sha256.Sum256(append([]byte(mutation+"\n"), body...))
	n, err := t.run(`
		INSERT INTO idempotency (person_id, key, mutation, input_hash, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person_id, key) DO UPDATE SET mutation = excluded.mutation, input_hash = excluded.input_hash,
			result_id = NULL, at = excluded.at
		WHERE idempotency.at < $6`,
		t.viewer.PersonID, *key, mutation, hash[:], t.now, t.now.Add(-IdempotencyLife))
	if err != nil || n == 1 {
		return nil, err
	}
	var earlier struct {
		InputHash []byte       `db:"input_hash"`
		ResultID  hackathon.ID `db:"result_id"`
	}
	if err := t.get(&earlier, `SELECT input_hash, result_id FROM idempotency WHERE person_id = $1 AND key = $2`,
		t.viewer.PersonID, *key); err != nil {
		return nil, err
	}
	if !bytes.Equal(earlier.InputHash, hash[:]) {
		return nil, hackathon.Conflictf("this idempotencyKey was used before with another input; use a new key for a new " +
			"call")
	}
	return &earlier.ResultID, nil
}
