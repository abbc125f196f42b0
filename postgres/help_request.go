package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// HelpRequests are needs, who takes them and what becomes of them.
type HelpRequests struct{ db *DB }

var needTable = newTable[hackathon.HelpRequest]("help_request", nil)

// helpRequestColumns are the teaser, of help_request r.
var helpRequestColumns = needTable.columns("r")

// need is a help request with what only rules may look at: whose it is, whose the present offer, and its event.
type need struct {
	hackathon.HelpRequest
	AskerID     hackathon.ID    `db:"asker_id"`
	AcceptFirst bool            `db:"accept_first"`
	OfferID     int64           `db:"offer_id"` // 0: no offer stands
	VolunteerID hackathon.ID    `db:"volunteer_id"`
	At          hackathon.Event `db:"event"` // as far as rules of needs go by it
}

// event is nil outside any.
func (n *need) event() *hackathon.Event {
	if n.EventID.IsZero() {
		return nil
	}
	return &n.At
}

// needEvent are the columns of the event e of a need r.
const needEvent = `e.id AS "event.id", COALESCE(e.status, '') AS "event.status",
	COALESCE(e.format, '') AS "event.format", COALESCE(e.ends_at, r.ends_at) AS "event.ends_at"`

var needSelect = `
	SELECT ` + helpRequestColumns + `, p.asker_id, p.accept_first, ` + needEvent + `, COALESCE(o.id, 0) AS offer_id,
		o.volunteer_id
	FROM help_request r
	JOIN help_request_private p ON p.help_request_id = r.id
	LEFT JOIN event e ON e.id = r.event_id
	LEFT JOIN help_request_offer o ON o.help_request_id = r.id AND o.status IN ` + offersStanding + `
	WHERE r.id = `

// needs is how mutations get at a need.
var needs = entity[*need]{
	lock: (*tx).lockNeed,
	shown: func(n *need, v *hackathon.Viewer) bool {
		return n.AskerID == v.PersonID || v.SeesNeed(&n.HelpRequest)
	},
}

// needsActed is how mutations get at a need that are for its two sides and for the staff alone.
var needsActed = entity[*need]{lock: (*tx).lockOwnNeed, shown: needs.shown}

// lockOwnNeed is lockNeed for those who have to do with the need. It asks for that in the statement that locks, which
// everybody's act begins with; a stranger is refused without a lock.
func (t *tx) lockOwnNeed(id hackathon.ID) (*need, error) {
	all, events := t.viewer.StaffOf()
	n, err := t.run(`
		SELECT 1 FROM help_request r WHERE r.id = $1 AND ($2 OR r.event_id = ANY ($3::uuid[])
			OR EXISTS (SELECT FROM help_request_private p WHERE p.help_request_id = r.id AND p.asker_id = $4)
			OR EXISTS (SELECT FROM help_request_offer o WHERE o.help_request_id = r.id AND o.volunteer_id = $4))
		FOR UPDATE OF r`, id, all, idArray(events), t.viewer.PersonID)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return entity[*need]{lock: needs.lock, shown: needs.shown, find: (*tx).readNeed,
			standing: func(n *need, v *hackathon.Viewer) error {
				return v.CheckCapacity(&n.HelpRequest, n.AskerID, n.VolunteerID)
			}}.locked(t, id)
	}
	return t.readNeed(id)
}

// lockNeed reads a need that stays as it is until COMMIT.
func (t *tx) lockNeed(id hackathon.ID) (*need, error) {
	if _, err := t.run(`SELECT 1 FROM help_request WHERE id = $1 FOR UPDATE`, id); err != nil {
		return nil, err
	}
	return t.readNeed(id) // a statement of its own: it sees the offer that belongs to the locked row
}

func (t *tx) readNeed(id hackathon.ID) (*need, error) {
	var n need
	return &n, missing(t.get(&n, needSelect+`$1`, id), "HelpRequest")
}

// public is a need as others than its rules may see it.
func public(n *need, err error) (*hackathon.HelpRequest, error) {
	if err != nil {
		return nil, err
	}
	return &n.HelpRequest, nil
}

func streamOf(r *hackathon.HelpRequest) hackathon.ID {
	if r.EventID.IsZero() {
		return hackathon.GlobalStream
	}
	return r.EventID
}

// Asked is a need, and the second one when a ride with a way back was asked.
type Asked struct {
	*hackathon.HelpRequest
	WayBack *hackathon.HelpRequest
}

// asks is how a repeated call gets at what the first one asked for.
var asks = entity[*Asked]{lock: func(t *tx, id hackathon.ID) (*Asked, error) {
	r, err := public(needs.get(t, id))
	if err != nil || r.Transport == nil || r.Transport.OtherLegID == nil {
		return &Asked{HelpRequest: r}, err
	}
	wayBack, err := public(needs.get(t, *r.Transport.OtherLegID))
	return &Asked{r, wayBack}, err
}}

// Request opens a need.
func (s HelpRequests) Request(ctx context.Context, viewer *hackathon.Viewer, in hackathon.RequestHelpInput) (*Asked,
	error) {
	return mutate(ctx, s.db, viewer, "requestHelp", &in, asks, func(t *tx) (*Asked, error) {
		event, venue, err := t.askerAt(in.EventID)
		if err != nil {
			return nil, err
		}
		first, second, err := in.Draft(t.now, event, venue)
		if err != nil {
			return nil, err
		}
		adds := 1
		if second != nil {
			adds = 2
		}
		if err := s.db.roomForNeeds(t, first.EventID, adds); err != nil {
			return nil, err
		}
		opened := &Asked{}
		var helps bool
		if opened.HelpRequest, helps, err = t.openHelpRequest(first); err != nil {
			return nil, err
		}
		if second != nil {
			if opened.WayBack, helps, err = t.openHelpRequest(second); err != nil {
				return nil, err
			}
		}
		if helps { // one's own is not for oneself to take
			err = t.rightsChanged(viewer.PersonID)
		}
		return opened, err
	})
}

// askerAt locks the viewer, who is about to open a need and does so one at a time, and reads their rights: no more goes
// by these than how much one may ask for, so they are not kept from changing. Of an event (nil: none) it reads what a
// need takes over, and holds it as it is until COMMIT. A draft is there for its staff only.
func (t *tx) askerAt(id *hackathon.ID) (*hackathon.Event, *hackathon.Venue, error) {
	var row struct {
		hackathon.Event
		Venue  hackathon.Venue   `db:"venue"`
		Grants []hackathon.Grant `db:"grants"`
	}
	rights := grantsOf(`p.id`)
	var err error
	if id == nil {
		err = t.get(&row, `SELECT `+rights+` FROM person p WHERE p.id = $1 FOR NO KEY UPDATE`, t.viewer.PersonID)
	} else {
		err = t.get(&row, `
			SELECT e.id, e.status, e.format, e.starts_at, e.ends_at, e.venue_id, v.id AS "venue.id",
				COALESCE(v.municipality, '') AS "venue.municipality", COALESCE(v.lat, 0) AS "venue.lat",
				COALESCE(v.lon, 0) AS "venue.lon", `+rights+`
			FROM event e CROSS JOIN person p LEFT JOIN venue v ON v.id = e.venue_id
			WHERE e.id = $1 AND p.id = $2 FOR SHARE OF e FOR NO KEY UPDATE OF p`, *id, t.viewer.PersonID)
	}
	v := *t.viewer
	v.Grants = row.Grants
	t.viewer = &v
	if noRows(err) || err == nil && row.Status == hackathon.EventDraft && !t.viewer.Staff(row.ID) {
		err = hackathon.NotFoundf("there is no such Event")
	}
	if err != nil {
		return nil, nil, err
	}
	t.alone = t.viewer.PersonID
	if id == nil {
		return nil, nil, nil
	}
	if row.VenueID.IsZero() {
		return &row.Event, nil, nil
	}
	if row.Venue.ID.IsZero() { // the event was given the venue while this waited for it
		err = t.get(&row.Venue, `SELECT id, municipality, lat, lon FROM venue WHERE id = $1`, row.VenueID)
	}
	return &row.Event, &row.Venue, err
}

// needRow is a need with what the clock goes by, and storedNeed with what is kept apart from it.
type needRow struct {
	hackathon.HelpRequest
	Expires   time.Time  `db:"expires_at"`
	Escalates *time.Time `db:"escalates_at"`
}

type storedNeed struct {
	needRow
	hackathon.HelpRequestPrivateInput
	AskerID     hackathon.ID `db:"asker_id"`
	AcceptFirst bool         `db:"accept_first"`
	WipeAt      *time.Time   `db:"wipe_at"` // nil: nothing is private
}

var (
	openedNeed = named[storedNeed](`
		WITH opened AS (`+newTable[needRow]("help_request", nil).creating()+` RETURNING *),
		kept AS (INSERT INTO help_request_private (help_request_id, asker_id, accept_first, description, phone, address,
			wipe_at) VALUES (:id, :asker_id, :accept_first, :description, :phone, :address, :wipe_at)),
		noted AS (INSERT INTO help_request_move (help_request_id, to_status, moved_by, person_id, at)
			VALUES (:id, :status, 'ASKER', :asker_id, :created_at))
		SELECT `+helpRequestColumns+`, EXISTS (SELECT FROM volunteer WHERE person_id = :asker_id) AS helps
		FROM opened r`, nil)
	changedNeed = named[storedNeed](`
		WITH kept AS (UPDATE help_request_private SET description = :description, phone = :phone, address = :address,
			wipe_at = :wipe_at WHERE help_request_id = :id)
		UPDATE help_request SET version = version + 1, starts_at = :starts_at, ends_at = :ends_at, languages = :languages,
			expires_at = :expires_at, escalates_at = :escalates_at
		WHERE id = :id AND status = 'OPEN' RETURNING version`, nil)
)

// storedNow is the draft as it is stored at this moment.
func (t *tx) storedNow(d *hackathon.HelpRequestDraft) *storedNeed {
	n := &storedNeed{needRow: needRow{d.HelpRequest, d.ExpiresAt(t.now), d.EscalatesAt(t.now)},
		HelpRequestPrivateInput: d.Private, AskerID: t.viewer.PersonID, AcceptFirst: d.AcceptFirst}
	if d.Private != (hackathon.HelpRequestPrivateInput{}) {
		n.WipeAt = new(d.EndsAt.Add(hackathon.PrivateKept))
	}
	return n
}

// openHelpRequest writes a need, its private part and the first row of its history, and returns the need as it stands,
// and whether who asks has ever been a volunteer.
func (t *tx) openHelpRequest(d *hackathon.HelpRequestDraft) (_ *hackathon.HelpRequest, helps bool, err error) {
	var row struct {
		hackathon.HelpRequest
		Helps bool `db:"helps"`
	}
	if err := t.get(&row, openedNeed.text, openedNeed.args(t.storedNow(d))...); err != nil {
		return nil, false, fmt.Errorf("insert help request: %w", err)
	}
	return &row.HelpRequest, row.Helps, t.helpRequestActivity(hackathon.ActivityHelpRequestOpened,
		hackathon.HelpRequestRecord{HelpRequest: d.HelpRequest})
}

// helpRequestActivity notes what happened to a need. Nobody is named in it: the asker stands in the private part only.
func (t *tx) helpRequestActivity(kind hackathon.ActivityKind, r hackathon.HelpRequestRecord) error {
	actor := t.viewer
	t.viewer = nil
	err := t.activity(streamOf(&r.HelpRequest), kind, r.ID, r.Version, hackathon.AudienceVolunteers, r)
	t.viewer = actor
	return err
}

// Update changes a need that nobody has taken.
func (s HelpRequests) Update(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.UpdateHelpRequestInput) (*hackathon.HelpRequest, error) {
	return public(change(ctx, s.db, viewer, "updateHelpRequest", &in, needsActed, in.HelpRequestID,
		func(t *tx, n *need) error {
			if err := n.CheckUpdate(t.viewer.Capacities(&n.HelpRequest, n.AskerID, n.VolunteerID)); err != nil {
				return err
			}
			if err := in.CheckVersion(n.HelpRequest); err != nil {
				return err
			}
			d := hackathon.HelpRequestDraft{HelpRequest: n.HelpRequest}
			if err := t.get(&d.Private, `SELECT description, phone, address FROM help_request_private
				WHERE help_request_id = $1`, n.ID); err != nil {
				return err
			}
			if err := in.Apply(t.now, &d); err != nil {
				return err
			}
			if err := t.get(&d.Version, changedNeed.text, changedNeed.args(t.storedNow(&d))...); err != nil {
				return fmt.Errorf("change help request: %w", err)
			}
			was := n.HelpRequest
			n.HelpRequest = d.HelpRequest
			return t.helpRequestActivity(hackathon.ActivityHelpRequestChanged,
				hackathon.HelpRequestRecord{HelpRequest: n.HelpRequest, Was: &was})
		}))
}

func signedIn(v *hackathon.Viewer) error {
	if !v.SignedIn() {
		return &hackathon.Error{Kind: hackathon.Unauthenticated, Message: "sign in first: this needs a person"}
	}
	return nil
}
