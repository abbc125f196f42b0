package hackathon

import (
	"fmt"
	"slices"
)

// Nulls is the part of an input that changes something by which null is told from what was left out: the fields that
// were null, by their names in the contract. What was left out stays as it is; null empties a field that may be empty,
// and leaves one that may not. The caller fills it in; an input's rules ask Null.
type Nulls []string

// Null reports whether the field was null.
func (n Nulls) Null(field string) bool { return slices.Contains(n, field) }

// SetNulls says which fields were null.
func (n *Nulls) SetNulls(fields []string) { *n = fields }

// set gives a field its new value, where there is one.
func set[T any](field *T, v *T) {
	if v != nil {
		*field = *v
	}
}

// change is set of a field that null empties.
func change[T any](field *T, v *T, null bool) {
	if null {
		*field = *new(T)
	}
	set(field, v)
}

// changeOptional is change of a field that is nil when it is empty.
func changeOptional[T any](field **T, v *T, null bool) {
	if null || v != nil {
		*field = v
	}
}

// Versioned is the part of an input by which a change is refused that was thought over on an older version of a thing.
type Versioned struct{ IfVersion *int }

// CheckVersion is a VersionConflictError when the thing has changed since the version that the input names.
func (v Versioned) CheckVersion(current VersionedNode) error {
	if v.IfVersion == nil || *v.IfVersion == current.NodeVersion() {
		return nil
	}
	return &VersionConflictError{Current: current}
}

// VersionConflictError is a change of what somebody else has changed meanwhile.
type VersionConflictError struct{ Current VersionedNode }

func (e *VersionConflictError) Error() string {
	return fmt.Sprintf("the %s is at version %d", e.Current.NodeID().Kind(), e.Current.NodeVersion())
}

// VersionedNode is a Node whose version grows with each change.
type VersionedNode interface {
	Node
	NodeVersion() int
}
