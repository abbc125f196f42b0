package demo

import "github.com/loometalgud/mano/hackathon"

type venue struct {
	key          string
	name         hackathon.Localized
	municipality string
	lat, lon     float64
	facts        map[hackathon.VenueFeature]hackathon.FeatureState
}

// Every demo fact carries this note: the accessibility of the real buildings is not known to us.
var invented = hackathon.Localized{Et: "näidisandmed", En: "invented demo data"}

const (
	yes     = hackathon.StateYes
	no      = hackathon.StateNo
	partial = hackathon.StatePartial
	onAsk   = hackathon.StateOnRequest
	broken  = hackathon.StateOutOfOrder
)

type facts = map[hackathon.VenueFeature]hackathon.FeatureState

// Coordinates stand for the settlement, not the door.
var venues = []venue{
	{"voru", text("Kultuurimaja Kannel", "Kannel house of culture"), "Võru linn", 57.843, 27.000, facts{
		"STEP_FREE_ENTRANCE": yes, "RAMP": yes, "LIFT": yes, "WIDE_DOORS": yes, "AUTOMATIC_DOOR": no,
		"ACCESSIBLE_TOILET": yes, "ACCESSIBLE_PARKING": yes,
		"DROP_OFF_POINT": yes, "WHEELCHAIR_SPACES": yes, "INDUCTION_LOOP": broken, "QUIET_ROOM": yes,
		"ASSISTANCE_DOG_WELCOME": yes, "GOOD_LIGHTING": yes,
		"ACCESSIBLE_BUS_STOP": yes, "GUEST_WIFI": yes, "TACTILE_GUIDANCE": partial, "BRAILLE_SIGNAGE": no}},
	{"kubija", text("Kubija konverentsimaja", "Kubija conference house"), "Võru vald", 57.813, 27.037, facts{
		"STEP_FREE_ENTRANCE": yes, "LIFT": yes, "ACCESSIBLE_TOILET": yes, "QUIET_ROOM": yes, "GUEST_WIFI": yes}},
	{"vaimela", text("Võrumaa Kutsehariduskeskus", "Võru County Vocational Training Centre"), "Võru vald", 57.891, 27.019,
		facts{
			"RAMP": yes, "LIFT": yes, "ACCESSIBLE_TOILET": yes, "WHEELCHAIR_SPACES": partial, "GUEST_WIFI": yes,
			"CONTRAST_SIGNAGE": partial}},
	{"parksepa", text("Parksepa Keskkool", "Parksepa school"), "Võru vald", 57.910, 26.983,
		facts{"REMOVABLE_RAMP": onAsk, "LIFT": no, "ACCESSIBLE_TOILET": partial}},
	{"rouge", text("Rõuge rahvamaja", "Rõuge community house"), "Rõuge vald", 57.728, 26.910,
		facts{"STEP_FREE_ENTRANCE": yes, "LIFT": no, "ACCESSIBLE_TOILET": yes, "DROP_OFF_POINT": yes}},
	{"haanja", text("Suure Munamäe torn", "Suur Munamägi tower"), "Rõuge vald", 57.714, 27.060,
		facts{"LIFT": yes, "STEP_FREE_ENTRANCE": partial, "ACCESSIBLE_PARKING": yes}},
	{"kanepi", text("Kanepi Seltsimaja", "Kanepi society house"), "Kanepi vald", 57.983, 26.756,
		facts{"RAMP": yes, "PLATFORM_LIFT": broken, "ACCESSIBLE_TOILET": no}},
	{"vastseliina", text("Vastseliina Gümnaasium", "Vastseliina school"), "Võru vald", 57.730, 27.294,
		facts{"RAMP": yes, "ACCESSIBLE_TOILET": yes}},
	{"polva", text("Põlva kultuuri- ja huvikeskus", "Põlva culture and hobby centre"), "Põlva vald", 58.060, 27.069, facts{
		"STEP_FREE_ENTRANCE": yes, "LIFT": yes, "ACCESSIBLE_TOILET": yes, "INDUCTION_LOOP": yes, "WHEELCHAIR_SPACES": yes}},
	{"antsla", text("Antsla kultuuri- ja spordikeskus", "Antsla culture and sports centre"), "Antsla vald", 57.826, 26.541,
		facts{"RAMP": yes, "ACCESSIBLE_TOILET": yes, "GUEST_WIFI": yes}},
	{"varstu", text("Varstu Kool", "Varstu school"), "Rõuge vald", 57.64, 26.66, nil},
	{"otepaa", text("Otepää kultuurikeskus", "Otepää culture centre"), "Otepää vald", 58.055, 26.497, nil},
	{"rapina", text("Räpina Aianduskool", "Räpina School of Horticulture"), "Räpina vald", 58.098, 27.464,
		facts{"STEP_FREE_ENTRANCE": partial}},
	{"varska", text("Värska Gümnaasium", "Värska school"), "Setomaa vald", 57.958, 27.638, facts{"RAMP": yes, "LIFT": no}},
	{"valga", text("Valga kultuuri- ja huvialakeskus", "Valga culture and hobby centre"), "Valga vald", 57.778, 26.047,
		nil},
	{"tartu", text("Tartu kogukonnamaja", "Tartu community house"), "Tartu linn", 58.381, 26.725,
		facts{"STEP_FREE_ENTRANCE": yes, "LIFT": yes, "ACCESSIBLE_TOILET": yes, "INDUCTION_LOOP": yes}},
}

func text(et, en string) hackathon.Localized { return hackathon.Localized{Et: et, En: en} }
