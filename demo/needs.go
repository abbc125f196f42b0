package demo

import (
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// step is what happens to a need after it was stated, by whom.
type step struct {
	who  string
	does hackathon.HelpRequestAct
}

const (
	claim    = hackathon.HelpRequestAct("CLAIM") // has a mutation of its own
	accept   = hackathon.ActAcceptOffer
	start    = hackathon.ActStart
	complete = hackathon.ActComplete
	release  = hackathon.ActRelease
	noShow   = hackathon.ActReportNoShow
	cancel   = hackathon.ActCancel
)

type need struct {
	key, asker, event string
	tomorrow          []string // from when until when, by the clock of the hall, and when a ride goes back
	input             hackathon.RequestHelpInput
	then              []step
}

// The script's needs, in the states that a newcomer should see. Private texts are invented like everything else.
var needs = []need{
	{"ride", "rasmus", "live", []string{"8:30", "9:15", "17:00"}, hackathon.RequestHelpInput{Kind: hackathon.KindTransport,
		Transport: &hackathon.TransportInput{FromPlace: "vastseliina", Wheelchair: hackathon.WheelchairPowered, Seats: 1},
		Private:   private("Elektriratastool, 120 kg. Tulen üksi.", "+372 5000 0001", "Näidise tee 1, Vastseliina")},
		[]step{{"villu", claim}, {"rasmus", accept}}}, // the way back stays open
	{"signing", "juhan", "live", []string{"14:00", "16:00"}, hackathon.RequestHelpInput{
		Kind: hackathon.KindSignLanguageInterpreter, Languages: []string{"eso", "et"},
		Interpreting: &hackathon.InterpretingInput{FromLanguage: "et", ToLanguage: "eso"},
		Private:      private("Esitluste ajaks.", "", "")}, nil},
	{"assistant", "heiki", "live", []string{"10:00", "16:00"}, hackathon.RequestHelpInput{
		Kind:    hackathon.KindPersonalAssistance,
		Private: private("Abi söömisel ja liikumisel kella kümnest neljani.", "+372 5000 0002", "")}, nil},
	{"writing", "peeter", "live", nil, hackathon.RequestHelpInput{Kind: hackathon.KindReadingWriting, OnSite: true,
		Private: private("Rühmas on vaja märkmeid teha.", "", "II korrus, ruum 4")}, nil},
	{"webinar", "mare", "dementia", nil, hackathon.RequestHelpInput{Kind: hackathon.KindOnlineHelp,
		Private: private("Ei oska veebiseminariga liituda.", "+372 5000 0003", "")}, nil},
	{"coat", "eha", "live", nil, hackathon.RequestHelpInput{Kind: hackathon.KindOnsiteHelp, OnSite: true,
		Private: private("Mantel ja toidukandik.", "", "Fuajee")},
		[]step{{"galina", claim}, {"galina", start}, {"eha", complete}}},
	{"calm", "tiina", "live", nil, hackathon.RequestHelpInput{Kind: hackathon.KindSupportPerson, OnSite: true},
		[]step{{"galina", claim}, {"galina", start}}},
	{"cancelled", "kadri", "live", []string{"12:00", "13:00"}, hackathon.RequestHelpInput{Kind: hackathon.KindCompanion},
		[]step{{"kadri", cancel}}},
	{"noshow", "linda", "live", nil, hackathon.RequestHelpInput{Kind: hackathon.KindOnsiteHelp, OnSite: true,
		Private: private("Lift on teisel pool maja, vajan saatjat.", "", "")},
		[]step{{"toomas", claim}, {"toomas", start}, {"linda", noShow}}},
	{"phone", "coordinator", "live", []string{"9:00", "9:45"}, hackathon.RequestHelpInput{Kind: hackathon.KindTransport,
		Transport: &hackathon.TransportInput{FromPlace: "rouge", Wheelchair: hackathon.WheelchairNone, CanTransfer: true,
			Seats: 2},
		Private: private("Helistas eakas inimene; kirja pani koordinaator.", "+372 5000 0004", "Näidise talu, Rõuge")},
		nil},
	{"loan", "kristjan", "trail", nil, hackathon.RequestHelpInput{Kind: hackathon.KindEquipmentLoan}, nil},
}

// at is a time of the next day, by the clock of the hall.
func (l *loader) at(clock string) *time.Time {
	hall, err := time.LoadLocation("Europe/Tallinn")
	if err != nil {
		hall = time.UTC
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", l.now.In(hall).AddDate(0, 0, 1).Format("2006-01-02 ")+clock, hall)
	if err != nil && l.err == nil {
		l.err = err
	}
	return new(t.UTC())
}

func private(description, phone, address string) *hackathon.HelpRequestPrivateInput {
	p := &hackathon.HelpRequestPrivateInput{Description: &description}
	if phone != "" {
		p.Phone = &phone
	}
	if address != "" {
		p.Address = &address
	}
	return p
}

func (l *loader) needs() {
	for _, n := range needs {
		in := n.input
		in.EventID, in.Keyed = &l.events[n.event].ID, keyed("need %s", n.key)
		if n.tomorrow != nil {
			in.StartsAt, in.EndsAt = l.at(n.tomorrow[0]), l.at(n.tomorrow[1])
		}
		if len(n.tomorrow) > 2 {
			ride := *in.Transport
			ride.ReturnAt = l.at(n.tomorrow[2])
			in.Transport = &ride
		}
		asked := do(l, n.asker, l.s.HelpRequests.Request, in)
		for _, st := range n.then {
			if l.err == nil {
				l.err = st.take(l.ctx, l.s, l.viewers[st.who], asked.ID, keyed("need %s %s", n.key, st.does))
			}
		}
	}
}
