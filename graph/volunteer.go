package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

func (v viewerResolver) Volunteer(ctx context.Context, viewer *hackathon.Viewer) (*hackathon.Volunteer, error) {
	return v.r.Store.Volunteer(ctx, viewer)
}

// viewerNeed is what a need is to the viewer; nil for who is not signed in.
func viewerNeed(ctx context.Context, r *hackathon.HelpRequest) (*postgres.ViewerNeed, error) {
	if viewer, err := hackathon.ViewerFrom(ctx); err != nil || !viewer.SignedIn() {
		return nil, err
	}
	return loadersFrom(ctx).viewerNeed.Load(ctx, r.ID)
}

func (m mutationResolver) UpdateVolunteer(ctx context.Context,
	in hackathon.UpdateVolunteerInput) (generated.VolunteerPayload, error) {
	return volunteered(ctx, in, m.r.Store.UpdateVolunteer)
}

func (m mutationResolver) SetOnDuty(ctx context.Context, in hackathon.SetOnDutyInput) (generated.VolunteerPayload,
	error) {
	return volunteered(ctx, in, m.r.Store.SetOnDuty)
}

func (m mutationResolver) StopVolunteering(ctx context.Context,
	in hackathon.StopVolunteeringInput) (*generated.StopVolunteeringPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := m.r.Store.StopVolunteering(ctx, viewer, in); err != nil {
		return nil, err
	}
	present, err := m.r.Store.ViewerBySession(ctx, viewer.SessionID)
	return &generated.StopVolunteeringPayload{Viewer: present}, err
}

func volunteered[In any](ctx context.Context, in In,
	state func(context.Context, *hackathon.Viewer, In) (*hackathon.Volunteer, error)) (generated.VolunteerPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	volunteer, err := state(ctx, viewer, in)
	if err != nil {
		return failure[generated.VolunteerPayload](err)
	}
	return generated.VolunteerSuccess{Volunteer: volunteer}, nil
}

func (m mutationResolver) VerifyVolunteer(ctx context.Context,
	in hackathon.VerifyVolunteerInput) (generated.VerifyVolunteerPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := m.r.Store.VerifyVolunteer(ctx, viewer, in); err != nil {
		return failure[generated.VerifyVolunteerPayload](err)
	}
	person, err := loadersFrom(ctx).person.Load(ctx, in.PersonID)
	return generated.VerifyVolunteerSuccess{Person: person, Verification: in.Verification}, err
}
