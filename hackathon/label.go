package hackathon

import "slices"

// EnumLabel is what an enum value is called in the languages of the interface.
type EnumLabel struct {
	Enum  string
	Value string
	Label Localized
}

// Labels are the labels of one enum by its GraphQL name, or of all of them when enum is empty, in the order of the schema.
func Labels(enum string) []EnumLabel {
	var found []EnumLabel
	for _, e := range enumLabels {
		if enum != "" && e.enum != enum {
			continue
		}
		for _, v := range e.values {
			found = append(found, EnumLabel{Enum: e.enum, Value: v[0], Label: Localized{Et: v[1], En: v[2]}})
		}
	}
	return found
}

// LabelOf is the label of one value; the value itself when it has none.
func LabelOf[T ~string](enum string, value T) Localized {
	for _, e := range enumLabels {
		if e.enum != enum {
			continue
		}
		if i := slices.IndexFunc(e.values, func(v [3]string) bool { return v[0] == string(value) }); i >= 0 {
			return Localized{Et: e.values[i][1], En: e.values[i][2]}
		}
	}
	return Localized{Et: string(value), En: string(value)}
}

func (f VenueFact) Label() Localized   { return LabelOf("VenueFeature", f.Feature) }
func (f ServiceFact) Label() Localized { return LabelOf("EventService", f.Service) }

// enumLabels holds, per enum: value, Estonian, English.
var enumLabels = []struct {
	enum   string
	values [][3]string
}{
	{"VenueFeature", [][3]string{
		{"STEP_FREE_ENTRANCE", "astmeteta sissepääs", "step-free entrance"},
		{"RAMP", "kaldtee", "ramp"},
		{"REMOVABLE_RAMP", "teisaldatav kaldtee", "portable ramp"},
		{"LIFT", "lift", "lift"},
		{"PLATFORM_LIFT", "platvorm- või trepitõstuk", "platform or stair lift"},
		{"AUTOMATIC_DOOR", "automaatuks", "automatic door"},
		{"WIDE_DOORS", "laiad uksed (cm)", "wide doors (cm)"},
		{"ACCESSIBLE_TOILET", "ligipääsetav tualettruum", "accessible toilet"},
		{"ADULT_CHANGING_TABLE", "täiskasvanu mähkimislaud", "adult changing table"},
		{"ACCESSIBLE_PARKING", "liikumispuudega inimese parkimiskoht", "accessible parking"},
		{"DROP_OFF_POINT", "peatumiskoht ukse juures", "drop-off at the door"},
		{"WHEELCHAIR_SPACES", "ratastoolikohad saalis", "wheelchair spaces"},
		{"INDUCTION_LOOP", "silmusvõimendi", "hearing loop"},
		{"TACTILE_GUIDANCE", "taktiilsed juhtteed", "tactile guidance"},
		{"BRAILLE_SIGNAGE", "punktkirjas sildid", "braille signs"},
		{"CONTRAST_SIGNAGE", "kontrastsed sildid ja viidad", "high-contrast signs"},
		{"QUIET_ROOM", "vaikne ruum", "quiet room"},
		{"ASSISTANCE_DOG_WELCOME", "juht- ja abikoer lubatud", "assistance dogs welcome"},
		{"GOOD_LIGHTING", "hea valgustus", "good lighting"},
		{"ACCESSIBLE_BUS_STOP", "ligipääsetav bussipeatus lähedal (m)", "accessible bus stop near (m)"},
		{"GUEST_WIFI", "külaliste wifi", "guest wifi"},
	}},
	{"EventService", [][3]string{
		{"SIGN_LANGUAGE_INTERPRETATION", "viipekeeletõlge", "sign-language interpretation"},
		{"SPEECH_TO_TEXT", "kirjutustõlge", "speech-to-text interpretation"},
		{"AUDIO_DESCRIPTION", "kirjeldustõlge", "audio description"},
		{"CAPTIONS", "subtiitrid", "captions (online, recordings)"},
		{"EASY_LANGUAGE", "lihtne keel", "easy language"},
		{"LARGE_PRINT", "suures kirjas materjalid", "large-print material"},
		{"BRAILLE_MATERIAL", "punktkirjas materjalid", "braille material"},
		{"PORTABLE_LOOP", "teisaldatav silmusvõimendi", "portable loop"},
		{"ONSITE_VOLUNTEERS", "vabatahtlikud abistajad kohapeal", "volunteer assistants on site"},
		{"SUPPORT_PERSON_ONSITE", "tugiisik kohapeal", "support person on site"},
		{"COMPANION_FREE", "saatja osaleb tasuta", "companion free of charge"},
		{"ORGANISED_TRANSPORT", "korraldatud transport", "organised transport"},
		{"REMOTE_PARTICIPATION", "veebis osalemine", "join online"},
		{"CALM_PACE", "pausid ja rahulikum tempo", "breaks and calmer pace"},
		{"CHILDCARE", "lastehoid", "childcare"},
	}},
	{"FeatureState", [][3]string{
		{"YES", "olemas", "yes"},
		{"NO", "puudub", "no"},
		{"PARTIAL", "osaliselt", "partly"},
		{"ON_REQUEST", "soovi korral", "on request"},
		{"OUT_OF_ORDER", "ajutiselt ei tööta", "out of order"},
		{"UNKNOWN", "teadmata", "unknown"},
	}},
	{"FactChecker", [][3]string{
		{"ORGANISER", "korraldaja", "organiser"},
		{"VENUE", "koha pidaja", "venue"},
		{"VISITOR", "külastaja", "visitor"},
		{"AUDITOR", "ligipääsetavuse ekspert", "accessibility auditor"},
	}},
	{"FactOrigin", [][3]string{
		{"VENUE", "koha andmed", "of the venue"},
		{"EVENT", "selle ürituse andmed", "of this event"},
		{"NOBODY", "keegi ei ole öelnud", "nobody has said"},
	}},
	{"EventKind", [][3]string{
		{"SOCIAL_HACKATHON", "loometalgud", "social hackathon"},
		{"WEBINAR", "veebiseminar", "webinar"},
		{"WORKSHOP", "töötuba", "workshop"},
		{"INFO_DAY", "infopäev", "info day"},
		{"MENTORING", "mentorkohtumine", "mentoring"},
		{"FOLLOW_UP", "järelkohtumine", "follow-up meeting"},
	}},
	{"EventFormat", [][3]string{
		{"IN_PERSON", "kohapeal", "in person"},
		{"ONLINE", "veebis", "online"},
		{"HYBRID", "hübriid", "hybrid"},
	}},
	{"EventStatus", [][3]string{
		{"DRAFT", "mustand", "draft"},
		{"PUBLISHED", "avaldatud", "published"},
		{"IDEAS_OPEN", "ideede esitamine", "taking ideas"},
		{"TEAMS_OPEN", "meeskondade moodustamine", "forming teams"},
		{"LIVE", "toimub", "live"},
		{"ENDED", "lõppenud", "ended"},
		{"FOLLOW_UP", "järeltegevus", "follow-up"},
		{"POSTPONED", "edasi lükatud", "postponed"},
		{"MOVED_ONLINE", "viidud veebi", "moved online"},
		{"CANCELLED", "jääb ära", "cancelled"},
	}},
	{"EventOrder", [][3]string{
		{"STARTS_AT", "varasemad enne", "soonest first"},
		{"STARTS_AT_DESC", "hilisemad enne", "latest first"},
		{"TITLE", "pealkirja järgi", "by title"},
	}},
	{"TargetGroup", [][3]string{
		{"MOBILITY", "liikumispuudega inimesed", "people with reduced mobility"},
		{"VISION", "pimedad ja vaegnägijad", "blind and partially sighted people"},
		{"HEARING", "kurdid ja vaegkuuljad", "deaf and hard-of-hearing people"},
		{"INTELLECTUAL", "intellektipuudega inimesed", "people with intellectual disabilities"},
		{"MENTAL_HEALTH", "vaimse tervise häirega inimesed", "people with mental-health conditions"},
		{"DEMENTIA", "dementsusega inimesed", "people with dementia"},
		{"ELDERLY", "eakad", "older people"},
		{"CARERS", "hooldajad ja lähedased", "carers and families"},
		{"CHILDREN_FAMILIES", "lapsed ja pered", "children and families"},
		{"YOUTH", "noored", "young people"},
		{"WHOLE_COMMUNITY", "kogu kogukond", "the whole community"},
	}},
	{"StakeholderSide", [][3]string{
		{"CITIZEN", "kodanik", "citizen"},
		{"LIVED_EXPERIENCE", "kogemusega inimene", "person with lived experience"},
		{"FAMILY_CARER", "lähedane, hooldaja", "family member, carer"},
		{"COMMUNITY", "vabaühendus, kogukond", "association, community"},
		{"ENTREPRENEUR", "ettevõtja", "entrepreneur"},
		{"EXPERT", "ekspert", "expert"},
		{"OFFICIAL", "ametnik", "official"},
		{"SERVICE_PROVIDER", "teenuseosutaja", "service provider"},
		{"RESEARCHER", "teadlane, üliõpilane", "researcher, student"},
	}},
	{"ParticipationCapacity", [][3]string{
		{"SELF", "ise", "for oneself"},
		{"SUPPORTED", "toetatult", "with support"},
		{"REPRESENTED", "esindaja kaudu", "through a representative"},
		{"ORGANISATION", "organisatsiooni nimel", "on behalf of an organisation"},
	}},
	{"AttendanceStatus", [][3]string{
		{"GOING", "tuleb", "going"},
		{"WAITING", "ootenimekirjas", "on the waiting list"},
		{"CHECKED_IN", "kohal", "checked in"},
		{"CANCELLED", "loobunud", "cancelled"},
	}},
	{"EventField", [][3]string{
		{"EASY_TEXT", "lihtsas keeles tekst", "easy-language text"},
		{"VENUE", "koht", "venue"},
		{"ORGANISATION", "organisatsioon", "organisation"},
		{"JOIN_URL", "veebiaadress", "address to join at"},
		{"ACCESS_CONTACT", "ligipääsetavuse kontakt", "access contact"},
		{"REQUEST_DEADLINE", "soovide tähtaeg", "deadline for requests"},
		{"IDEAS_OPEN_AT", "ideede esitamise algus", "ideas open"},
		{"IDEAS_CLOSE_AT", "ideede esitamise lõpp", "ideas close"},
		{"CAPACITY", "kohtade arv", "capacity"},
	}},
}
