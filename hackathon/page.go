package hackathon

// Limits of a list.
const (
	DefaultPageSize = 20
	MaxPageSize     = 100
)

// PageArgs asks for a part of a list: the First items after the place that After names (empty: from the start).
type PageArgs struct {
	First int
	After string
}

// Validate returns an Invalid error when First is outside 1 to MaxPageSize.
func (p PageArgs) Validate() error {
	if p.First < 1 || p.First > MaxPageSize {
		return Invalidf("first must be from 1 to %d, not %d", MaxPageSize, p.First)
	}
	return nil
}

// Page is a part of a list. Cursors names the place of each item.
type Page[T any] struct {
	Items   []T
	Cursors []string
	HasNext bool
	HasPrev bool
}

// Node is anything that has an ID of its own in the public contract.
type Node interface{ NodeID() ID }
