// Package graph translates between the public contract and the rest: a resolver takes the viewer, converts the input,
// makes one call to the database or the hub, and returns. It holds no SQL, clock, transaction, permission logic or
// logging. A file holds the query, mutation, subscription and field resolvers of one concept.
package graph

import (
	"bytes"
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// Resolver is the root of all resolvers.
type Resolver struct {
	DB     *postgres.DB
	Server generated.Server
	// SendCode queues the mail with a sign-in code. It does not wait for the mail to be sent.
	SendCode func(hackathon.SignInCode) error
	// Tries bounds how often something is tried from the address that the context's request came from. Nil: no bound.
	Tries Tries

	mutation *mutationResolver // made by NewSchema
}

// Tries counts attempts per address; what they are is an action.
type Tries interface {
	// Spend counts one and returns how many are left; an error of kind RateLimited when there was none.
	Spend(ctx context.Context, action Action) (left int, err error)
	// Return gives one back: it turned out not to count.
	Return(ctx context.Context, action Action)
}

// Action is what is tried.
type Action string

const (
	SendCodeAction Action = "requestSignInCode" // a code was asked for
	SignInAction   Action = "signIn"            // with a wrong code
	JoinAction     Action = "joinAsGuest"       // with a wrong code
	GuestAction    Action = "guest"             // somebody joined
)

// spend counts a try where tries are bounded.
func (r *Resolver) spend(ctx context.Context, action Action) (left int, err error) {
	if r.Tries == nil {
		return 1, nil
	}
	return r.Tries.Spend(ctx, action)
}

func (r *Resolver) giveBack(ctx context.Context, action Action) {
	if r.Tries != nil {
		r.Tries.Return(ctx, action)
	}
}

// NewSchema is the executable schema of the public contract.
func NewSchema(r *Resolver) graphql.ExecutableSchema {
	if r != nil && r.DB != nil { // else it is only read
		r.mutation = &mutationResolver{r, mutationsOf(r.DB)}
	}
	return priced{generated.NewExecutableSchema(generated.Config{
		Resolvers:  r,
		Directives: generated.DirectiveRoot{Access: access},
	})}
}

// SDL is the whole contract as one text.
func SDL() []byte {
	var text bytes.Buffer
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(NewSchema(&Resolver{}).Schema())
	return text.Bytes()
}

type (
	queryResolver    struct{ r *Resolver }
	mutationResolver struct {
		r *Resolver
		*mutations
	}
	subscriptionResolver     struct{ r *Resolver }
	attendanceResolver       struct{}
	commentResolver          struct{}
	eventResolver            struct{ r *Resolver }
	grantResolver            struct{}
	helpRequestResolver      struct{}
	ideaResolver             struct{}
	matchResolver            struct{}
	membershipResolver       struct{}
	noticeResolver           struct{}
	transportDetailsResolver struct{}
	venueResolver            struct{}
	viewerResolver           struct{ r *Resolver }
	workingGroupResolver     struct{}
)

func (r *Resolver) Query() generated.QueryResolver               { return queryResolver{r} }
func (r *Resolver) Mutation() generated.MutationResolver         { return r.mutation }
func (r *Resolver) Subscription() generated.SubscriptionResolver { return subscriptionResolver{r} }
func (*Resolver) Attendance() generated.AttendanceResolver       { return attendanceResolver{} }
func (*Resolver) Comment() generated.CommentResolver             { return commentResolver{} }
func (r *Resolver) Event() generated.EventResolver               { return eventResolver{r} }
func (*Resolver) Grant() generated.GrantResolver                 { return grantResolver{} }
func (*Resolver) HelpRequest() generated.HelpRequestResolver     { return helpRequestResolver{} }
func (*Resolver) Idea() generated.IdeaResolver                   { return ideaResolver{} }
func (*Resolver) Match() generated.MatchResolver                 { return matchResolver{} }
func (*Resolver) Membership() generated.MembershipResolver       { return membershipResolver{} }
func (*Resolver) Notice() generated.NoticeResolver               { return noticeResolver{} }
func (*Resolver) TransportDetails() generated.TransportDetailsResolver {
	return transportDetailsResolver{}
}
func (*Resolver) Venue() generated.VenueResolver               { return venueResolver{} }
func (r *Resolver) Viewer() generated.ViewerResolver           { return viewerResolver{r} }
func (*Resolver) WorkingGroup() generated.WorkingGroupResolver { return workingGroupResolver{} }
