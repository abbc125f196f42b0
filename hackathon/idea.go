package hackathon

import "time"

// Limits of an idea's texts, in characters a language.
const (
	MaxIdeaText   = 5_000
	MaxIdeaAnswer = 5_000
)

// IdeaStatus is where an idea is; IdeaMoves says which way it goes.
type IdeaStatus string

// IdeaAuthorship is whose an idea is said to be.
type IdeaAuthorship string

// RepresentationBasis is by what right somebody brings another person's idea.
type RepresentationBasis string

// IdeaContent is what an idea says: all that its author brings and changes, and that goes when it may be read no more.
type IdeaContent struct {
	Title        Localized     `db:"title" json:"title"`
	Problem      Localized     `db:"problem" json:"problem"`
	Solution     *Localized    `db:"solution" json:"solution,omitempty"`
	TargetGroups []TargetGroup `db:"target_groups" json:"targetGroups"`
}

func (c *IdeaContent) check(v *Checks) {
	c.Title = v.Localized("title", c.Title, true, MaxTitle)
	v.PublicLocalized("title", c.Title)
	c.Problem = v.Localized("problem", c.Problem, true, MaxIdeaText)
	v.PublicLocalized("problem", c.Problem)
	if c.Solution = v.OptionalLocalized("solution", c.Solution, MaxIdeaText); c.Solution != nil {
		v.PublicLocalized("solution", *c.Solution)
	}
	c.TargetGroups = distinct(c.TargetGroups)
}

// Idea is a proposal brought to an event. It is public from the day it opens until it is withdrawn or taken back into
// review; one that was refused without ever having been open stays unread.
type Idea struct {
	ID      ID  `db:"id" json:"id"`
	Version int `db:"version" json:"version"`
	EventID ID  `db:"event_id" json:"eventId"`
	IdeaContent
	Status              IdeaStatus           `db:"status" json:"status"`
	PublicSince         *time.Time           `db:"public_since" json:"publicSince,omitempty"`
	Authorship          IdeaAuthorship       `db:"authorship" json:"authorship"`
	AuthorID            ID                   `db:"author_id" json:"authorId"` // zero when unnamed
	RepresentationBasis *RepresentationBasis `db:"representation_basis" json:"representationBasis,omitempty"`
	WorkingGroupID      ID                   `db:"working_group_id" json:"workingGroupId"`
	MergedIntoID        ID                   `db:"merged_into_id" json:"mergedIntoId"`
	SupportCount        int                  `db:"support_count" json:"supportCount"`
	CommentCount        int                  `db:"comment_count" json:"commentCount"`
	CreatedAt           time.Time            `db:"created_at" json:"createdAt"`
}

func (i Idea) NodeID() ID       { return i.ID }
func (i Idea) NodeEvent() ID    { return i.EventID }
func (i Idea) NodeVersion() int { return i.Version }

// Public reports whether everybody may read the idea.
func (i Idea) Public() bool { return i.PublicSince != nil }

// Contribution is what a supporter brings.
type Contribution string

// ContributionCount is how many supporters bring something.
type ContributionCount struct {
	Contribution Contribution `db:"contribution"`
	Count        int          `db:"count"`
}

// IdeaMove is one move of an idea; it names nobody.
type IdeaMove struct {
	From   *IdeaStatus `db:"from_status"`
	To     IdeaStatus  `db:"to_status"`
	Answer *Localized  `db:"answer"`
	At     time.Time   `db:"at"`
}

// IdeaOrder is an order of ideas.
type (
	IdeaOrder      = OrderBy[IdeaOrderField]
	IdeaOrderField string
)

type IdeaFilter struct {
	Status       []IdeaStatus
	TargetGroups []TargetGroup
	Search       *string
}

type SubmitIdeaInput struct {
	EventID ID
	IdeaContent
	Authorship          IdeaAuthorship
	RepresentationBasis *RepresentationBasis
	Keyed
}

type UpdateIdeaInput struct {
	IdeaID ID
	IdeaContent
	Named
	Versioned
	Keyed
}

type SupportIdeaInput struct {
	IdeaID ID
	Brings []Contribution
	Keyed
}

type WithdrawIdeaSupportInput struct {
	IdeaID ID
	Keyed
}

type ChangeIdeaStatusInput struct {
	IdeaID     ID
	Status     IdeaStatus
	Answer     *Localized
	MergedInto *ID
	Keyed
}
