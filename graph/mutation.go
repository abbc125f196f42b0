package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// mutationsOf says what carries out each mutation whose success tells of one thing; tools/mutations makes its resolver.
// Every other mutation has a resolver in the file of its concept.
func mutationsOf(db *postgres.DB) *mutations {
	return &mutations{
		updateProfile: db.People.UpdateProfile,

		createOrganisation: db.Organisations.Create,
		createVenue:        db.Venues.Create,
		setVenueFacts:      db.Venues.SetFacts,

		createEvent:       db.Events.Create,
		updateEvent:       db.Events.Update,
		setEventFacts:     db.Events.SetFacts,
		setEventServices:  db.Events.SetServices,
		publishEvent:      db.Events.Publish,
		changeEventStatus: db.Events.ChangeStatus,
		moveEventOnline:   db.Events.MoveOnline,

		attendEvent:      db.Attendances.Attend,
		cancelAttendance: db.Attendances.Cancel,
		checkIn:          db.Attendances.CheckIn,

		submitIdea:          db.Ideas.Submit,
		updateIdea:          db.Ideas.Update,
		supportIdea:         db.Ideas.Support,
		withdrawIdeaSupport: db.Ideas.WithdrawSupport,
		changeIdeaStatus:    db.Ideas.ChangeStatus,
		addComment:          db.Comments.Add,
		hideComment:         db.Comments.Hide,

		formWorkingGroup:        db.WorkingGroups.Form,
		joinWorkingGroup:        db.Memberships.Join,
		changeMembership:        db.Memberships.Change,
		leaveWorkingGroup:       db.WorkingGroups.Leave,
		handOverLead:            db.WorkingGroups.HandOverLead,
		changeWorkingGroupPhase: db.WorkingGroups.ChangePhase,

		updateVolunteer:  db.Volunteers.Update,
		setOnDuty:        db.Volunteers.SetOnDuty,
		stopVolunteering: db.Volunteers.Stop,

		updateHelpRequest:   db.HelpRequests.Update,
		claimHelpRequest:    db.HelpRequests.Claim,
		acceptOffer:         db.HelpRequests.Do(hackathon.ActAcceptOffer),
		declineOffer:        db.HelpRequests.Do(hackathon.ActDeclineOffer),
		releaseHelpRequest:  db.HelpRequests.Do(hackathon.ActRelease),
		startHelpRequest:    db.HelpRequests.Do(hackathon.ActStart),
		completeHelpRequest: db.HelpRequests.Do(hackathon.ActComplete),
		cancelHelpRequest:   db.HelpRequests.Do(hackathon.ActCancel),
		closeHelpRequest:    db.HelpRequests.Do(hackathon.ActClose),
		reopenHelpRequest:   db.HelpRequests.Do(hackathon.ActReopen),
		reportNoShow:        db.HelpRequests.Do(hackathon.ActReportNoShow),
	}
}

// mutation carries out a mutation for the viewer. What comes of it is the success of the payload P; a failure that the
// caller is expected to handle is another member of it, and anything else a fault.
func mutation[In, Out, P any](ctx context.Context, in In,
	do func(context.Context, *hackathon.Viewer, In) (Out, error), success func(Out) P) (P, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return *new(P), err
	}
	if changes, ok := any(&in).(interface{ SetNamed(map[string]bool) }); ok {
		changes.SetNamed(namedFields(ctx))
	}
	out, err := do(ctx, viewer, in)
	if err != nil {
		return failure[P](err)
	}
	return success(out), nil
}

// namedFields are the fields that the document or its variables name in the mutation's input: false says that null was
// given. The fields of an input within that input have its name before theirs ("details.from").
func namedFields(ctx context.Context) map[string]bool {
	args := graphql.GetFieldContext(ctx).Field.ArgumentMap(graphql.GetOperationContext(ctx).Variables)
	fields := map[string]bool{}
	var look func(within string, input any)
	look = func(within string, input any) {
		values, _ := input.(map[string]any)
		for name, value := range values {
			fields[within+name] = value != nil
			look(within+name+".", value)
		}
	}
	look("", args["input"])
	return fields
}
