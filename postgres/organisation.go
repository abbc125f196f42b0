package postgres

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// Organisations are the bodies that events are held by.
type Organisations struct{ db *DB }

var organisationTable = newTable("organisation", derived[hackathon.Organisation]{
	"name_sort": func(o *hackathon.Organisation) any { return hackathon.SortKey(o.Name.Text(hackathon.LocaleEt)) },
})

// ByID are the organisations, in no particular order; what is not known is absent.
func (s Organisations) ByID(ctx context.Context, ids []hackathon.ID) ([]*hackathon.Organisation, error) {
	return organisationTable.byID(ctx, s.db.pool, ids)
}

type organisationRow struct {
	hackathon.Organisation
	NameSort string `db:"name_sort"`
}

var organisationListing = listing[organisationRow, *hackathon.Organisation]{
	columns: organisationTable.columns("") + `, name_sort`, from: `organisation`, id: `id`,
	item:   func(r organisationRow) *hackathon.Organisation { return &r.Organisation },
	orders: map[string]sortKey[organisationRow]{"": {`name_sort`, func(r organisationRow) any { return r.NameSort }}},
}

// List lists them by name, those with the words in it.
func (s Organisations) List(search *string) hackathon.List[*hackathon.Organisation] {
	return organisationListing.list(s.db, nameHas(`name_sort`, search).on(hackathon.TopicPlaces))
}

// organisations is how mutations get at an organisation.
var organisations = entity[*hackathon.Organisation]{lock: organisationTable.lock}

// Create adds an organisation that events can be held by.
func (s Organisations) Create(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.CreateOrganisationInput) (*hackathon.Organisation, error) {
	return create(ctx, s.db, viewer, "createOrganisation", &in, organisations, nil,
		func(t *tx) (*hackathon.Organisation, error) {
			if err := hackathon.CheckAddOrganisation(t.viewer); err != nil {
				return nil, err
			}
			o := &hackathon.Organisation{ID: hackathon.NewID(hackathon.KindOrganisation, t.now), Name: in.Name,
				Website: in.Website}
			if err := organisationTable.insert(t, o, nil); err != nil {
				return nil, err
			}
			return o, t.activity(hackathon.GlobalStream, hackathon.ActivityOrganisationAdded, o.ID, 1,
				hackathon.AudiencePublic, o)
		})
}
