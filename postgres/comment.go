package postgres

import (
	"context"
	"strings"

	"github.com/loometalgud/mano/hackathon"
)

// Comments are what is said about ideas.
type Comments struct{ db *DB }

var commentTable = newTable[hackathon.Comment]("comment", nil)

// commentColumns give a hidden comment's text to nobody.
var commentColumns = strings.Replace(commentTable.columns("c"), "c.body",
	"CASE WHEN c.hidden_reason IS NULL THEN c.body END AS body", 1)

// comments is how mutations get at a comment; its idea is locked before it.
var comments = entity[*hackathon.Comment]{
	lock: func(t *tx, id hackathon.ID) (*hackathon.Comment, error) {
		var c hackathon.Comment
		if err := t.get(&c.IdeaID, `SELECT idea_id FROM comment WHERE id = $1`, id); err != nil {
			return nil, err
		}
		if _, err := ideas.get(t, c.IdeaID); err != nil {
			return nil, missing(err, "comment")
		}
		return &c, t.get(&c, `SELECT `+commentColumns+` FROM comment c WHERE id = $1 FOR UPDATE`, id)
	},
}

// Add adds a remark to an idea, or an answer to a remark; answers are not answered.
func (s Comments) Add(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.AddCommentInput) (*hackathon.Comment, error) {
	// Room before the idea: who waits for their own call holds up nobody else.
	return create(ctx, s.db, viewer, "addComment", &in, comments, s.db.roomForComment,
		func(t *tx) (*hackathon.Comment, error) {
			idea, err := ideas.get(t, in.IdeaID)
			if err != nil {
				return nil, err
			}
			if err := idea.CheckComment(); err != nil {
				return nil, err
			}
			if err := t.checkReply(idea.ID, in.ReplyTo); err != nil {
				return nil, err
			}
			c := &hackathon.Comment{
				ID: hackathon.NewID(hackathon.KindComment, t.now), Version: 1, IdeaID: idea.ID, AuthorID: t.viewer.PersonID,
				Body: &in.Body, ReplyToID: in.ReplyTo, CreatedAt: t.now,
			}
			if err := commentTable.insert(t, c, nil); err != nil {
				return nil, err
			}
			idea.CommentCount++
			if err := t.saveIdea(idea); err != nil {
				return nil, err
			}
			return c, t.activity(idea.EventID, hackathon.ActivityCommentAdded, c.ID, c.Version, hackathon.AudiencePublic, c)
		})
}

// checkReply reads the comment that is answered: of the same idea, not an answer itself, not hidden, not too often
// answered.
func (t *tx) checkReply(idea hackathon.ID, to *hackathon.ID) error {
	if to == nil {
		return nil
	}
	var c struct {
		hackathon.Comment
		Replies int `db:"replies"`
	}
	err := t.get(&c, `SELECT `+commentColumns+`, (SELECT count(*) FROM comment r WHERE r.reply_to = c.id) AS replies
		FROM comment c WHERE id = $1`, *to)
	check := hackathon.Check()
	switch {
	case err != nil && !noRows(err):
		return err
	case err != nil || c.IdeaID != idea:
		check.Fail("replyTo", hackathon.FieldUnknown, "Selle idee juures sellist kommentaari ei ole.",
			"There is no such comment on this idea.")
	case c.ReplyToID != nil:
		check.Fail("replyTo", hackathon.FieldOutOfRange, "Vastusele ei saa vastata; vasta kommentaarile.",
			"An answer cannot be answered; answer the comment above it.")
	case c.HiddenReason != nil:
		check.Fail("replyTo", hackathon.FieldOutOfRange, "Peidetud kommentaarile ei saa vastata.",
			"A hidden comment cannot be answered.")
	case c.Replies >= hackathon.MaxReplies:
		check.Fail("replyTo", hackathon.FieldTooMany, "Sellel kommentaaril on juba palju vastuseid; lisa uus kommentaar.",
			"This comment has many answers already; add a new comment.")
	}
	return check.Err()
}

// Hide takes the text of a comment from everybody's sight and says why. The thread stays whole.
func (s Comments) Hide(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.HideCommentInput) (*hackathon.Comment, error) {
	return change(ctx, s.db, viewer, "hideComment", &in, comments, in.CommentID, func(t *tx, c *hackathon.Comment) error {
		idea, err := ideas.get(t, c.IdeaID)
		if err != nil {
			return err
		}
		if err := c.CheckHide(idea, t.viewer); err != nil {
			return err
		}
		if err := t.get(c, `UPDATE comment c SET hidden_reason = $2, version = version + 1 WHERE id = $1
			RETURNING `+commentColumns, c.ID, in.Reason); err != nil {
			return err
		}
		return t.commentHidden(c, idea)
	})
}

// commentHidden takes the text out of the log too, and tells of it.
func (t *tx) commentHidden(c *hackathon.Comment, idea *hackathon.Idea) error {
	// whoever continues a stream from before is not shown the text any more
	if _, err := t.run(`UPDATE activity SET payload = payload - 'body' WHERE entity_id = $1 AND kind = 'COMMENT_ADDED'`,
		c.ID); err != nil {
		return err
	}
	if err := t.textRedacted(idea.EventID); err != nil {
		return err
	}
	idea.CommentCount--
	if err := t.saveIdea(idea); err != nil {
		return err
	}
	audience := hackathon.AudienceStaff
	if idea.Public() {
		audience = hackathon.AudiencePublic
	}
	return t.activity(idea.EventID, hackathon.ActivityCommentHidden, c.ID, c.Version, audience, c)
}

// Find returns a comment on an idea that the viewer may read.
func (s Comments) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Comment, error) {
	var c hackathon.Comment
	if err := s.db.pool.GetContext(noted(ctx, id), &c, `SELECT `+commentColumns+` FROM comment c WHERE id = $1`,
		id); err != nil {
		return nil, missing(err, "comment")
	}
	if _, err := s.db.Ideas.Find(ctx, viewer, c.IdeaID); err != nil {
		return nil, missing(err, "comment")
	}
	hackathon.ReadsOf(ctx).BelongsTo(c.ID, c.IdeaID)
	return &c, nil
}

// commentListing are the comments c on the ideas i.
var commentListing = listing[hackathon.Comment, *hackathon.Comment]{
	columns: commentColumns, from: `idea i JOIN comment c ON c.idea_id = i.id`, id: `c.id`,
	item:   itself[hackathon.Comment],
	parent: `c.idea_id`, parentOf: func(c hackathon.Comment) hackathon.ID { return c.IdeaID },
}

// OfIdeas are the comments on ideas that the viewer (nil: the public) may read, oldest first, without the answers.
func (s Comments) OfIdeas(viewer *hackathon.Viewer) hackathon.Lists[*hackathon.Comment] {
	q := ideasFor(viewer)
	q.add(`c.reply_to IS NULL`)
	return commentListing.lists(s.db, q)
}

// Replies are the answers to comments on ideas that the viewer (nil: the public) may read, oldest first.
func (s Comments) Replies(viewer *hackathon.Viewer) hackathon.Lists[*hackathon.Comment] {
	answers := commentListing
	answers.parent, answers.parentOf = `c.reply_to`, func(c hackathon.Comment) hackathon.ID { return *c.ReplyToID }
	return answers.lists(s.db, ideasFor(viewer))
}

// ByID returns those of the comments that are about ideas which the viewer (nil: the public) may read.
func (s Comments) ByID(ctx context.Context, viewer *hackathon.Viewer, ids []hackathon.ID) (found []*hackathon.Comment,
	err error) {
	q := ideasFor(viewer)
	q.add(`c.id = ANY (?::uuid[])`, idArray(ids))
	err = s.db.pool.SelectContext(noted(ctx, ids...), &found, `SELECT `+commentColumns+` FROM `+commentListing.from+
		q.where()+` ORDER BY c.id`, q.args...)
	for _, c := range found {
		hackathon.ReadsOf(ctx).BelongsTo(c.ID, c.IdeaID)
	}
	return found, err
}
