package postgres

import (
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// hall is a running event with the people of a story about help.
type hall struct {
	*DB
	t           *testing.T
	event       hackathon.ID
	planned     hackathon.ID // an event in ten days
	asker       *hackathon.Viewer
	volunteer   *hackathon.Viewer
	other       *hackathon.Viewer // a second volunteer
	coordinator *hackathon.Viewer // of the event
	stranger    *hackathon.Viewer

	mu  sync.Mutex
	now time.Time
}

func newHall(t *testing.T) *hall {
	t.Helper()
	return newHallOn(t, newDB(t))
}

func newHallOn(t *testing.T, s *DB) *hall {
	t.Helper()
	h := &hall{DB: s, t: t, now: testNow}
	h.Limits[hackathon.OpenNeedsPerPerson] = 1000
	h.Limits[hackathon.MatchesPerVolunteer] = 1000 // what is about the limit sets it
	h.Now = func() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }
	h.event = h.addEvent(hackathon.EventLive, testNow.Add(-2*time.Hour), testNow.Add(50*time.Hour))
	h.planned = h.addEvent(hackathon.EventPublished, testNow.Add(240*time.Hour), testNow.Add(250*time.Hour))
	h.asker, h.stranger = newPerson(t, h.DB, "Leida P."), newPerson(t, h.DB, "Heiki M.")
	h.volunteer, h.other = h.addVolunteer("Anete L."), h.addVolunteer("Oskar R.")
	h.coordinator = h.addStaff("Maarja K.", hackathon.RoleCoordinator, h.event, h.planned)
	return h
}

func (h *hall) exec(query string, args ...any) { h.t.Helper(); rows(h.t, h.DB).Exec(query, args...) }

func (h *hall) passes(d time.Duration) {
	h.mu.Lock()
	h.now = h.now.Add(d)
	h.mu.Unlock()
}

func (h *hall) addEvent(status hackathon.EventStatus, from, to time.Time) hackathon.ID {
	h.t.Helper()
	return rows(h.t, h.DB).Event(postgrestest.Event{Status: status, From: from, To: to, InPerson: true})
}

func (h *hall) addStaff(name string, role hackathon.PlatformRole, events ...hackathon.ID) *hackathon.Viewer {
	h.t.Helper()
	v := newPerson(h.t, h.DB, name)
	v.Grants = rows(h.t, h.DB).Grant(v.PersonID, role, events...)
	return v
}

// everything is what a volunteer offers who may take whatever comes.
func everything() hackathon.UpdateVolunteerInput {
	return hackathon.UpdateVolunteerInput{
		Kinds: []hackathon.AssistanceKind{hackathon.KindPersonalAssistance, hackathon.KindCompanion, hackathon.KindTransport,
			hackathon.KindSignLanguageInterpreter,
			hackathon.KindSpeechToTextInterpreter, hackathon.KindAudioDescriber, hackathon.KindOnsiteHelp,
			hackathon.KindReadingWriting, hackathon.KindSupportPerson,
			hackathon.KindOnlineHelp, hackathon.KindEquipmentLoan, hackathon.KindRespiteAtHome, hackathon.KindOther},
		QualifiedFor: []hackathon.AssistanceKind{hackathon.KindSignLanguageInterpreter, hackathon.KindSpeechToTextInterpreter,
			hackathon.KindAudioDescriber},
		Languages: []string{"et", "eso", "ru"}, Place: "voru-linn", RadiusKm: 100,
		Vehicle: &hackathon.Vehicle{Seats: 4, WheelchairPlaces: 1, RampOrLift: true, DogWelcome: true},
	}
}

// addVolunteer is somebody who was checked, offers everything, is at the running event and on duty.
func (h *hall) addVolunteer(name string) *hackathon.Viewer {
	h.t.Helper()
	v := newPerson(h.t, h.DB, name)
	h.exec(`INSERT INTO person_contact (person_id, email) VALUES ($1, $2)`, v.PersonID, v.PersonID.String()+"@example.org")
	if _, err := h.Volunteers.Update(h.t.Context(), v, everything()); err != nil {
		h.t.Fatal(err)
	}
	h.exec(`UPDATE volunteer SET verification = 'CHECKED', on_duty_until = $2 WHERE person_id = $1`, v.PersonID,
		testNow.Add(1000*time.Hour))
	h.exec(`INSERT INTO attendance (id, event_id, person_id, status, capacity, created_at, queued_at) VALUES ($1, $2, $3,
		'CHECKED_IN', 'SELF', $4, $4)`,
		hackathon.NewID(hackathon.KindAttendance, testNow), h.event, v.PersonID, testNow)
	v.Grants = []hackathon.Grant{{Role: hackathon.RoleVolunteer}}
	return v
}

func (h *hall) request(in hackathon.RequestHelpInput) *hackathon.HelpRequest {
	h.t.Helper()
	r, err := h.HelpRequests.Request(h.t.Context(), h.asker, in)
	if err != nil {
		h.t.Fatal(err)
	}
	return r.HelpRequest
}

// thereAndBack asks for a ride and the way back.
func (h *hall) thereAndBack(in hackathon.RequestHelpInput) (there, back *hackathon.HelpRequest) {
	h.t.Helper()
	asked, err := h.HelpRequests.Request(h.t.Context(), h.asker, in)
	if err != nil {
		h.t.Fatal(err)
	}
	return asked.HelpRequest, asked.WayBack
}

// need is an open need with a private part, at the running event.
func (h *hall) need() *hackathon.HelpRequest {
	h.t.Helper()
	return h.request(hackathon.RequestHelpInput{EventID: &h.event, Kind: hackathon.KindReadingWriting,
		Private: &hackathon.HelpRequestPrivateInput{Description: new("salajane jutt"), Phone: new("+372 5555 5555"),
			Address: new("Salajane 1")}})
}

func (h *hall) claim(v *hackathon.Viewer, r *hackathon.HelpRequest) (*hackathon.HelpRequest, error) {
	return h.HelpRequests.Claim(h.t.Context(), v, hackathon.ClaimHelpRequestInput{HelpRequestID: r.ID})
}

func (h *hall) must(r *hackathon.HelpRequest, err error) *hackathon.HelpRequest {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func ref(r *hackathon.HelpRequest) hackathon.HelpRequestReference {
	return hackathon.HelpRequestReference{HelpRequestID: r.ID}
}

// log is what the event's stream holds.
func (h *hall) log(stream hackathon.ID) []hackathon.Activity {
	h.t.Helper()
	all, err := h.ReadLog(h.t.Context(), []hackathon.Position{{Stream: stream}}, 1000)
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

func (h *hall) noticesOf(v *hackathon.Viewer) (kinds []hackathon.NoticeKind) {
	h.t.Helper()
	p, err := h.Notices.OfViewer(v)(h.t.Context(), hackathon.PageArgs{First: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, n := range p.Items {
		kinds = append(kinds, n.Kind)
	}
	return kinds
}
