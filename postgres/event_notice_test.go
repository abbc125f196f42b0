package postgres

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// told ticks the clock on several replicas at once and returns what each person was told since the last time.
func (s *stage) told(people []*hackathon.Viewer) (texts []string) {
	s.t.Helper()
	var replicas sync.WaitGroup
	for range 3 {
		replicas.Go(func() {
			if err := s.Events.Tick(s.t.Context()); err != nil {
				s.t.Error(err)
			}
		})
	}
	replicas.Wait()
	if err := s.Events.Tick(s.t.Context()); err != nil {
		s.t.Error(err)
	}
	for _, p := range people {
		var found []hackathon.Localized
		if err := s.pool.SelectContext(s.t.Context(), &found, `SELECT text FROM notice WHERE person_id = $1 ORDER BY id`,
			p.PersonID); err != nil {
			s.t.Fatal(err)
		}
		text := ""
		for _, l := range found {
			text += l.Et + "|"
		}
		texts = append(texts, text)
	}
	s.exec(`DELETE FROM notice`)
	return texts
}

func TestEventNotice_thoseWhoComeAreTold(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	e, people := s.published(s.input("Talgud")), s.crowd(eventNoticeBatch+20)
	for _, p := range people {
		s.exec(`INSERT INTO attendance (id, event_id, person_id, status, capacity, created_at, queued_at) VALUES ($1, $2, $3,
			'GOING', 'SELF', $4, $4)`,
			hackathon.NewID(hackathon.KindAttendance, testNow), e.ID, p.PersonID, testNow)
	}
	must(s.Attendances.Cancel(ctx, people[0], hackathon.CancelAttendanceInput{EventID: e.ID}))(t)
	want := func(parts ...string) {
		t.Helper()
		for i, text := range s.told(people) {
			if i == 0 && text != "" {
				t.Errorf("who does not come was told %q", text)
			}
			for _, part := range parts {
				if i > 0 && (!strings.Contains(text, part) || strings.Count(text, "|") != 1) {
					t.Errorf("person %d was told %q, want %q once", i, text, part)
				}
			}
			if len(parts) == 0 && text != "" {
				t.Errorf("person %d was told %q", i, text)
			}
		}
	}
	title := et("Uued talgud")
	must(s.Events.Update(ctx, s.organiser, eventUpdate(e.ID, hackathon.EventContent{Title: title}, "title")))(t)
	want()
	end := e.EndsAt.Add(time.Hour)
	must(s.Events.Update(ctx, s.organiser, eventUpdate(e.ID, hackathon.EventContent{EndsAt: end}, "endsAt")))(t)
	want("„Uued talgud“: aeg on muutunud.")

	states := func(state hackathon.FeatureState, set func([]hackathon.VenueFactInput)) {
		set([]hackathon.VenueFactInput{{Feature: "LIFT", State: state}, {Feature: "RAMP", State: hackathon.StateNo}})
	}
	ofVenue := func(facts []hackathon.VenueFactInput) {
		must(s.Venues.SetFacts(ctx, s.organiser, hackathon.SetVenueFactsInput{VenueID: s.venue.ID, Facts: facts}))(t)
	}
	ofEvent := func(facts []hackathon.VenueFactInput) {
		must(s.Events.SetFacts(ctx, s.organiser, hackathon.SetEventFactsInput{EventID: e.ID, Facts: facts}))(t)
	}
	states(hackathon.StateYes, ofVenue)
	want()
	states(hackathon.StateOutOfOrder, ofVenue)
	want("ligipääsetavus on muutunud. lift: ajutiselt ei tööta.")
	states(hackathon.StatePartial, ofEvent) // over the venue's
	states(hackathon.StateNo, ofVenue)
	want()
	states(hackathon.StateUnknown, ofEvent) // the venue's holds again
	want("lift: puudub.")

	must(s.change(e, hackathon.EventPostponed))(t)
	want("on edasi lükatud. Põhjus: Põhjus")
	must(s.change(e, hackathon.EventPublished))(t)
	want()
	must(s.Events.MoveOnline(ctx, s.organiser, hackathon.MoveEventOnlineInput{EventID: e.ID,
		JoinURL: "https://naidis.ee"}))(t)
	want("toimub veebis. Sinu registreering jääb kehtima.")
	must(s.change(e, hackathon.EventCancelled))(t)
	want("jääb ära.")
}
