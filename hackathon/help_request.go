package hackathon

import (
	"database/sql/driver"
	"time"
)

// Limits of a help request.
const (
	MaxNeedDescription = 2_000
	MaxPhone           = 40
	MaxAddress         = 300
	MaxArea            = 100
	MaxLanguages       = 20
	// OfferLifeLive and OfferLifePlanned are how long an asker has to answer an offer.
	OfferLifeLive    = 15 * time.Minute
	OfferLifePlanned = 24 * time.Hour
)

// AssistanceKind is what is needed; never a diagnosis.
type AssistanceKind string

// HelpRequestStatus is where a need is; HelpRequestMoves says which way it goes, and by whom.
type HelpRequestStatus string

// MoveActor is the capacity in which somebody moves a request.
type MoveActor string

// HelpRequest is a need as volunteers see it: the teaser. It says nothing of the asker and holds no free text, so it
// may travel in the log and on the streams. The private part is HelpRequestPrivate, in a table of its own.
type HelpRequest struct {
	ID      ID                `db:"id" json:"id"`
	Version int               `db:"version" json:"version"`
	EventID ID                `db:"event_id" json:"eventId"`
	Kind    AssistanceKind    `db:"kind" json:"kind"`
	Status  HelpRequestStatus `db:"status" json:"status"`
	// empty: the venue, or online; nil: stored as free text once
	PlaceID             *string              `db:"place" json:"place,omitempty"`
	Area                string               `db:"area" json:"area"` // read it by AreaText
	Lat                 float64              `db:"lat" json:"lat"`   // of the cell
	Lon                 float64              `db:"lon" json:"lon"`
	StartsAt            time.Time            `db:"starts_at" json:"startsAt"`
	EndsAt              time.Time            `db:"ends_at" json:"endsAt"`
	Languages           []string             `db:"languages" json:"languages"`
	OnSite              bool                 `db:"on_site" json:"onSite"`
	Escalated           bool                 `db:"escalated" json:"escalated"`
	MinimumVerification Verification         `db:"minimum_verification" json:"minimumVerification"`
	Transport           *TransportDetails    `db:"transport" json:"transport,omitempty"`
	Interpreting        *InterpretingDetails `db:"interpreting" json:"interpreting,omitempty"`
	CreatedAt           time.Time            `db:"created_at" json:"createdAt"`
}

func (r HelpRequest) NodeID() ID       { return r.ID }
func (r HelpRequest) NodeVersion() int { return r.Version }

// Takeable reports whether a volunteer can take the need now.
func (r HelpRequest) Takeable() bool { return r.Status == HelpOpen }

// HelpRequestDetails is what depends on the kind of need.
type HelpRequestDetails interface{ Notice() *Localized }

// GeneralDetails belongs to the kinds without fields of their own.
type GeneralDetails struct{ Kind AssistanceKind }

type WheelchairKind string

type TransportLeg string

// TransportDetails is one leg of a ride.
type TransportDetails struct {
	FromPlace     string         `json:"fromPlace,omitempty"` // empty: the venue's municipality, and so with ToPlace
	FromArea      string         `json:"fromArea"`
	ToPlace       string         `json:"toPlace,omitempty"`
	ToArea        string         `json:"toArea"`
	Wheelchair    WheelchairKind `json:"wheelchair"`
	CanTransfer   bool           `json:"canTransfer"`
	Seats         int            `json:"seats"`
	AssistanceDog bool           `json:"assistanceDog"`
	Leg           TransportLeg   `json:"leg"`
	OtherLegID    *ID            `json:"otherLegId,omitempty"`
}

func (d TransportDetails) Value() (driver.Value, error) { return jsonValue(d) }
func (d *TransportDetails) Scan(src any) error          { return scanJSON(d, src) }

// InterpretingDetails is between which languages.
type InterpretingDetails struct {
	FromLanguage string `json:"fromLanguage"`
	ToLanguage   string `json:"toLanguage"`
	Online       bool   `json:"online"`
}

func (d InterpretingDetails) Value() (driver.Value, error) { return jsonValue(d) }
func (d *InterpretingDetails) Scan(src any) error          { return scanJSON(d, src) }

// HelpRequestMove is one move of a request, kept for ever.
type HelpRequestMove struct {
	From *HelpRequestStatus `db:"from_status"`
	To   HelpRequestStatus  `db:"to_status"`
	By   MoveActor          `db:"moved_by"`
	At   time.Time          `db:"at"`
}

type OfferStatus string

// Match is the private side of a need, between the asker and the volunteer who offered or was accepted.
type Match struct {
	AskerID     ID // zero for a volunteer who only offers, and when what is private is gone
	VolunteerID ID // zero while nobody has offered
	Offer       *OfferStatus
	OfferedAt   *time.Time
	ExpiresAt   *time.Time
	Private     *HelpRequestPrivate
}

// HelpRequestPrivate is what only the matched two see.
type HelpRequestPrivate struct {
	Description    *string `db:"description"`
	Phone          *string `db:"phone"`
	Address        *string `db:"address"`
	VolunteerEmail *string `db:"volunteer_email"`
}

// NeedFilter says which needs a list or a stream is about. The zero value takes all.
type NeedFilter struct {
	Kinds        []AssistanceKind
	Languages    []string
	Near         *string // a place
	RadiusKm     *int
	EligibleOnly bool
}

type HelpRequestFilter struct {
	Status    []HelpRequestStatus
	Kinds     []AssistanceKind
	Escalated *bool
}

// HelpRequestOrder is an order of needs.
type (
	HelpRequestOrder      = OrderBy[HelpRequestOrderField]
	HelpRequestOrderField string
)

type RequestHelpInput struct {
	EventID      *ID
	Kind         AssistanceKind
	StartsAt     *time.Time
	EndsAt       *time.Time
	Languages    []string
	Place        *string
	OnSite       bool
	AcceptFirst  bool
	Transport    *TransportInput
	Interpreting *InterpretingInput
	Private      *HelpRequestPrivateInput
	Keyed
}

type TransportInput struct {
	FromPlace     string
	ToPlace       *string
	Wheelchair    WheelchairKind
	CanTransfer   bool
	Seats         int
	AssistanceDog bool
	ReturnAt      *time.Time
}

type InterpretingInput = InterpretingDetails

type HelpRequestPrivateInput struct {
	Description *string
	Phone       *string
	Address     *string
}

type UpdateHelpRequestInput struct {
	HelpRequestID ID
	StartsAt      *time.Time
	EndsAt        *time.Time
	Languages     []string
	Private       *HelpRequestPrivateInput
	Named
	Versioned
	Keyed
}

type ClaimHelpRequestInput struct {
	HelpRequestID ID
	ShareEmail    bool
	Keyed
}

// HelpRequestReference is what the acts say that need no more than to name the request.
type HelpRequestReference struct {
	HelpRequestID ID
	Keyed
}

// The inputs of such acts, by the names of the contract.
type (
	AcceptOfferInput         = HelpRequestReference
	DeclineOfferInput        = HelpRequestReference
	ReleaseHelpRequestInput  = HelpRequestReference
	StartHelpRequestInput    = HelpRequestReference
	CompleteHelpRequestInput = HelpRequestReference
	CancelHelpRequestInput   = HelpRequestReference
	CloseHelpRequestInput    = HelpRequestReference
	ReopenHelpRequestInput   = HelpRequestReference
	ReportNoShowInput        = HelpRequestReference
)

// AlreadyTakenError is the claim of somebody who came second.
type AlreadyTakenError struct{ HelpRequest *HelpRequest }

func (e *AlreadyTakenError) Error() string { return "the help request is already taken" }

// NotEligibleError is the claim of a volunteer who may not take the need.
type NotEligibleError struct{ Obstacles []Obstacle }

func (e *NotEligibleError) Error() string { return "the volunteer may not take this help request" }

// WrongCodeError is a code that does not fit or has lapsed.
type WrongCodeError struct{ AttemptsLeft int }

func (e *WrongCodeError) Error() string { return "the code is wrong or no longer valid" }
