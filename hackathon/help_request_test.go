package hackathon

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 5, 17, 9, 0, 0, 0, time.UTC) // 12.00 in Tallinn

func TestHelpRequestMoves_areTheProducts(t *testing.T) {
	t.Parallel()
	want := map[HelpRequestStatus][]HelpRequestStatus{
		HelpDraft:      {HelpCancelled, HelpOpen},
		HelpOpen:       {HelpCancelled, HelpClosedOther, HelpExpired, HelpMatched, HelpOffered},
		HelpOffered:    {HelpCancelled, HelpClosedOther, HelpExpired, HelpMatched, HelpOpen},
		HelpMatched:    {HelpCancelled, HelpClosedOther, HelpInProgress, HelpOpen},
		HelpInProgress: {HelpCancelled, HelpCompleted, HelpOpen},
		HelpExpired:    {HelpOpen},
		HelpCompleted:  nil, HelpCancelled: nil, HelpClosedOther: nil,
	}
	got := map[HelpRequestStatus][]HelpRequestStatus{}
	for from, moves := range HelpRequestMoves {
		got[from] = nil
		for to, by := range moves {
			got[from] = append(got[from], to)
			if len(by) == 0 {
				t.Errorf("nobody moves %s to %s", from, to)
			}
		}
		slices.Sort(got[from])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestHelpRequestActs_stayWithinTheMoves(t *testing.T) {
	t.Parallel()
	for _, act := range append(slices.Clone(HelpRequestActs), LoseVolunteer, ExpireNeed, LapseOffer, CompleteByItself) {
		for _, from := range act.From {
			if !slices.ContainsFunc(act.By, func(by MoveActor) bool {
				_, ok := act.capacity(from, []MoveActor{by})
				return ok
			}) {
				t.Errorf("nobody can do %s from %s", act.Act, from)
			}
			at := from
			for _, to := range act.Path(from) {
				if _, ok := HelpRequestMoves[at][to]; !ok {
					t.Errorf("%s moves %s to %s", act.Act, at, to)
				}
				at = to
			}
		}
	}
}

func TestTeaser_isBuiltFromFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		r    HelpRequest
		want Localized
	}{
		{HelpRequest{Kind: KindOnsiteHelp, PlaceID: new(""), Area: "Võru", StartsAt: noon, EndsAt: noon.Add(4 * time.Hour)},
			Localized{Et: "Abi kohapeal: Võru, 17.05 kell 12.00–16.00", En: "Help on site: Võru, 17 May at 12:00–16:00"}},
		{HelpRequest{Kind: KindTransport, PlaceID: new("rouge"), StartsAt: noon.Add(-3 * time.Hour), EndsAt: noon,
			Transport: &TransportDetails{FromArea: "Vastseliina", ToArea: "Võru", Wheelchair: WheelchairNone, Seats: 1}},
			Localized{Et: "Transport: Vastseliina → Võru, 17.05 kell 9.00",
				En: "Transport: Vastseliina → Võru, 17 May at 9:00"}},
		{HelpRequest{Kind: KindTransport, PlaceID: new("rouge"), StartsAt: noon, EndsAt: noon,
			Transport: &TransportDetails{FromArea: "Rõuge", ToArea: "Võru", Wheelchair: WheelchairFolding, Seats: 2,
				AssistanceDog: true}},
			Localized{Et: "Transport: Rõuge → Võru, 17.05 kell 12.00, kokkupandav ratastool, 2 kohta, abikoer kaasas",
				En: "Transport: Rõuge → Võru, 17 May at 12:00, folding wheelchair, 2 seats, with an assistance dog"}},
		{HelpRequest{Kind: KindSignLanguageInterpreter, PlaceID: new(""), Area: "Võru", StartsAt: noon,
			EndsAt: noon.Add(50 * time.Hour), Interpreting: &InterpretingDetails{FromLanguage: "et", ToLanguage: "eso"}},
			Localized{Et: "Viipekeeletõlk (et → eso): Võru, 17.05 kell 12.00 – 19.05 kell 14.00",
				En: "Sign-language interpreter (et → eso): Võru, 17 May at 12:00 – 19 May at 14:00"}},
		{HelpRequest{Kind: KindCompanion, PlaceID: new("rouge-vald"), Area: "kirjutatud teisiti", StartsAt: noon,
			EndsAt: noon.Add(time.Hour)},
			Localized{Et: "Saatja: Rõuge vald, 17.05 kell 12.00–13.00",
				En: "Companion: Rõuge municipality, 17 May at 12:00–13:00"}},
		{HelpRequest{Kind: KindOnlineHelp, PlaceID: new(""), Area: areaOnline, StartsAt: noon, EndsAt: noon.Add(time.Hour)},
			Localized{Et: "Abi veebis osalemisel: Veebis, 17.05 kell 12.00–13.00",
				En: "Help with joining online: Online, 17 May at 12:00–13:00"}},
		// as earlier versions stored them, in rows and in the log
		{HelpRequest{Kind: KindCompanion, Area: "Pargi tn 5-12, dementsus", StartsAt: noon, EndsAt: noon.Add(time.Hour)},
			Localized{Et: "Saatja: Täpsustamata koht, 17.05 kell 12.00–13.00",
				En: "Companion: Place not stated, 17 May at 12:00–13:00"}},
		{HelpRequest{Kind: KindTransport, Area: "Jüri tn 12-5", StartsAt: noon, EndsAt: noon,
			Transport: &TransportDetails{FromArea: "Jüri tn 12-5", ToArea: "Kooli 3", Seats: 1, Wheelchair: WheelchairNone}},
			Localized{Et: "Transport: Täpsustamata koht → Täpsustamata koht, 17.05 kell 12.00",
				En: "Transport: Place not stated → Place not stated, 17 May at 12:00"}},
	} {
		if d := cmp.Diff(c.want, c.r.Teaser()); d != "" {
			t.Error(d)
		}
	}
}

func TestEligible_vehicle(t *testing.T) {
	t.Parallel()
	car, van := &Vehicle{Seats: 3, DogWelcome: true}, &Vehicle{Seats: 2, WheelchairPlaces: 1, RampOrLift: true}
	for name, c := range map[string]struct {
		v    *Vehicle
		need TransportDetails
		want bool
	}{
		"no car":                   {nil, TransportDetails{Seats: 1}, false},
		"car":                      {car, TransportDetails{Seats: 3, CanTransfer: true}, true},
		"too many":                 {car, TransportDetails{Seats: 4}, false},
		"powered into a car":       {car, TransportDetails{Seats: 1, Wheelchair: WheelchairPowered}, false},
		"powered into a van":       {van, TransportDetails{Seats: 1, Wheelchair: WheelchairPowered}, true},
		"powered and two beside":   {van, TransportDetails{Seats: 3, Wheelchair: WheelchairPowered}, true},
		"powered and three beside": {van, TransportDetails{Seats: 4, Wheelchair: WheelchairPowered}, false},
		"folding, moves to a seat": {car, TransportDetails{Seats: 1, Wheelchair: WheelchairFolding, CanTransfer: true},
			true},
		"folding, stays in it":       {car, TransportDetails{Seats: 1, Wheelchair: WheelchairFolding}, false},
		"dog not welcome":            {van, TransportDetails{Seats: 1, AssistanceDog: true}, false},
		"wheelchair place, no seats": {&Vehicle{WheelchairPlaces: 1, RampOrLift: true}, TransportDetails{Seats: 1}, false},
	} {
		if got := c.v.carries(&c.need); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMinimumVerification_whoIsAloneWithSomebodyIsVouchedFor(t *testing.T) {
	t.Parallel()
	for _, k := range []AssistanceKind{KindTransport, KindCompanion, KindPersonalAssistance, KindRespiteAtHome,
		KindSupportPerson} {
		if k.MinimumVerification() != VerificationVouched {
			t.Error(k)
		}
	}
	for _, k := range []AssistanceKind{KindOnsiteHelp, KindReadingWriting, KindOnlineHelp, KindSignLanguageInterpreter} {
		if k.MinimumVerification() != VerificationEmail {
			t.Error(k)
		}
	}
}

func TestEscalatesNext_ofThree(t *testing.T) {
	t.Parallel()
	r := &HelpRequest{StartsAt: noon.Add(100 * time.Hour)}
	if first := r.EscalatesAt(noon); first == nil || !first.Equal(*r.EscalatesNext(noon)) {
		t.Errorf("what is asked for in time is first flagged at %v", first)
	}
	var times []time.Duration
	for at := noon; ; {
		next := r.EscalatesNext(at)
		if next == nil {
			break
		}
		at = *next
		times = append(times, r.StartsAt.Sub(at))
	}
	if !slices.Equal(times, []time.Duration{72 * time.Hour, 24 * time.Hour, 3 * time.Hour}) {
		t.Error(times)
	}
}

func TestLabels_everyWordOfHelpHasOne(t *testing.T) {
	t.Parallel()
	for enum, n := range map[string]int{"AssistanceKind": 13, "HelpRequestStatus": 9, "OfferStatus": 6, "Verification": 6,
		"MoveActor": 5, "WheelchairKind": 3,
		"TransportLeg": 2, "DistanceBand": 4, "ObstacleCode": 16, "NoticeKind": 9} {
		if got := len(Labels(enum)); got != n {
			t.Errorf("%s has %d labels", enum, got)
		}
	}
}

// Who is refused is told what they can bring the need to instead.
func TestActRule_namesWhatIsPossible(t *testing.T) {
	t.Parallel()
	r := &HelpRequest{Status: HelpMatched, StartsAt: noon.Add(time.Hour), EndsAt: noon.Add(2 * time.Hour)}
	for _, c := range []struct {
		act  HelpRequestAct
		by   MoveActor
		want []string
	}{
		{ActComplete, ByAsker, []string{"CLOSED_OTHER", "CANCELLED"}},
		{ActComplete, ByVolunteer, []string{"OPEN"}},
		{ActAcceptOffer, ByAsker, []string{"CLOSED_OTHER", "CANCELLED"}},
	} {
		_, err := c.act.Rule().Check(r, []MoveActor{c.by}, nil, noon)
		if e, ok := err.(*StateConflictError); !ok || !slices.Equal(e.Possible, c.want) {
			t.Errorf("%s by %s: %+v", c.act, c.by, err)
		}
	}
}
