package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

// access asks the rule of a field before the field is resolved. It knows no data: whether a volunteer or organiser
// holds the role for the event concerned is decided by the database, beside the data. In a shared execution the rule
// was asked when each subscriber opened the stream, with the viewer, so it is not asked again.
func access(ctx context.Context, _ any, next graphql.Resolver, rule generated.AccessRule) (any, error) {
	if hackathon.SharedExecution(ctx) {
		return next(ctx)
	}
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := allowed(viewer, rule); err != nil {
		return nil, err
	}
	return next(ctx)
}

func allowed(v *hackathon.Viewer, rule generated.AccessRule) error {
	switch {
	case v.IsBoard():
		if rule == generated.AccessRuleBoard {
			return nil
		}
		return hackathon.Forbiddenf("the token of a board shows its board and nothing else")
	case rule == generated.AccessRuleAnyone:
		return nil
	case !v.SignedIn():
		return &hackathon.Error{Kind: hackathon.Unauthenticated, Message: "sign in first: this needs a person"}
	}
	switch rule {
	case generated.AccessRuleSignedIn:
		return nil
	case generated.AccessRuleVolunteer:
		return holds(v, "this is for volunteers and for the staff of the event; updateVolunteer makes one a volunteer",
			hackathon.RoleVolunteer, hackathon.RoleOrganiser, hackathon.RoleCoordinator, hackathon.RoleAdmin)
	case generated.AccessRuleStaff, generated.AccessRuleBoard:
		return holds(v, "this is for organisers and coordinators",
			hackathon.RoleOrganiser, hackathon.RoleCoordinator, hackathon.RoleAdmin)
	case generated.AccessRuleAdmin:
		return holds(v, "this is for administrators", hackathon.RoleAdmin)
	}
	return hackathon.Forbiddenf("no rule of access allows this")
}

// holds is nil for who has one of the roles somewhere.
func holds(v *hackathon.Viewer, otherwise string, roles ...hackathon.PlatformRole) error {
	if v.HasAnywhere(roles...) {
		return nil
	}
	return hackathon.Forbiddenf("%s", otherwise)
}
