package graph

import (
	"context"
	"sync"
	"time"

	"github.com/vikstrous/dataloadgen"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// loaders batch the reads of one request, or of one change of a stream: what is asked for in the same moment is read in
// one query, and read once.
type loaders struct {
	expected expected

	person       *dataloadgen.Loader[hackathon.ID, *hackathon.Person]
	organisation *dataloadgen.Loader[hackathon.ID, *hackathon.Organisation]
	venue        *dataloadgen.Loader[hackathon.ID, *hackathon.Venue]
	event        *dataloadgen.Loader[hackathon.ID, *hackathon.Event]
	idea         *dataloadgen.Loader[hackathon.ID, *hackathon.Idea]
	workingGroup *dataloadgen.Loader[hackathon.ID, *hackathon.WorkingGroup]
	helpRequest  *dataloadgen.Loader[hackathon.ID, *hackathon.HelpRequest]
	otherLeg     *dataloadgen.Loader[hackathon.ID, *hackathon.HelpRequest] // of a ride that is seen already
	history      *dataloadgen.Loader[pageOf, *hackathon.Page[*hackathon.HelpRequestMove]]
	match        *dataloadgen.Loader[hackathon.ID, *hackathon.Match]
	viewerNeed   *dataloadgen.Loader[hackathon.ID, *postgres.ViewerNeed]
	needActs     *dataloadgen.Loader[hackathon.ID, []hackathon.HelpRequestAct]

	venueFacts       *dataloadgen.Loader[hackathon.ID, []hackathon.VenueFact]
	accessibility    *dataloadgen.Loader[hackathon.ID, []hackathon.VenueFact]
	services         *dataloadgen.Loader[hackathon.ID, []hackathon.ServiceFact]
	eventHistory     *dataloadgen.Loader[pageOf, *hackathon.Page[*hackathon.EventMove]]
	attendanceCounts *dataloadgen.Loader[hackathon.ID, *hackathon.AttendanceCounts]
	viewerAttendance *dataloadgen.Loader[hackathon.ID, *hackathon.Attendance]
	joinURL          *dataloadgen.Loader[hackathon.ID, *string]
	joinCode         *dataloadgen.Loader[hackathon.ID, *string]

	ideaHistory    *dataloadgen.Loader[pageOf, *hackathon.Page[*hackathon.IdeaMove]]
	brings         *dataloadgen.Loader[hackathon.ID, []*hackathon.ContributionCount]
	viewerSupports *dataloadgen.Loader[hackathon.ID, bool]
	comment        *dataloadgen.Loader[hackathon.ID, *hackathon.Comment]
	comments       *dataloadgen.Loader[pageOf, *hackathon.Page[*hackathon.Comment]]
	replies        *dataloadgen.Loader[pageOf, *hackathon.Page[*hackathon.Comment]]

	members          *dataloadgen.Loader[pageOf, *hackathon.Page[*hackathon.Membership]]
	groupSides       *dataloadgen.Loader[hackathon.ID, []hackathon.SidePresence]
	eventSides       *dataloadgen.Loader[hackathon.ID, []hackathon.SidePresence]
	groupIdeas       *dataloadgen.Loader[hackathon.ID, []*hackathon.Idea]
	viewerMembership *dataloadgen.Loader[hackathon.ID, *hackathon.Membership]
	capacity         *dataloadgen.Loader[hackathon.ID, *hackathon.ParticipationCapacity]
}

type loadersKey struct{}

// WithLoaders gives the context loaders of its own; every request and every change of a stream needs fresh ones. They
// are made when the first is asked for: the opening of a subscription needs none.
func WithLoaders(ctx context.Context, s *postgres.DB) context.Context {
	return context.WithValue(ctx, loadersKey{}, sync.OnceValue(func() *loaders { return newLoaders(s) }))
}

func loadersFrom(ctx context.Context) *loaders { return ctx.Value(loadersKey{}).(func() *loaders)() }

func newLoaders(s *postgres.DB) *loaders {
	return &loaders{
		person:       byID(s.People.ByID),
		organisation: byID(s.Organisations.ByID),
		venue:        byID(s.Venues.ByID),
		event:        byID(s.Events.ByID),
		helpRequest:  mapped(forViewer(s.HelpRequests.Seen)),
		otherLeg:     byID(s.HelpRequests.ByID),
		history:      paged(s.HelpRequests.Histories),
		match:        mapped(forViewer(s.HelpRequests.Matches)),
		viewerNeed:   mapped(forViewer(s.HelpRequests.ForViewer)),
		needActs:     mapped(forViewer(s.HelpRequests.Acts)),

		venueFacts:       mapped(s.Venues.Facts),
		accessibility:    mapped(s.Events.Accessibility),
		services:         mapped(s.Events.Services),
		eventHistory:     paged(s.Events.Histories),
		attendanceCounts: mapped(s.Attendances.Counts),
		viewerAttendance: mapped(forViewer(s.Attendances.ViewersOwn)),
		joinURL:          mapped(forViewer(s.Events.JoinURLs)),
		joinCode:         mapped(forViewer(s.Events.JoinCodes)),

		idea:           ideaLoader(s),
		ideaHistory:    paged(s.Ideas.Histories),
		brings:         mapped(forReader(s.Ideas.Brings)),
		viewerSupports: mapped(forViewer(s.Ideas.Supported)),
		comment: byID(func(ctx context.Context, ids []hackathon.ID) ([]*hackathon.Comment, error) {
			return s.Comments.ByID(ctx, reader(ctx), ids)
		}),
		comments: paged(s.Comments.OfIdeas),
		replies:  paged(s.Comments.Replies),

		workingGroup:     byID(s.WorkingGroups.ByID),
		members:          paged(s.Memberships.OfGroups),
		groupSides:       mapped(s.Memberships.GroupSides),
		eventSides:       mapped(s.Memberships.EventSides),
		groupIdeas:       mapped(s.Ideas.OfGroups),
		viewerMembership: mapped(forViewer(s.Memberships.ViewersOwn)),
		capacity:         mapped(forViewer(s.Memberships.Capacities)),
	}
}

const loaderWait = 500 * time.Microsecond // collects the asks of sibling fields

// batched makes a loader that keeps the stack of a panic.
func batched[K comparable, T any](read func(context.Context, []K) ([]T, []error)) *dataloadgen.Loader[K, T] {
	return dataloadgen.NewLoader(func(ctx context.Context, keys []K) (values []T, errs []error) {
		defer func() {
			if p := recover(); p != nil {
				values, errs = nil, []error{shared(hackathon.Recovered(p))}
			}
		}()
		return read(ctx, keys)
	}, dataloadgen.WithWait(loaderWait))
}

// shared makes an error of a read one fault for all who have asked in its batch.
func shared(err error) error {
	if err == nil {
		return nil
	}
	return &hackathon.SharedError{Err: err}
}

// byID makes a loader from a batch read; what the read does not return is NotFound.
func byID[T hackathon.Node](read func(context.Context, []hackathon.ID) ([]*T, error)) *dataloadgen.Loader[hackathon.ID,
	*T] {
	ahead := readAhead(func(ctx context.Context, ids []hackathon.ID) (map[hackathon.ID]*T, error) {
		found, err := read(ctx, ids)
		at := make(map[hackathon.ID]*T, len(found))
		for _, v := range found {
			at[(*v).NodeID()] = v
		}
		return at, err
	})
	return batched(func(ctx context.Context, ids []hackathon.ID) ([]*T, []error) {
		at, err := ahead(ctx, ids)
		if err != nil {
			return nil, []error{shared(err)}
		}
		values, errs := make([]*T, len(ids)), make([]error, len(ids))
		for i, id := range ids {
			if values[i] = at[id]; values[i] == nil {
				errs[i] = hackathon.NotFoundf("there is no such %s", id.Kind())
			}
		}
		return values, errs
	})
}

// mapped makes a loader from a batch read that answers with a map; what it does not hold is the zero value.
func mapped[T any](read func(context.Context, []hackathon.ID) (map[hackathon.ID]T,
	error)) *dataloadgen.Loader[hackathon.ID, T] {
	ahead := readAhead(read)
	return batched(func(ctx context.Context, ids []hackathon.ID) ([]T, []error) {
		found, err := ahead(ctx, ids)
		if err != nil {
			return nil, []error{shared(err)}
		}
		values := make([]T, len(ids))
		for i, id := range ids {
			values[i] = found[id]
		}
		return values, nil
	})
}

// pageOf asks for a page of what belongs to something.
type pageOf struct {
	of   hackathon.ID
	args hackathon.PageArgs
}

// paged makes a loader of lists for whoever reads: siblings that ask with the same arguments share a query.
func paged[T any](of func(*hackathon.Viewer) hackathon.Lists[T]) *dataloadgen.Loader[pageOf, *hackathon.Page[T]] {
	return batched(func(ctx context.Context, keys []pageOf) ([]*hackathon.Page[T], []error) {
		asked := map[hackathon.PageArgs][]hackathon.ID{}
		for _, k := range keys {
			asked[k.args] = append(asked[k.args], k.of)
		}
		found, failed := map[pageOf]*hackathon.Page[T]{}, map[hackathon.PageArgs]error{}
		for args, ids := range asked {
			pages, err := of(reader(ctx))(ctx, ids, args)
			failed[args] = shared(err)
			for id, page := range pages {
				found[pageOf{id, args}] = page
			}
		}
		pages, errs := make([]*hackathon.Page[T], len(keys)), make([]error, len(keys))
		for i, k := range keys {
			pages[i], errs[i] = found[k], failed[k.args]
		}
		return pages, errs
	})
}

// forViewer makes of a batch read for one viewer one for the viewer of the context; in a shared execution it fails.
func forViewer[T any](read func(context.Context, *hackathon.Viewer, []hackathon.ID) (map[hackathon.ID]T,
	error)) func(context.Context, []hackathon.ID) (map[hackathon.ID]T, error) {
	return func(ctx context.Context, ids []hackathon.ID) (map[hackathon.ID]T, error) {
		viewer, err := hackathon.ViewerFrom(ctx)
		if err != nil {
			return nil, err
		}
		return read(ctx, viewer, ids)
	}
}

// forReader makes of a batch read for whoever reads one for the reader of the context.
func forReader[T any](read func(context.Context, *hackathon.Viewer, []hackathon.ID) (map[hackathon.ID]T,
	error)) func(context.Context, []hackathon.ID) (map[hackathon.ID]T, error) {
	return func(ctx context.Context, ids []hackathon.ID) (map[hackathon.ID]T, error) {
		return read(ctx, reader(ctx), ids)
	}
}

// optional loads what may be absent: a zero id gives nil.
func optional[T any](ctx context.Context, l *dataloadgen.Loader[hackathon.ID, *T], id hackathon.ID) (*T, error) {
	if id.IsZero() {
		return nil, nil
	}
	return l.Load(ctx, id)
}
