package hackathon

import (
	"context"
	"slices"
)

// PlatformRole is what a person may do, everywhere or within one event.
type PlatformRole string

// Grant is a role, held everywhere when EventID is zero.
type Grant struct {
	Role    PlatformRole `db:"role"`
	EventID ID           `db:"event_id"`
}

// Viewer is who asks. The zero Viewer is anonymous. A Viewer is immutable.
type Viewer struct {
	PersonID  ID      `db:"person_id"` // zero for anonymous callers and boards
	SessionID ID      `db:"session_id"`
	Grants    []Grant `db:"grants"`
	Locale    Locale  `db:"locale"`
	Guest     bool    `db:"guest"` // joined an event by its code, without an account
}

// SignedIn reports whether the viewer is a person.
func (v *Viewer) SignedIn() bool { return v != nil && !v.PersonID.IsZero() }

// IsBoard reports whether the viewer is the token of a projected board. It sees its board and nothing else, less than
// somebody who shows no token at all: whoever finds it can do nothing with it.
func (v *Viewer) IsBoard() bool { return !v.SignedIn() && v.HasAnywhere(RoleBoard) }

// Has reports whether the viewer holds one of the roles for the event, or everywhere. An administrator does not
// hold other roles by that alone.
func (v *Viewer) Has(event ID, roles ...PlatformRole) bool {
	if v == nil {
		return false
	}
	for _, g := range v.Grants {
		if slices.Contains(roles, g.Role) && (g.EventID.IsZero() || g.EventID == event) {
			return true
		}
	}
	return false
}

// HasAnywhere reports whether the viewer holds one of the roles at all, were it within a single event.
func (v *Viewer) HasAnywhere(roles ...PlatformRole) bool {
	return v != nil && slices.ContainsFunc(v.Grants, func(g Grant) bool { return slices.Contains(roles, g.Role) })
}

// staffRoles are the roles of those who run an event.
var staffRoles = []PlatformRole{RoleCoordinator, RoleOrganiser, RoleAdmin}

// Staff reports whether the viewer runs the event.
func (v *Viewer) Staff(event ID) bool { return v.Has(event, staffRoles...) }

// StaffOf returns the events that the viewer runs, or that it is all of them.
func (v *Viewer) StaffOf() (all bool, events []ID) { return v.holdsAt(staffRoles...) }

// Moderates reports whether the viewer answers and hides at the event: its moderators and its staff.
func (v *Viewer) Moderates(event ID) bool { return v.Has(event, RoleModerator) || v.Staff(event) }

// ModeratorOf returns the events that the viewer Moderates, or that it is all of them.
func (v *Viewer) ModeratorOf() (all bool, events []ID) {
	return v.holdsAt(append([]PlatformRole{RoleModerator}, staffRoles...)...)
}

// holdsAt returns the events that the viewer holds one of the roles for, or that it is all of them.
func (v *Viewer) holdsAt(roles ...PlatformRole) (all bool, events []ID) {
	if v == nil {
		return false, nil
	}
	for _, g := range v.Grants {
		switch {
		case !slices.Contains(roles, g.Role):
		case g.EventID.IsZero():
			return true, nil
		default:
			events = append(events, g.EventID)
		}
	}
	return false, events
}

// RightsOf is whose rights the viewer has, as RightsStream names them: the person's, for a board the session's. Zero
// for nobody's.
func (v *Viewer) RightsOf() ID {
	switch {
	case v == nil:
		return ID{}
	case v.SignedIn():
		return v.PersonID
	}
	return v.SessionID
}

type viewerKey struct{}

// WithViewer returns a context that carries the viewer (nil: anonymous).
func WithViewer(ctx context.Context, v *Viewer) context.Context {
	if v == nil {
		v = &Viewer{}
	}
	return context.WithValue(ctx, viewerKey{}, v)
}

// WithoutViewer returns the context of a shared execution, whose result goes to many people: ViewerFrom fails in it.
func WithoutViewer(ctx context.Context) context.Context {
	return context.WithValue(ctx, viewerKey{}, (*Viewer)(nil))
}

// SharedExecution reports whether the context is that of a shared execution.
func SharedExecution(ctx context.Context) bool {
	v, ok := ctx.Value(viewerKey{}).(*Viewer)
	return ok && v == nil
}

// ViewerFrom is the one accessor of the viewer. In a shared execution it fails, so that a field which depends on
// the viewer shows as an error there and never as another person's data.
func ViewerFrom(ctx context.Context) (*Viewer, error) {
	v, _ := ctx.Value(viewerKey{}).(*Viewer)
	if v == nil {
		return nil, &Error{Kind: Internal, Message: "this field depends on the viewer and was asked for in a shared " +
			"execution"}
	}
	return v, nil
}
