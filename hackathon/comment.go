package hackathon

import "time"

// Limits of a comment, in characters, and of how many answers it takes.
const (
	MaxComment      = 2_000
	MaxHiddenReason = 500
	MaxReplies      = 50
)

// Comment is a remark on an idea, or an answer to one; Body is nil when it is hidden, for everybody.
type Comment struct {
	ID           ID        `db:"id" json:"id"`
	Version      int       `db:"version" json:"version"`
	IdeaID       ID        `db:"idea_id" json:"ideaId"`
	AuthorID     ID        `db:"author_id" json:"authorId"`
	Body         *string   `db:"body" json:"body,omitempty"`
	HiddenReason *string   `db:"hidden_reason" json:"hiddenReason,omitempty"`
	ReplyToID    *ID       `db:"reply_to" json:"replyTo,omitempty"`
	CreatedAt    time.Time `db:"created_at" json:"createdAt"`
}

func (c Comment) NodeID() ID { return c.ID }

type AddCommentInput struct {
	IdeaID  ID
	Body    string
	ReplyTo *ID
	Keyed
}

type HideCommentInput struct {
	CommentID ID
	Reason    string
	Keyed
}

func (in *AddCommentInput) Check(v *Checks) {
	v.ID("ideaId", in.IdeaID, KindIdea)
	in.Body = v.Text("body", in.Body, 1, MaxComment)
	v.Public("body", in.Body)
	v.OptionalID("replyTo", in.ReplyTo, KindComment)
}

func (in *HideCommentInput) Check(v *Checks) {
	v.ID("commentId", in.CommentID, KindComment)
	in.Reason = v.Text("reason", in.Reason, 1, MaxHiddenReason)
	v.Public("reason", in.Reason)
}

// CheckComment returns a StateConflictError when the idea does not take comments.
func (i Idea) CheckComment() error {
	if i.Public() && i.Status != IdeaMerged {
		return nil
	}
	return conflict(i.Status, "Seda ideed ei saa praegu kommenteerida.", "This idea does not take comments now.")
}

// CheckHide is nil when the viewer may hide the comment.
func (c *Comment) CheckHide(idea *Idea, v *Viewer) error {
	if !v.Moderates(idea.EventID) {
		return Forbiddenf("moderators, coordinators and organisers of the event hide comments")
	}
	if c.HiddenReason != nil {
		return conflict("HIDDEN", "Kommentaar on juba peidetud.", "The comment is hidden already.")
	}
	return nil
}
