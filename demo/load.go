package demo

import (
	"context"
	"crypto/sha256"
	"fmt"
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
	for _, step := range []func() error{l.people, l.places, l.eventsWithFacts, l.volunteers, l.attendances,
		l.ideasWithSupport, l.workingGroups, l.needs} {
		if err := step(); err != nil {
			return fmt.Errorf("load the demo: %w", err)
		}
	}
	if err := s.PutDemoBoard(ctx, boardToken, l.events["live"].ID); err != nil {
		return err
	}
	return s.DemoLoaded(ctx)
}

type loader struct {
	ctx           context.Context
	s             *postgres.DB
	now           time.Time
	viewers       map[string]*hackathon.Viewer
	venues        map[string]*hackathon.Venue
	organisations map[string]*hackathon.Organisation
	events        map[string]*hackathon.Event
	ideas         map[string]*hackathon.Idea
}

// personID is the same in every demo, so that a load can be completed and the script finds its people again.
func personID(key string) hackathon.ID {
	id := hackathon.NewID(hackathon.KindPerson, time.Date(2018, 5, 1, 0, 0, 0, 0, time.UTC))
	h := sha256.Sum256([]byte("demo person " + key))
	copy(id[9:], h[:])
	id[7], id[8] = id[7]&0xf0, 0x80
	return id
}

// key makes a mutation of the load repeatable.
func key(format string, a ...any) *string {
	k := "demo " + fmt.Sprintf(format, a...)
	return &k
}

func (l *loader) people() error {
	for i, p := range people {
		v, err := l.s.PutDemoPerson(l.ctx, postgres.DemoPerson{ID: personID(p.key), DisplayName: p.name,
			Email: fmt.Sprintf("naidis%02d@example.org", i+1), Roles: p.roles, Token: p.token})
		if err != nil {
			return fmt.Errorf("%s: %w", p.key, err)
		}
		l.viewers[p.key] = v
	}
	return nil
}

func (l *loader) places() (err error) {
	organiser := l.viewers["organiser"]
	for _, o := range organisations {
		if l.organisations[o.key], err = l.s.Organisations.Create(l.ctx, organiser,
			hackathon.CreateOrganisationInput{Name: o.name, Keyed: hackathon.Keyed{IdempotencyKey: key("organisation %s",
				o.key)}}); err != nil {
			return fmt.Errorf("organisation %s: %w", o.key, err)
		}
	}
	for _, v := range venues {
		if l.venues[v.key], err = l.s.Venues.Create(l.ctx, organiser, hackathon.CreateVenueInput{
			Name: v.name, Address: v.municipality + " (näidisaadress)", Municipality: v.municipality,
			Coordinates: hackathon.Coordinates{Lat: v.lat, Lon: v.lon}, Facts: l.factInputs(v.facts),
			Keyed: hackathon.Keyed{IdempotencyKey: key("venue %s", v.key)}}); err != nil {
			return fmt.Errorf("venue %s: %w", v.key, err)
		}
	}
	return nil
}

// factInputs are in the order of the features, so that a repeated load has the same input.
func (l *loader) factInputs(of facts) []hackathon.VenueFactInput {
	var in []hackathon.VenueFactInput
	checker := hackathon.FactChecker("ORGANISER")
	for _, f := range hackathon.VenueFeatures {
		state, known := of[f]
		if !known {
			continue
		}
		note, on := invented, hackathon.Date(l.now.AddDate(0, -3, 0).Format(time.DateOnly))
		fact := hackathon.VenueFactInput{Feature: f, State: state, Note: &note, CheckedOn: &on, CheckedBy: &checker}
		if f == "WIDE_DOORS" && state == yes {
			cm := 95.0
			fact.Measure = &cm
		}
		in = append(in, fact)
	}
	return in
}

func (l *loader) eventsWithFacts() error {
	for _, e := range events {
		if err := l.event(e); err != nil {
			return fmt.Errorf("event %s: %w", e.key, err)
		}
	}
	return nil
}

func (l *loader) event(e event) error {
	organiser := l.viewers["organiser"]
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
	seats := 120
	in := hackathon.CreateEventInput{
		Kind: e.kind, Format: e.format, Title: e.title, Description: &e.description, StartsAt: starts,
		EndsAt:          starts.Add(e.lasts),
		RequestDeadline: &deadline, TargetGroups: e.groups, UnnamedIdeas: true, Seats: &seats,
		Keyed:         hackathon.Keyed{IdempotencyKey: key("event %s", e.key)},
		AccessContact: &hackathon.AccessContact{Name: "Maarja K. (näidis)", Email: new("ligipaas@example.org")},
	}
	if !e.easy.IsZero() {
		in.EasyText = &e.easy
	}
	if v := l.venues[e.venue]; v != nil {
		in.VenueID = &v.ID
	}
	if e.format != hackathon.FormatInPerson {
		in.JoinURL = new("https://veeb.example.org/" + e.key)
	}
	in.OrganisationID = &l.organisations[e.organisation].ID
	created, err := l.s.Events.Create(l.ctx, organiser, in)
	if err != nil {
		return err
	}
	l.events[e.key] = created
	if _, err := l.s.Events.SetServices(l.ctx, organiser,
		hackathon.SetEventServicesInput{EventID: created.ID, Services: serviceInputs(e.services, deadline),
			Keyed: hackathon.Keyed{IdempotencyKey: key("services %s", e.key)}}); err != nil {
		return fmt.Errorf("services: %w", err)
	}
	if len(e.overrides) > 0 {
		if _, err := l.s.Events.SetFacts(l.ctx, organiser,
			hackathon.SetEventFactsInput{EventID: created.ID, Facts: l.factInputs(e.overrides),
				Keyed: hackathon.Keyed{IdempotencyKey: key("facts %s", e.key)}}); err != nil {
			return fmt.Errorf("facts: %w", err)
		}
	}
	return l.bringTo(created, e.status)
}

func serviceInputs(of services, deadline time.Time) []hackathon.ServiceFactInput {
	in := []hackathon.ServiceFactInput{}
	for _, s := range hackathon.EventServices {
		state, known := of[s]
		if !known {
			continue
		}
		note := invented
		fact := hackathon.ServiceFactInput{Service: s, State: state, Note: &note}
		if state == onAsk {
			fact.RequestBy = &deadline
		}
		in = append(in, fact)
	}
	return in
}

// bringTo moves a draft along the life of an event.
func (l *loader) bringTo(e *hackathon.Event, status hackathon.EventStatus) error {
	organiser := l.viewers["organiser"]
	if _, err := l.s.Events.Publish(l.ctx, organiser, hackathon.PublishEventInput{EventID: e.ID,
		Keyed: hackathon.Keyed{IdempotencyKey: key("publish %s", e.ID)}}); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if status == hackathon.EventMovedOnline {
		_, err := l.s.Events.MoveOnline(l.ctx, organiser, hackathon.MoveEventOnlineInput{EventID: e.ID,
			JoinURL: "https://veeb.example.org/varska",
			Reason:  &hackathon.Localized{Et: "Maja küte on rikkis.", En: "The heating of the house is broken."},
			Keyed:   hackathon.Keyed{IdempotencyKey: key("online %s", e.ID)}})
		return err
	}
	life := []hackathon.EventStatus{hackathon.EventIdeasOpen, hackathon.EventTeamsOpen, hackathon.EventLive,
		hackathon.EventEnded, hackathon.EventFollowUp}
	for _, next := range life {
		if status == hackathon.EventPublished {
			return nil
		}
		if _, err := l.s.Events.ChangeStatus(l.ctx, organiser,
			hackathon.ChangeEventStatusInput{EventID: e.ID, Status: next,
				Keyed: hackathon.Keyed{IdempotencyKey: key("%s %s", next, e.ID)}}); err != nil {
			return fmt.Errorf("to %s: %w", next, err)
		}
		if next == status {
			return nil
		}
	}
	return nil
}

func (l *loader) volunteers() error {
	for _, p := range people {
		if p.volunteer == nil {
			continue
		}
		in := hackathon.UpdateVolunteerInput{Kinds: p.volunteer.kinds, QualifiedFor: p.volunteer.qualified,
			Languages: p.volunteer.languages, Place: p.volunteer.place,
			RadiusKm: p.volunteer.radiusKm, Vehicle: p.volunteer.vehicle,
			Keyed: hackathon.Keyed{IdempotencyKey: key("volunteer")}}
		if _, err := l.s.Volunteers.Update(l.ctx, l.viewers[p.key], in); err != nil {
			return fmt.Errorf("volunteer %s: %w", p.key, err)
		}
		if _, err := l.s.Volunteers.Verify(l.ctx, l.viewers["admin"],
			hackathon.VerifyVolunteerInput{PersonID: personID(p.key), Verification: p.volunteer.verification,
				Keyed: hackathon.Keyed{IdempotencyKey: key("verify %s", p.key)}}); err != nil {
			return fmt.Errorf("verification of %s: %w", p.key, err)
		}
	}
	return goOnDuty(l.ctx, l.s)
}

// goOnDuty puts all volunteers on duty for as long as one can be.
func goOnDuty(ctx context.Context, s *postgres.DB) error {
	for _, p := range people {
		if p.volunteer == nil {
			continue
		}
		if err := onDuty(ctx, s, &hackathon.Viewer{PersonID: personID(p.key)}); err != nil {
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

func (l *loader) attendances() error {
	live := l.events["live"]
	for i, p := range people {
		in := hackathon.AttendEventInput{EventID: live.ID, Keyed: hackathon.Keyed{IdempotencyKey: key("attend")}}
		switch {
		case i%5 == 2:
			in.Capacity, in.Companions = new(hackathon.CapacitySupported), new(1)
		case i%7 == 3:
			in.Capacity = new(hackathon.CapacityOrganisation)
		}
		a, err := l.s.Attendances.Attend(l.ctx, l.viewers[p.key], in)
		if err != nil {
			return fmt.Errorf("attendance of %s: %w", p.key, err)
		}
		if i%3 != 2 || p.volunteer != nil { // whoever is to help is there
			if _, err := l.s.Attendances.CheckIn(l.ctx, l.viewers["coordinator"],
				hackathon.CheckInInput{AttendanceID: a.ID, Keyed: hackathon.Keyed{IdempotencyKey: key("check in %s",
					a.ID)}}); err != nil {
				return fmt.Errorf("check-in of %s: %w", p.key, err)
			}
		}
	}
	return nil
}

func (l *loader) ideasWithSupport() error {
	for _, i := range ideas {
		if err := l.idea(i); err != nil {
			return fmt.Errorf("idea %s: %w", i.key, err)
		}
	}
	return nil
}

func (l *loader) idea(i idea) error {
	in := hackathon.SubmitIdeaInput{EventID: l.events["live"].ID, Authorship: i.authorship,
		IdeaContent: hackathon.IdeaContent{Title: i.title, Problem: i.problem, TargetGroups: i.groups}}
	switch i.authorship {
	case hackathon.AuthorshipUnnamed: // keeps no key: nothing may link the person to the idea
	case hackathon.AuthorshipRepresented:
		basis := hackathon.RepresentationBasis("GROUP_SPOKESPERSON")
		in.RepresentationBasis = &basis
		fallthrough
	default:
		in.IdempotencyKey = key("idea %s", i.key)
	}
	created, err := l.s.Ideas.Submit(l.ctx, l.viewers[i.author], in)
	if err != nil {
		return err
	}
	l.ideas[i.key] = created
	if created.Status == hackathon.IdeaInReview {
		if _, err := l.s.Ideas.ChangeStatus(l.ctx, l.viewers["coordinator"],
			hackathon.ChangeIdeaStatusInput{IdeaID: created.ID, Status: hackathon.IdeaOpen,
				Keyed: hackathon.Keyed{IdempotencyKey: key("open %s", created.ID)}}); err != nil {
			return fmt.Errorf("open: %w", err)
		}
	}
	for n, who := range i.supporters {
		brings := []hackathon.Contribution{[]hackathon.Contribution{"TIME", "SKILL", "ROOM"}[n%3]}
		if _, err := l.s.Ideas.Support(l.ctx, l.viewers[who],
			hackathon.SupportIdeaInput{IdeaID: created.ID, Brings: brings,
				Keyed: hackathon.Keyed{IdempotencyKey: key("support %s", created.ID)}}); err != nil {
			return fmt.Errorf("support of %s: %w", who, err)
		}
	}
	if i.comment != "" {
		if _, err := l.s.Comments.Add(l.ctx, l.viewers[i.supporters[0]],
			hackathon.AddCommentInput{IdeaID: created.ID, Body: i.comment,
				Keyed: hackathon.Keyed{IdempotencyKey: key("comment %s", created.ID)}}); err != nil {
			return fmt.Errorf("comment: %w", err)
		}
	}
	return nil
}

func (l *loader) workingGroups() error {
	for _, g := range groups {
		if err := l.group(g); err != nil {
			return fmt.Errorf("group %s: %w", g.idea, err)
		}
	}
	return nil
}

func (l *loader) group(g group) error {
	lead := l.viewers[g.lead.person]
	formed, err := l.s.WorkingGroups.Form(l.ctx, lead, hackathon.FormWorkingGroupInput{EventID: l.events["live"].ID,
		IdeaID: &l.ideas[g.idea].ID, Name: g.name, Purpose: &g.purpose,
		Sides: g.lead.sides, ShowLivedExperience: g.lead.shows, Keyed: hackathon.Keyed{IdempotencyKey: key("group %s",
			g.idea)}})
	if err != nil {
		return err
	}
	for _, m := range g.members {
		if _, err := l.s.Memberships.Join(l.ctx, l.viewers[m.person],
			hackathon.JoinWorkingGroupInput{WorkingGroupID: formed.ID, Role: m.role, Sides: m.sides,
				ShowLivedExperience: m.shows, Capacity: m.capacity, Keyed: hackathon.Keyed{IdempotencyKey: key("join %s",
					formed.ID)}}); err != nil {
			return fmt.Errorf("%s joins: %w", m.person, err)
		}
	}
	for _, phase := range g.phases {
		if _, err := l.s.WorkingGroups.ChangePhase(l.ctx, lead,
			hackathon.ChangeWorkingGroupPhaseInput{WorkingGroupID: formed.ID, Phase: phase,
				Keyed: hackathon.Keyed{IdempotencyKey: key("%s %s", phase, formed.ID)}}); err != nil {
			return fmt.Errorf("to %s: %w", phase, err)
		}
	}
	return nil
}
