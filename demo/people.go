package demo

import "github.com/loometalgud/mano/hackathon"

// person is an invented participant. The first seven act for the demo tokens.
type person struct {
	key, name string
	token     string
	roles     []hackathon.PlatformRole
	volunteer *volunteer
}

type volunteer struct {
	kinds, qualified []hackathon.AssistanceKind
	languages        []string
	place            string // its id in the list of places
	radiusKm         int
	verification     hackathon.Verification
	vehicle          *hackathon.Vehicle
}

var everyKind = []hackathon.AssistanceKind{
	hackathon.KindPersonalAssistance, hackathon.KindCompanion, hackathon.KindTransport,
	hackathon.KindSignLanguageInterpreter,
	hackathon.KindSpeechToTextInterpreter, hackathon.KindAudioDescriber, hackathon.KindOnsiteHelp,
	hackathon.KindReadingWriting,
	hackathon.KindSupportPerson, hackathon.KindOnlineHelp, hackathon.KindEquipmentLoan, hackathon.KindRespiteAtHome,
	hackathon.KindOther,
}

var interpreting = []hackathon.AssistanceKind{hackathon.KindSignLanguageInterpreter,
	hackathon.KindSpeechToTextInterpreter, hackathon.KindAudioDescriber}

// The two volunteers of the demo tokens may take any need, so that a newcomer's first claim succeeds.
func allRounder() *volunteer {
	return &volunteer{everyKind, interpreting, []string{"et", "en", "ru", "eso", "vro"}, "voru-linn", 100,
		hackathon.VerificationChecked,
		&hackathon.Vehicle{Seats: 4, WheelchairPlaces: 1, RampOrLift: true, DogWelcome: true}}
}

var people = []person{
	{"organiser", "Maarja K.", "demo-organiser", []hackathon.PlatformRole{hackathon.RoleOrganiser}, nil},
	{"coordinator", "Tõnu V.", "demo-coordinator", []hackathon.PlatformRole{hackathon.RoleCoordinator,
		hackathon.RoleModerator}, nil},
	{"volunteer", "Anete L.", "demo-volunteer", []hackathon.PlatformRole{hackathon.RoleVolunteer}, allRounder()},
	{"volunteer2", "Oskar R.", "demo-volunteer-2", []hackathon.PlatformRole{hackathon.RoleVolunteer}, allRounder()},
	{"participant", "Leida P.", "demo-participant", nil, nil},
	{"admin", "Õie Ü.", "demo-admin", []hackathon.PlatformRole{hackathon.RoleAdmin}, nil},
	{"rasmus", "Rasmus T.", "", nil, nil},
	{"svetlana", "Svetlana I.", "", nil, nil},
	{"heiki", "Heiki M.", "", nil, nil},
	{"linda", "Linda S.", "", nil, nil},
	{"juhan", "Juhan Õ.", "", nil, nil},
	{"kadri", "Kadri-Mariann Ž.", "", nil, nil},
	{"peeter", "Peeter A.", "", nil, nil},
	{"tiina", "Tiina H.", "", nil, nil},
	{"aleksandr", "Aleksandr N.", "", nil, nil},
	{"mare", "Mare J.", "", nil, nil},
	{"urmas", "Urmas E.", "", nil, nil},
	{"hille", "Hille Ä.", "", nil, nil},
	{"kristjan", "Kristjan B.", "", nil, nil},
	{"eha", "Eha D.", "", nil, nil},
	{"toomas", "Toomas F.", "", []hackathon.PlatformRole{hackathon.RoleVolunteer}, &volunteer{
		[]hackathon.AssistanceKind{hackathon.KindOnsiteHelp, hackathon.KindReadingWriting, hackathon.KindOnlineHelp,
			hackathon.KindOther}, nil, []string{"et"}, "vaimela", 25, hackathon.VerificationEmail, nil}},
	{"galina", "Galina R.", "", []hackathon.PlatformRole{hackathon.RoleVolunteer}, &volunteer{
		[]hackathon.AssistanceKind{hackathon.KindCompanion, hackathon.KindOnsiteHelp, hackathon.KindSupportPerson}, nil,
		[]string{"ru", "et"}, "voru-linn", 10, hackathon.VerificationVouched, nil}},
	{"villu", "Villu G.", "", []hackathon.PlatformRole{hackathon.RoleVolunteer}, &volunteer{
		[]hackathon.AssistanceKind{hackathon.KindTransport, hackathon.KindEquipmentLoan}, nil, []string{"et", "vro"},
		"vastseliina", 50, hackathon.VerificationVouched,
		&hackathon.Vehicle{Seats: 3, WheelchairPlaces: 1, RampOrLift: true, DogWelcome: true}}},
	{"signe", "Signe O.", "", []hackathon.PlatformRole{hackathon.RoleVolunteer}, &volunteer{
		[]hackathon.AssistanceKind{hackathon.KindSignLanguageInterpreter, hackathon.KindCompanion},
		[]hackathon.AssistanceKind{hackathon.KindSignLanguageInterpreter}, []string{"et", "eso"}, "tartu-linn", 100,
		hackathon.VerificationIdentity, nil}},
}

var organisations = []struct {
	key  string
	name hackathon.Localized
}{
	{"vald", text("Näidisvald", "Demo municipality (invented)")},
	{"kook", text("Kogukonnaköök", "Community kitchen (invented)")},
	{"lootus", text("Tugikeskus Lootus", "Support centre Lootus (invented)")},
}
