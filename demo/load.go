package demo

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// Actor is who acts with a token that everybody knows.
type Actor struct{ Token, Name string }

// People are the actors of the demo, the projected board last.
func People() []Actor {
	var actors []Actor
	for _, p := range people {
		if p.token != "" {
			actors = append(actors, Actor{p.token, p.name})
		}
	}
	return append(actors, Actor{boardToken, "the projected board"})
}

// Tokens are those of the actors.
func Tokens() []string {
	var tokens []string
	for _, a := range People() {
		tokens = append(tokens, a.Token)
	}
	return tokens
}

const boardToken = "demo-board"

// Load fills the database with the demo hackathon, unless it is there already, and puts its volunteers on duty. It must
// be claimed as a demo (DB.ClaimInstance), and used by nobody else. The next load completes one that was cut short.
func Load(ctx context.Context, s *postgres.DB) error {
	claimed, loaded, err := s.DemoState(ctx)
	if err != nil {
		return err
	}
	if loaded {
		return goOnDuty(ctx, s)
	}
	// The day of the claim, so that a load that is completed later repeats the same calls.
	l := &loader{ctx: ctx, s: s, now: claimed.Truncate(time.Minute), viewers: map[string]*hackathon.Viewer{},
		venues: map[string]*hackathon.Venue{}, organisations: map[string]*hackathon.Organisation{},
		events: map[string]*hackathon.Event{}, ideas: map[string]*hackathon.Idea{}}
	for _, step := range []func(){l.people, l.places, l.eventsWithFacts, l.volunteers, l.attendances, l.ideasWithSupport,
		l.workingGroups, l.needs} {
		if step(); l.err != nil {
			return fmt.Errorf("load the demo: %w", l.err)
		}
	}
	if err := s.PutDemoBoard(ctx, boardToken, l.events["live"].ID); err != nil {
		return err
	}
	return s.DemoLoaded(ctx)
}

// loader fills a database. What fails first stays its error, and nothing is done after it.
type loader struct {
	ctx           context.Context
	s             *postgres.DB
	now           time.Time
	err           error
	viewers       map[string]*hackathon.Viewer
	venues        map[string]*hackathon.Venue
	organisations map[string]*hackathon.Organisation
	events        map[string]*hackathon.Event
	ideas         map[string]*hackathon.Idea
}

// do lets a person of the demo do something. When that fails, or something before it has failed, what comes of it is
// empty.
func do[In, Out any](l *loader, who string, what func(context.Context, *hackathon.Viewer, In) (*Out, error),
	in In) *Out {
	if l.err != nil {
		return new(Out)
	}
	out, err := what(l.ctx, l.viewers[who], in)
	if err != nil {
		l.err = fmt.Errorf("%T of %s: %w", in, who, err)
		return new(Out)
	}
	return out
}

// keyed makes a mutation of the load repeatable.
func keyed(format string, a ...any) hackathon.Keyed {
	return hackathon.Keyed{IdempotencyKey: new("demo " + fmt.Sprintf(format, a...))}
}

// personID is the same in every demo, so that a load can be completed and the script finds its people again.
func personID(key string) hackathon.ID {
	id := hackathon.NewID(hackathon.KindPerson, time.Date(2018, 5, 1, 0, 0, 0, 0, time.UTC))
	h := sha256.Sum256([]byte("demo person " + key))
	copy(id[9:], h[:])
	id[7], id[8] = id[7]&0xf0, 0x80
	return id
}

func (l *loader) people() {
	for i, p := range people {
		v, err := l.s.PutDemoPerson(l.ctx, postgres.DemoPerson{ID: personID(p.key), DisplayName: p.name,
			Email: fmt.Sprintf("naidis%02d@example.org", i+1), Roles: p.roles, Token: p.token})
		if err != nil {
			l.err = fmt.Errorf("%s: %w", p.key, err)
			return
		}
		l.viewers[p.key] = v
	}
}

func (l *loader) places() {
	for _, o := range organisations {
		l.organisations[o.key] = do(l, "organiser", l.s.Organisations.Create,
			hackathon.CreateOrganisationInput{Name: o.name, Keyed: keyed("organisation %s", o.key)})
	}
	for _, v := range venues {
		l.venues[v.key] = do(l, "organiser", l.s.Venues.Create, hackathon.CreateVenueInput{
			Name: v.name, Address: v.municipality + " (näidisaadress)", Municipality: v.municipality,
			Coordinates: hackathon.Coordinates{Lat: v.lat, Lon: v.lon}, Facts: l.factInputs(v.facts),
			Keyed: keyed("venue %s", v.key)})
	}
}

// factInputs are in the order of the features, so that a repeated load has the same input.
func (l *loader) factInputs(of facts) (in []hackathon.VenueFactInput) {
	for _, f := range hackathon.VenueFeatures {
		state, known := of[f]
		if !known {
			continue
		}
		fact := hackathon.VenueFactInput{Feature: f, State: state, Note: new(invented),
			CheckedOn: new(hackathon.Date(l.now.AddDate(0, -3, 0).Format(time.DateOnly))),
			CheckedBy: new(hackathon.CheckedByOrganiser)}
		if f == "WIDE_DOORS" && state == yes {
			fact.Measure = new(95.0)
		}
		in = append(in, fact)
	}
	return in
}

func (l *loader) eventsWithFacts() {
	for _, e := range events {
		l.event(e)
	}
}

func (l *loader) event(e event) {
	if e.startsIn < -day { // what is over was made when it was still to come
		now, before := l.s.Now, l.now.Add(e.startsIn-10*day)
		l.s.Now = func() time.Time { return before }
		defer func() { l.s.Now = now }()
	}
	starts := l.now.Truncate(24 * time.Hour).Add(e.startsIn + 7*time.Hour) // nine or ten o'clock in Võru
	if e.key == "live" {
		starts = l.now.Add(e.startsIn).Truncate(time.Hour)
	}
	deadline := starts.Add(-72 * time.Hour)
	in := hackathon.CreateEventInput{
		Kind: e.kind, Format: e.format, EventContent: hackathon.EventContent{Title: e.title, Description: e.description,
			StartsAt: starts, EndsAt: starts.Add(e.lasts), OrganisationID: l.organisations[e.organisation].ID,
			RequestDeadline: &deadline, TargetGroups: e.groups, UnnamedIdeas: true, Seats: new(120),
			AccessContact: &hackathon.AccessContact{Name: "Maarja K. (näidis)", Email: new("ligipaas@example.org")}},
		Keyed: keyed("event %s", e.key),
	}
	if !e.easy.IsZero() {
		in.EasyText = &e.easy
	}
	if v := l.venues[e.venue]; v != nil {
		in.VenueID = v.ID
	}
	if e.format != hackathon.FormatInPerson {
		in.JoinURL = new("https://veeb.example.org/" + e.key)
	}
	created := do(l, "organiser", l.s.Events.Create, in)
	l.events[e.key] = created
	do(l, "organiser", l.s.Events.SetServices, hackathon.SetEventServicesInput{EventID: created.ID,
		Services: serviceInputs(e.services, deadline), Keyed: keyed("services %s", e.key)})
	if len(e.overrides) > 0 {
		do(l, "organiser", l.s.Events.SetFacts, hackathon.SetEventFactsInput{EventID: created.ID,
			Facts: l.factInputs(e.overrides), Keyed: keyed("facts %s", e.key)})
	}
	l.bringTo(created.ID, e.status)
}

func serviceInputs(of services, deadline time.Time) (in []hackathon.ServiceFactInput) {
	for _, s := range hackathon.EventServices {
		state, known := of[s]
		if !known {
			continue
		}
		fact := hackathon.ServiceFactInput{Service: s, State: state, Note: new(invented)}
		if state == onAsk {
			fact.RequestBy = &deadline
		}
		in = append(in, fact)
	}
	return in
}

// bringTo moves a draft along the life of an event.
func (l *loader) bringTo(event hackathon.ID, status hackathon.EventStatus) {
	do(l, "organiser", l.s.Events.Publish,
		hackathon.PublishEventInput{EventID: event, Keyed: keyed("publish %s", event)})
	if status == hackathon.EventMovedOnline {
		do(l, "organiser", l.s.Events.MoveOnline, hackathon.MoveEventOnlineInput{EventID: event,
			JoinURL: "https://veeb.example.org/varska",
			Reason:  &hackathon.Localized{Et: "Maja küte on rikkis.", En: "The heating of the house is broken."},
			Keyed:   keyed("online %s", event)})
		return
	}
	life := []hackathon.EventStatus{hackathon.EventPublished, hackathon.EventIdeasOpen, hackathon.EventTeamsOpen,
		hackathon.EventLive, hackathon.EventEnded, hackathon.EventFollowUp}
	for _, next := range life[1 : slices.Index(life, status)+1] {
		do(l, "organiser", l.s.Events.ChangeStatus, hackathon.ChangeEventStatusInput{EventID: event, Status: next,
			Keyed: keyed("%s %s", next, event)})
	}
}

func (l *loader) volunteers() {
	for _, p := range people {
		v := p.volunteer
		if v == nil {
			continue
		}
		do(l, p.key, l.s.Volunteers.Update, hackathon.UpdateVolunteerInput{Kinds: v.kinds, QualifiedFor: v.qualified,
			Languages: v.languages, Place: v.place, RadiusKm: v.radiusKm, Vehicle: v.vehicle, Keyed: keyed("volunteer")})
		do(l, "admin", l.s.Volunteers.Verify, hackathon.VerifyVolunteerInput{PersonID: personID(p.key),
			Verification: v.verification, Keyed: keyed("verify %s", p.key)})
	}
	if l.err == nil {
		l.err = goOnDuty(l.ctx, l.s)
	}
}

// goOnDuty puts all volunteers on duty for as long as one can be; who has stopped volunteering meanwhile stays away.
func goOnDuty(ctx context.Context, s *postgres.DB) error {
	for _, p := range people {
		if p.volunteer == nil {
			continue
		}
		err := onDuty(ctx, s, &hackathon.Viewer{PersonID: personID(p.key)})
		if err != nil && !errors.Is(err, hackathon.Forbidden) {
			return fmt.Errorf("duty of %s: %w", p.key, err)
		}
	}
	return nil
}

func onDuty(ctx context.Context, s *postgres.DB, who *hackathon.Viewer) error {
	_, err := s.Volunteers.SetOnDuty(ctx, who,
		hackathon.SetOnDutyInput{Until: new(s.Now().Add(hackathon.OnDutyAtMost - time.Minute))})
	return err
}

func (l *loader) attendances() {
	for i, p := range people {
		in := hackathon.AttendEventInput{EventID: l.events["live"].ID, Keyed: keyed("attend")}
		switch {
		case i%5 == 2:
			in.Capacity, in.Companions = new(hackathon.CapacitySupported), new(1)
		case i%7 == 3:
			in.Capacity = new(hackathon.CapacityOrganisation)
		}
		a := do(l, p.key, l.s.Attendances.Attend, in)
		if i%3 != 2 || p.volunteer != nil { // whoever is to help is there
			do(l, "coordinator", l.s.Attendances.CheckIn,
				hackathon.CheckInInput{AttendanceID: a.ID, Keyed: keyed("check in %s", a.ID)})
		}
	}
}

func (l *loader) ideasWithSupport() {
	for _, i := range ideas {
		l.idea(i)
	}
}

func (l *loader) idea(i idea) {
	in := hackathon.SubmitIdeaInput{EventID: l.events["live"].ID, Authorship: i.authorship,
		IdeaContent: hackathon.IdeaContent{Title: i.title, Problem: i.problem, TargetGroups: i.groups}}
	if i.authorship != hackathon.AuthorshipUnnamed { // which keeps no key: nothing may link the person to the idea
		in.Keyed = keyed("idea %s", i.key)
	}
	if i.authorship == hackathon.AuthorshipRepresented {
		in.RepresentationBasis = new(hackathon.RepresentationBasis("GROUP_SPOKESPERSON"))
	}
	created := do(l, i.author, l.s.Ideas.Submit, in)
	l.ideas[i.key] = created
	if created.Status == hackathon.IdeaInReview {
		do(l, "coordinator", l.s.Ideas.ChangeStatus, hackathon.ChangeIdeaStatusInput{IdeaID: created.ID,
			Status: hackathon.IdeaOpen, Keyed: keyed("open %s", created.ID)})
	}
	for n, who := range i.supporters {
		brings := []hackathon.Contribution{[]hackathon.Contribution{"TIME", "SKILL", "ROOM"}[n%3]}
		do(l, who, l.s.Ideas.Support, hackathon.SupportIdeaInput{IdeaID: created.ID, Brings: brings,
			Keyed: keyed("support %s", created.ID)})
	}
	if i.comment != "" {
		do(l, i.supporters[0], l.s.Comments.Add, hackathon.AddCommentInput{IdeaID: created.ID, Body: i.comment,
			Keyed: keyed("comment %s", created.ID)})
	}
}

func (l *loader) workingGroups() {
	for _, g := range groups {
		formed := do(l, g.lead.person, l.s.WorkingGroups.Form, hackathon.FormWorkingGroupInput{
			EventID: l.events["live"].ID, IdeaID: &l.ideas[g.idea].ID, Name: g.name, Purpose: &g.purpose,
			Sides: g.lead.sides, ShowLivedExperience: g.lead.shows, Keyed: keyed("group %s", g.idea)})
		for _, m := range g.members {
			do(l, m.person, l.s.Memberships.Join, hackathon.JoinWorkingGroupInput{WorkingGroupID: formed.ID, Role: m.role,
				Sides: m.sides, ShowLivedExperience: m.shows, Capacity: m.capacity, Keyed: keyed("join %s", formed.ID)})
		}
		for _, phase := range g.phases {
			do(l, g.lead.person, l.s.WorkingGroups.ChangePhase, hackathon.ChangeWorkingGroupPhaseInput{
				WorkingGroupID: formed.ID, Phase: phase, Keyed: keyed("%s %s", phase, formed.ID)})
		}
	}
}
