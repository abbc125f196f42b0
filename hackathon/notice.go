package hackathon

import "time"

// NoticeKind is what a notice tells.
type NoticeKind string

// Notice tells one person of something that concerns them.
type Notice struct {
	ID        ID         `db:"id" json:"id"`
	Kind      NoticeKind `db:"kind" json:"kind"`
	Text      Localized  `db:"text" json:"text"`
	SubjectID ID         `db:"subject" json:"subject"`
	CreatedAt time.Time  `db:"created_at" json:"createdAt"`
	ReadAt    *time.Time `db:"read_at" json:"readAt,omitempty"`
}

func (n Notice) NodeID() ID { return n.ID }

// MarkNoticesReadInput names notices that were read.
type MarkNoticesReadInput struct {
	NoticeIDs []ID
	Unkeyed
}

func (in *MarkNoticesReadInput) Check(c *Checks) {
	c.Count("noticeIds", len(in.NoticeIDs), 1, MaxPageSize)
	for _, id := range in.NoticeIDs {
		c.ID("noticeIds", id, KindNotice)
	}
}
