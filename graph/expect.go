package graph

import (
	"context"
	"sync"

	"github.com/loometalgud/mano/hackathon"
)

// maxExpected bounds what is read ahead of being asked about, of one kind.
const maxExpected = 2 * hackathon.MaxPageSize

// expected is what this request is about to be asked about. A list that was read says what it holds; the first loader
// that is asked about one of its things reads them all. So a page takes one query for each sort of field, however the
// asks of its items are spread over a busy machine's time.
type expected struct {
	mu  sync.Mutex
	ids map[hackathon.Kind][]hackathon.ID
}

// named are the things that are asked about wherever this one is listed.
func named(item any) []hackathon.ID {
	switch i := item.(type) {
	case *hackathon.Attendance:
		return []hackathon.ID{i.EventID, i.PersonID}
	case *hackathon.Comment:
		return []hackathon.ID{i.ID, i.AuthorID}
	case *hackathon.Event:
		return []hackathon.ID{i.ID, i.VenueID, i.OrganisationID}
	case *hackathon.HelpRequest:
		return []hackathon.ID{i.ID, i.EventID}
	case *hackathon.Idea:
		return []hackathon.ID{i.ID, i.AuthorID, i.WorkingGroupID}
	case *hackathon.Membership:
		return []hackathon.ID{i.ID, i.PersonID}
	case *hackathon.Notice:
		return []hackathon.ID{i.SubjectID}
	case *hackathon.Venue:
		return []hackathon.ID{i.ID}
	case *hackathon.WorkingGroup:
		return []hackathon.ID{i.ID, i.LeadID}
	}
	return nil
}

// expect passes a page on and says that what its items name is about to be asked about.
func expect[T any](ctx context.Context, page *hackathon.Page[T], err error) (*hackathon.Page[T], error) {
	if err != nil {
		return nil, err
	}
	e := &loadersFrom(ctx).expected
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ids == nil {
		e.ids = map[hackathon.Kind][]hackathon.ID{}
	}
	for _, item := range page.Items {
		for _, id := range named(item) {
			if k := id.Kind(); !id.IsZero() && len(e.ids[k]) < maxExpected {
				e.ids[k] = append(e.ids[k], id)
			}
		}
	}
	return page, nil
}

func (e *expected) of(k hackathon.Kind) []hackathon.ID {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.ids[k]
}

// readAhead makes of a batch read one that reads what is expected too, and each thing once.
func readAhead[T any](read func(context.Context, []hackathon.ID) (map[hackathon.ID]T, error)) func(context.Context,
	[]hackathon.ID) (map[hackathon.ID]T, error) {
	var mu sync.Mutex // held while reading: a batch that was gathered too late waits, and finds its things read
	asked, known := map[hackathon.ID]bool{}, map[hackathon.ID]T{}
	return func(ctx context.Context, ids []hackathon.ID) (map[hackathon.ID]T, error) {
		mu.Lock()
		defer mu.Unlock()
		var wanted []hackathon.ID
		want := func(id hackathon.ID) {
			if !asked[id] {
				asked[id] = true
				wanted = append(wanted, id)
			}
		}
		for _, id := range ids {
			want(id)
		}
		if len(wanted) > 0 {
			for _, id := range loadersFrom(ctx).expected.of(wanted[0].Kind()) {
				want(id)
			}
			found, err := read(ctx, wanted)
			if err != nil {
				for _, id := range wanted {
					delete(asked, id)
				}
				return nil, err
			}
			for id, v := range found {
				known[id] = v
			}
		}
		values := make(map[hackathon.ID]T, len(ids))
		for _, id := range ids {
			if v, ok := known[id]; ok {
				values[id] = v
			}
		}
		return values, nil
	}
}
