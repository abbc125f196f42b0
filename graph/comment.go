package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) AddComment(ctx context.Context, in hackathon.AddCommentInput) (generated.CommentPayload,
	error) {
	return changeComment(ctx, in, m.r.Store.AddComment)
}

func (m mutationResolver) HideComment(ctx context.Context, in hackathon.HideCommentInput) (generated.CommentPayload,
	error) {
	return changeComment(ctx, in, m.r.Store.HideComment)
}

func changeComment[I any](ctx context.Context, in I,
	change func(context.Context, *hackathon.Viewer, I) (*hackathon.Comment, error)) (generated.CommentPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	comment, err := change(ctx, viewer, in)
	if err != nil {
		return failure[generated.CommentPayload](err)
	}
	return generated.CommentSuccess{Comment: comment}, nil
}

func (commentResolver) Idea(ctx context.Context, c *hackathon.Comment) (*hackathon.Idea, error) {
	return loadersFrom(ctx).idea.Load(ctx, c.IdeaID)
}

func (commentResolver) Author(ctx context.Context, c *hackathon.Comment) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, c.AuthorID)
}

func (commentResolver) Replies(ctx context.Context, c *hackathon.Comment) ([]*hackathon.Comment, error) {
	return loadersFrom(ctx).replies.Load(ctx, c.ID)
}
