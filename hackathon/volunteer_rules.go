package hackathon

import (
	"reflect"
	"slices"
	"time"
)

// OnDutyAtMost is how far ahead one can say that one is on duty.
const OnDutyAtMost = 24 * time.Hour

// Passing is what a list and a stream of needs look at themselves, and who asks about one need is told.
type Passing struct {
	EventOver bool // the need's event looks for nobody any more
	NotOpen   bool // somebody has taken the need, or it is over
}

// Eligible says why the volunteer (nil: the person is none) may not take the need; nothing: they may. The list, the
// stream and the claim ask this one function.
func Eligible(v *Volunteer, r *HelpRequest, p Passing) []Obstacle {
	if v == nil || !v.Standing.helps(r.EventID) {
		return []Obstacle{obstacle(ObstacleNotAVolunteer)}
	}
	var found []Obstacle
	switch {
	case p.EventOver:
		found = append(found, obstacle(ObstacleEventOver))
	case p.NotOpen:
		found = append(found, obstacle(ObstacleNotOpen))
	}
	return slices.Concat(found, v.unfit(r), v.Standing.forbids(r))
}

// unfit is what stands between the need and what the volunteer is and offers.
func (v *Volunteer) unfit(r *HelpRequest) (found []Obstacle) {
	add := func(code ObstacleCode, stands bool) {
		if stands {
			found = append(found, obstacle(code))
		}
	}
	add(ObstacleBlocked, v.Verification == VerificationRevoked)
	add(ObstacleOwnRequest, slices.Contains(v.Standing.Own, r.ID))
	add(ObstacleWithdrewBefore, slices.Contains(v.Standing.Left, r.ID))
	add(ObstacleKindNotOffered, !slices.Contains(v.Kinds, r.Kind))
	add(ObstacleQualificationMissing, r.Kind.Interpreting() && !slices.Contains(v.QualifiedFor, r.Kind))
	add(ObstacleVerificationTooLow, v.Verification != VerificationRevoked &&
		!v.Verification.AtLeast(r.MinimumVerification))
	add(ObstacleTooFar, !v.Standing.inTheRoomOf(r) && !r.Coordinates().IsZero() &&
		!v.Coordinates().Reaches(r.Coordinates(), v.RadiusKm))
	add(ObstacleNoCommonLanguage, !share(v.Languages, r.Languages))
	add(ObstacleVehicleUnsuitable, r.Transport != nil && !v.Vehicle.carries(r.Transport))
	return found
}

// helps reports whether the role holds for the event (zero: for needs outside any).
func (s *Standing) helps(event ID) bool {
	return s.Everywhere || !event.IsZero() && slices.Contains(s.Roles, event)
}

// inTheRoomOf reports whether the help is needed where the volunteer is now, wherever they set out from. Terms goes by
// it too.
func (s *Standing) inTheRoomOf(r *HelpRequest) bool {
	return r.OnSite && slices.Contains(s.Present, r.EventID)
}

// forbids is what stands in the way at this moment. Nobody takes a need in the room from afar, more than they can do,
// or two of the same hour.
func (s *Standing) forbids(r *HelpRequest) (found []Obstacle) {
	if r.OnSite && !s.inTheRoomOf(r) {
		found = append(found, obstacle(ObstacleNotPresent))
	}
	if r.OnSite && !s.OnDuty {
		found = append(found, obstacle(ObstacleNotOnDuty))
	}
	if s.Full() {
		found = append(found, Obstacle{Code: ObstacleTooManyMatches, Message: MatchesPerVolunteer.Advise(int64(s.Most))})
	}
	if slices.ContainsFunc(s.Held, func(h Held) bool { return h.ID != r.ID && h.meets(r) }) {
		found = append(found, obstacle(ObstacleTimeOverlaps))
	}
	return found
}

// MayTakeAs reports whether all that Eligible goes by is the same of two looks at a volunteer, so that they may take
// the same.
func (v *Volunteer) MayTakeAs(o *Volunteer) bool {
	if v == nil || o == nil {
		return v == o
	}
	return reflect.DeepEqual(v.deciding(), o.deciding())
}

// deciding is the volunteer without what decides nothing.
func (v *Volunteer) deciding() Volunteer {
	d := *v
	d.OnDutyUntil = nil
	d.Standing.Held = slices.DeleteFunc(slices.Clone(d.Standing.Held), func(h Held) bool { return !h.hasHours() })
	if v.Standing.Full() {
		d.Standing.Most = 0
	}
	return d
}

// Full reports whether the volunteer holds as much as one may at once.
func (s *Standing) Full() bool { return len(s.Held) >= s.Most }

// meets reports whether both have hours of their own, and the same.
func (h Held) meets(r *HelpRequest) bool {
	return h.hasHours() && r.HasHours() && h.StartsAt.Before(r.EndsAt) && r.StartsAt.Before(h.EndsAt)
}

// HasHours reports whether the need was asked for ahead, for certain hours. What is needed at once takes as long as it
// takes: its time says until when help would do.
func (r *HelpRequest) HasHours() bool { return !r.OnSite && r.StartsAt.After(r.CreatedAt) }

func (h Held) hasHours() bool {
	return (&HelpRequest{OnSite: h.OnSite, StartsAt: h.StartsAt, CreatedAt: h.CreatedAt}).HasHours()
}

// Coordinates are those of the cell, whatever was stored: earlier versions kept the kilometre.
func (r *HelpRequest) Coordinates() Coordinates { return Coordinates{Lat: r.Lat, Lon: r.Lon}.Cell() }
func (v *Volunteer) Coordinates() Coordinates   { return Coordinates{Lat: v.Lat, Lon: v.Lon}.Cell() }

// Distance is how far the need is from the volunteer's own place; nil when either has none.
func (v *Volunteer) Distance(r *HelpRequest) *DistanceBand {
	if v == nil || r.Coordinates().IsZero() {
		return nil
	}
	band := BandOf(v.Coordinates().DistanceKm(r.Coordinates()))
	return &band
}

// carries reports whether the vehicle can take who asks. Nobody can be taken without one.
func (v *Vehicle) carries(t *TransportDetails) bool {
	if v == nil || v.Seats < t.Seats && v.WheelchairPlaces == 0 || t.AssistanceDog && !v.DogWelcome {
		return false
	}
	stays := t.Wheelchair == WheelchairPowered || t.Wheelchair == WheelchairFolding && !t.CanTransfer // in the wheelchair
	if stays {
		return v.RampOrLift && v.WheelchairPlaces > 0 && v.Seats >= t.Seats-1
	}
	return v.Seats >= t.Seats
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func obstacle(code ObstacleCode) Obstacle {
	return Obstacle{Code: code, Message: LabelOf("ObstacleCode", code)}
}

func (in *UpdateVolunteerInput) Check(c *Checks) {
	c.Count("kinds", len(in.Kinds), 1, 100)
	in.Kinds = distinct(in.Kinds)
	if in.QualifiedFor != nil { // else it stays
		in.QualifiedFor = distinct(in.QualifiedFor)
	}
	if slices.ContainsFunc(in.QualifiedFor, func(k AssistanceKind) bool { return !k.Interpreting() }) {
		c.Fail("qualifiedFor", FieldUnknown, "Pädevus käib ainult tõlkimise kohta.",
			"Only kinds of interpreting have a qualification.")
	}
	in.Languages = c.Languages("languages", in.Languages, 1, MaxLanguages)
	c.Place("place", in.Place)
	c.Radius("radiusKm", in.RadiusKm)
	if v := in.Vehicle; v != nil {
		c.Range("vehicle.seats", v.Seats, 0, 50)
		c.Range("vehicle.wheelchairPlaces", v.WheelchairPlaces, 0, 20)
	}
}

func (in *SetOnDutyInput) Check(c *Checks) {
	if in.Until == nil {
		return
	}
	c.After("until", *in.Until, c.Now)
	if in.Until.After(c.Now.Add(OnDutyAtMost)) {
		c.Fail("until", FieldOutOfRange, "Kuni 24 tundi ette.", "Up to 24 hours ahead.")
	}
}

func (in *StopVolunteeringInput) Check(*Checks) {}

func (in *VerifyVolunteerInput) Check(c *Checks) { c.ID("personId", in.PersonID, KindPerson) }

// CheckVerify is nil when the viewer may say how far the person was checked.
func CheckVerify(v *Viewer, person ID) error {
	if !v.Has(ID{}, RoleCoordinator, RoleAdmin) {
		return Forbiddenf("this is for coordinators and administrators of the platform")
	}
	c := Check()
	if person == v.PersonID {
		c.Fail("personId", FieldUnknown, "Iseenda eest ei saa kinnitada.", "Nobody vouches for themselves.")
	}
	return c.Err()
}
