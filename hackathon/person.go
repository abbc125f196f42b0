package hackathon

import "slices"

// Limits of what a person states about themselves.
const (
	MaxDisplayName = 80
	MaxEmail       = 254
)

// Person is a person as others see them.
type Person struct {
	ID          ID     `db:"id" json:"id"`
	DisplayName string `db:"display_name" json:"displayName"`
}

func (p Person) NodeID() ID { return p.ID }

// Verification is how far a person's identity or fitness was checked; AtLeast compares.
type Verification string

// Verifications are those that are worth something, the least first.
var Verifications = []Verification{VerificationNone, VerificationEmail, VerificationIdentity, VerificationVouched,
	VerificationChecked}

// AtLeast reports whether v is worth as much as min. REVOKED is worth nothing.
func (v Verification) AtLeast(min Verification) bool {
	return slices.Index(Verifications, v) >= slices.Index(Verifications, min)
}

// ConsentPurpose is what a person consented to, each apart.
type ConsentPurpose string

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
