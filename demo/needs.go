package demo

import (
	"fmt"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// step is what happens to a need after it was stated, by whom.
type step struct {
	who  string
	does string
}

type need struct {
	key, asker, event string
	input             func(l *loader) hackathon.RequestHelpInput
	then              []step
}

// The script's needs, in the states that a newcomer should see. Private texts are invented like everything else.
var needs = []need{
	{"ride", "rasmus", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindTransport, StartsAt: l.tomorrow(8, 30),
			EndsAt: l.tomorrow(9, 15),
			Transport: &hackathon.TransportInput{FromPlace: "vastseliina", Wheelchair: hackathon.WheelchairPowered, Seats: 1,
				ReturnAt: l.tomorrow(17, 0)},
			Private: private("Elektriratastool, 120 kg. Tulen üksi.", "+372 5000 0001", "Näidise tee 1, Vastseliina")}
	}, []step{{"villu", "claim"}, {"rasmus", "accept"}}}, // the way back stays open
	{"signing", "juhan", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindSignLanguageInterpreter, StartsAt: l.tomorrow(14, 0),
			EndsAt: l.tomorrow(16, 0), Languages: []string{"eso", "et"},
			Interpreting: &hackathon.InterpretingInput{FromLanguage: "et", ToLanguage: "eso"},
			Private:      private("Esitluste ajaks.", "", "")}
	}, nil},
	{"assistant", "heiki", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindPersonalAssistance, StartsAt: l.tomorrow(10, 0),
			EndsAt:  l.tomorrow(16, 0),
			Private: private("Abi söömisel ja liikumisel kella kümnest neljani.", "+372 5000 0002", "")}
	}, nil},
	{"writing", "peeter", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindReadingWriting, OnSite: true,
			Private: private("Rühmas on vaja märkmeid teha.", "", "II korrus, ruum 4")}
	}, nil},
	{"webinar", "mare", "dementia", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindOnlineHelp,
			Private: private("Ei oska veebiseminariga liituda.", "+372 5000 0003", "")}
	}, nil},
	{"coat", "eha", "live", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindOnsiteHelp, OnSite: true,
			Private: private("Mantel ja toidukandik.", "", "Fuajee")}
	}, []step{{"galina", "claim"}, {"galina", "start"}, {"eha", "complete"}}},
	{"calm", "tiina", "live", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindSupportPerson, OnSite: true}
	}, []step{{"galina", "claim"}, {"galina", "start"}}},
	{"cancelled", "kadri", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindCompanion, StartsAt: l.tomorrow(12, 0),
			EndsAt: l.tomorrow(13, 0)}
	}, []step{{"kadri", "cancel"}}},
	{"noshow", "linda", "live", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindOnsiteHelp, OnSite: true,
			Private: private("Lift on teisel pool maja, vajan saatjat.", "", "")}
	}, []step{{"toomas", "claim"}, {"toomas", "start"}, {"linda", "no-show"}}},
	{"phone", "coordinator", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindTransport, StartsAt: l.tomorrow(9, 0),
			EndsAt: l.tomorrow(9, 45),
			Transport: &hackathon.TransportInput{FromPlace: "rouge", Wheelchair: hackathon.WheelchairNone, CanTransfer: true,
				Seats: 2},
			Private: private("Helistas eakas inimene; kirja pani koordinaator.", "+372 5000 0004", "Näidise talu, Rõuge")}
	}, nil},
	{"loan", "kristjan", "trail", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindEquipmentLoan}
	}, nil},
}

// tomorrow is a time of the next day, by the clock of the hall.
func (l *loader) tomorrow(hour, minute int) *time.Time {
	hall, err := time.LoadLocation("Europe/Tallinn")
	if err != nil {
		hall = time.UTC
	}
	day := l.now.In(hall)
	t := time.Date(day.Year(), day.Month(), day.Day()+1, hour, minute, 0, 0, hall).UTC()
	return &t
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

func (l *loader) needs() error {
	for _, n := range needs {
		in := n.input(l)
		in.EventID, in.IdempotencyKey = &l.events[n.event].ID, key("need %s", n.key)
		asked, err := l.s.HelpRequests.Request(l.ctx, l.viewers[n.asker], in)
		if err != nil {
			return fmt.Errorf("need %s: %w", n.key, err)
		}
		for _, st := range n.then {
			if err := do(l.ctx, l.s, l.viewers[st.who], st.does, asked.ID, key("need %s %s", n.key, st.does)); err != nil {
				return fmt.Errorf("need %s, %s by %s: %w", n.key, st.does, st.who, err)
			}
		}
	}
	return nil
}
