package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// Comments are what is said about ideas.
type Comments struct{ db *DB }

// commentColumns give a hidden comment's text to nobody.
const commentColumns = `id, version, idea_id, author_id, CASE WHEN hidden_reason IS NULL THEN body END AS body,
	hidden_reason, reply_to, created_at`

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
		return &c, t.get(&c, `SELECT `+commentColumns+` FROM comment WHERE id = $1 FOR UPDATE`, id)
	},
}

// Add adds a remark to an idea, or an answer to a remark; answers are not answered.
func (s Comments) Add(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.AddCommentInput) (*hackathon.Comment, error) {
	// Room before the idea: who waits for their own call holds up nobody else.
	return create(ctx, s.db, viewer, "addComment", &in, comments, s.db.roomForComment, func(t *tx) (*hackathon.Comment, error) {
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
			Body: &in.Body, ReplyTo: in.ReplyTo, CreatedAt: t.now,
		}
		if _, err := t.run(`
			INSERT INTO comment (id, idea_id, author_id, body, reply_to, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			c.ID, c.IdeaID, c.AuthorID, in.Body, c.ReplyTo, c.CreatedAt); err != nil {
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
	err := t.get(&c, `SELECT `+commentColumns+`, (SELECT count(*) FROM comment r WHERE r.reply_to = comment.id) AS replies
		FROM comment WHERE id = $1`, *to)
	check := hackathon.Check()
	switch {
	case err != nil && !noRows(err):
		return err
	case err != nil || c.IdeaID != idea:
		check.Fail("replyTo", hackathon.FieldUnknown, "Selle idee juures sellist kommentaari ei ole.",
			"There is no such comment on this idea.")
	case c.ReplyTo != nil:
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
		if err := t.get(c, `UPDATE comment SET hidden_reason = $2, version = version + 1 WHERE id = $1
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
	if err := t.textTakenBack(idea.EventID); err != nil {
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

// Comment returns a comment on an idea that the viewer may read.
func (s Comments) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Comment, error) {
	var c hackathon.Comment
	if err := s.db.pool.GetContext(ctx, &c, `SELECT `+commentColumns+` FROM comment WHERE id = $1`, id); err != nil {
		return nil, missing(err, "comment")
	}
	if _, err := s.db.Ideas.Find(ctx, viewer, c.IdeaID); err != nil {
		return nil, missing(err, "comment")
	}
	return &c, nil
}

// commentRow is a comment and what decides who may read the idea that it is about.
type commentRow struct {
	hackathon.Comment
	ideaReaders
}

// ideaReaders are the columns of an idea that decide who may read it, under names of their own.
type ideaReaders struct {
	EventID     hackathon.ID `db:"idea_event"`
	PublicSince *time.Time   `db:"idea_public_since"`
	AuthorID    hackathon.ID `db:"idea_author"`
}

// ideaReaderColumns are those of an idea named i.
const ideaReaderColumns = `i.event_id AS idea_event, i.public_since AS idea_public_since, i.author_id AS idea_author`

func (r ideaReaders) readableBy(v *hackathon.Viewer) bool {
	return hackathon.Idea{EventID: r.EventID, PublicSince: r.PublicSince, AuthorID: r.AuthorID}.VisibleTo(v)
}

// readable leaves those rows that are about ideas which the viewer (nil: the public) may read.
func readable[R interface{ readableBy(*hackathon.Viewer) bool }](rows []R, viewer *hackathon.Viewer) []R {
	return slices.DeleteFunc(rows, func(r R) bool { return !r.readableBy(viewer) })
}

// Comments returns a page of the comments of each idea that the viewer (nil: the public) may read, oldest first;
// answers are found by Replies.
func (s Comments) OfIdeas(ctx context.Context, viewer *hackathon.Viewer, ideas []hackathon.ID,
	args hackathon.PageArgs) (map[hackathon.ID]*hackathon.Page[*hackathon.Comment], error) {
	after, err := placeOf(args)
	if err != nil {
		return nil, err
	}
	var rows []commentRow
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT c.*, `+ideaReaderColumns+` FROM unnest($1::uuid[]) AS want (idea_id) JOIN idea i ON i.id = want.idea_id
		CROSS JOIN LATERAL (
			SELECT `+commentColumns+` FROM comment
			WHERE comment.idea_id = want.idea_id AND reply_to IS NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
		) c ORDER BY c.idea_id, c.id`, idArray(ideas), after, args.First+1); err != nil {
		return nil, err
	}
	return pagesOf(readable(rows, viewer), ideas, args,
		func(c commentRow) (parent, id hackathon.ID) { return c.IdeaID, c.ID },
		func(c commentRow) *hackathon.Comment { return &c.Comment }), nil
}

// Replies returns the answers to comments on ideas that the viewer (nil: the public) may read, each oldest first;
// hackathon.MaxReplies bounds their number.
func (s Comments) Replies(ctx context.Context, viewer *hackathon.Viewer,
	comments []hackathon.ID) (map[hackathon.ID][]*hackathon.Comment, error) {
	var rows []commentRow
	if err := s.db.pool.SelectContext(ctx, &rows, `
		SELECT c.*, `+ideaReaderColumns+` FROM (SELECT `+commentColumns+` FROM comment WHERE reply_to = ANY ($1::uuid[])) c
			JOIN idea i ON i.id = c.idea_id
		ORDER BY c.id`, idArray(comments)); err != nil {
		return nil, err
	}
	replies := map[hackathon.ID][]*hackathon.Comment{}
	for _, r := range readable(rows, viewer) {
		replies[*r.ReplyTo] = append(replies[*r.ReplyTo], &r.Comment)
	}
	return replies, nil
}

// placeOf is the id after which a list in order of age continues; zero: from the start.
func placeOf(args hackathon.PageArgs) (after hackathon.ID, err error) {
	if err := args.Validate(); err != nil || args.After == "" {
		return after, err
	}
	_, after, err = parsePageCursor(args.After)
	return after, err
}

// pagesOf sorts rows, each parent's queried with LIMIT first+1, into a page of each parent.
func pagesOf[R, T any](rows []R, parents []hackathon.ID, args hackathon.PageArgs, ids func(R) (parent, id hackathon.ID),
	item func(R) T) map[hackathon.ID]*hackathon.Page[T] {
	of := map[hackathon.ID][]R{}
	for _, r := range rows {
		parent, _ := ids(r)
		of[parent] = append(of[parent], r)
	}
	pages := map[hackathon.ID]*hackathon.Page[T]{}
	for _, parent := range parents {
		pages[parent] = page(of[parent], args, item, func(r R) string {
			_, id := ids(r)
			return pageCursor("", id)
		})
	}
	return pages
}
