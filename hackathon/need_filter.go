package hackathon

import (
	"slices"
	"strings"
)

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

// NeedsReach is where somebody sees needs: at one event, or at all that their rights open to them.
type NeedsReach struct {
	Event     *ID  // nil: all
	StaffOnly bool // the event is a draft, which nobody else sees
	Events    []ID // without Event: these, in order of their ids; nil: everywhere
}

// NeedsReach is all that the viewer's rights open.
func (v *Viewer) NeedsReach() (*NeedsReach, error) {
	if v.SeesNeeds(ID{}) {
		return &NeedsReach{}, nil
	}
	var events []ID
	for _, g := range v.Grants {
		if !g.EventID.IsZero() && v.SeesNeeds(g.EventID) {
			events = append(events, g.EventID)
		}
	}
	if events == nil {
		return nil, Forbiddenf("this is for volunteers and for the staff of events")
	}
	slices.SortFunc(events, func(a, b ID) int { return slices.Compare(a[:], b[:]) })
	return &NeedsReach{Events: slices.Compact(events)}, nil
}

// CheckSeesNeeds is nil when the viewer may see the needs of the event.
func (v *Viewer) CheckSeesNeeds(event ID) error {
	if !v.SeesNeeds(event) {
		return Forbiddenf("this is for volunteers and for the staff of the event")
	}
	return nil
}

// Scope names the reach: whoever has the same sees the same.
func (r *NeedsReach) Scope() string {
	switch {
	case r.Event != nil && r.StaffOnly:
		return "staff:" + r.Event.String()
	case r.Event != nil:
		return "volunteer:" + r.Event.String()
	case r.Events == nil:
		return "volunteer"
	}
	names := make([]string, len(r.Events))
	for i, e := range r.Events {
		names[i] = e.String()
	}
	return "volunteer:" + strings.Join(names, "+")
}

// StillOf is nil when the viewer's present rights give the reach. Without an event in mind they may give another one:
// the client then comes back and gets that.
func (r *NeedsReach) StillOf(v *Viewer) error {
	if r.Event == nil {
		now, err := v.NeedsReach()
		if err == nil && now.Scope() != r.Scope() {
			err = &Error{Kind: Unauthenticated, Message: "your rights have changed: connect again"}
		}
		return err
	}
	if r.StaffOnly && !v.Staff(*r.Event) {
		return Forbiddenf("this is for the staff of the event")
	}
	return v.CheckSeesNeeds(*r.Event)
}
