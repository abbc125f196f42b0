package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) AddComment(ctx context.Context,
	in hackathon.AddCommentInput) (generated.AddCommentPayload, error) {
	return mutation(ctx, in, m.r.DB.Comments.Add, func(c *hackathon.Comment) generated.AddCommentPayload {
		return generated.AddCommentSuccess{Comment: c}
	})
}

func (m mutationResolver) HideComment(ctx context.Context,
	in hackathon.HideCommentInput) (generated.HideCommentPayload, error) {
	return mutation(ctx, in, m.r.DB.Comments.Hide, func(c *hackathon.Comment) generated.HideCommentPayload {
		return generated.HideCommentSuccess{Comment: c}
	})
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

func (commentResolver) ReplyTo(ctx context.Context, c *hackathon.Comment) (*hackathon.Comment, error) {
	return foundOrNil(optional(ctx, loadersFrom(ctx).comment, orZero(c.ReplyToID)))
}
