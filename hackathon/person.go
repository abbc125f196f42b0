package hackathon

import (
	"slices"
	"time"
)

// Limits of what a person states about themselves.
const (
	MaxDisplayName = 80
	MaxEmail       = 254
	// SignInCodeLife is how long a one-time code can be used, and SignInCodeAttempts how often it may be tried.
	SignInCodeLife     = 15 * time.Minute
	SignInCodeAttempts = 5
	// SignInCodeDigits is how long a code is, as long as an address was not asked for more than SignInShortCodes times
	// within SignInShortWithin; whoever asks then needs one with SignInLongDigits, which nobody guesses.
	SignInCodeDigits  = 6
	SignInLongDigits  = 10
	SignInShortCodes  = 3
	SignInShortWithin = time.Hour
	SessionLife       = 30 * 24 * time.Hour
	// AfterEvent is how long the sign-ins of guests and boards outlive their event.
	AfterEvent = 24 * time.Hour
)

// Person is a person as others see them.
type Person struct {
	ID          ID     `db:"id" json:"id"`
	DisplayName string `db:"display_name" json:"displayName"`
}

func (p Person) NodeID() ID { return p.ID }

// Verification is how far a person's identity or fitness was checked; AtLeast compares.
type Verification string

const (
	VerificationNone     Verification = "NONE"
	VerificationEmail    Verification = "EMAIL"
	VerificationIdentity Verification = "IDENTITY"
	VerificationVouched  Verification = "VOUCHED"
	VerificationChecked  Verification = "CHECKED"
	VerificationRevoked  Verification = "REVOKED"
)

// Verifications are those that are worth something, the least first.
var Verifications = []Verification{VerificationNone, VerificationEmail, VerificationIdentity, VerificationVouched,
	VerificationChecked}

// AtLeast reports whether v is worth as much as min. REVOKED is worth nothing.
func (v Verification) AtLeast(min Verification) bool {
	return slices.Index(Verifications, v) >= slices.Index(Verifications, min)
}

// ConsentPurpose is what a person consented to, each apart.
type ConsentPurpose string

const (
	ConsentNearbyNotice       ConsentPurpose = "NEARBY_NOTICE"
	ConsentShareWithOrganiser ConsentPurpose = "SHARE_WITH_ORGANISER"
	ConsentShareWithVolunteer ConsentPurpose = "SHARE_WITH_VOLUNTEER"
	ConsentShowSide           ConsentPurpose = "SHOW_SIDE"
	ConsentEvaluation         ConsentPurpose = "EVALUATION"
)

type RequestSignInCodeInput struct {
	Email  string
	Locale Locale
}

type SignInInput struct {
	Challenge   string
	Email       string
	Code        string
	DisplayName *string
}

type JoinAsGuestInput struct {
	JoinCode    string
	DisplayName string
	Keyed
}

// SignInCode is what somebody gets who asks to sign in, and a one-time code that has to be sent to the address.
type SignInCode struct {
	Challenge string // for who asked, and nobody else
	Email     string
	Code      string // its digits; empty: codes enough are on their way
	Locale    Locale
	ExpiresAt time.Time
}

// Session is a fresh sign-in. Token is the only copy: the database keeps its hash.
type Session struct {
	Token     string
	ExpiresAt time.Time
	Viewer    *Viewer
}

type UpdateProfileInput struct {
	DisplayName *string
	Locale      *Locale
	Keyed
}

// RoleInput is a role of a person, to give or to take back.
type RoleInput struct {
	PersonID ID
	Role     PlatformRole
	EventID  *ID
	Keyed
}

type (
	GrantRoleInput  = RoleInput
	RevokeRoleInput = RoleInput
)

type CreateBoardTokenInput struct {
	EventID ID
	Keyed
}

// BoardToken is a fresh token of a projected board. Token is the only copy.
type BoardToken struct {
	Token     string
	ExpiresAt time.Time
}

type RevokeBoardTokensInput struct {
	EventID ID
}
