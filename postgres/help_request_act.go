package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// claims is how a repeated call gets at a need: who let it go since is told so.
var claims = entity[*need]{lock: func(t *tx, id hackathon.ID) (*need, error) {
	n, err := needs.get(t, id)
	if err == nil {
		err = t.stillTaken(n)
	}
	return n, err
}}

// Claim takes a need. Of all who try exactly one succeeds: one conditional UPDATE decides. The others get an
// AlreadyTakenError. Whoever holds it already succeeds again; a call repeated after they let it go does not.
func (s HelpRequests) Claim(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ClaimHelpRequestInput) (*hackathon.HelpRequest, error) {
	if taken, err := s.db.takenByAnother(ctx, viewer, in); err != nil || taken != nil {
		return taken, err
	}
	return public(mutate(ctx, s.db, viewer, "claimHelpRequest", &in, claims, func(t *tx) (*need, error) {
		// Of two claims of one volunteer at once the second counts what the first has taken. What the volunteer may is read
		// behind this lock, which whoever takes a role of theirs takes too.
		if err := t.lockVolunteer(viewer.PersonID); err != nil {
			return nil, err
		}
		n, err := t.readNeed(in.HelpRequestID)
		if err != nil || n.VolunteerID == viewer.PersonID {
			return n, err
		}
		v, err := s.db.volunteer(ctx, t, viewer.PersonID, []hackathon.ID{n.ID}, t.now)
		if err != nil {
			return nil, err
		}
		if obstacles := hackathon.Eligible(v, &n.HelpRequest,
			hackathon.Passing{EventOver: !n.LookedFor(n.event())}); len(obstacles) > 0 {
			return nil, &hackathon.NotEligibleError{Obstacles: obstacles}
		}
		if n.Takeable() {
			if err := n.CheckNotOver(t.now); err != nil {
				return nil, err
			}
		}
		return n, t.claim(n, v, in.ShareEmail)
	}))
}

// takenByAnother is what most who reach for a need are told, for the price of one short statement: somebody else has
// it. It returns nil to who may not see the need, whose call may be a repeated one, and whenever there is more to say.
func (s *DB) takenByAnother(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ClaimHelpRequestInput) (*hackathon.HelpRequest, error) {
	if !viewer.SignedIn() || in.HelpRequestID.Kind() != hackathon.KindHelpRequest {
		return nil, nil
	}
	taken := &hackathon.HelpRequest{}
	err := s.pool.GetContext(ctx, taken, `
		SELECT `+helpRequestColumns+` FROM help_request r
		WHERE r.id = $1 AND r.status IN `+needsTaken+`
			AND NOT EXISTS (SELECT FROM help_request_offer o WHERE o.help_request_id = r.id AND o.volunteer_id = $2
				AND o.status IN `+offersStanding+`)
			AND NOT EXISTS (SELECT FROM idempotency WHERE person_id = $2 AND key = $3)`,
		in.HelpRequestID, viewer.PersonID, in.IdempotencyKey)
	if noRows(err) || err == nil && !viewer.SeesNeeds(taken.EventID) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("look whether the need is taken: %w", err)
	}
	return taken, &hackathon.AlreadyTakenError{HelpRequest: taken}
}

// claim takes the need.
func (t *tx) claim(n *need, v *hackathon.Volunteer, shareEmail bool) error {
	to, offer := hackathon.HelpOffered, hackathon.OfferOffered
	told, expires := hackathon.ToldOffer, new(n.OfferExpiresAt(t.now, n.event()))
	if n.AcceptFirst {
		to, offer, told, expires = hackathon.HelpMatched, hackathon.OfferAccepted, hackathon.ToldTaken, nil
	}
	n.Status = hackathon.HelpOpen // the only state it can be taken from, whatever was read
	if moved, err := t.moveHelpRequest(n, hackathon.ByVolunteer, to); err != nil {
		return err
	} else if !moved { // read it as it is after somebody else's COMMIT
		now, err := t.readNeed(n.ID)
		if err != nil {
			return err
		}
		*n = *now
		return t.stillTaken(n) // nil: the same click twice, at once
	}
	if _, err := t.run(`
		INSERT INTO help_request_offer (help_request_id, volunteer_id, status, offered_at, expires_at, answered_at,
			share_email)
		VALUES ($1, $2, $3, $4, $5, CASE WHEN $3 = 'ACCEPTED' THEN $4::timestamptz END, $6)`,
		n.ID, t.viewer.PersonID, offer, t.now, expires, shareEmail); err != nil {
		return fmt.Errorf("insert offer: %w", err)
	}
	if shareEmail { // it goes when the private part goes, also of a need without one
		if _, err := t.run(`UPDATE help_request_private SET wipe_at = $2 WHERE help_request_id = $1 AND wipe_at IS NULL`,
			n.ID, n.EndsAt.Add(hackathon.PrivateKept)); err != nil {
			return fmt.Errorf("note when to wipe: %w", err)
		}
	}
	v.Standing.Held = append(v.Standing.Held, hackathon.Held{ID: n.ID})
	if v.Standing.Full() || n.HasHours() { // else they may take next what they could before
		if err := t.rightsChanged(v.PersonID); err != nil {
			return err
		}
	}
	return t.tell(n.AskerID, told, n)
}

// stillTaken is nil when the need, which the viewer reached for, is theirs.
func (t *tx) stillTaken(n *need) error {
	switch {
	case n.VolunteerID == t.viewer.PersonID:
		return nil
	case slices.Contains(hackathon.NeedsTaken, n.Status):
		return &hackathon.AlreadyTakenError{HelpRequest: &n.HelpRequest}
	case n.Takeable():
		return &hackathon.StateConflictError{State: string(n.Status), Message: hackathon.Localized{
			Et: "See abisoov ei ole enam sinu käes: sa loobusid või pakkumine aegus.",
			En: "This need is not yours any more: you let it go, or the offer lapsed."}}
	}
	return n.WrongState()
}

// Do is an act on a need that is somebody's.
func (s HelpRequests) Do(act hackathon.HelpRequestAct) func(context.Context, *hackathon.Viewer,
	hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	rule := act.Rule()
	return func(ctx context.Context, viewer *hackathon.Viewer,
		in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
		return public(change(ctx, s.db, viewer, rule.Mutation, &in, needsActed, in.HelpRequestID,
			func(t *tx, n *need) error {
				if rule.Again && !n.EventID.IsZero() { // it stays as it is until COMMIT
					event, _, err := t.askerAt(&n.EventID)
					if err != nil {
						return err
					}
					n.At = *event
				}
				by, err := rule.Check(&n.HelpRequest, t.viewer.Capacities(&n.HelpRequest, n.AskerID, n.VolunteerID), n.event(),
					t.now)
				if err != nil {
					return err
				}
				if rule.Again && by == hackathon.ByAsker {
					if err := s.db.roomForNeeds(t, n.EventID, 1); err != nil {
						return err
					}
				}
				return t.moveNeed(n, by, rule.NeedOutcome, rule.Path(n.Status)...)
			}))
	}
}

// moveNeed makes the moves of a locked need, settles the offer that stands and tells both sides, except whoever made
// it. What is open then and not looked for any more, because its event or its own time is over, expires at once: left
// open it would stand in no list.
func (t *tx) moveNeed(n *need, by hackathon.MoveActor, outcome hackathon.NeedOutcome,
	path ...hackathon.HelpRequestStatus) error {
	if moved, err := t.moveHelpRequest(n, by, path...); err != nil {
		return err
	} else if !moved {
		return n.WrongState()
	}
	volunteer := n.VolunteerID
	if outcome.Offer != "" && n.OfferID != 0 {
		if err := t.answerOffer(n.OfferID, outcome.Offer, outcome.NoShow); err != nil {
			return err
		}
		if !slices.Contains(hackathon.OffersStanding, outcome.Offer) {
			n.OfferID, n.VolunteerID = 0, hackathon.ID{}
		}
	}
	if by != hackathon.ByAsker {
		if err := t.tell(n.AskerID, outcome.Asker, n); err != nil {
			return err
		}
	}
	if by != hackathon.ByVolunteer {
		if err := t.tell(volunteer, outcome.Volunteer, n); err != nil {
			return err
		}
	}
	if !n.Takeable() || n.LookedFor(n.event()) && n.EndsAt.After(t.now) {
		return nil
	}
	told := hackathon.NeedOutcome{Asker: hackathon.ToldOver}
	if !n.LookedFor(n.event()) {
		told.Asker = hackathon.ToldNotLookedFor
	}
	return t.moveNeed(n, hackathon.ByClock, told, hackathon.HelpExpired)
}

func (t *tx) answerOffer(id int64, to hackathon.OfferStatus, noShow bool) error {
	_, err := t.run(`
		UPDATE help_request_offer SET status = $2, no_show = no_show OR $3, answered_at = $4, share_email = share_email
			AND $2 = 'ACCEPTED' WHERE id = $1`,
		id, to, noShow, t.now)
	return err
}

// tell writes a notice about a need; to nobody, or without words, none. It says no more than the teaser.
func (t *tx) tell(person hackathon.ID, what hackathon.HelpRequestText, n *need) error {
	if person.IsZero() || what == (hackathon.HelpRequestText{}) {
		return nil
	}
	return t.notify(person, what.Kind, what.About(&n.HelpRequest), n.ID)
}

// moveHelpRequest makes one move after the other, each one a row of the history and an activity. It reports false,
// having done nothing, when the need is no longer where n.Status says. n is afterwards as the moves left it. Whoever
// held it and does no longer has their live lists ask again what they may take.
func (t *tx) moveHelpRequest(n *need, by hackathon.MoveActor, path ...hackathon.HelpRequestStatus) (bool, error) {
	for _, to := range path {
		from := n.Status
		var person hackathon.ID
		if by != hackathon.ByClock && t.viewer != nil {
			person = t.viewer.PersonID
		}
		err := t.get(&n.HelpRequest, `
			WITH moved AS (UPDATE help_request SET status = $3, version = version + 1,
					escalated = $3 = 'EXPIRED' OR escalated AND $3 NOT IN `+needsAgreed+`
						AND $2 IN `+needsUnsettled+`,
					expires_at = CASE WHEN $3 = 'OPEN' THEN $4 ELSE expires_at END,
					escalates_at = CASE WHEN $3 = 'OPEN' THEN $5 ELSE escalates_at END
				WHERE id = $1 AND status = $2 RETURNING *),
			noted AS (INSERT INTO help_request_move (help_request_id, from_status, to_status, moved_by, person_id, at)
				SELECT id, $2, $3, $6, $7::uuid, $8::timestamptz FROM moved)
			SELECT `+helpRequestColumns+` FROM moved r`,
			n.ID, from, to, n.ExpiresAt(t.now), n.EscalatesAt(t.now), by, person, t.now)
		if noRows(err) {
			return false, nil
		} else if err != nil {
			return false, fmt.Errorf("move help request: %w", err)
		}
		if !n.VolunteerID.IsZero() && !slices.Contains(hackathon.NeedsHeld, to) {
			if err := t.rightsChanged(n.VolunteerID); err != nil {
				return false, err
			}
		}
		if err := t.helpRequestActivity(hackathon.HelpRequestActivity(from, to),
			hackathon.HelpRequestRecord{HelpRequest: n.HelpRequest}); err != nil {
			return false, err
		}
	}
	return true, nil
}
