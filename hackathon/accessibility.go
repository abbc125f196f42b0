package hackathon

import (
	"cmp"
	"time"
)

// FactStaleMonths is the age from which a fact that was checked counts as old.
const FactStaleMonths = 24

// MaxFactNote is the longest note of a fact, in characters a language.
const MaxFactNote = 500

// FeatureState is what is known of a fact. Unknown is the default and never counts as there.
type FeatureState string

// VenueFeature is a fact of a building; it stays from event to event.
type VenueFeature string

// VenueFeatures are all features, in the order they are shown in.
var VenueFeatures = Values[VenueFeature]("VenueFeature")

// MeasureUnit is what the number of a fact counts or measures.
type MeasureUnit string

var featureUnits = map[VenueFeature]MeasureUnit{"RAMP": UnitCentimetres, "LIFT": UnitCentimetres,
	"WIDE_DOORS": UnitCentimetres, "ACCESSIBLE_BUS_STOP": UnitMetres}

// Unit is in what the fact's feature is measured.
func (f VenueFact) Unit() MeasureUnit { return cmp.Or(featureUnits[f.Feature], UnitCount) }

// Unit is in what services are measured.
func (f ServiceFact) Unit() MeasureUnit { return UnitCount }

// EventService is arranged for one event.
type EventService string

// EventServices are all services, in the order they are shown in.
var EventServices = Values[EventService]("EventService")

// FactChecker is who looked.
type FactChecker string

// FactOrigin is where an effective fact comes from.
type FactOrigin string

// VenueFact is one fact of a building as it holds for a venue or an event.
type VenueFact struct {
	Feature   VenueFeature `db:"feature" json:"feature"`
	State     FeatureState `db:"state" json:"state"`
	Note      *Localized   `db:"note" json:"note,omitempty"`
	Measure   *float64     `db:"measure" json:"measure,omitempty"`
	CheckedOn *Date        `db:"checked_on" json:"checkedOn,omitempty"`
	CheckedBy *FactChecker `db:"checked_by" json:"checkedBy,omitempty"`
	Stale     bool         `db:"stale" json:"stale"`
	SourceURL *string      `db:"source_url" json:"sourceUrl,omitempty"`
	Origin    FactOrigin   `db:"origin" json:"origin"`
}

// ServiceFact is one service of an event.
type ServiceFact struct {
	Service   EventService `db:"service" json:"service"`
	State     FeatureState `db:"state" json:"state"`
	Note      *Localized   `db:"note" json:"note,omitempty"`
	Measure   *float64     `db:"measure" json:"measure,omitempty"`
	RequestBy *time.Time   `db:"request_by" json:"requestBy,omitempty"`
	CheckedOn *Date        `db:"checked_on" json:"checkedOn,omitempty"`
	CheckedBy *FactChecker `db:"checked_by" json:"checkedBy,omitempty"`
	Stale     bool         `db:"stale" json:"stale"`
	SourceURL *string      `db:"source_url" json:"sourceUrl,omitempty"`
}

type VenueFactInput struct {
	Feature   VenueFeature
	State     FeatureState
	Note      *Localized
	Measure   *float64
	CheckedOn *Date
	CheckedBy *FactChecker
	SourceURL *string
}

type ServiceFactInput struct {
	Service   EventService
	State     FeatureState
	Note      *Localized
	Measure   *float64
	RequestBy *time.Time
	CheckedOn *Date
	CheckedBy *FactChecker
	SourceURL *string
}

type SetEventFactsInput struct {
	EventID ID
	Facts   []VenueFactInput
	Versioned
	Keyed
}

type SetEventServicesInput struct {
	EventID  ID
	Services []ServiceFactInput
	Versioned
	Keyed
}
