package hackathon

// Details is what depends on the kind of need.
func (r HelpRequest) Details() HelpRequestDetails {
	switch {
	case r.Transport != nil:
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
			Et: "Isiklik abistaja tegutseb koos inimesega ja tema juhiste järgi. Meditsiinilised, tõlke- ja õigustoimingud ei kuulu abi hulka.",
			En: "A personal assistant acts together with the person and at that person's direction. Medical, interpreting and legal work is not included.",
		}
	}
	return nil
}

func (TransportDetails) Notice() *Localized    { return nil }
func (InterpretingDetails) Notice() *Localized { return nil }
