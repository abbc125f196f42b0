package hackathon

import (
	"database/sql/driver"
	"time"
)

// MaxRadiusKm bounds how far around a place events are looked for.
const MaxRadiusKm = 200

// Volunteer is what a volunteer offers; private to that person, and to the predicates.
type Volunteer struct {
	PersonID     ID               `db:"person_id"`
	Kinds        []AssistanceKind `db:"kinds"`
	QualifiedFor []AssistanceKind `db:"qualified_for"`
	Languages    []string         `db:"languages"`
	PlaceID      *string          `db:"place"` // nil: stated before places came from the list
	Lat          float64          `db:"lat"`   // of the place's cell
	Lon          float64          `db:"lon"`
	RadiusKm     int              `db:"radius_km"`
	OnDutyUntil  *time.Time       `db:"on_duty_until"`
	Verification Verification     `db:"verification"`
	Vehicle      *Vehicle         `db:"vehicle"`
	Standing     Standing
}

func (v *Volunteer) NodeID() ID { return v.PersonID }

// Standing is what of a volunteer nobody states and what changes by the hour: eligibility goes by it beside what they
// offer.
type Standing struct {
	Everywhere bool   `db:"everywhere"` // the role holds everywhere
	Roles      []ID   `db:"roles"`      // events for which they hold the role
	Present    []ID   `db:"present"`    // events at which they were checked in, or for which the staff gave the role
	OnDuty     bool   // now
	Held       []Held `db:"held"` // what they have offered to do or do
	Most       int    // how many of these there may be
	Own        []ID   `db:"own"`        // needs that they state themselves
	Left       []ID   `db:"left_alone"` // needs from which they withdrew, were declined or did not come
}

// Held is a need that a volunteer has offered to take, or has taken, and that is not over.
type Held struct {
	ID        ID        `json:"id"`
	OnSite    bool      `json:"onSite"`
	StartsAt  time.Time `json:"startsAt"`
	EndsAt    time.Time `json:"endsAt"`
	CreatedAt time.Time `json:"createdAt"`
}

// Place is where the volunteer starts from; nil when it was stated before places came from the list.
func (v *Volunteer) Place() *Place {
	if v.PlaceID == nil {
		return nil
	}
	return PlaceOf(*v.PlaceID)
}

// Vehicle is what a volunteer can drive people with.
type Vehicle struct {
	Seats            int  `json:"seats"`
	WheelchairPlaces int  `json:"wheelchairPlaces"`
	RampOrLift       bool `json:"rampOrLift"`
	DogWelcome       bool `json:"dogWelcome"`
}

func (v Vehicle) Value() (driver.Value, error) { return jsonValue(v) }
func (v *Vehicle) Scan(src any) error          { return scanJSON(v, src) }

type ObstacleCode string

// Obstacle is one reason why a volunteer may not take a need.
type Obstacle struct {
	Code    ObstacleCode
	Message Localized
}

// Eligibility is whether a volunteer may take a need, and if not why.
type Eligibility struct {
	Eligible  bool
	Obstacles []Obstacle
}

// DistanceBand is a distance, never more exact than this.
type DistanceBand string

type UpdateVolunteerInput struct {
	Kinds        []AssistanceKind
	QualifiedFor []AssistanceKind
	Languages    []string
	Place        string
	RadiusKm     int
	Vehicle      *Vehicle
	Keyed
}

type SetOnDutyInput struct {
	Until *time.Time
	Keyed
}

type StopVolunteeringInput struct {
	Keyed
}

// VerifyVolunteerInput says how far a volunteer was checked.
type VerifyVolunteerInput struct {
	PersonID     ID
	Verification Verification
	Keyed
}
