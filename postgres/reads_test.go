package postgres

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// What everybody may read says on which streams it rests; what nobody has said it of is not kept.
func TestReads_restOn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	e := s.published(s.input("Tugitaimed"))
	event, person := e.ID, s.onlooker
	s.DB.Now = func() time.Time { return testNow.Truncate(24 * time.Hour).Add(22 * time.Hour) }
	rows(t, s.DB).Exec(`UPDATE event SET status = 'LIVE' WHERE id = $1`, event)
	idea := newIdea(t, s.DB, person, event, "Ööbik")
	comment := must(s.Comments.Add(t.Context(), person, hackathon.AddCommentInput{IdeaID: idea.ID, Body: "Hea"}))(t)
	group := must(s.WorkingGroups.Form(t.Context(), person, hackathon.FormWorkingGroupInput{EventID: event,
		Name: et("Rühm"), Sides: []hackathon.StakeholderSide{"VOLUNTEER"}}))(t)
	later := hackathon.NewID(hackathon.KindEvent, testNow)
	page := hackathon.PageArgs{First: 5, Count: true}
	people, events, places := hackathon.TopicPeople, hackathon.TopicEvents, hackathon.TopicPlaces
	all := func(errs ...error) error {
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		return nil
	}
	second := func(_ any, err error) error { return err }
	for name, c := range map[string]struct {
		read  func(context.Context) error
		on    []hackathon.ID
		until time.Duration
		not   bool // kept
	}{
		"an event": {on: []hackathon.ID{event}, read: func(ctx context.Context) error {
			return second(s.Events.Find(ctx, nil, event))
		}},
		"an event that is not there": {not: true, read: func(ctx context.Context) error {
			_, _ = s.Events.Find(ctx, nil, later)
			return nil
		}},
		"events that are not there": {not: true, read: func(ctx context.Context) error {
			return second(s.Events.ByID(ctx, []hackathon.ID{event, later}))
		}},
		"events": {on: []hackathon.ID{events, places}, read: func(ctx context.Context) error {
			return second(s.Events.List(nil, hackathon.EventFilter{})(ctx, page))
		}},
		"of an event": {on: []hackathon.ID{event}, read: func(ctx context.Context) error {
			ids := []hackathon.ID{event}
			return all(second(s.Events.Histories(nil)(ctx, ids, page)), second(s.Attendances.Counts(ctx, ids)),
				second(s.Memberships.EventSides(ctx, ids)), second(s.Events.ByID(ctx, ids)))
		}},
		"facts": {on: []hackathon.ID{event, places}, until: 2 * time.Hour, read: func(ctx context.Context) error {
			ids := []hackathon.ID{event}
			return all(second(s.Events.Accessibility(ctx, ids)), second(s.Events.Services(ctx, ids)),
				second(s.Venues.Facts(ctx, []hackathon.ID{s.venue.ID})))
		}},
		"places": {on: []hackathon.ID{places}, read: func(ctx context.Context) error {
			return all(second(s.Venues.ByID(ctx, []hackathon.ID{s.venue.ID})), second(s.Venues.List(nil)(ctx, page)),
				second(s.Organisations.List(nil)(ctx, page)), second(s.Organisations.ByID(ctx, []hackathon.ID{})))
		}},
		"people": {on: []hackathon.ID{people}, read: func(ctx context.Context) error {
			return second(s.People.ByID(ctx, []hackathon.ID{person.PersonID}))
		}},
		"ideas and what belongs to them": {on: []hackathon.ID{event}, read: func(ctx context.Context) error {
			ideas := []hackathon.ID{idea.ID}
			return all(second(s.Ideas.List(nil, event, hackathon.IdeaFilter{})(ctx, page)),
				second(s.Ideas.Histories(nil)(ctx, ideas, page)), second(s.Ideas.Brings(ctx, nil, ideas)),
				second(s.Comments.OfIdeas(nil)(ctx, ideas, page)),
				second(s.Comments.Replies(nil)(ctx, []hackathon.ID{comment.ID}, page)))
		}},
		"an idea": {on: []hackathon.ID{event}, read: func(ctx context.Context) error {
			return second(s.Ideas.Find(ctx, nil, idea.ID))
		}},
		"a comment": {on: []hackathon.ID{event}, read: func(ctx context.Context) error {
			return second(s.Comments.Find(ctx, nil, comment.ID))
		}},
		"groups and what belongs to them": {on: []hackathon.ID{event}, read: func(ctx context.Context) error {
			groups := []hackathon.ID{group.ID}
			return all(second(s.WorkingGroups.List(event, hackathon.WorkingGroupFilter{})(ctx, page)),
				second(s.Memberships.OfGroups(nil)(ctx, groups, page)), second(s.Memberships.GroupSides(ctx, groups)),
				second(s.Ideas.OfGroups(ctx, groups)), second(s.WorkingGroups.ByID(ctx, groups)))
		}},
		"what belongs to something that was not read": {not: true, read: func(ctx context.Context) error {
			return second(s.Memberships.GroupSides(ctx, []hackathon.ID{group.ID}))
		}},
		"something that is not there": {not: true, read: func(ctx context.Context) error {
			return second(s.Ideas.ByID(ctx, nil, []hackathon.ID{idea.ID, hackathon.NewID(hackathon.KindIdea, testNow)}))
		}},
		"somebody who is not there": {not: true, read: func(ctx context.Context) error {
			return second(s.People.ByID(ctx, []hackathon.ID{hackathon.NewID(hackathon.KindPerson, testNow)}))
		}},
		"what only one person may read": {not: true, read: func(ctx context.Context) error {
			return second(s.People.Email(ctx, person))
		}},
		"a transaction": {not: true, read: func(ctx context.Context) error {
			return s.read(ctx, func(*tx) error { return nil })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, reads := hackathon.WithReads(t.Context())
			if err := c.read(ctx); err != nil {
				t.Fatal(err)
			}
			on, until, why := reads.Kept()
			if c.not {
				if why == "" {
					t.Error("it is kept, on", on)
				}
				return
			}
			byID := func(a, b hackathon.ID) int { return slices.Compare(a[:], b[:]) }
			slices.SortFunc(on, byID)
			slices.SortFunc(c.on, byID)
			if !slices.Equal(on, c.on) || until != c.until || why != "" {
				t.Errorf("it rests on %v for %v %s; want %v for %v", on, until, why, c.on, c.until)
			}
		})
	}
}

// A change is told on every topic that it concerns, in the transaction that makes it, to the process and to the log.
func TestReads_topics(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx, e := t.Context(), s.published(s.input("Tugitaimed"))
	name := "Leida"
	for what, c := range map[string]struct {
		topic hackathon.ID
		do    func() error
	}{
		"an event changed": {hackathon.TopicEvents, func() error {
			in := hackathon.UpdateEventInput{EventID: e.ID}
			in.Title = et("Uus")
			_, err := s.Events.Update(ctx, s.organiser, in)
			return err
		}},
		"an event moved": {hackathon.TopicEvents, func() error { _, err := s.change(e, hackathon.EventLive); return err }},
		"a name": {hackathon.TopicPeople, func() error {
			_, err := s.People.UpdateProfile(ctx, s.onlooker, hackathon.UpdateProfileInput{DisplayName: &name})
			return err
		}},
		"a venue": {hackathon.TopicPlaces, func() error { s.venueAt("Kultuurimaja", 58, 27, nil); return nil }},
		"an organisation": {hackathon.TopicPlaces, func() error {
			_, err := s.Organisations.Create(ctx, s.organiser, hackathon.CreateOrganisationInput{Name: et("Ühing")})
			return err
		}},
	} {
		t.Run(what, func(t *testing.T) {
			var told []hackathon.ID
			s.DB.Committed = func(streams []hackathon.ID) { told = append(told, streams...) }
			before := len(logOf(t, s.DB, hackathon.RightsStream))
			if err := c.do(); err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(told, c.topic) {
				t.Error("this process is not told:", told)
			}
			if !slices.ContainsFunc(logOf(t, s.DB, hackathon.RightsStream)[before:], func(a hackathon.Activity) bool {
				return a.Kind == hackathon.ActivityTopicChanged && a.Entity == c.topic && a.Actor.IsZero()
			}) {
				t.Error("the others are not told")
			}
		})
	}
}
