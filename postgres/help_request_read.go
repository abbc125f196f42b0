package postgres

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Find is the teaser of a need: for its asker, for volunteers, and for the staff of its event. For everybody
// else there is no such thing.
func (s HelpRequests) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.HelpRequest,
	error) {
	seen, err := s.Seen(ctx, viewer, []hackathon.ID{id})
	if err == nil && seen[id] == nil {
		err = hackathon.NotFoundf("there is no such HelpRequest")
	}
	return seen[id], err
}

// Seen are those of the needs that the viewer may see: as a volunteer, as staff, or because they are their own.
func (s HelpRequests) Seen(ctx context.Context, viewer *hackathon.Viewer,
	ids []hackathon.ID) (map[hackathon.ID]*hackathon.HelpRequest, error) {
	found, err := s.ByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	seen, others := make(map[hackathon.ID]*hackathon.HelpRequest, len(found)), map[hackathon.ID]*hackathon.HelpRequest{}
	for _, r := range found {
		if viewer.SeesNeed(r) {
			seen[r.ID] = r
		} else {
			others[r.ID] = r
		}
	}
	var own []hackathon.ID
	if len(others) > 0 {
		err = s.db.pool.SelectContext(ctx, &own, `SELECT help_request_id FROM help_request_private
			WHERE help_request_id = ANY ($1::uuid[]) AND asker_id = $2 ORDER BY help_request_id`,
			idArray(slices.Collect(maps.Keys(others))), viewer.PersonID)
	}
	for _, id := range own {
		seen[id] = others[id]
	}
	return seen, err
}

// ByID are needs, whoever may see them.
func (s HelpRequests) ByID(ctx context.Context, ids []hackathon.ID) ([]*hackathon.HelpRequest, error) {
	return needTable.byID(ctx, s.db.pool, ids)
}

var needListing = listing[hackathon.HelpRequest, *hackathon.HelpRequest]{
	columns: helpRequestColumns, from: `help_request r`, id: `r.id`,
	item: func(r hackathon.HelpRequest) *hackathon.HelpRequest { return &r },
	orders: map[string]sortKey[hackathon.HelpRequest]{
		"STARTS_AT": {`r.starts_at`, func(r hackathon.HelpRequest) any { return r.StartsAt }},
	},
}

// OfEvent are the needs stated for an event, in any state; for volunteers and staff.
func (s HelpRequests) OfEvent(viewer *hackathon.Viewer, event hackathon.ID,
	filter hackathon.HelpRequestFilter) hackathon.List[*hackathon.HelpRequest] {
	q := that(`r.event_id = ? AND r.status <> 'DRAFT'`, event)
	if !viewer.SeesNeeds(event) {
		q = refuse(hackathon.Forbiddenf("this is for volunteers and for the staff of the event"))
	}
	return needListing.list(s.db, filtered(q, filter))
}

// OfViewer are the needs that the viewer stated.
func (s HelpRequests) OfViewer(viewer *hackathon.Viewer,
	filter hackathon.HelpRequestFilter) hackathon.List[*hackathon.HelpRequest] {
	return needListing.through(`help_request_private p JOIN help_request r ON r.id = p.help_request_id`,
		`p.help_request_id`).list(s.db, filtered(that(`p.asker_id = ?`, viewer.PersonID), filter))
}

// TakenByViewer are the needs that the viewer has taken or offered to take and is a volunteer for.
func (s HelpRequests) TakenByViewer(viewer *hackathon.Viewer,
	filter hackathon.HelpRequestFilter) hackathon.List[*hackathon.HelpRequest] {
	return needListing.through(`help_request_offer o JOIN help_request r ON r.id = o.help_request_id`,
		`o.help_request_id`).list(s.db, filtered(
		that(`o.volunteer_id = ? AND o.status IN `+offersStanding+` AND `+stillHelps, viewer.PersonID), filter))
}

func filtered(q conditions, by hackathon.HelpRequestFilter) conditions {
	addAny(&q, `r.status`, by.Status)
	addAny(&q, `r.kind`, by.Kinds)
	if by.Escalated != nil {
		q.add(`r.escalated = ?`, *by.Escalated)
	}
	return q
}

var needHistory = history[hackathon.HelpRequestMove]("help_request_move", "help_request_id")

// Histories are the moves of needs, oldest first.
func (s HelpRequests) Histories(*hackathon.Viewer) hackathon.Lists[*hackathon.HelpRequestMove] {
	return needHistory.lists(s.db, conditions{})
}

// Matches is the private side of those of the needs whose asker the viewer is, or whose present offer is the
// viewer's, as long as the viewer is a volunteer for them. Nobody else reaches it, staff neither; before the asker
// accepted, the volunteer reaches neither Private nor who asks.
func (s HelpRequests) Matches(ctx context.Context, viewer *hackathon.Viewer,
	ids []hackathon.ID) (map[hackathon.ID]*hackathon.Match, error) {
	if !viewer.SignedIn() {
		return nil, nil
	}
	var rows []struct {
		hackathon.HelpRequest
		AskerID     hackathon.ID           `db:"asker_id"`
		VolunteerID hackathon.ID           `db:"volunteer_id"`
		Offer       *hackathon.OfferStatus `db:"offer"`
		OfferedAt   *time.Time             `db:"offered_at"`
		ExpiresAt   *time.Time             `db:"offer_expires_at"`
		hackathon.HelpRequestPrivate
	}
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT `+helpRequestColumns+`, p.asker_id, o.volunteer_id, o.status AS offer, o.offered_at,
			CASE WHEN o.status = 'OFFERED' THEN o.expires_at END AS offer_expires_at, p.description, p.phone, p.address,
			CASE WHEN o.status = 'ACCEPTED' AND o.share_email THEN c.email END AS volunteer_email
		FROM help_request r
		JOIN help_request_private p ON p.help_request_id = r.id
		LEFT JOIN help_request_offer o ON o.help_request_id = r.id AND o.status IN `+offersStanding+`
		LEFT JOIN person_contact c ON c.person_id = o.volunteer_id
		WHERE r.id = ANY ($1::uuid[]) AND (p.asker_id = $2 OR o.volunteer_id = $2 AND `+stillHelps+`) ORDER BY r.id`,
		idArray(ids), viewer.PersonID); err != nil {
		return nil, err
	}
	now := s.db.Now()
	matches := make(map[hackathon.ID]*hackathon.Match, len(rows))
	for _, r := range rows {
		m := &hackathon.Match{AskerID: r.AskerID, VolunteerID: r.VolunteerID, Offer: r.Offer, OfferedAt: r.OfferedAt,
			ExpiresAt: r.ExpiresAt}
		private := r.HelpRequestPrivate
		switch {
		case r.AskerID == viewer.PersonID:
			m.Private = &private
		case *r.Offer == hackathon.OfferAccepted:
			if !r.HelpRequest.ShowsAddress(now) {
				private.Address = nil
			}
			m.Private = &private
			if now.After(r.EndsAt.Add(hackathon.PrivateKept)) {
				m.AskerID = hackathon.ID{} // gone with what is private: that somebody needed help is nobody's to keep
			}
		default:
			m.AskerID = hackathon.ID{}
		}
		matches[r.ID] = m
	}
	return matches, nil
}

// ViewerNeed is what a need is to the viewer.
type ViewerNeed struct {
	Eligibility *hackathon.Eligibility
	Distance    *hackathon.DistanceBand // from the viewer's own place
}

// ForViewer says of the needs whether the viewer may take them, and how far they are.
func (s HelpRequests) ForViewer(ctx context.Context, viewer *hackathon.Viewer,
	ids []hackathon.ID) (map[hackathon.ID]*ViewerNeed, error) {
	var rows []*need
	if err := s.db.pool.SelectContext(ctx, &rows, `SELECT `+helpRequestColumns+`, `+needEvent+`
		FROM help_request r LEFT JOIN event e ON e.id = r.event_id WHERE r.id = ANY ($1::uuid[]) ORDER BY r.id`,
		idArray(ids)); err != nil {
		return nil, err
	}
	now := s.db.Now()
	v, err := s.db.volunteer(ctx, s.db.pool, viewer.PersonID, ids, now)
	if err != nil {
		return nil, err
	}
	found := make(map[hackathon.ID]*ViewerNeed, len(rows))
	for _, n := range rows {
		obstacles := hackathon.Eligible(v, &n.HelpRequest, hackathon.Passing{EventOver: !n.LookedFor(n.event()),
			NotOpen: !n.Takeable() || n.CheckNotOver(now) != nil})
		found[n.ID] = &ViewerNeed{Distance: v.Distance(&n.HelpRequest),
			Eligibility: &hackathon.Eligibility{Eligible: len(obstacles) == 0, Obstacles: obstacles}}
	}
	return found, nil
}

// Acts is what the viewer may do now with each of the needs.
func (s HelpRequests) Acts(ctx context.Context, viewer *hackathon.Viewer,
	ids []hackathon.ID) (map[hackathon.ID][]hackathon.HelpRequestAct, error) {
	acts := make(map[hackathon.ID][]hackathon.HelpRequestAct, len(ids))
	if !viewer.SignedIn() {
		return acts, nil
	}
	var rows []*need
	if err := s.db.pool.SelectContext(ctx, &rows, needSelect+`ANY ($1::uuid[])`, idArray(ids)); err != nil {
		return nil, err
	}
	now := s.db.Now()
	for _, n := range rows {
		acts[n.ID] = n.Acts(viewer.Capacities(&n.HelpRequest, n.AskerID, n.VolunteerID), n.event(), now)
	}
	return acts, nil
}
