package hackathon

import (
	"encoding/json"
	"testing"
	"time"
)

func TestID(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 17, 9, 0, 0, 0, time.UTC)
	for k := KindPerson; k <= KindOpenSeat; k++ {
		id := NewID(k, now)
		if id.Kind() != k || id[6]>>4 != 8 || id[8]>>6 != 2 {
			t.Errorf("%v: kind %v in %x", k, id.Kind(), id[:])
		}
		back, err := ParseID(id.String())
		if err != nil || back != id {
			t.Errorf("ParseID(%q) = %v, %v", id.String(), back, err)
		}
		v, _ := id.Value()
		var scanned ID
		if err := scanned.Scan([]byte(v.(string))); err != nil || scanned != id {
			t.Errorf("Scan(%v) = %v, %v", v, scanned, err)
		}
	}
	if v, _ := GlobalStream.Value(); v != "00000000-0000-80d0-8000-000000000001" {
		t.Errorf("GlobalStream is stored as %v", v)
	}
	if a, b := NewID(KindIdea, now), NewID(KindIdea, now.Add(time.Millisecond)); a.String() == b.String() ||
		string(a[:6]) >= string(b[:6]) {
		t.Error("ids do not sort by age")
	}
	for _, bad := range []string{"", "x", "AAAAAAAAAAAAAAAAAAAAAA", "õõõõõõõõõõõ",
		"0190a1b2-0000-8010-8000-000000000000"} {
		if _, err := ParseID(bad); KindOf(err) != Invalid {
			t.Errorf("ParseID(%q): %v", bad, err)
		}
	}
}

func TestUnsetIDTravelsInJSON(t *testing.T) {
	t.Parallel()
	for _, id := range []ID{{}, NewID(KindVenue, time.Now())} {
		b, err := json.Marshal(Event{EventContent: EventContent{VenueID: id}})
		if err != nil {
			t.Fatal(err)
		}
		var back Event
		if err := json.Unmarshal(b, &back); err != nil || back.VenueID != id {
			t.Errorf("%v came back as %v, %v", id, back.VenueID, err)
		}
	}
}
