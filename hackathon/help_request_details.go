package hackathon

// Details is what depends on the kind of need.
func (r HelpRequest) Details() HelpRequestDetails {
	switch {
	case r.Transport != nil:
		if r.PlaceID == nil {
			d := *r.Transport
			d.FromArea, d.ToArea = "", ""
			return &d
		}
		return r.Transport
	case r.Interpreting != nil:
		return r.Interpreting
	}
	return GeneralDetails{Kind: r.Kind}
}

// Notice says what a volunteer does not do, where the kind has such a boundary.
func (d GeneralDetails) Notice() *Localized {
	if d.Kind == KindPersonalAssistance {
		return &Localized{
			Et: "Isiklik abistaja tegutseb koos inimesega ja tema juhiste järgi. Meditsiinilised, tõlke- ja õigustoimingud ei " +
				"kuulu abi hulka.",
			En: "A personal assistant acts together with the person and at that person's direction. Medical, interpreting and " +
				"legal work is not included.",
		}
	}
	return nil
}

func (TransportDetails) Notice() *Localized    { return nil }
func (InterpretingDetails) Notice() *Localized { return nil }

// areaUnknown stands where earlier versions had stored free text, which could be an address.
var areaUnknown = Localized{Et: "Täpsustamata koht", En: "Place not stated"}

// online is what areaOnline, by which it is stored, is called.
var online = Localized{Et: "Veebis", En: "Online"}

// areaText is the place's name from the list, or the text that stands for a venue.
func areaText(place, text string, locale Locale) string {
	if p := PlaceOf(place); p != nil {
		return p.Name.Text(locale)
	}
	if place != "" || text == "" {
		return areaUnknown.Text(locale)
	}
	if text == areaOnline {
		return online.Text(locale)
	}
	return text
}

// AreaText is where the need is, as it may be told.
func (r HelpRequest) AreaText(locale Locale) string {
	if r.PlaceID == nil {
		return areaUnknown.Text(locale)
	}
	return areaText(*r.PlaceID, r.Area, locale)
}

// FromText and ToText are where the ride starts and ends.
func (d TransportDetails) FromText(locale Locale) string {
	return areaText(d.FromPlace, d.FromArea, locale)
}
func (d TransportDetails) ToText(locale Locale) string { return areaText(d.ToPlace, d.ToArea, locale) }
