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
	staff := []hackathon.PlatformRole{hackathon.RoleOrganiser, hackathon.RoleCoordinator, hackathon.RoleAdmin}
	switch rule {
	case generated.AccessRuleSignedIn:
		return nil
	case generated.AccessRuleVolunteer:
		if v.HasAnywhere(append(staff, hackathon.RoleVolunteer)...) {
			return nil
		}
		return hackathon.Forbiddenf("this is for volunteers and for the staff of the event; updateVolunteer makes one a " +
			"volunteer")
	case generated.AccessRuleStaff, generated.AccessRuleBoard:
		if v.HasAnywhere(staff...) {
			return nil
		}
		return hackathon.Forbiddenf("this is for organisers and coordinators")
	case generated.AccessRuleAdmin:
		if v.HasAnywhere(hackathon.RoleAdmin) {
			return nil
		}
		return hackathon.Forbiddenf("this is for administrators")
	}
	return hackathon.Forbiddenf("no rule of access allows this")
}
