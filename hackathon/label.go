package hackathon

import "slices"

// EnumLabel is what an enum value is called in the languages of the interface.
type EnumLabel struct {
	Enum  string
	Value string
	Label Localized
}

// Labels are the labels of one enum by its GraphQL name, or of all of them when enum is empty, in the order of the
// schema.
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
	{"Locale", [][3]string{
		{"ET", "eesti keel", "Estonian"},
		{"EN", "inglise keel", "English"},
		{"RU", "vene keel", "Russian"},
		{"VRO", "võru keel", "Võro"},
	}},
	{"PlatformRole", [][3]string{
		{"PARTICIPANT", "osaleja", "participant"},
		{"VOLUNTEER", "vabatahtlik abistaja", "volunteer"},
		{"COORDINATOR", "koordinaator", "coordinator"},
		{"ORGANISER", "korraldaja", "organiser"},
		{"MODERATOR", "modereerija", "moderator"},
		{"EVALUATOR", "hindaja", "evaluator"},
		{"ADMIN", "haldur", "administrator"},
		{"BOARD", "tahvel", "board"},
	}},
	{"Verification", [][3]string{
		{"NONE", "kontrollimata", "not checked"},
		{"EMAIL", "e-post kinnitatud", "e-mail confirmed"},
		{"IDENTITY", "isik tuvastatud", "identity established"},
		{"VOUCHED", "soovitatud", "vouched for"},
		{"CHECKED", "taustakontroll tehtud", "background checked"},
		{"REVOKED", "tühistatud", "revoked"},
	}},
	{"ConsentPurpose", [][3]string{
		{"NEARBY_NOTICE", "teated lähedal toimuvast", "notices of what happens nearby"},
		{"SHARE_WITH_ORGANISER", "vajadused korraldajale", "needs shown to the organiser"},
		{"SHARE_WITH_VOLUNTEER", "andmed abistajale", "details shown to the volunteer"},
		{"SHOW_SIDE", "kogemuse näitamine", "lived experience shown"},
		{"EVALUATION", "hindamine", "evaluation"},
	}},
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
	{"IdeaStatus", [][3]string{
		{"DRAFT", "mustand", "draft"},
		{"SUBMITTED", "esitatud", "submitted"},
		{"IN_REVIEW", "läbivaatamisel", "in review"},
		{"OPEN", "avatud", "open"},
		{"SEEKS_TEAM", "otsib meeskonda", "looking for a team"},
		{"IN_GROUP", "töörühmas", "in a working group"},
		{"PITCHED", "esitletud", "pitched"},
		{"CHOSEN", "valitud ellu viima", "chosen to be carried out"},
		{"IN_PROGRESS", "teoksil", "in progress"},
		{"IMPLEMENTED", "ellu viidud", "implemented"},
		{"PAUSED", "ootel", "paused"},
		{"DECLINED", "ei võetud edasi", "not taken further"},
		{"MERGED", "ühendatud", "merged"},
		{"WITHDRAWN", "tagasi võetud", "withdrawn"},
	}},
	{"IdeaAuthorship", [][3]string{
		{"NAMED", "nimega", "named"},
		{"UNNAMED", "nimeta", "unnamed"},
		{"REPRESENTED", "esindaja esitatud", "presented by a representative"},
	}},
	{"RepresentationBasis", [][3]string{
		{"PERSON_AGREED", "inimese nõusolekul", "with the person's agreement"},
		{"LEGAL_GUARDIAN", "eestkostja", "legal guardian"},
		{"PARENT", "lapsevanem", "parent"},
		{"GROUP_SPOKESPERSON", "rühma eest kõneleja", "speaking for a group"},
	}},
	{"Contribution", [][3]string{
		{"TIME", "aeg", "time"},
		{"SKILL", "oskus", "skill"},
		{"ROOM", "ruum", "room"},
		{"OTHER", "muu", "other"},
	}},
	{"IdeaOrder", [][3]string{
		{"NEWEST", "uuemad enne", "newest first"},
		{"OLDEST", "vanemad enne", "oldest first"},
		{"MOST_SUPPORTED", "enim toetatud enne", "most supported first"},
	}},
	{"GroupRole", [][3]string{
		{"LEAD", "eestvedaja", "lead"},
		{"CO_LEAD", "kaaseestvedaja", "co-lead"},
		{"IDEA_HOLDER", "teema esitaja", "idea holder"},
		{"MEMBER", "liige", "member"},
		{"LEARNER", "kaasaõppija", "learner"},
		{"MENTOR", "mentor", "mentor"},
		{"OBSERVER", "vaatleja", "observer"},
	}},
	{"GroupPhase", [][3]string{
		{"FORMING", "moodustamisel", "forming"},
		{"WORKING", "töös", "working"},
		{"PITCHING", "esitlus", "pitching"},
		{"FOLLOW_UP", "järeltegevus", "follow-up"},
		{"COMPLETED", "lõpetatud", "completed"},
		{"DORMANT", "soikunud", "dormant"},
		{"CLOSED", "suletud", "closed"},
	}},
	{"WorkingGroupOrder", [][3]string{
		{"NAME", "nime järgi", "by name"},
		{"NEWEST", "uuemad enne", "newest first"},
	}},
	{"AssistanceKind", [][3]string{
		{"PERSONAL_ASSISTANCE", "isiklik abistaja", "personal assistant"},
		{"COMPANION", "saatja", "companion"},
		{"TRANSPORT", "transport", "transport"},
		{"SIGN_LANGUAGE_INTERPRETER", "viipekeeletõlk", "sign-language interpreter"},
		{"SPEECH_TO_TEXT_INTERPRETER", "kirjutustõlk", "speech-to-text interpreter"},
		{"AUDIO_DESCRIBER", "kirjeldustõlk", "audio describer"},
		{"ONSITE_HELP", "abi kohapeal", "help on site"},
		{"READING_WRITING", "abi lugemisel ja kirjutamisel", "help with reading and writing"},
		{"SUPPORT_PERSON", "tugiisik", "support person"},
		{"ONLINE_HELP", "abi veebis osalemisel", "help with joining online"},
		{"EQUIPMENT_LOAN", "abivahendi laen", "loan of equipment"},
		{"RESPITE_AT_HOME", "lähedase asendamine kodus", "respite at home"},
		{"OTHER", "muu abi", "other help"},
	}},
	{"HelpRequestStatus", [][3]string{
		{"DRAFT", "mustand", "draft"},
		{"OPEN", "avatud", "open"},
		{"OFFERED", "abi pakutud", "help offered"},
		{"MATCHED", "kokku lepitud", "agreed"},
		{"IN_PROGRESS", "toimub", "under way"},
		{"COMPLETED", "abi saadud", "help received"},
		{"EXPIRED", "abi ei leitud", "no help found"},
		{"CANCELLED", "tühistatud", "cancelled"},
		{"CLOSED_OTHER", "lahenes muul viisil", "solved another way"},
	}},
	{"OfferStatus", [][3]string{
		{"OFFERED", "pakutud", "offered"},
		{"ACCEPTED", "vastu võetud", "accepted"},
		{"DECLINED", "tagasi lükatud", "declined"},
		{"WITHDRAWN", "tagasi võetud", "withdrawn"},
		{"EXPIRED", "aegunud", "expired"},
		{"SUPERSEDED", "asendatud", "superseded"},
	}},
	{"MoveActor", [][3]string{
		{"ASKER", "abisoovija", "the person who asked"},
		{"REPRESENTATIVE", "esindaja", "representative"},
		{"VOLUNTEER", "vabatahtlik abistaja", "volunteer"},
		{"COORDINATOR", "koordinaator", "coordinator"},
		{"CLOCK", "kell", "the clock"},
	}},
	{"WheelchairKind", [][3]string{
		{"NONE", "ilma ratastoolita", "no wheelchair"},
		{"FOLDING", "kokkupandav ratastool", "folding wheelchair"},
		{"POWERED", "elektriratastool", "powered wheelchair"},
	}},
	{"TransportLeg", [][3]string{
		{"OUTWARD", "minek", "way there"},
		{"RETURN", "tagasi", "way back"},
	}},
	{"DistanceBand", [][3]string{
		{"UNDER_10_KM", "alla 10 km", "under 10 km"},
		{"UNDER_25_KM", "alla 25 km", "under 25 km"},
		{"UNDER_50_KM", "alla 50 km", "under 50 km"},
		{"OVER_50_KM", "üle 50 km", "over 50 km"},
	}},
	{"ObstacleCode", [][3]string{
		{"NOT_A_VOLUNTEER", "Sa ei ole veel vabatahtlik abistaja. Märgi, millega saad aidata.",
			"You are not a volunteer yet. State what you can help with."},
		{"KIND_NOT_OFFERED", "Seda liiki abi sa ei paku. Lisa see oma andmetesse.",
			"You do not offer this kind of help. Add it to what you offer."},
		{"QUALIFICATION_MISSING", "Selleks on vaja tõlgi pädevust, mida sa pole märkinud.",
			"This needs an interpreter's qualification that you have not declared."},
		{"VERIFICATION_TOO_LOW", "Selleks on vaja kõrgemat kontrollitaset. Räägi koordinaatoriga.",
			"This needs a higher verification. Talk to a coordinator."},
		{"TOO_FAR", "See on kaugemal, kui sa aidata lubasid.", "This is farther away than you said you would help."},
		{"NO_COMMON_LANGUAGE", "Teil ei ole ühist keelt.", "You have no language in common."},
		{"OWN_REQUEST", "See on sinu enda abisoov.", "This is your own request."},
		{"WITHDREW_BEFORE", "Sinu varasem pakkumine siin lõppes; seda abisoovi sulle uuesti ei pakuta.",
			"An earlier offer of yours here has ended; this need is not offered to you again."},
		{"BLOCKED", "Sinu kontroll on tühistatud. Räägi koordinaatoriga.",
			"Your verification was revoked. Talk to a coordinator."},
		{"VEHICLE_UNSUITABLE", "Sinu sõiduk ei sobi selle sõidu jaoks.", "Your vehicle does not suit this ride."},
		{"EVENT_OVER", "Selle abisoovi üritus on läbi, edasi lükatud või jääb ära.",
			"The event of this need is over, postponed or cancelled."},
		{"NOT_OPEN", "Seda abisoovi ei saa praegu võtta.", "This need cannot be taken now."},
		{"NOT_PRESENT", "Seda abi on vaja kohapeal. Mine enne registreerimislauda ja lase end kohale märkida.",
			"This help is needed on the spot. Check in at the desk of the event first."},
		{"NOT_ON_DUTY", "Kohapealset abi saab anda valves olles. Märgi enne, et oled valves.",
			"Help on the spot is for those on duty. Go on duty first."},
		{"TOO_MANY_MATCHES", "Sul on juba käsil nii palju abisoove, kui korraga võib. Lõpeta enne mõni.",
			"You already hold as many needs as one may at once. Finish one first."},
		{"TIME_OVERLAPS", "Oled samale ajale juba teise abi lubanud.", "You have promised other help for the same time."},
	}},
	{"NoticeKind", [][3]string{
		{"OFFER_RECEIVED", "pakkumine", "offer"},
		{"OFFER_ACCEPTED", "pakkumine vastu võetud", "offer accepted"},
		{"OFFER_DECLINED", "pakkumist ei võetud vastu", "offer not taken up"},
		{"OFFER_EXPIRED", "pakkumine aegus", "offer expired"},
		{"VOLUNTEER_WITHDREW", "abistaja ei saa tulla", "volunteer withdrew"},
		{"REQUEST_CANCELLED", "abisoov lõpetatud", "need cancelled"},
		{"REQUEST_EXPIRED", "abi ei leitud", "no help found"},
		{"REQUEST_COMPLETED", "abi saadud", "help received"},
		{"EVENT_CHANGED", "sündmus muutus", "event changed"},
	}},
}
