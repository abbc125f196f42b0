package demo

import (
	"time"

	"github.com/loometalgud/mano/hackathon"
)

type event struct {
	key, venue, organisation string
	kind                     hackathon.EventKind
	format                   hackathon.EventFormat
	title, description       hackathon.Localized
	easy                     hackathon.Localized
	startsIn, lasts          time.Duration // from the day the demo is loaded
	status                   hackathon.EventStatus
	groups                   []hackathon.TargetGroup
	services                 map[hackathon.EventService]hackathon.FeatureState
	overrides                facts
}

type services = map[hackathon.EventService]hackathon.FeatureState

const day = 24 * time.Hour

// The first one is LIVE from the first minute: yesterday to the day after tomorrow.
var events = []event{
	{"live", "voru", "vald", "SOCIAL_HACKATHON", hackathon.FormatInPerson,
		text("Vunki-stiilis loometalgud Võrus", "Social hackathon in Võru"),
		text("Kolm päeva, et koos elanike, kogemusega inimeste, ettevõtjate, ekspertide ja ametnikega kavandada paremaid "+
			"teenuseid. (Näidissündmus.)",
			"Three days to design better services together: citizens, people with lived experience, entrepreneurs, experts "+
				"and officials. (Demo event.)"),
		text("Tule kohale. Räägime koos, mis on raske. Mõtleme koos, kuidas saab parem. Abi on olemas.",
			"Come. We talk about what is hard. We think together how it can be better. There is help."),
		-day, 3 * day, hackathon.EventLive, []hackathon.TargetGroup{"WHOLE_COMMUNITY", "MOBILITY", "DEMENTIA"},
		services{"SIGN_LANGUAGE_INTERPRETATION": onAsk, "SPEECH_TO_TEXT": no, "EASY_LANGUAGE": yes, "PORTABLE_LOOP": yes,
			"ONSITE_VOLUNTEERS": yes, "SUPPORT_PERSON_ONSITE": yes,
			"COMPANION_FREE": yes, "ORGANISED_TRANSPORT": partial, "REMOTE_PARTICIPATION": no, "CALM_PACE": yes,
			"CHILDCARE": yes},
		facts{"QUIET_ROOM": yes, "LIFT": yes}},
	{"dementia", "", "lootus", "WEBINAR", hackathon.FormatOnline,
		text("Dementsuse pädevuskeskuse veebiseminar", "Dementia competence centre webinar"),
		text("Kuidas lähedasi päriselt toetada? (Näidissündmus.)", "How to support families for real? (Demo event.)"),
		hackathon.Localized{},
		6 * day, 2 * time.Hour, hackathon.EventPublished, []hackathon.TargetGroup{"DEMENTIA", "CARERS"},
		services{"CAPTIONS": yes, "REMOTE_PARTICIPATION": yes, "EASY_LANGUAGE": partial, "CALM_PACE": yes}, nil},
	{"assistant", "vaimela", "vald", "WORKSHOP", hackathon.FormatHybrid,
		text("Isikliku abistaja teenuse töötuba", "Personal assistance workshop"),
		text("Kavandame isikliku abistaja teenust, mis jõuab igasse valda. (Näidissündmus.)",
			"Designing personal assistance that reaches every municipality. (Demo event.)"), hackathon.Localized{},
		10 * day, 5 * time.Hour, hackathon.EventIdeasOpen, []hackathon.TargetGroup{"MOBILITY", "VISION"},
		services{"SIGN_LANGUAGE_INTERPRETATION": onAsk, "SPEECH_TO_TEXT": yes, "REMOTE_PARTICIPATION": yes,
			"ONSITE_VOLUNTEERS": yes}, nil},
	{"trail", "kubija", "vald", "INFO_DAY", hackathon.FormatInPerson,
		text("Ligipääsetav rand ja matkarada: infopäev", "Accessible beach and trail info day"),
		text("Proovime koos rannaratastooli ja räägime radadest. (Näidissündmus.)",
			"Trying a beach wheelchair and talking about trails. (Demo event.)"), hackathon.Localized{},
		17 * day, 4 * time.Hour, hackathon.EventPublished,
		[]hackathon.TargetGroup{"MOBILITY", "ELDERLY", "CHILDREN_FAMILIES"}, services{"ORGANISED_TRANSPORT": onAsk},
		facts{"WHEELCHAIR_SPACES": yes}},
	{"mentoring", "polva", "kook", "MENTORING", hackathon.FormatInPerson,
		text("Mentorkohtumine Põlvas", "Mentoring in Põlva"),
		text("Töörühmad kohtuvad mentoritega. (Näidissündmus.)", "Working groups meet their mentors. (Demo event.)"),
		hackathon.Localized{},
		20 * day, 3 * time.Hour, hackathon.EventTeamsOpen, []hackathon.TargetGroup{"WHOLE_COMMUNITY"},
		services{"PORTABLE_LOOP": yes}, nil},
	{"followup", "rouge", "vald", "FOLLOW_UP", hackathon.FormatInPerson,
		text("Kuue kuu järelkohtumine", "Six-month follow-up"),
		text("Mis on ideedest saanud? (Näidissündmus.)", "What became of the ideas? (Demo event.)"), hackathon.Localized{},
		-30 * day, 3 * time.Hour, hackathon.EventFollowUp, []hackathon.TargetGroup{"WHOLE_COMMUNITY"},
		services{"CALM_PACE": yes}, nil},
	{"digital", "antsla", "kook", "INFO_DAY", hackathon.FormatInPerson,
		text("Eakate digiabi päev Antslas", "Digital help day for older people"),
		text("Tule oma telefoniga, aitame. (Näidissündmus.)", "Bring your phone, we help. (Demo event.)"),
		text("Too telefon kaasa. Me aitame.", "Bring your phone. We help."),
		24 * day, 4 * time.Hour, hackathon.EventPublished, []hackathon.TargetGroup{"ELDERLY"},
		services{"LARGE_PRINT": yes, "CALM_PACE": yes, "ONSITE_VOLUNTEERS": yes}, nil},
	{"signed", "tartu", "lootus", "WORKSHOP", hackathon.FormatInPerson,
		text("Viipekeelne kogukonnaõhtu", "Signed community evening"),
		text("Õhtu eesti viipekeeles, kõnetõlge olemas. (Näidissündmus.)",
			"An evening in Estonian Sign Language, with spoken interpretation. (Demo event.)"), hackathon.Localized{},
		28 * day, 3 * time.Hour, hackathon.EventPublished, []hackathon.TargetGroup{"HEARING"},
		services{"SIGN_LANGUAGE_INTERPRETATION": yes, "SPEECH_TO_TEXT": yes}, nil},
	{"varska", "varska", "vald", "SOCIAL_HACKATHON", hackathon.FormatInPerson,
		text("Talgud Värskas", "Social hackathon in Värska"),
		text("Viidud veebi. (Näidissündmus.)", "Moved online. (Demo event.)"), hackathon.Localized{},
		14 * day, 8 * time.Hour, hackathon.EventMovedOnline, []hackathon.TargetGroup{"WHOLE_COMMUNITY"},
		services{"CAPTIONS": yes}, nil},
	{"shadow", "parksepa", "lootus", "WORKSHOP", hackathon.FormatInPerson,
		text("Noorte töövarju päev", "Job-shadow day for young people with intellectual disability"),
		text("Päev päris töökohal koos saatjaga. (Näidissündmus.)",
			"A day at a real workplace, with a companion. (Demo event.)"),
		text("Vaatame koos, kuidas tööd tehakse.", "We look together how work is done."),
		35 * day, 6 * time.Hour, hackathon.EventPublished, []hackathon.TargetGroup{"INTELLECTUAL", "YOUTH"},
		services{"EASY_LANGUAGE": yes, "COMPANION_FREE": yes}, nil},
}
