package postgres

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// Organisations are the bodies that events are held by.
type Organisations struct{ db *DB }

// OrganisationsByID are the organisations, in no particular order; what is not known is absent.
func (s Organisations) ByID(ctx context.Context, ids []hackathon.ID) (found []*hackathon.Organisation,
	err error) {
	err = s.db.pool.SelectContext(ctx, &found, `SELECT id, name, website FROM organisation WHERE id = ANY ($1::uuid[])
		ORDER BY id`, idArray(ids))
	return found, err
}

// Organisations lists them by name.
func (s Organisations) List(ctx context.Context, args hackathon.PageArgs) (*hackathon.Page[*hackathon.Organisation],
	error) {
	if err := args.Validate(); err != nil {
		return nil, err
	}
	var key string
	var after hackathon.ID
	if args.After != "" {
		var err error
		if key, after, err = parsePageCursor(args.After); err != nil {
			return nil, err
		}
	}
	type row struct {
		hackathon.Organisation
		Key string `db:"name_sort"`
	}
	var rows []row
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT id, name, website, name_sort FROM organisation
		WHERE $1::uuid IS NULL OR (name_sort, id) > ($2, $1)
		ORDER BY name_sort, id LIMIT $3`, after, key, args.First+1); err != nil {
		return nil, err
	}
	return page(rows, args, func(r row) *hackathon.Organisation { return &r.Organisation },
		func(r row) string { return pageCursor(r.Key, r.ID) }), nil
}

// organisations is how mutations get at an organisation.
var organisations = entity[*hackathon.Organisation]{
	lock: func(t *tx, id hackathon.ID) (*hackathon.Organisation, error) {
		var o hackathon.Organisation
		err := t.get(&o, `SELECT id, name, website FROM organisation WHERE id = $1 FOR NO KEY UPDATE`, id)
		return &o, err
	},
}

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
			if _, err := t.run(`INSERT INTO organisation (id, name, name_sort, website) VALUES ($1, $2, $3, $4)`,
				o.ID, o.Name, hackathon.SortKey(o.Name.Text(hackathon.LocaleEt)), o.Website); err != nil {
				return nil, err
			}
			return o, t.activity(hackathon.GlobalStream, hackathon.ActivityOrganisationAdded, o.ID, 1,
				hackathon.AudiencePublic, o)
		})
}
