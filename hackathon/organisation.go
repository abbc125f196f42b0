package hackathon

// Organisation stands behind events.
type Organisation struct {
	ID      ID        `db:"id" json:"id"`
	Name    Localized `db:"name" json:"name"`
	Website *string   `db:"website" json:"website,omitempty"`
}

func (o Organisation) NodeID() ID { return o.ID }

type CreateOrganisationInput struct {
	Name    Localized
	Website *string
	Keyed
}

func (in *CreateOrganisationInput) Check(c *Checks) {
	in.Name = c.Localized("name", in.Name, true, MaxTitle)
	in.Website = c.URL("website", in.Website)
}

// CheckAddOrganisation is nil when the viewer may add one.
func CheckAddOrganisation(v *Viewer) error {
	if v.HasAnywhere(RoleOrganiser, RoleCoordinator, RoleAdmin) {
		return nil
	}
	return Forbiddenf("only organisers, coordinators and administrators add organisations")
}
