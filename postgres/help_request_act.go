package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/loometalgud/mano/hackathon"
)

// ClaimHelpRequest takes a need. Of all who try exactly one succeeds: one conditional UPDATE decides. The others get an
// AlreadyTakenError. Whoever holds it already succeeds again; a call repeated after they let it go does not.
func (s HelpRequests) Claim(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ClaimHelpRequestInput) (*hackathon.HelpRequest, error) {
	if err := signedIn(viewer); err != nil {
		return nil, err
	}
	if taken, err := s.db.takenByAnother(ctx, viewer, in); err != nil || taken != nil {
		return taken, err
	}
	r, again, err := s.db.helpRequestOnce(ctx, viewer, "claimHelpRequest", in.IdempotencyKey, in, in.HelpRequestID,
		func(t *tx) (*hackathon.HelpRequest, error) {
			// Of two claims of one volunteer at once the second counts what the first has taken.
			if err := t.lockVolunteer(viewer.PersonID); err != nil {
				return nil, err
			}
			n, err := t.readNeed(in.HelpRequestID)
			if err != nil {
				return nil, err
			}
			if n.VolunteerID == viewer.PersonID {
				return &n.HelpRequest, nil
			}
			v, err := s.db.volunteer(ctx, t, viewer.PersonID, []hackathon.ID{n.ID}, t.now)
			if err != nil {
				return nil, err
			}
			if obstacles := hackathon.Eligible(v, &n.HelpRequest, hackathon.Passing{EventOver: !n.lookedFor()}); len(obstacles) > 0 {
				return nil, &hackathon.NotEligibleError{Obstacles: obstacles}
			}
			if n.Takeable() {
				if err := n.CheckNotOver(t.now); err != nil {
					return nil, err
				}
			}
			return t.claim(n, v, in.ShareEmail)
		})
	if again == nil || err != nil {
		return r, err
	}
	return r, s.db.read(ctx, func(t *tx) error { t.viewer = again; return t.stillTaken(r.ID) })
}

// takenByAnother is what most who reach for a need are told, for the price of one short statement: somebody else has
// it. It returns nil to who may not see the need, whose call may be a repeated one, and whenever there is more to say.
func (s *DB) takenByAnother(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.ClaimHelpRequestInput) (*hackathon.HelpRequest, error) {
	var row helpRequestRow
	err := s.pool.GetContext(ctx, &row, `
		SELECT `+helpRequestColumns+` FROM help_request r
		WHERE r.id = $1 AND r.status IN `+needsTaken+`
			AND NOT EXISTS (SELECT FROM help_request_offer o WHERE o.help_request_id = r.id AND o.volunteer_id = $2
				AND o.status IN `+offersStanding+`)
			AND NOT EXISTS (SELECT FROM idempotency WHERE person_id = $2 AND key = $3)`,
		in.HelpRequestID, viewer.PersonID, in.IdempotencyKey)
	if noRows(err) || err == nil && !viewer.SeesNeeds(row.EventID) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("look whether the need is taken: %w", err)
	}
	taken := row.helpRequest()
	return taken, &hackathon.AlreadyTakenError{HelpRequest: taken}
}

// claim takes the need and returns it as it then is.
func (t *tx) claim(n *need, v *hackathon.Volunteer, shareEmail bool) (*hackathon.HelpRequest, error) {
	to, offer := hackathon.HelpOffered, hackathon.OfferOffered
	told, expires := hackathon.ToldOffer, new(n.OfferExpiresAt(t.now, n.EventStatus))
	if n.AcceptFirst {
		to, offer, told, expires = hackathon.HelpMatched, hackathon.OfferAccepted, hackathon.ToldTaken, nil
	}
	n.Status = hackathon.HelpOpen // the only state it can be taken from, whatever was read
	if moved, err := t.moveHelpRequest(n, hackathon.ByVolunteer, to); err != nil {
		return nil, err
	} else if !moved {
		return t.whyNotClaimed(n.ID)
	}
	if _, err := t.run(`
		INSERT INTO help_request_offer (help_request_id, volunteer_id, status, offered_at, expires_at, answered_at,
			share_email)
		VALUES ($1, $2, $3, $4, $5, CASE WHEN $3 = 'ACCEPTED' THEN $4::timestamptz END, $6)`,
		n.ID, t.viewer.PersonID, offer, t.now, expires, shareEmail); err != nil {
		return nil, fmt.Errorf("insert offer: %w", err)
	}
	if shareEmail { // it goes when the private part goes, also of a need without one
		if _, err := t.run(`UPDATE help_request_private SET wipe_at = $2 WHERE help_request_id = $1 AND wipe_at IS NULL`,
			n.ID, n.EndsAt.Add(hackathon.PrivateKept)); err != nil {
			return nil, fmt.Errorf("note when to wipe: %w", err)
		}
	}
	v.Standing.Held = append(v.Standing.Held, hackathon.Held{ID: n.ID})
	if v.Standing.Full() || n.HasHours() { // else they may take next what they could before
		if err := t.rightsChanged(v.PersonID); err != nil {
			return nil, err
		}
	}
	return &n.HelpRequest, t.tell(n.AskerID, told, n)
}

// whyNotClaimed reads the need as it is after somebody else's COMMIT.
func (t *tx) whyNotClaimed(id hackathon.ID) (*hackathon.HelpRequest, error) {
	n, err := t.readNeed(id)
	if err != nil {
		return nil, err
	}
	switch {
	case n.VolunteerID == t.viewer.PersonID:
		return &n.HelpRequest, nil // the same click twice, at once
	case slices.Contains([]hackathon.HelpRequestStatus{hackathon.HelpOffered, hackathon.HelpMatched,
		hackathon.HelpInProgress, hackathon.HelpCompleted}, n.Status):
		return nil, &hackathon.AlreadyTakenError{HelpRequest: &n.HelpRequest}
	}
	return nil, wrongState(n.Status)
}

// stillTaken is nil when the need that the viewer took once is theirs still.
func (t *tx) stillTaken(id hackathon.ID) error {
	_, err := t.whyNotClaimed(id)
	if e, ok := errors.AsType[*hackathon.StateConflictError](err); ok && e.State == string(hackathon.HelpOpen) {
		e.Message = hackathon.Localized{Et: "See abisoov ei ole enam sinu käes: sa loobusid või pakkumine aegus.",
			En: "This need is not yours any more: you let it go, or the offer lapsed."}
	}
	return err
}

// The acts on a need that is already somebody's.

// AcceptOffer, by the asker: the contacts open to both.
func (s HelpRequests) AcceptOffer(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActAccept, in)
}

// DeclineOffer, by the asker: the need opens again, and that volunteer is not asked again.
func (s HelpRequests) DeclineOffer(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActDecline, in)
}

// ReleaseHelpRequest, by the volunteer, also in the midst of the help: the need opens again at once.
func (s HelpRequests) Release(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActRelease, in)
}

// StartHelpRequest, by either side.
func (s HelpRequests) Start(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActStart, in)
}

// CompleteHelpRequest, by either side or staff.
func (s HelpRequests) Complete(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActComplete, in)
}

// CancelHelpRequest, by the asker or staff; once the help has begun also by the volunteer, whom nobody came to meet.
func (s HelpRequests) Cancel(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActCancel, in)
}

// CloseHelpRequest, by the asker or staff: it was solved in another way.
func (s HelpRequests) Close(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActClose, in)
}

// ReopenHelpRequest, by the asker or staff, asks again for what nobody took.
func (s HelpRequests) Reopen(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActReopen, in)
}

// ReportNoShow, by the asker or staff: the volunteer did not come; the need opens again.
func (s HelpRequests) ReportNoShow(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	return s.db.act(ctx, viewer, hackathon.ActNoShow, in)
}

func (s *DB) act(ctx context.Context, viewer *hackathon.Viewer, act hackathon.HelpRequestAct,
	in hackathon.HelpRequestReference) (*hackathon.HelpRequest, error) {
	if err := signedIn(viewer); err != nil {
		return nil, err
	}
	r, _, err := s.helpRequestOnce(ctx, viewer, act.Name, in.IdempotencyKey, in, in.HelpRequestID,
		func(t *tx) (*hackathon.HelpRequest, error) {
			n, err := t.lockNeed(in.HelpRequestID)
			if err != nil {
				return nil, err
			}
			if err := t.rights(); err != nil {
				return nil, err
			}
			capacities := t.viewer.Capacities(&n.HelpRequest, n.AskerID, n.VolunteerID)
			if !act.Ever(capacities) {
				return nil, forbidAct(t.viewer, n)
			}
			by, ok := act.Capacity(n.Status, capacities)
			if !ok {
				if len(act.Path(n.Status)) > 0 {
					return nil, forbidAct(t.viewer, n)
				}
				return nil, wrongState(n.Status)
			}
			if err := act.Timely(&n.HelpRequest, by, t.now); err != nil {
				return nil, err
			}
			if act.Name == hackathon.ActReopen.Name {
				if err := t.asksAgain(n); err != nil {
					return nil, err
				}
				if by == hackathon.ByAsker {
					if err := s.roomForNeeds(t, n.EventID, 1); err != nil {
						return nil, err
					}
				}
			}
			return &n.HelpRequest, t.do(act, n, by)
		})
	return r, err
}

// forbidAct does not tell whether there is such a need to who may not see it.
func forbidAct(v *hackathon.Viewer, n *need) error {
	if n.AskerID == v.PersonID || v.SeesNeeds(n.EventID) {
		return hackathon.Forbiddenf("this is not yours to do with this help request")
	}
	return hackathon.NotFoundf("there is no such HelpRequest")
}

func wrongState(state hackathon.HelpRequestStatus) error {
	label := hackathon.LabelOf("HelpRequestStatus", state)
	return &hackathon.StateConflictError{State: string(state), Message: hackathon.Localized{
		Et: "Abisoovi praegune olek („" + label.Et + "“) ei luba seda.",
		En: "The present state of the need (" + label.En + ") does not allow this."}}
}

// asksAgain refuses to open a need again whose event takes none any more, and holds the event as it is until COMMIT.
func (t *tx) asksAgain(n *need) error {
	if n.EventID.IsZero() {
		return nil
	}
	event, _, err := t.eventOfNeed(&n.EventID)
	if err != nil {
		return err
	}
	return event.TakesAgain(&n.HelpRequest)
}

// do makes the moves of an act on a locked need, settles the present offer and tells those concerned.
func (t *tx) do(act hackathon.HelpRequestAct, n *need, by hackathon.MoveActor) error {
	volunteer := n.VolunteerID
	if moved, err := t.moveHelpRequest(n, by, act.Path(n.Status)...); err != nil {
		return err
	} else if !moved {
		return wrongState(n.Status)
	}
	if act.Offer != "" && n.OfferID != 0 {
		if err := t.answerOffer(n.OfferID, act.Offer, act.Name == hackathon.ActNoShow.Name); err != nil {
			return err
		}
	}
	if err := t.letGo(volunteer, n); err != nil {
		return err
	}
	asker, helper := t.told(act)
	if asker != nil && by != hackathon.ByAsker {
		if err := t.tell(n.AskerID, *asker, n); err != nil {
			return err
		}
	}
	if helper != nil && by != hackathon.ByVolunteer && !volunteer.IsZero() {
		if err := t.tell(volunteer, *helper, n); err != nil {
			return err
		}
	}
	return t.expireIfOver(n)
}

// told is what the asker and the volunteer are told of an act that they did not do themselves.
func (t *tx) told(act hackathon.HelpRequestAct) (asker, volunteer *hackathon.HelpRequestText) {
	switch act.Name {
	case hackathon.ActAccept.Name:
		return nil, &hackathon.ToldAccepted
	case hackathon.ActDecline.Name:
		return nil, &hackathon.ToldDeclined
	case hackathon.ActRelease.Name:
		return &hackathon.ToldWithdrew, nil
	case hackathon.ActComplete.Name:
		return &hackathon.ToldCompleted, &hackathon.ToldCompleted
	case hackathon.ActCancel.Name:
		return &hackathon.ToldCancelled, &hackathon.ToldCancelled
	case hackathon.ActClose.Name:
		return &hackathon.ToldClosed, &hackathon.ToldClosed
	case hackathon.ActNoShow.Name:
		return &hackathon.ToldWithdrew, &hackathon.ToldNoShow
	case hackathon.ActLoseVolunteer.Name:
		return &hackathon.ToldWithdrew, &hackathon.ToldLost
	}
	return nil, nil
}

// letGo has the volunteer's live lists ask again what they may take, when a need that they held (zero: nobody did) is
// theirs no longer, or done.
func (t *tx) letGo(volunteer hackathon.ID, n *need) error {
	switch n.Status {
	case hackathon.HelpOffered, hackathon.HelpMatched, hackathon.HelpInProgress:
		return nil
	}
	if volunteer.IsZero() {
		return nil
	}
	return t.rightsChanged(volunteer)
}

func (t *tx) answerOffer(id int64, to hackathon.OfferStatus, noShow bool) error {
	_, err := t.run(`
		UPDATE help_request_offer SET status = $2, no_show = no_show OR $3, answered_at = $4, share_email = share_email
			AND $2 = 'ACCEPTED' WHERE id = $1`,
		id, to, noShow, t.now)
	return err
}

// tell writes a notice about a need. It says no more than the teaser.
func (t *tx) tell(person hackathon.ID, what hackathon.HelpRequestText, n *need) error {
	return t.notify(person, what.Kind, what.About(&n.HelpRequest), n.ID)
}

// moveHelpRequest makes one move after the other, each one a row of the history and an activity. It reports false,
// having done nothing, when the need is no longer where n.Status says. n is afterwards as the moves left it.
func (t *tx) moveHelpRequest(n *need, by hackathon.MoveActor, path ...hackathon.HelpRequestStatus) (bool, error) {
	for _, to := range path {
		from := n.Status
		var person hackathon.ID
		if by != hackathon.ByClock && t.viewer != nil {
			person = t.viewer.PersonID
		}
		var row helpRequestRow
		err := t.get(&row, `
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
		n.HelpRequest = *row.helpRequest()
		if err := t.helpRequestActivity(hackathon.HelpRequestActivity(from, to),
			hackathon.HelpRequestRecord{HelpRequest: n.HelpRequest}); err != nil {
			return false, err
		}
	}
	return true, nil
}
