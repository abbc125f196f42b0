package demo

import "github.com/loometalgud/mano/hackathon"

type idea struct {
	key, author    string
	title, problem hackathon.Localized
	groups         []hackathon.TargetGroup
	authorship     hackathon.IdeaAuthorship
	supporters     []string
	comment        string
}

// All belong to the live event.
var ideas = []idea{
	{"assistant", "heiki", text("Iseseisva elu võti: isiklik abistaja igas vallas",
		"A personal assistant in every municipality"),
		text("Abistajat saab täna vaid mõnes vallas ja järjekord on pikk.",
			"Today only some municipalities have assistants, and the queue is long."),
		[]hackathon.TargetGroup{"MOBILITY", "VISION"}, hackathon.AuthorshipNamed,
		[]string{"linda", "juhan", "kadri", "peeter", "tiina", "mare"}, "Meil oleks seda väga vaja."},
	{"work", "tiina", text("Võimetekohane töö noortele", "Work to fit ability"),
		text("Pärast kooli jäävad noored koju, sest töökohti, mis neile sobivad, ei otsi keegi.",
			"After school young people stay at home because nobody looks for jobs that fit them."),
		[]hackathon.TargetGroup{"INTELLECTUAL", "YOUTH"}, hackathon.AuthorshipRepresented, []string{"hille", "eha"}, ""},
	{"dementia", "svetlana", text("Maakondlik dementsuse pädevuskeskus", "County dementia centre"),
		text("Lähedased jäävad diagnoosi järel üksi.", "Families are left alone after the news."),
		[]hackathon.TargetGroup{"DEMENTIA", "CARERS"}, hackathon.AuthorshipNamed, []string{"mare", "urmas", "eha", "linda"},
		"Toetan! Hooldajad vajavad ka puhkust."},
	{"ride", "urmas", text("Sõida kaasa: sotsiaaltransport jagatult", "Shared social transport"),
		text("Buss sõidab tühjalt tagasi, samal ajal ootab naaber sõitu.",
			"The van drives back empty while a neighbour waits for a ride."),
		[]hackathon.TargetGroup{"MOBILITY", "ELDERLY"}, hackathon.AuthorshipNamed, []string{"heiki", "kristjan", "aleksandr"},
		""},
	{"neighbours", "kadri", text("Naabrivalve abisoovidele", "Neighbours answer help wishes"),
		text("Väikest abi ei julgeta küsida, sest pole kellegi käest.",
			"Small help is not asked for because there is nobody to ask."),
		[]hackathon.TargetGroup{"WHOLE_COMMUNITY"}, hackathon.AuthorshipNamed, []string{"peeter"}, ""},
	{"quiet", "rasmus", text("Vaikne tund poes ja ametiasutuses", "Quiet hour"),
		text("Müra ja valgus teevad poes käimise mõnele võimatuks.", "Noise and light make shopping impossible for some."),
		[]hackathon.TargetGroup{"MENTAL_HEALTH"}, hackathon.AuthorshipUnnamed, []string{"tiina", "linda"}, ""},
	{"easy", "peeter", text("Lihtsas keeles vallaleht", "Parish paper in easy language"),
		text("Vallalehest ei saa aru.", "The parish paper is hard to understand."),
		[]hackathon.TargetGroup{"INTELLECTUAL", "ELDERLY"}, hackathon.AuthorshipNamed, []string{"eha", "hille", "juhan"}, ""},
	{"loop", "juhan", text("Silmusvõimendi laenutus", "Loop lending"),
		text("Kogukonnamajades ei ole silmusvõimendit.", "Community houses have no hearing loop."),
		[]hackathon.TargetGroup{"HEARING"}, hackathon.AuthorshipNamed, nil, ""},
	{"map", "linda", text("Ligipääsukaart kogukonnamajadele", "Access map of community houses"),
		text("Keegi ei tea, kuhu ratastooliga sisse saab.", "Nobody knows where a wheelchair gets in."),
		[]hackathon.TargetGroup{"MOBILITY"}, hackathon.AuthorshipNamed, []string{"heiki"}, ""},
	{"dayoff", "mare", text("Hooldaja vaba päev", "A day off for carers"),
		text("Hooldaja ei saa kunagi vaba päeva.", "A carer never gets a day off."),
		[]hackathon.TargetGroup{"CARERS"}, hackathon.AuthorshipNamed, []string{"svetlana", "urmas"}, ""},
	{"bus", "kristjan", text("Mobiilne abivahendibuss", "Assistive-equipment bus"),
		text("Abivahendi proovimiseks tuleb sõita Tartusse.", "To try equipment one has to travel to Tartu."),
		[]hackathon.TargetGroup{"MOBILITY", "ELDERLY"}, hackathon.AuthorshipNamed, nil, ""},
	{"meals", "hille", text("Koolitoit eakale koju", "School kitchen meals for the old"),
		text("Soe toit jõuab koju vaid kord nädalas.", "A warm meal reaches home only once a week."),
		[]hackathon.TargetGroup{"ELDERLY"}, hackathon.AuthorshipNamed, []string{"mare"}, ""},
}

type member struct {
	person   string
	role     hackathon.GroupRole
	sides    []hackathon.StakeholderSide
	capacity hackathon.ParticipationCapacity
	shows    bool // agreed to show lived experience
}

type group struct {
	idea          string
	name, purpose hackathon.Localized
	lead          member
	members       []member
	phases        []hackathon.GroupPhase
}

const (
	citizen    = hackathon.SideCitizen
	lived      = hackathon.SideLivedExperience
	carer      = hackathon.SideFamilyCarer
	business   = hackathon.SideEntrepreneur
	expert     = hackathon.SideExpert
	official   = hackathon.SideOfficial
	self       = hackathon.CapacitySelf
	represents = hackathon.CapacityRepresented
)

// Each with the gap that the board shows.
var groups = []group{
	{"assistant", text("Isiklik abistaja", "Personal assistant"),
		text("Teenus igasse valda.", "The service in every municipality."),
		member{"heiki", "", sides(lived), self, true},
		[]member{{"linda", "MEMBER", sides(citizen), self, false}, {"kristjan", "MEMBER", sides(business), self, false},
			{"urmas", "MENTOR", sides(expert), self, false}, {"kadri", "MEMBER", sides(expert), self, false}},
		phases(hackathon.PhaseWorking)}, // lacks OFFICIAL
	{"dementia", text("Dementsuskeskus", "Dementia centre"),
		text("Üks uks kogu perele.", "One door for the whole family."),
		member{"svetlana", "", sides(carer, citizen), self, false},
		[]member{{"mare", "MEMBER", sides(carer), self, false}, {"urmas", "MEMBER", sides(expert), self, false},
			{"toomas", "MEMBER", sides(official), self, false}, {"aleksandr", "MEMBER", sides(business), self, false}},
		phases(hackathon.PhaseWorking)}, // lacks LIVED_EXPERIENCE
	{"work", text("Töö noortele", "Work for young people"), text("Sobiv töö kodu lähedal.", "Fitting work near home."),
		member{"tiina", "", sides(citizen), self, false},
		[]member{{"rasmus", "MEMBER", sides(lived), represents, false}, {"hille", "MEMBER", sides(expert), self, false},
			{"eha", "MEMBER", sides(official), self, false}},
		phases(hackathon.PhaseWorking)}, // lacks ENTREPRENEUR; a REPRESENTED seat
	{"ride", text("Ühine transport", "Shared transport"), text("Tühjad istmed täis.", "No seat empty."),
		member{"urmas", "", sides(citizen), self, false},
		[]member{{"heiki", "MEMBER", sides(lived), self, true}, {"villu", "MEMBER", sides(business), self, false},
			{"kadri", "MEMBER", sides(expert), self, false}, {"peeter", "MEMBER", sides(official), self, false}},
		phases(hackathon.PhaseWorking)}, // complete
	{"easy", text("Lihtne keel", "Easy language"), text("Vallaleht, millest kõik aru saavad.",
		"A paper everybody understands."),
		member{"peeter", "", sides(official), self, false},
		[]member{{"juhan", "MEMBER", sides(lived), self, true}, {"eha", "MEMBER", sides(citizen), self, false},
			{"aleksandr", "MEMBER", sides(business), self, false}, {"hille", "LEARNER", sides(citizen), self, false}},
		nil}, // lacks EXPERT, still forming
	{"map", text("Ligipääsukaart", "Access map"), text("Kuhu pääseb, kuhu mitte.", "Where one gets in and where not."),
		member{"linda", "", sides(citizen), self, false}, nil,
		phases(hackathon.PhaseWorking, hackathon.PhaseDormant)}, // fell asleep
}

func sides(s ...hackathon.StakeholderSide) []hackathon.StakeholderSide { return s }
func phases(p ...hackathon.GroupPhase) []hackathon.GroupPhase          { return p }
