package hackathon

import "time"

// Limits of sign-ins.
const (
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
