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
}
