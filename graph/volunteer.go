package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

func (v viewerResolver) Volunteer(ctx context.Context, viewer *hackathon.Viewer) (*hackathon.Volunteer, error) {
	return v.r.DB.Volunteers.Find(ctx, viewer)
}

// viewerNeed is what a need is to the viewer; nil for who is not signed in.
func viewerNeed(ctx context.Context, r *hackathon.HelpRequest) (*postgres.ViewerNeed, error) {
	if viewer, err := hackathon.ViewerFrom(ctx); err != nil || !viewer.SignedIn() {
		return nil, err
	}
	return loadersFrom(ctx).viewerNeed.Load(ctx, r.ID)
}

func (m mutationResolver) VerifyVolunteer(ctx context.Context,
	in hackathon.VerifyVolunteerInput) (generated.VerifyVolunteerPayload, error) {
	return mutation(ctx, in, m.r.DB.Volunteers.Verify, func(p *hackathon.Person) generated.VerifyVolunteerPayload {
		return generated.VerifyVolunteerSuccess{Person: p, Verification: in.Verification}
	})
}
