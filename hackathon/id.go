package hackathon

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// Kind says what an ID names. Its number is stored inside every ID and must never change.
type Kind byte

const (
	KindPerson Kind = iota + 1
	KindOrganisation
	KindVenue
	KindEvent
	KindAttendance
	KindIdea
	KindComment
	KindWorkingGroup
	KindMembership
	KindHelpRequest
	KindMatch
	KindSession
	KindStream
	KindActivity
	KindNotice
	KindOpenSeat
)

var kindNames = [...]string{
	KindPerson: "Person", KindOrganisation: "Organisation", KindVenue: "Venue", KindEvent: "Event",
	KindAttendance: "Attendance", KindIdea: "Idea", KindComment: "Comment", KindWorkingGroup: "WorkingGroup",
	KindMembership: "Membership", KindHelpRequest: "HelpRequest", KindMatch: "Match", KindSession: "Session",
	KindStream: "Stream", KindActivity: "Activity", KindNotice: "Notice", KindOpenSeat: "OpenSeat",
}

// String is the GraphQL type name.
func (k Kind) String() string {
	if k == 0 || int(k) >= len(kindNames) {
		return "Unknown"
	}
	return kindNames[k]
}

// ID is a UUID of version 8 (RFC 9562 §5.8): 48 bits of Unix milliseconds, so that ids sort by age, then the Kind,
// then 66 random bits. The kind inside lets node(id) find its table and lets an id of another type be refused
// before any query. Outside the program an ID is opaque: 22 characters of base64url.
type ID [16]byte

// NewID makes an ID of kind k, ordered by at.
func NewID(k Kind, at time.Time) ID {
	var id ID
	_, _ = rand.Read(id[6:]) // never fails since Go 1.24
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|uint64(binary.BigEndian.Uint16(id[6:8])))
	id[6] = 0x80 | byte(k)>>4
	id[7] = byte(k)<<4 | id[7]&0x0f
	id[8] = 0x80 | id[8]&0x3f
	return id
}

// Kind says what the ID names; an unknown number means that the ID was not made by NewID.
func (id ID) Kind() Kind { return Kind(id[6]<<4 | id[7]>>4) }

// IsZero reports whether the ID is unset.
func (id ID) IsZero() bool { return id == ID{} }

// String is the opaque outside form.
func (id ID) String() string { return base64.RawURLEncoding.EncodeToString(id[:]) }

// Append appends it to a text.
func (id ID) Append(to []byte) []byte { return base64.RawURLEncoding.AppendEncode(to, id[:]) }

// ParseID reads the outside form. The error is of kind Invalid and says what is wrong.
func ParseID(s string) (ID, error) {
	var id ID
	if base64.RawURLEncoding.DecodedLen(len(s)) != len(id) {
		return ID{}, Invalidf("this is not an id: ids have 22 characters")
	}
	if _, err := base64.RawURLEncoding.Strict().Decode(id[:], []byte(s)); err != nil || id[6]&0xf0 != 0x80 ||
		id.Kind().String() == "Unknown" {
		return ID{}, Invalidf("this is not an id given out by this server")
	}
	return id, nil
}

// Must returns an Invalid error when the ID does not name a thing of kind k.
func (id ID) Must(k Kind) error {
	if id.Kind() != k {
		return Invalidf("this id names a thing of type %s, but one of type %s is needed", id.Kind(), k)
	}
	return nil
}

// MarshalText and UnmarshalText give the outside form to JSON; an unset ID is an empty string.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return nil, nil
	}
	return []byte(id.String()), nil
}

func (id *ID) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	*id, err = ParseID(string(b))
	return err
}

// Value and Scan store the ID in a uuid column.
func (id ID) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	b := hex.AppendEncode(make([]byte, 0, 36), id[:4])
	for _, group := range [...][]byte{id[4:6], id[6:8], id[8:10], id[10:]} {
		b = hex.AppendEncode(append(b, '-'), group)
	}
	return string(b), nil
}

func (id *ID) Scan(src any) error {
	var s []byte
	switch v := src.(type) {
	case nil:
		*id = ID{}
		return nil
	case []byte:
		s = v
	case string:
		s = []byte(v)
	default:
		return fmt.Errorf("scan id: unexpected %T", src)
	}
	if len(s) != 36 {
		return fmt.Errorf("scan id: %d bytes", len(s))
	}
	h := make([]byte, 0, 36)
	for _, c := range s {
		if c != '-' {
			h = append(h, c)
		}
	}
	_, err := hex.Decode(id[:], h[:2*len(id)])
	return err
}

// MarshalGQL and UnmarshalGQL are the ID scalar; null, where the contract allows it, is an unset ID.
func (id ID) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, `"`+id.String()+`"`) }

func (id *ID) UnmarshalGQL(v any) (err error) {
	if v == nil {
		*id = ID{}
		return nil
	}
	s, ok := v.(string)
	if !ok {
		return Invalidf("an id is a string")
	}
	*id, err = ParseID(s)
	return err
}
