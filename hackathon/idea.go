package hackathon

import "time"

// Limits of an idea's texts, in characters a language.
const (
	MaxIdeaText = 5_000
	MaxComment  = 2_000
)

// IdeaStatus is where an idea is; IdeaMoves says which way it goes.
type IdeaStatus string

const (
	IdeaDraft       IdeaStatus = "DRAFT"
	IdeaSubmitted   IdeaStatus = "SUBMITTED"
	IdeaInReview    IdeaStatus = "IN_REVIEW"
	IdeaOpen        IdeaStatus = "OPEN"
	IdeaSeeksTeam   IdeaStatus = "SEEKS_TEAM"
	IdeaInGroup     IdeaStatus = "IN_GROUP"
	IdeaPitched     IdeaStatus = "PITCHED"
	IdeaChosen      IdeaStatus = "CHOSEN"
	IdeaInProgress  IdeaStatus = "IN_PROGRESS"
	IdeaImplemented IdeaStatus = "IMPLEMENTED"
	IdeaPaused      IdeaStatus = "PAUSED"
	IdeaDeclined    IdeaStatus = "DECLINED"
	IdeaMerged      IdeaStatus = "MERGED"
	IdeaWithdrawn   IdeaStatus = "WITHDRAWN"
)

// IdeaAuthorship is whose an idea is said to be.
type IdeaAuthorship string

const (
	AuthorshipNamed       IdeaAuthorship = "NAMED"
	AuthorshipUnnamed     IdeaAuthorship = "UNNAMED"
	AuthorshipRepresented IdeaAuthorship = "REPRESENTED"
)

type RepresentationBasis string

// Idea is a proposal brought to an event.
type Idea struct {
	ID                  ID                   `db:"id" json:"id"`
	Version             int                  `db:"version" json:"version"`
	EventID             ID                   `db:"event_id" json:"eventId"`
	Title               Localized            `db:"title" json:"title"`
	Problem             Localized            `db:"problem" json:"problem"`
	Solution            *Localized           `db:"solution" json:"solution,omitempty"`
	TargetGroups        []TargetGroup        `db:"-" json:"targetGroups"`
	Status              IdeaStatus           `db:"status" json:"status"`
	Authorship          IdeaAuthorship       `db:"authorship" json:"authorship"`
	AuthorID            ID                   `db:"author_id" json:"authorId"` // zero when unnamed
	RepresentationBasis *RepresentationBasis `db:"representation_basis" json:"representationBasis,omitempty"`
	WorkingGroupID      ID                   `db:"working_group_id" json:"workingGroupId"`
	SupportCount        int                  `db:"support_count" json:"supportCount"`
	CommentCount        int                  `db:"comment_count" json:"commentCount"`
	CreatedAt           time.Time            `db:"created_at" json:"createdAt"`
}

func (i Idea) NodeID() ID { return i.ID }

// Public reports whether everybody may read the idea.
func (i Idea) Public() bool {
	switch i.Status {
	case IdeaDraft, IdeaSubmitted, IdeaInReview, IdeaWithdrawn:
		return false
	}
	return true
}

type Contribution string

type ContributionCount struct {
	Contribution Contribution `db:"contribution"`
	Count        int          `db:"count"`
}

// IdeaMove is one public move of an idea.
type IdeaMove struct {
	From   *IdeaStatus `db:"from_status"`
	To     IdeaStatus  `db:"to_status"`
	Answer *Localized  `db:"answer"`
	At     time.Time   `db:"at"`
}

// Comment is a remark on an idea; Body is nil when it is hidden.
type Comment struct {
	ID           ID        `db:"id" json:"id"`
	IdeaID       ID        `db:"idea_id" json:"ideaId"`
	AuthorID     ID        `db:"author_id" json:"authorId"`
	Body         *string   `db:"body" json:"body,omitempty"`
	HiddenReason *string   `db:"hidden_reason" json:"hiddenReason,omitempty"`
	ReplyTo      *ID       `db:"reply_to" json:"replyTo,omitempty"`
	CreatedAt    time.Time `db:"created_at" json:"createdAt"`
}

func (c Comment) NodeID() ID { return c.ID }

type IdeaOrder string

const (
	IdeaNewest        IdeaOrder = "NEWEST"
	IdeaOldest        IdeaOrder = "OLDEST"
	IdeaMostSupported IdeaOrder = "MOST_SUPPORTED"
)

type IdeaFilter struct {
	Status       []IdeaStatus
	TargetGroups []TargetGroup
	Search       *string
}

type SubmitIdeaInput struct {
	EventID             ID
	Title               Localized
	Problem             Localized
	Solution            *Localized
	TargetGroups        []TargetGroup
	Authorship          IdeaAuthorship
	RepresentationBasis *RepresentationBasis
	IdempotencyKey      *string
}

type UpdateIdeaInput struct {
	IdeaID         ID
	Title          *Localized
	Problem        *Localized
	Solution       *Localized
	TargetGroups   []TargetGroup
	IdempotencyKey *string
}

type SupportIdeaInput struct {
	IdeaID         ID
	Brings         []Contribution
	IdempotencyKey *string
}

type IdeaReferenceInput struct {
	IdeaID         ID
	IdempotencyKey *string
}

type ChangeIdeaStatusInput struct {
	IdeaID         ID
	Status         IdeaStatus
	Answer         *Localized
	IdempotencyKey *string
}

type AddCommentInput struct {
	IdeaID         ID
	Body           string
	ReplyTo        *ID
	IdempotencyKey *string
}

type HideCommentInput struct {
	CommentID      ID
	Reason         string
	IdempotencyKey *string
}
