package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (commentResolver) Idea(ctx context.Context, c *hackathon.Comment) (*hackathon.Idea, error) {
	return loadersFrom(ctx).idea.Load(ctx, c.IdeaID)
}

func (commentResolver) Author(ctx context.Context, c *hackathon.Comment) (*hackathon.Person, error) {
	return optional(ctx, loadersFrom(ctx).person, c.AuthorID)
}

func (commentResolver) Replies(ctx context.Context, c *hackathon.Comment, first int32,
	after *string) (*hackathon.CommentConnection, error) {
	return pageIn(ctx, loadersFrom(ctx).replies, c.ID, first, after)
}

func (commentResolver) ReplyTo(ctx context.Context, c *hackathon.Comment) (*hackathon.Comment, error) {
	return foundOrNil(optional(ctx, loadersFrom(ctx).comment, orZero(c.ReplyToID)))
}
