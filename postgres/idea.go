package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Ideas are ideas, their support and their moves.
type Ideas struct{ db *DB }

var ideaTable = newTable("idea", derived[hackathon.Idea]{
	"search_text": func(i *hackathon.Idea) any { return hackathon.SearchText(i.Title, i.Problem) },
})

var ideaColumns = ideaTable.columns("")

// submitted stores an idea and its first move.
var submitted = named(`WITH made AS (`+ideaTable.creating()+` RETURNING id, status, created_at)
	INSERT INTO idea_move (idea_id, to_status, at) SELECT id, status, created_at FROM made`, ideaTable.derived)

// ideas is how mutations get at an idea.
var ideas = entity[*hackathon.Idea]{lock: ideaTable.lock, shown: (*hackathon.Idea).VisibleTo, find: ideaTable.peek}

// Submit brings an idea to an event that takes ideas. A named or represented one is open at once. An unnamed one waits
// for moderators, and nothing says who brought it: no column, no actor in the log, no idempotency key, no lock on a row
// of theirs, and its times are those of the full hour, so that no other record of the same second points to a person.
// Instead of by a key a repeated call is known by its words.
func (s Ideas) Submit(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.SubmitIdeaInput) (*hackathon.Idea, error) {
	var first func(*tx) error
	if in.Authorship == hackathon.AuthorshipUnnamed {
		// A lock would leave the number of the transaction in the rows of the author's rights, and the idea's row has it too.
		first = func(t *tx) error { return t.readRights("") }
	}
	return create(ctx, s.db, viewer, "submitIdea", &in, ideas, first, func(t *tx) (*hackathon.Idea, error) {
		event, err := t.eventRules(in.EventID)
		if err != nil {
			return nil, err
		}
		if err := event.CheckTakesIdeas(t.now); err != nil {
			return nil, err
		}
		status := hackathon.IdeaOpen
		if in.Authorship == hackathon.AuthorshipUnnamed {
			if same, err := s.db.takeUnnamed(t, event, in); err != nil || same != nil {
				return same, err
			}
			status = hackathon.IdeaInReview
		} else if err := s.db.roomForIdea(t, in.EventID); err != nil {
			return nil, err
		}
		idea := &hackathon.Idea{
			ID: hackathon.NewID(hackathon.KindIdea, t.now), Version: 1, EventID: in.EventID,
			IdeaContent: in.IdeaContent, Authorship: in.Authorship,
			RepresentationBasis: in.RepresentationBasis, CreatedAt: t.now,
		}
		if t.viewer != nil {
			idea.AuthorID = t.viewer.PersonID
		}
		idea.Move(status, t.now)
		return idea, t.insertIdea(idea)
	})
}

// sameUnnamed is the idea that was brought to the event in the same words and without a name this hour or the one
// before, and that nobody has moved since; nil when there is none. Of several calls at once each waits for the COMMIT
// of the one before.
func (t *tx) sameUnnamed(in hackathon.SubmitIdeaInput) (*hackathon.Idea, error) {
	if _, err := t.run(`SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(E'\n', $1::uuid, $2::jsonb, $3::jsonb,
		$4::jsonb), 0))`,
		in.EventID, in.Title, in.Problem, in.Solution); err != nil {
		return nil, err
	}
	var idea hackathon.Idea
	err := t.get(&idea, `
		SELECT `+ideaColumns+` FROM idea
		WHERE event_id = $1 AND authorship = 'UNNAMED' AND status = 'IN_REVIEW' AND created_at >= $5
		AND title = $2 AND problem = $3 AND solution IS NOT DISTINCT FROM $4::jsonb ORDER BY id LIMIT 1`,
		in.EventID, in.Title, in.Problem, in.Solution, t.now.Truncate(time.Hour).Add(-time.Hour))
	if noRows(err) {
		return nil, nil
	}
	return &idea, err
}

// takeUnnamed makes the transaction forget who acts and when exactly; same is the idea when this call repeats an
// earlier one.
func (s *DB) takeUnnamed(t *tx, event *hackathon.Event, in hackathon.SubmitIdeaInput) (same *hackathon.Idea,
	err error) {
	if !event.UnnamedIdeas {
		c := hackathon.Check()
		c.Fail("authorship", hackathon.FieldOutOfRange, "See üritus ei võta nimeta ideid.",
			"This event does not take unnamed ideas.")
		return nil, c.Err()
	}
	if same, err = t.sameUnnamed(in); err != nil || same != nil {
		return same, err
	}
	if err := s.unnamed.Take(t.viewer.PersonID, t.now, s.Limits); err != nil {
		return nil, err
	}
	t.anonymous()
	t.now = t.now.Truncate(time.Hour)
	return nil, nil
}

func (t *tx) insertIdea(i *hackathon.Idea) error {
	if _, err := t.run(submitted.text, submitted.args(i)...); err != nil {
		return err
	}
	return t.ideaActivity(hackathon.ActivityIdeaSubmitted, i, false)
}

// Update changes the text of an idea: by its author, or by moderators who take out what must not stay.
func (s Ideas) Update(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.UpdateIdeaInput) (*hackathon.Idea, error) {
	whose := ideas.asking((*hackathon.Idea).CheckMover)
	return change(ctx, s.db, viewer, "updateIdea", &in, whose, in.IdeaID, func(t *tx, i *hackathon.Idea) error {
		if err := i.CheckMover(t.viewer); err != nil {
			return err
		}
		if err := i.CheckChange(); err != nil || !in.Apply(i) {
			return err
		}
		if err := t.saveIdea(i); err != nil {
			return err
		}
		if i.Public() && i.Mover(t.viewer)&hackathon.ByAuthor == 0 {
			if err := t.replaceIdeaText(i); err != nil {
				return err
			}
		}
		return t.ideaActivity(hackathon.ActivityIdeaChanged, i, false)
	})
}

// Support records the viewer's support once; a repeated call changes what they bring, or nothing.
func (s Ideas) Support(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.SupportIdeaInput) (*hackathon.Idea, error) {
	return change(ctx, s.db, viewer, "supportIdea", &in, ideas, in.IdeaID, func(t *tx, i *hackathon.Idea) error {
		if err := i.CheckSupport(); err != nil {
			return err
		}
		var added bool
		err := t.get(&added, `
			INSERT INTO idea_support (idea_id, person_id, brings, created_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT ON CONSTRAINT support_once DO UPDATE SET brings = excluded.brings
				WHERE idea_support.brings <> excluded.brings
			RETURNING xmax = 0`, i.ID, t.viewer.PersonID, textArray(in.Brings), t.now)
		switch {
		case noRows(err):
			return nil
		case err != nil:
			return err
		case added:
			i.SupportCount++
		}
		return t.supportChanged(i)
	})
}

// WithdrawSupport takes the viewer's support back; without any, nothing changes.
func (s Ideas) WithdrawSupport(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.WithdrawIdeaSupportInput) (*hackathon.Idea, error) {
	return change(ctx, s.db, viewer, "withdrawIdeaSupport", &in, ideas, in.IdeaID, func(t *tx, i *hackathon.Idea) error {
		n, err := t.run(`DELETE FROM idea_support WHERE idea_id = $1 AND person_id = $2`, i.ID, t.viewer.PersonID)
		if err != nil || n == 0 {
			return err
		}
		i.SupportCount--
		return t.supportChanged(i)
	})
}

func (t *tx) supportChanged(i *hackathon.Idea) error {
	if err := t.saveIdea(i); err != nil {
		return err
	}
	return t.ideaActivity(hackathon.ActivityIdeaSupportChanged, i, false)
}

// ChangeStatus moves an idea along hackathon.IdeaMoves and keeps the reasoned answer. An idea that is merged into
// another hands its supporters on.
func (s Ideas) ChangeStatus(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ChangeIdeaStatusInput) (*hackathon.Idea, error) {
	may := func(i *hackathon.Idea, v *hackathon.Viewer) error { return i.CheckMove(in.Status, i.Mover(v)) }
	asked := ideas.asking(may)
	return change(ctx, s.db, viewer, "changeIdeaStatus", &in, asked, in.IdeaID, func(t *tx, i *hackathon.Idea) error {
		if err := may(i, t.viewer); err != nil {
			return err
		}
		if in.MergedInto != nil {
			if err := t.mergeSupport(i, *in.MergedInto); err != nil {
				return err
			}
			i.MergedIntoID = *in.MergedInto
		}
		return t.moveIdea(i, in.Status, in.Answer)
	})
}

// moveIdea moves a locked idea as its CheckMove allowed.
func (t *tx) moveIdea(i *hackathon.Idea, to hackathon.IdeaStatus, answer *hackathon.Localized) error {
	from, wasPublic := i.Status, i.Public()
	i.Move(to, t.now)
	if err := t.saveIdea(i); err != nil {
		return err
	}
	if err := t.ideaMoved(i, from, answer); err != nil {
		return err
	}
	if wasPublic && !i.Public() {
		if err := t.takeOutIdeaText(i); err != nil {
			return err
		}
	}
	return t.ideaActivity(hackathon.ActivityIdeaStatusChanged, i, wasPublic)
}

// mergeSupport carries the supporters of an idea over to another one of the event.
func (t *tx) mergeSupport(i *hackathon.Idea, into hackathon.ID) error {
	target, err := ideas.get(t, into)
	if err != nil {
		return err
	}
	if target.EventID != i.EventID || target.CheckSupport() != nil {
		c := hackathon.Check()
		c.Fail("mergedInto", hackathon.FieldOutOfRange, "Ühendada saab sama ürituse avatud ideega.",
			"It can go on in an open idea of the same event.")
		return c.Err()
	}
	n, err := t.run(`
		INSERT INTO idea_support (idea_id, person_id, brings, created_at)
		SELECT $2, person_id, brings, created_at FROM idea_support WHERE idea_id = $1
		ON CONFLICT ON CONSTRAINT support_once DO NOTHING`, i.ID, into)
	if err != nil || n == 0 {
		return err
	}
	target.SupportCount += int(n)
	return t.supportChanged(target)
}

// saveIdea stores what can change of a locked idea, as its next version.
func (t *tx) saveIdea(i *hackathon.Idea) (err error) {
	i.Version, err = ideaTable.update(t, i)
	return err
}

func (t *tx) ideaMoved(i *hackathon.Idea, from hackathon.IdeaStatus, answer *hackathon.Localized) error {
	_, err := t.run(`INSERT INTO idea_move (idea_id, from_status, to_status, answer, at) VALUES ($1, $2, $3, $4, $5)`,
		i.ID, from, i.Status, answer, t.now)
	return err
}

// ideaActivity notes a change of an idea for the log. The public learns that an idea is gone, and nothing else of one
// that it may not read.
func (t *tx) ideaActivity(kind hackathon.ActivityKind, i *hackathon.Idea, wasPublic bool) error {
	audience, payload := hackathon.AudiencePublic, *i
	switch {
	case i.Public():
	case wasPublic:
		payload = i.WithoutText()
	default:
		audience = hackathon.AudienceStaff
	}
	return t.activity(i.EventID, kind, i.ID, i.Version, audience, payload)
}

// ideaTextKinds are the activities that tell the text of an idea.
var ideaTextKinds = oneOf(hackathon.ActivitiesOf(hackathon.KindIdea))

// takeOutIdeaText removes the text of an idea and of its comments from what the log told the public: whoever continues
// a stream from before is not shown it any more. Kind, place and version of the activities stay.
func (t *tx) takeOutIdeaText(i *hackathon.Idea) error {
	if err := t.retellIdea(i.WithoutText(), "representationBasis", "authorId"); err != nil {
		return err
	}
	if _, err := t.run(`
		UPDATE activity SET payload = payload - '{body,authorId}'::text[]
		WHERE entity_id IN (SELECT id FROM comment WHERE idea_id = $1) AND kind = 'COMMENT_ADDED'`, i.ID); err != nil {
		return fmt.Errorf("take out the text of comments: %w", err)
	}
	if _, err := t.run(`
		UPDATE activity SET payload = payload - '{hiddenReason,authorId}'::text[]
		WHERE entity_id IN (SELECT id FROM comment WHERE idea_id = $1) AND kind = 'COMMENT_HIDDEN'`, i.ID); err != nil {
		return fmt.Errorf("take out why comments were hidden: %w", err)
	}
	return t.textRedacted(i.EventID)
}

// replaceIdeaText puts the present text of a public idea in the place of what the log told before: moderators change a
// text to take out what must not stay. What an author has said before stays said.
func (t *tx) replaceIdeaText(i *hackathon.Idea) error {
	if err := t.retellIdea(*i); err != nil {
		return err
	}
	return t.textRedacted(i.EventID)
}

// retellIdea puts what an idea says in the place of what the log told before, and takes out what else is named.
func (t *tx) retellIdea(i hackathon.Idea, gone ...string) error {
	text, err := json.Marshal(i.IdeaContent)
	if err != nil {
		return err
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[hackathon.IdeaContent]()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		gone = append(gone, name)
	}
	if _, err := t.run(`UPDATE activity SET payload = (payload - $2::text[]) || $3::jsonb
		WHERE entity_id = $1 AND kind IN `+ideaTextKinds, i.ID, gone, string(text)); err != nil {
		return fmt.Errorf("retell an idea: %w", err)
	}
	return nil
}

// eventRules reads what decides whether an event takes ideas and groups. A draft is there for its staff only.
func (t *tx) eventRules(id hackathon.ID) (*hackathon.Event, error) {
	var e hackathon.Event
	if err := t.get(&e, `SELECT id, status, ends_at, ideas_open_at, ideas_close_at, unnamed_ideas FROM event
		WHERE id = $1`, id); err != nil {
		return nil, missing(err, "event")
	}
	if e.Status == hackathon.EventDraft && !t.viewer.Staff(id) {
		return nil, hackathon.NotFoundf("there is no such event")
	}
	return &e, nil
}

// missing turns the absence of a row into NotFound.
func missing(err error, what string) error {
	if noRows(err) {
		return hackathon.NotFoundf("there is no such %s", what)
	}
	return err
}
