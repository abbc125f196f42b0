package hackathon

import (
	"fmt"
	"reflect"
	"strings"
)

// Named is the part of an input that changes something by which a field that is emptied is told from one that was left
// out: the fields that the call names, and whether it gives them a value; false: null. Those of an input within it have
// its name before theirs, with a dot between.
type Named map[string]bool

// Names reports whether the call names the field.
func (n Named) Names(field string) bool {
	_, named := n.find(field)
	return named
}

func (n Named) find(field string) (valued, named bool) {
	for name, valued := range n {
		if strings.EqualFold(name, field) { // VenueID is venueId
			return valued, true
		}
	}
	return false, false
}

// SetNamed says which fields the call names.
func (n *Named) SetNamed(fields map[string]bool) { *n = fields }

// apply gives the fields of a thing the values that the call gives them, and reports whether any differs. Null empties
// what may be empty: pointers and slices, and what is tagged null:"empties".
func apply[Content any](to *Content, in Content, call Named) (changed bool) {
	at, from := reflect.ValueOf(to).Elem(), reflect.ValueOf(in)
	for i := range at.NumField() {
		field := at.Type().Field(i)
		valued, named := call.find(field.Name)
		mayBeEmpty := field.Type.Kind() == reflect.Pointer || field.Type.Kind() == reflect.Slice ||
			field.Tag.Get("null") == "empties"
		if named && (valued || mayBeEmpty) && !reflect.DeepEqual(at.Field(i).Interface(), from.Field(i).Interface()) {
			at.Field(i).Set(from.Field(i))
			changed = true
		}
	}
	return changed
}

// only notes what is wrong with the fields that the call gives a value.
func (c *Checks) only(call Named, check func(*Checks)) {
	all := CheckAt(c.Now)
	check(all)
	for _, wrong := range all.fields {
		if valued, _ := call.find(wrong.Path[0]); valued {
			c.fields = append(c.fields, wrong)
		}
	}
}

// change gives a field its new value, where there is one, and empties it when it is named and null.
func change[T any](field *T, v *T, named bool) {
	switch {
	case v != nil:
		*field = *v
	case named:
		*field = *new(T)
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
