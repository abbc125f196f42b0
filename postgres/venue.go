package postgres

import (
	"context"
	"fmt"

	"github.com/loometalgud/mano/hackathon"
)

// Venues are buildings and what is known of them.
type Venues struct{ db *DB }

var venueTable = newTable("venue", derived[hackathon.Venue]{
	"name_sort": func(v *hackathon.Venue) any { return hackathon.SortKey(v.Name.Text(hackathon.LocaleEt)) },
})

type venueRow struct {
	hackathon.Venue
	NameSort string `db:"name_sort"`
}

// ByID are the venues, in no particular order; what is not known is absent.
func (s Venues) ByID(ctx context.Context, ids []hackathon.ID) ([]*hackathon.Venue, error) {
	return venueTable.byID(ctx, s.db.pool, ids)
}

var venueListing = listing[venueRow, *hackathon.Venue]{
	columns: venueTable.columns("v") + `, v.name_sort`, from: `venue v`, id: `v.id`,
	item:   func(r venueRow) *hackathon.Venue { return &r.Venue },
	orders: map[string]sortKey[venueRow]{"": {`v.name_sort`, func(r venueRow) any { return r.NameSort }}},
}

// List lists them by name, those with the words in it.
func (s Venues) List(search *string) hackathon.List[*hackathon.Venue] {
	return venueListing.list(s.db, nameHas(`v.name_sort`, search).on(hackathon.TopicPlaces))
}

// venues is how mutations get at a venue: with the events there, which change with it and are locked before rights too.
var venues = entity[*hackathon.Venue]{
	lock: func(t *tx, id hackathon.ID) (*hackathon.Venue, error) {
		v, err := venueTable.lock(t, id)
		if err == nil {
			_, err = t.run(eventsAt+` ORDER BY id FOR NO KEY UPDATE`, id)
		}
		return v, err
	},
}

// Create enters a building, with what is known of its accessibility.
func (s Venues) Create(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CreateVenueInput) (*hackathon.Venue, error) {
	return create(ctx, s.db, viewer, "createVenue", &in, venues, nil, func(t *tx) (*hackathon.Venue, error) {
		if err := hackathon.CheckOrganiser(t.viewer); err != nil {
			return nil, err
		}
		v := in.Venue(t.now)
		if err := venueTable.insert(t, v, values{"created_at": t.now}); err != nil {
			return nil, err
		}
		if err := t.stateVenueFacts(v.ID, in.Facts); err != nil {
			return nil, err
		}
		return v, t.venueActivity(v)
	})
}

func (t *tx) venueActivity(v *hackathon.Venue) error {
	return t.activity(hackathon.GlobalStream, hackathon.ActivityVenueChanged, v.ID, v.Version,
		hackathon.AudiencePublic, v)
}

// eventsAt are the events at the venue ($1) that are public and not over.
var eventsAt = `SELECT id FROM event WHERE venue_id = $1 AND status <> 'DRAFT'
	AND status NOT IN ` + eventsOver

// SetFacts states facts of a building. The events there that are public and not over change with it.
func (s Venues) SetFacts(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.SetVenueFactsInput) (*hackathon.Venue, error) {
	return change(ctx, s.db, viewer, "setVenueFacts", &in, venues, in.VenueID, func(t *tx, v *hackathon.Venue) error {
		var here []hackathon.ID
		if err := t.all(&here, eventsAt, v.ID); err != nil {
			return err
		}
		if err := v.CheckFacts(t.viewer, here); err != nil {
			return err
		}
		if err := t.get(&v.Version, `UPDATE venue SET version = version + 1 WHERE id = $1 RETURNING version`,
			v.ID); err != nil {
			return fmt.Errorf("change venue: %w", err)
		}
		if err := t.venueActivity(v); err != nil {
			return err
		}
		return t.changeWithVenue(v.ID, func() error { return t.stateVenueFacts(v.ID, in.Facts) })
	})
}

// changeWithVenue runs a change of the venue and takes it to the events there that are public and not over: whoever
// follows one is told, and so is whoever comes to one that has lost something by it.
func (t *tx) changeWithVenue(venue hackathon.ID, change func() error) error {
	var here []hackathon.ID
	if err := t.all(&here, eventsAt+` ORDER BY id`, venue); err != nil {
		return fmt.Errorf("read the events of the venue: %w", err)
	}
	before, err := t.effective(here)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := t.effective(here)
	if err != nil {
		return err
	}
	var changed []*hackathon.Event
	if err := t.all(&changed, `UPDATE event e SET version = version + 1 WHERE e.id = ANY ($1::uuid[])
		RETURNING `+eventColumns, idArray(here)); err != nil {
		return fmt.Errorf("change the events of the venue: %w", err)
	}
	for _, e := range changed {
		if err := t.tellAttendees(e.ID, e.LossText(hackathon.Lost(before[e.ID], after[e.ID]))); err != nil {
			return err
		}
		if err := t.eventActivity(hackathon.ActivityEventChanged, e); err != nil {
			return err
		}
	}
	return nil
}

// Find returns one venue.
func (s Venues) Find(ctx context.Context, id hackathon.ID) (*hackathon.Venue, error) {
	if err := id.Must(hackathon.KindVenue); err != nil {
		return nil, err
	}
	return venueTable.find(ctx, s.db.pool, id)
}
