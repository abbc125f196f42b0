package hackathon

import "context"

// MaxPageSize is how many items one page of a list has at most; the schema says how many it has by default.
const MaxPageSize = 100

// PageArgs asks for a part of a list: the First items after the place that After names (empty: from the start), and,
// with Count, how many there are in all.
type PageArgs struct {
	First int
	After string
	Order Order
	Count bool
}

// Order is what a list is sorted by, and which way; the zero Order is the list's own.
type Order struct {
	Field string
	Desc  bool
}

// OrderBy is an order as the contract has it: a field of the list, and a direction.
type OrderBy[F ~string] struct {
	Field     F
	Direction OrderDirection
}

// OrderDirection is which way a list goes.
type OrderDirection string

const (
	Ascending  OrderDirection = "ASC"
	Descending OrderDirection = "DESC"
)

// Order is the order for a list.
func (o OrderBy[F]) Order() Order { return Order{string(o.Field), o.Direction == Descending} }

func (o Order) String() string {
	if o.Desc {
		return o.Field + " DESC"
	}
	return o.Field
}

// Validate returns an Invalid error when First is outside 1 to MaxPageSize.
func (p PageArgs) Validate() error {
	if p.First < 1 || p.First > MaxPageSize {
		return Invalidf("first must be from 1 to %d, not %d", MaxPageSize, p.First)
	}
	return nil
}

// Page is a part of a list, and the connection of the contract: its edges, nodes and pageInfo are read from it. Cursors
// names the place of each item; TotalCount is nil unless it was asked for.
type Page[T any] struct {
	Items      []T
	Cursors    []string
	HasNext    bool
	HasPrev    bool
	TotalCount *int
}

// List is a list of which no part is read yet.
type List[T any] func(context.Context, PageArgs) (*Page[T], error)

// Lists are those of what belongs to several things; the same page of each is read at once.
type Lists[T any] func(ctx context.Context, of []ID, args PageArgs) (map[ID]*Page[T], error)

// Edge is an item of a list and its cursor.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// PageInfo says where a page stands in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// Edges are the items with their cursors.
func (p *Page[T]) Edges() []Edge[T] {
	edges := make([]Edge[T], len(p.Items))
	for i, item := range p.Items {
		edges[i] = Edge[T]{Cursor: p.Cursors[i], Node: item}
	}
	return edges
}

// Nodes are the items.
func (p *Page[T]) Nodes() []T {
	if p.Items == nil {
		return []T{}
	}
	return p.Items
}

// PageInfo says whether there is more, and where.
func (p *Page[T]) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: p.HasNext, HasPreviousPage: p.HasPrev}
	if n := len(p.Cursors); n > 0 {
		info.StartCursor, info.EndCursor = &p.Cursors[0], &p.Cursors[n-1]
	}
	return info
}

// The lists of the contract.
type (
	AttendanceConnection      = Page[*Attendance]
	AttendanceEdge            = Edge[*Attendance]
	CommentConnection         = Page[*Comment]
	CommentEdge               = Edge[*Comment]
	EventConnection           = Page[*Event]
	EventEdge                 = Edge[*Event]
	EventMoveConnection       = Page[*EventMove]
	EventMoveEdge             = Edge[*EventMove]
	HelpRequestConnection     = Page[*HelpRequest]
	HelpRequestEdge           = Edge[*HelpRequest]
	HelpRequestMoveConnection = Page[*HelpRequestMove]
	HelpRequestMoveEdge       = Edge[*HelpRequestMove]
	IdeaConnection            = Page[*Idea]
	IdeaEdge                  = Edge[*Idea]
	IdeaMoveConnection        = Page[*IdeaMove]
	IdeaMoveEdge              = Edge[*IdeaMove]
	MembershipConnection      = Page[*Membership]
	MembershipEdge            = Edge[*Membership]
	NoticeConnection          = Page[*Notice]
	NoticeEdge                = Edge[*Notice]
	OrganisationConnection    = Page[*Organisation]
	OrganisationEdge          = Edge[*Organisation]
	VenueConnection           = Page[*Venue]
	VenueEdge                 = Edge[*Venue]
	WorkingGroupConnection    = Page[*WorkingGroup]
	WorkingGroupEdge          = Edge[*WorkingGroup]
)

// Node is anything that has an ID of its own in the public contract.
type Node interface{ NodeID() ID }

// EventNode is a thing of an event, on whose stream its changes are told.
type EventNode interface {
	Node
	NodeEvent() ID
}
