package graph

import (
	"context"

	"github.com/vikstrous/dataloadgen"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

func (e eventResolver) Ideas(ctx context.Context, event *hackathon.Event, filter *hackathon.IdeaFilter,
	by hackathon.IdeaOrder, first int32, after *string) (*hackathon.IdeaConnection, error) {
	return page(ctx, e.r.DB.Ideas.List(reader(ctx), event.ID, orZero(filter)), first, after, by.Order())
}

func (ideaResolver) Event(ctx context.Context, i *hackathon.Idea) (*hackathon.Event, error) {
	return loadersFrom(ctx).event.Load(ctx, i.EventID)
}

func (ideaResolver) Author(ctx context.Context, i *hackathon.Idea) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, i.AuthorID)
}

func (ideaResolver) Brings(ctx context.Context, i *hackathon.Idea) ([]*hackathon.ContributionCount, error) {
	return loadersFrom(ctx).brings.Load(ctx, i.ID)
}

func (ideaResolver) ViewerSupports(ctx context.Context, i *hackathon.Idea) (bool, error) {
	return loadersFrom(ctx).viewerSupports.Load(ctx, i.ID)
}

func (ideaResolver) Comments(ctx context.Context, i *hackathon.Idea, first int32,
	after *string) (*hackathon.CommentConnection, error) {
	return pageIn(ctx, loadersFrom(ctx).comments, i.ID, first, after)
}

func (ideaResolver) History(ctx context.Context, i *hackathon.Idea, first int32,
	after *string) (*hackathon.IdeaMoveConnection, error) {
	return pageIn(ctx, loadersFrom(ctx).ideaHistory, i.ID, first, after)
}

func (ideaResolver) WorkingGroup(ctx context.Context, i *hackathon.Idea) (*hackathon.WorkingGroup, error) {
	return optional(ctx, loadersFrom(ctx).workingGroup, i.WorkingGroupID)
}

func (ideaResolver) MergedInto(ctx context.Context, i *hackathon.Idea) (*hackathon.Idea, error) {
	return optional(ctx, loadersFrom(ctx).idea, i.MergedIntoID)
}

// ideaLoader loads ideas for whoever reads; of one that they may not read it gives what may be told: that it is there.
func ideaLoader(s *postgres.DB) *dataloadgen.Loader[hackathon.ID, *hackathon.Idea] {
	return byID(func(ctx context.Context, ids []hackathon.ID) ([]*hackathon.Idea, error) {
		return s.Ideas.ByID(ctx, reader(ctx), ids)
	})
}

// reader is for whom a list is read that holds more for some than for all: nobody in particular in a shared execution,
// whose result everybody gets.
func reader(ctx context.Context) *hackathon.Viewer {
	if hackathon.SharedExecution(ctx) {
		return nil
	}
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil
	}
	return viewer
}
