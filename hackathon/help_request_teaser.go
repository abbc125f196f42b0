package hackathon

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// local is the time zone that texts speak in. The program embeds the zone's data (time/tzdata).
var local = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Tallinn")
	if err != nil {
		return time.FixedZone("EET", 2*60*60)
	}
	return zone
})

// Teaser says the need in one sentence, from its fields and never from free text.
func (r HelpRequest) Teaser() Localized {
	label := LabelOf("AssistanceKind", r.Kind)
	return Localized{
		Et: sentence(label.Et) + r.teaser(LocaleEt),
		En: sentence(label.En) + r.teaser(LocaleEn),
	}
}

func sentence(s string) string {
	first := []rune(s)[0]
	return strings.ToUpper(string(first)) + s[len(string(first)):]
}

func (r HelpRequest) teaser(locale Locale) string {
	var b strings.Builder
	if i := r.Interpreting; i != nil && i.FromLanguage != i.ToLanguage {
		fmt.Fprintf(&b, " (%s → %s)", i.FromLanguage, i.ToLanguage)
	}
	if t, ok := r.Details().(*TransportDetails); ok {
		fmt.Fprintf(&b, ": %s → %s", t.FromText(locale), t.ToText(locale))
	} else {
		fmt.Fprintf(&b, ": %s", r.AreaText(locale))
	}
	b.WriteString(", " + span(r.StartsAt, r.EndsAt, r.Transport == nil, locale))
	if t := r.Transport; t != nil {
		if t.Wheelchair != WheelchairNone {
			w := LabelOf("WheelchairKind", t.Wheelchair)
			b.WriteString(", " + w.Text(locale))
		}
		et, en := "", ""
		if t.Seats > 1 {
			et, en = fmt.Sprintf(", %d kohta", t.Seats), fmt.Sprintf(", %d seats", t.Seats)
		}
		if t.AssistanceDog {
			et, en = et+", abikoer kaasas", en+", with an assistance dog"
		}
		b.WriteString(Localized{Et: et, En: en}.Text(locale))
	}
	return b.String()
}

// span is "17.05 kell 9.00–16.00", or only its start.
func span(from, to time.Time, whole bool, locale Locale) string {
	from, to = from.In(local()), to.In(local())
	day, clock, at := "2.01", "15.04", " kell "
	if locale == LocaleEn {
		day, clock, at = "2 January", "15:04", " at "
	}
	text := from.Format(day) + at + hour(from.Format(clock))
	switch {
	case !whole:
	case from.Format(time.DateOnly) == to.Format(time.DateOnly):
		text += "–" + hour(to.Format(clock))
	default:
		text += " – " + to.Format(day) + at + hour(to.Format(clock))
	}
	return text
}

func hour(clock string) string { return strings.TrimPrefix(clock, "0") }

// About is the text of a notice that has the teaser where %s stands.
func (t HelpRequestText) About(r *HelpRequest) Localized {
	teaser := r.Teaser()
	return Localized{Et: fmt.Sprintf(t.Et, teaser.Et), En: fmt.Sprintf(t.En, teaser.En)}
}

// HelpRequestText is what a person is told of a move of a need. It names nobody.
type HelpRequestText struct {
	Kind   NoticeKind
	Et, En string
}

var (
	ToldOffer = HelpRequestText{NoticeOfferReceived, "Vabatahtlik pakub abi. Palun võta vastu või keeldu. %s",
		"A volunteer offers to help. Please accept or decline. %s"}
	ToldTaken = HelpRequestText{NoticeOfferReceived, "Abistaja on leitud. %s",
		"A volunteer has taken your need. %s"}
	toldAccepted = HelpRequestText{NoticeOfferAccepted, "Sinu pakkumine võeti vastu; kontaktid on nüüd avatud. %s",
		"Your offer was accepted; the contacts are open now. %s"}
	toldDeclined = HelpRequestText{NoticeOfferDeclined,
		"Seekord leidis abisoovija teise lahenduse. Aitäh, et pakkusid! %s",
		"This time your offer was not taken up. Thank you for offering! %s"}
	toldOfferExpired = HelpRequestText{NoticeOfferExpired, "Pakkumisele ei jõutud vastata ja abisoov on jälle avatud. %s",
		"The offer was not answered in time and the need is open again. %s"}
	toldWithdrew = HelpRequestText{NoticeVolunteerWithdrew, "Abistaja ei saa siiski tulla; otsime uut abistajat. %s",
		"The volunteer cannot come after all; we are looking for another. %s"}
	toldNoShow = HelpRequestText{NoticeVolunteerWithdrew,
		"Märgiti, et abistaja ei tulnud; abisoov on jälle avatud. Kui see on eksitus, räägi koordinaatoriga. %s",
		"It was noted that the volunteer did not come; the need is open again. If this is a mistake, talk to a " +
			"coordinator. %s"}
	toldLost = HelpRequestText{NoticeVolunteerWithdrew,
		"Sa ei ole selle abisoovi abistaja enam; otsime uut abistajat. %s",
		"You are no longer the volunteer for this need; we are looking for another. %s"}
	toldCancelled = HelpRequestText{NoticeRequestCancelled, "Abisoov tühistati. %s", "The need was cancelled. %s"}
	toldClosed    = HelpRequestText{NoticeRequestCancelled, "Abisoov lahenes muul viisil. %s",
		"The need was solved in another way. %s"}
	toldExpired = HelpRequestText{NoticeRequestExpired,
		"Kahjuks ei leidunud abistajat. Võid abisoovi uuesti avada või pöörduda koordinaatori poole. %s",
		"Sorry, nobody was found in time. You can open the need again or turn to a coordinator. %s"}
	ToldOver = HelpRequestText{NoticeRequestExpired,
		"Kahjuks ei leidunud abistajat ja abi aeg on läbi. Koordinaatorid näevad seda. Kui abi on veel vaja, küsi uuesti. %s",
		"Sorry, nobody was found and the time of the help has passed. The coordinators see it. If you still need help, " +
			"ask again. %s"}
	toldCompleted = HelpRequestText{NoticeRequestCompleted, "Abi on märgitud saaduks. Aitäh! %s",
		"The help was marked as had. Thank you! %s"}
	toldAutoCompleted = HelpRequestText{NoticeRequestCompleted,
		"Märkisime abi saaduks, sest kaks päeva on möödas. Kui nii ei olnud, räägi koordinaatoriga. %s",
		"Two days have passed, so we marked the help as had. If it was not, talk to a coordinator. %s"}

	// what becomes of needs when their event moves
	toldEventEnded = HelpRequestText{NoticeRequestExpired,
		"Üritus on lõppenud ja abistajat ei leidunud. Kui vajad veel abi, pöördu koordinaatori poole. %s",
		"The event has ended and nobody was found. If you still need help, turn to a coordinator. %s"}
	toldEventEndedOffer = HelpRequestText{NoticeOfferExpired,
		"Üritus lõppes enne, kui sinu pakkumisele vastati. Aitäh, et pakkusid! %s",
		"The event ended before your offer was answered. Thank you for offering! %s"}
	ToldNotLookedFor = HelpRequestText{NoticeRequestExpired,
		"Üritust enam ei ole, seetõttu uut abistajat ei otsita. Kui vajad veel abi, pöördu koordinaatori poole. %s",
		"The event is not on any more, so nobody else is looked for. If you still need help, turn to a coordinator. %s"}
	toldEventCancelled = HelpRequestText{NoticeRequestCancelled,
		"Üritus jääb ära, seetõttu on abisoov tühistatud. %s", "The event is cancelled, and the need with it. %s"}
	toldEventPostponed = HelpRequestText{NoticeRequestCancelled,
		"Üritus on edasi lükatud, seetõttu on abisoov tühistatud. Kui uus aeg on teada, küsi palun uuesti. %s",
		"The event is postponed, so the need was cancelled. When the new time is known, please ask again. %s"}
	toldEventPostponedHelper = HelpRequestText{NoticeRequestCancelled,
		"Üritus on edasi lükatud, seetõttu on abisoov tühistatud. Aitäh, et lubasid aidata! %s",
		"The event is postponed, so the need was cancelled. Thank you for being ready to help! %s"}
	toldNotOnline = HelpRequestText{NoticeRequestCancelled,
		"Üritus toimub veebis, seetõttu ei ole seda abi kohapeal vaja ja abisoov on suletud. Kui vajad muud abi, küsi " +
			"palun uuesti. %s", "The event is held online, so this help at the venue is not needed and the need is closed. If " +
			"you need other help, please ask again. %s"}
	toldNotOnlineHelper = HelpRequestText{NoticeRequestCancelled,
		"Üritus toimub veebis, seetõttu ei ole seda abi kohapeal vaja. Aitäh, et lubasid aidata! %s",
		"The event is held online, so this help at the venue is not needed. Thank you for being ready to help! %s"}
	toldEventChanged = HelpRequestText{NoticeEventChanged,
		"Ürituse aeg või koht on muutunud. Vaata, kas see abi sobib endiselt; kui ei, tühista abisoov ja küsi uuesti. %s",
		"The event has a new time or place. See whether this help still suits you; if not, cancel it and ask again. %s"}
	toldEventChangedHelper = HelpRequestText{NoticeEventChanged,
		"Ürituse aeg või koht on muutunud. Vaata, kas saad siiski aidata; kui ei, loobu abisoovist. %s",
		"The event has a new time or place. See whether you can still help; if not, let the need go. %s"}
	toldOnline = HelpRequestText{NoticeEventChanged, "Üritus toimub veebis ja see abi samuti. %s",
		"The event is held online, and so is this help. %s"}
)
