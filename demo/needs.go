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
		from := venueOf("vastseliina")
		return hackathon.RequestHelpInput{Kind: hackathon.KindTransport, StartsAt: l.in(20 * time.Hour), EndsAt: l.in(21 * time.Hour),
			Transport: &hackathon.TransportInput{FromArea: "Vastseliina", FromCoordinates: &hackathon.Coordinates{Lat: from.lat, Lon: from.lon},
				Wheelchair: hackathon.WheelchairPowered, Seats: 1, ReturnAt: l.in(28 * time.Hour)},
			Private: private("Elektriratastool, 120 kg. Tulen üksi.", "+372 5000 0001", "Näidise tee 1, Vastseliina")}
	}, []step{{"villu", "claim"}, {"rasmus", "accept"}}}, // the way back stays open
	{"signing", "juhan", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindSignLanguageInterpreter, StartsAt: l.in(30 * time.Hour), EndsAt: l.in(32 * time.Hour), Languages: []string{"eso", "et"},
			Interpreting: &hackathon.InterpretingInput{FromLanguage: "et", ToLanguage: "eso"}, Private: private("Esitluste ajaks.", "", "")}
	}, nil},
	{"assistant", "heiki", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindPersonalAssistance, StartsAt: l.in(22 * time.Hour), EndsAt: l.in(28 * time.Hour),
			Private: private("Abi söömisel ja liikumisel kella kümnest neljani.", "+372 5000 0002", "")}
	}, nil},
	{"writing", "peeter", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindReadingWriting, OnSite: true, Private: private("Rühmas on vaja märkmeid teha.", "", "II korrus, ruum 4")}
	}, nil},
	{"webinar", "mare", "dementia", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindOnlineHelp, Private: private("Ei oska veebiseminariga liituda.", "+372 5000 0003", "")}
	}, nil},
	{"coat", "eha", "live", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindOnsiteHelp, OnSite: true, Private: private("Mantel ja toidukandik.", "", "Fuajee")}
	}, []step{{"galina", "claim"}, {"galina", "start"}, {"eha", "complete"}}},
	{"calm", "tiina", "live", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindSupportPerson, OnSite: true}
	}, []step{{"galina", "claim"}, {"galina", "start"}}},
	{"cancelled", "kadri", "live", func(l *loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindCompanion, StartsAt: l.in(26 * time.Hour), EndsAt: l.in(27 * time.Hour)}
	}, []step{{"kadri", "cancel"}}},
	{"noshow", "linda", "live", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindOnsiteHelp, OnSite: true, Private: private("Lift on teisel pool maja, vajan saatjat.", "", "")}
	}, []step{{"toomas", "claim"}, {"toomas", "start"}, {"linda", "no-show"}}},
	{"phone", "coordinator", "live", func(l *loader) hackathon.RequestHelpInput {
		from := venueOf("rouge")
		return hackathon.RequestHelpInput{Kind: hackathon.KindTransport, StartsAt: l.in(23 * time.Hour), EndsAt: l.in(24 * time.Hour),
			Transport: &hackathon.TransportInput{FromArea: "Rõuge", FromCoordinates: &hackathon.Coordinates{Lat: from.lat, Lon: from.lon}, Wheelchair: hackathon.WheelchairNone, CanTransfer: true, Seats: 2},
			Private:   private("Helistas eakas inimene; kirja pani koordinaator.", "+372 5000 0004", "Näidise talu, Rõuge")}
	}, nil},
	{"loan", "kristjan", "trail", func(*loader) hackathon.RequestHelpInput {
		return hackathon.RequestHelpInput{Kind: hackathon.KindEquipmentLoan}
	}, nil},
}

// in is a time from now, on the full quarter of an hour.
func (l *loader) in(d time.Duration) *time.Time {
	t := l.now.Add(d).Truncate(15 * time.Minute)
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
		asked, _, err := l.s.RequestHelp(l.ctx, l.viewers[n.asker], in)
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
