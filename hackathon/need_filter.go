package hackathon

import "slices"

// DefaultRadiusKm is how far a search near a place reaches when it does not say.
const DefaultRadiusKm = 50

// Validate is an Invalid error with all that is wrong; nil stands for no filter.
func (f *NeedFilter) Validate() error {
	if f == nil {
		return nil
	}
	c := Check()
	c.Count("filter.kinds", len(f.Kinds), 0, 100)
	c.Languages("filter.languages", f.Languages, 0, MaxLanguages)
	if f.Near != nil {
		c.Place("filter.near", *f.Near)
	}
	if f.RadiusKm != nil {
		c.Radius("filter.radiusKm", *f.RadiusKm)
		if f.Near == nil {
			c.Fail("filter.near", FieldRequired, "Raadius vajab kohta.", "A radius needs a place.")
		}
	}
	return c.Err()
}

// Predicate reports of each need whether it is wanted. List and stream ask this one function, so they cannot differ. v
// is what EligibleOnly goes by: what the viewer offers as a volunteer and how they stand at the moment, nil if they are
// none. That a need is gone is told as well to who could not take it now but could have when it was there. An empty
// list of kinds or languages is no condition. A need without a place, as help online, is near everywhere.
func (f *NeedFilter) Predicate(v *Volunteer) func(*HelpRequest) bool {
	if f == nil {
		return func(*HelpRequest) bool { return true }
	}
	filter, radius := *f, f.Radius()
	near, anywhere := f.around()
	return func(r *HelpRequest) bool {
		return (len(filter.Kinds) == 0 || slices.Contains(filter.Kinds, r.Kind)) &&
			(len(filter.Languages) == 0 || share(filter.Languages, r.Languages)) &&
			(anywhere || r.Coordinates().IsZero() || near.Reaches(r.Coordinates(), radius)) &&
			(!filter.EligibleOnly || v.wants(r))
	}
}

func (v *Volunteer) wants(r *HelpRequest) bool {
	if v != nil && !r.Takeable() {
		return len(v.unfit(r)) == 0
	}
	return len(Eligible(v, r, Passing{})) == 0
}

// around is the cell that the needs are to be near, unless they may be anywhere.
func (f *NeedFilter) around() (cell Coordinates, anywhere bool) {
	if f.Near == nil {
		return Coordinates{}, true
	}
	if p := PlaceOf(*f.Near); p != nil { // Validate has said so if there is none, and nothing is near it
		return p.Cell(), false
	}
	return Coordinates{}, false
}

// Box holds all that the filter may want, wherever in their cells they stand; false: they may be anywhere.
func (f *NeedFilter) Box() (low, high Coordinates, bounded bool) {
	cell, anywhere := f.around()
	if anywhere {
		return low, high, false
	}
	low, high = cell.Box(reachKm(f.Radius()) + CellReachKm)
	return low, high, true
}

// Radius is in kilometres.
func (f *NeedFilter) Radius() int {
	if f.RadiusKm != nil {
		return *f.RadiusKm
	}
	return DefaultRadiusKm
}

// WantsRecord is Predicate for the log: a need that is wanted now, or was before this change.
func WantsRecord(wanted func(*HelpRequest) bool, r *HelpRequestRecord) bool {
	return wanted(&r.HelpRequest) || r.Was != nil && wanted(r.Was)
}

// SeesNeeds reports whether the viewer may see the teasers of an event's needs (zero: those outside any event).
func (v *Viewer) SeesNeeds(event ID) bool {
	return v.SignedIn() && (v.Has(event, RoleVolunteer) || v.Staff(event))
}

// SeesNeed reports whether the viewer may see the teaser of the need as others than its asker do.
func (v *Viewer) SeesNeed(r *HelpRequest) bool {
	return r.Status != HelpDraft && v.SeesNeeds(r.EventID)
}

// NeedsReach is where the viewer sees needs: everywhere, or within the events returned, in order of their ids.
func (v *Viewer) NeedsReach() (everywhere bool, events []ID) {
	if v.SeesNeeds(ID{}) {
		return true, nil
	}
	for _, g := range v.Grants {
		if !g.EventID.IsZero() && v.SeesNeeds(g.EventID) {
			events = append(events, g.EventID)
		}
	}
	slices.SortFunc(events, func(a, b ID) int { return slices.Compare(a[:], b[:]) })
	return false, slices.Compact(events)
}
