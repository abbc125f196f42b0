package hackathon

import (
	"database/sql/driver"
	"time"
)

// Limits of an event's texts, in characters a language.
const (
	MaxTitle       = 200
	MaxDescription = 10_000
)

// Coordinates are WGS 84 degrees.
type Coordinates struct {
	Lat float64 `db:"lat" json:"lat"`
	Lon float64 `db:"lon" json:"lon"`
}

type EventKind string

type EventFormat string

// EventStatus is where an event is in its life; EventMoves says which way it goes.
type EventStatus string

// TargetGroup is for whom an event, idea or group is; never said of a person.
type TargetGroup string

// StakeholderSide is a party of a social hackathon.
type StakeholderSide string

// DefaultRequiredSides are the sides of a complete group unless the event says otherwise.
var DefaultRequiredSides = []StakeholderSide{SideCitizen, SideLivedExperience, SideEntrepreneur, SideExpert,
	SideOfficial}

// EventContent is what the staff of an event say of it, and change. Null empties what is tagged so.
type EventContent struct {
	Title           Localized         `db:"title" json:"title"`
	Description     Localized         `db:"description" json:"description" null:"empties"`
	EasyText        *Localized        `db:"easy_text" json:"easyText,omitempty"`
	StartsAt        time.Time         `db:"starts_at" json:"startsAt"`
	EndsAt          time.Time         `db:"ends_at" json:"endsAt"`
	VenueID         ID                `db:"venue_id" json:"venueId" null:"empties"`
	OrganisationID  ID                `db:"organisation_id" json:"organisationId" null:"empties"`
	AccessContact   *AccessContact    `db:"access_contact" json:"accessContact,omitempty"`
	RequestDeadline *time.Time        `db:"request_deadline" json:"requestDeadline,omitempty"`
	TargetGroups    []TargetGroup     `db:"target_groups" json:"targetGroups"`
	RequiredSides   []StakeholderSide `db:"required_sides" json:"requiredSides"`
	IdeasOpenAt     *time.Time        `db:"ideas_open_at" json:"ideasOpenAt,omitempty"`
	IdeasCloseAt    *time.Time        `db:"ideas_close_at" json:"ideasCloseAt,omitempty"`
	UnnamedIdeas    bool              `db:"unnamed_ideas" json:"unnamedIdeas"`
	Seats           *int              `db:"capacity" json:"capacity,omitempty"` // the log has told of it by this name
}

// Event is a social hackathon or another meeting. What only some may see of it (join code, online address) is not here.
type Event struct {
	ID      ID          `db:"id" json:"id"`
	Version int         `db:"version" json:"version"`
	Kind    EventKind   `db:"kind" json:"kind"`
	Format  EventFormat `db:"format" json:"format"`
	Status  EventStatus `db:"status" json:"status"`
	EventContent
}

func (e Event) NodeID() ID       { return e.ID }
func (e Event) NodeVersion() int { return e.Version }

// AccessContact is whom to ask about access to an event.
type AccessContact struct {
	Name  string  `json:"name"`
	Phone *string `json:"phone,omitempty"`
	Email *string `json:"email,omitempty"`
}

func (c AccessContact) Value() (driver.Value, error) { return jsonValue(c) }
func (c *AccessContact) Scan(src any) error          { return scanJSON(c, src) }

// EventMove is one move in an event's life.
type EventMove struct {
	From   *EventStatus `db:"from_status" json:"from,omitempty"`
	To     EventStatus  `db:"to_status" json:"to"`
	Reason *Localized   `db:"reason" json:"reason,omitempty"`
	At     time.Time    `db:"at" json:"at"`
}

// EventOrder is an order of events.
type (
	EventOrder      = OrderBy[EventOrderField]
	EventOrderField string
)

type EventFilter struct {
	Status         []EventStatus
	Kind           []EventKind
	Format         []EventFormat
	TargetGroups   []TargetGroup
	Features       []VenueFeature
	Services       []EventService
	IncludeUnknown bool
	Near           *Coordinates
	RadiusKm       *int
	StartsAfter    *time.Time
	StartsBefore   *time.Time
	Search         *string
}

type CreateEventInput struct {
	Kind   EventKind
	Format EventFormat
	EventContent
	JoinURL *string
	Keyed
}

type UpdateEventInput struct {
	EventID ID
	EventContent
	JoinURL *string
	Named
	Versioned
	Keyed
}

// EventReference is what the mutations say that need no more than to name the event.
type EventReference struct {
	EventID ID
	Keyed
}

// The inputs of such mutations, by the names of the contract.
type (
	CancelAttendanceInput = EventReference
	CreateBoardTokenInput = EventReference
	PublishEventInput     = EventReference
)

type ChangeEventStatusInput struct {
	EventID ID
	Status  EventStatus
	Reason  *Localized
	Keyed
}

type MoveEventOnlineInput struct {
	EventID ID
	JoinURL string
	Reason  *Localized
	Keyed
}
