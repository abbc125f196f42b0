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

// allRounder may take any need: the two volunteers of the demo tokens are so, that a newcomer's first claim succeeds.
func allRounder() *volunteer {
	return &volunteer{hackathon.Values[hackathon.AssistanceKind]("AssistanceKind"),
		kinds("SIGN_LANGUAGE_INTERPRETER", "SPEECH_TO_TEXT_INTERPRETER", "AUDIO_DESCRIBER"),
		[]string{"et", "en", "ru", "eso", "vro"}, "voru-linn", 100, hackathon.VerificationChecked,
		&hackathon.Vehicle{Seats: 4, WheelchairPlaces: 1, RampOrLift: true, DogWelcome: true}}
}

func kinds(k ...hackathon.AssistanceKind) []hackathon.AssistanceKind { return k }
func roles(r ...hackathon.PlatformRole) []hackathon.PlatformRole     { return r }

var people = []person{
	{"organiser", "Maarja K.", "demo-organiser", roles(hackathon.RoleOrganiser), nil},
	{"coordinator", "Tõnu V.", "demo-coordinator", roles(hackathon.RoleCoordinator, hackathon.RoleModerator), nil},
	{"volunteer", "Anete L.", "demo-volunteer", roles(hackathon.RoleVolunteer), allRounder()},
	{"volunteer2", "Oskar R.", "demo-volunteer-2", roles(hackathon.RoleVolunteer), allRounder()},
	{"participant", "Leida P.", "demo-participant", nil, nil},
	{"admin", "Õie Ü.", "demo-admin", roles(hackathon.RoleAdmin), nil},
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
	{"toomas", "Toomas F.", "", roles(hackathon.RoleVolunteer), &volunteer{
		kinds(hackathon.KindOnsiteHelp, hackathon.KindReadingWriting, hackathon.KindOnlineHelp, hackathon.KindOther), nil,
		[]string{"et"}, "vaimela", 25, hackathon.VerificationEmail, nil}},
	{"galina", "Galina R.", "", roles(hackathon.RoleVolunteer), &volunteer{
		kinds(hackathon.KindCompanion, hackathon.KindOnsiteHelp, hackathon.KindSupportPerson), nil,
		[]string{"ru", "et"}, "voru-linn", 10, hackathon.VerificationVouched, nil}},
	{"villu", "Villu G.", "", roles(hackathon.RoleVolunteer), &volunteer{
		kinds(hackathon.KindTransport, hackathon.KindEquipmentLoan), nil, []string{"et", "vro"},
		"vastseliina", 50, hackathon.VerificationVouched,
		&hackathon.Vehicle{Seats: 3, WheelchairPlaces: 1, RampOrLift: true, DogWelcome: true}}},
	{"signe", "Signe O.", "", roles(hackathon.RoleVolunteer), &volunteer{
		kinds(hackathon.KindSignLanguageInterpreter, hackathon.KindCompanion),
		kinds(hackathon.KindSignLanguageInterpreter), []string{"et", "eso"}, "tartu-linn", 100,
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
