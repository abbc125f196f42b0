package hackathon

import (
	"slices"
	"strings"
)

// MoveText is what those who come are told of the event's move; nil for a move that the event's page tells well enough.
func (e Event) MoveText(reason *Localized) *Localized {
	var told Localized
	switch e.Status {
	case EventPostponed:
		told = Localized{Et: "on edasi lükatud.", En: "is postponed."}
	case EventMovedOnline:
		told = Localized{Et: "toimub veebis. Sinu registreering jääb kehtima.",
			En: "is held online. Your registration stays."}
	case EventCancelled:
		told = Localized{Et: "jääb ära.", En: "is cancelled."}
	default:
		return nil
	}
	if reason != nil {
		told.Et += " Põhjus: " + reason.Text(LocaleEt)
		told.En += " Reason: " + reason.Text(LocaleEn)
	}
	return e.told(told)
}

// ChangeText is what those who come are told when the event was before otherwise; nil when nothing changed that they
// have to plan by.
func (e Event) ChangeText(before Event) *Localized {
	timed := !e.StartsAt.Equal(before.StartsAt) || !e.EndsAt.Equal(before.EndsAt)
	placed := e.VenueID != before.VenueID
	switch {
	case !e.Public() || e.Status.Over() || !timed && !placed:
		return nil
	case timed && placed:
		return e.told(Localized{Et: "aeg ja koht on muutunud.", En: "has a new time and place."})
	case timed:
		return e.told(Localized{Et: "aeg on muutunud.", En: "has a new time."})
	}
	return e.told(Localized{Et: "koht on muutunud. Vaata, kas see sulle sobib.",
		En: "has a new place. See whether it suits you."})
}

// LossText is what those who come are told when something of the event's accessibility was lost; nil when nothing was.
func (e Event) LossText(lost []VenueFact) *Localized {
	if len(lost) == 0 || !e.Public() || e.Status.Over() {
		return nil
	}
	var et, en []string
	for _, f := range lost {
		state := LabelOf("FeatureState", f.State)
		et, en = append(et, f.Label().Et+": "+state.Et), append(en, f.Label().En+": "+state.En)
	}
	return e.told(Localized{Et: "ligipääsetavus on muutunud. " + strings.Join(et, "; ") + ".",
		En: "is less accessible than it was. " + strings.Join(en, "; ") + "."})
}

// Lost are the facts that were there, at least in part or on request, and are not any more. What becomes unknown
// counts.
func Lost(before, after []VenueFact) []VenueFact {
	there := func(f VenueFact) bool { return slices.Contains(EventFilter{}.PassingStates(), f.State) }
	var lost []VenueFact
	for _, now := range after {
		was := slices.IndexFunc(before, func(f VenueFact) bool { return f.Feature == now.Feature })
		if was >= 0 && there(before[was]) && !there(now) {
			lost = append(lost, now)
		}
	}
	return lost
}

func (e Event) told(what Localized) *Localized {
	return &Localized{
		Et: "„" + e.Title.Text(LocaleEt) + "“: " + what.Et,
		En: "“" + e.Title.Text(LocaleEn) + "” " + what.En,
	}
}
