package hackathon

func (in *UpdateProfileInput) Check(v *Checks) {
	if in.DisplayName != nil {
		name := v.displayName("displayName", *in.DisplayName, 1)
		in.DisplayName = &name
	}
}

// displayName is a name as others see it: public, so without a number or address to reach the person by.
func (c *Checks) displayName(path, name string, min int) string {
	name = c.Line(path, name, min, MaxDisplayName)
	c.Public(path, name)
	return name
}

// NewcomerName is what a person who gave no name is called.
func NewcomerName(l Locale) string {
	if l == LocaleEn {
		return "Participant"
	}
	return "Osaleja"
}

func (in *RoleInput) Check(v *Checks) {
	v.ID("personId", in.PersonID, KindPerson)
	v.OptionalID("eventId", in.EventID, KindEvent)
	switch {
	case in.Role == RoleBoard:
		v.Fail("role", FieldUnknown, "Tahvli õigus antakse tahvlile, mitte inimesele: createBoardToken.",
			"A board's right is given to a board and not to a person: createBoardToken.")
	case in.Role == RoleAdmin && in.EventID != nil:
		v.Fail("eventId", FieldUnknown, "Haldur on kõikjal haldur; jäta sündmus nimetamata.",
			"An administrator is one everywhere; leave the event out.")
	}
}

// CheckGiver is nil when the viewer may give the role or take it back: administrators any, organisers of an event those
// within it.
func (in *RoleInput) CheckGiver(v *Viewer) error {
	switch {
	case v.HasAnywhere(RoleAdmin):
		return nil
	case in.EventID == nil || in.EventID.IsZero():
		return Forbiddenf("only administrators give and take roles that hold everywhere; organisers name their event")
	case v.Has(*in.EventID, RoleOrganiser):
		return nil
	}
	return Forbiddenf("only organisers of this event and administrators give and take its roles")
}

// CheckHolder is nil when the person may hold the role: no right over others rests on the name of a guest alone.
func (in *RoleInput) CheckHolder(guest bool) error {
	c := Check()
	if guest && in.Role != RoleParticipant && in.Role != RoleVolunteer {
		c.Fail("personId", FieldUnknown, "Külalisel ei ole kontot; selle rolli jaoks peab inimene sisse logima e-postiga.",
			"A guest has no account; for this role the person has to sign in by e-mail.")
	}
	return c.Err()
}
