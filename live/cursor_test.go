package live

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

func TestCursorRoundTrip(t *testing.T) {
	t.Parallel()
	for _, at := range []positions{
		nil, {{number: 1}}, {
			{number: 1, Position: hackathon.Position{Seq: 7, Tag: 42}},
			{number: 300, Position: hackathon.Position{Seq: 1 << 40, Tag: 0xffffffff}},
		},
	} {
		for _, unfinished := range []bool{false, true} {
			c := at.cursor(unfinished)
			got, u, err := c.decode()
			if err != nil || u != unfinished || !slices.Equal(got, at) {
				t.Errorf("%v, %v became %v, %v, %v", at, unfinished, got, u, err)
			}
		}
	}
	one := position{hackathon.Position{Stream: hackathon.NewID(hackathon.KindEvent, time.Now()), Seq: 1, Tag: 1}, 1}
	two := position{hackathon.Position{Stream: hackathon.GlobalStream, Seq: 1, Tag: 1}, 2}
	if positions(nil).set(two).set(one).cursor(false) != positions(nil).set(one).set(two).cursor(false) {
		t.Error("the order of streams shows in the cursor")
	}
}

func TestMalformedCursors(t *testing.T) {
	t.Parallel()
	b64 := func(b ...byte) string { return base64.RawURLEncoding.EncodeToString(b) }
	for _, s := range []string{
		"?", "A", "not a cursor", b64(), b64(0), b64(3), b64(1, 1), b64(1, 1, 1), b64(1, 1, 1, 0, 0, 0),
		b64(1, 0, 1, 0, 0, 0, 0),
		b64(1, 2, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0), b64(1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0),
		b64(1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 1, 0, 0, 0, 0), b64(1, 1, 1, 0, 0, 0, 0) + "=",
		string(bytes.Repeat([]byte("A"), maxCursorLen+1)),
	} {
		if s == "" {
			continue
		}
		if _, err := ParseCursor(s); !errors.Is(err, hackathon.Invalid) {
			t.Errorf("%.40q: %v", s, err)
		}
		var c Cursor
		if err := c.UnmarshalGQL(s); !errors.Is(err, hackathon.Invalid) {
			t.Errorf("%.40q: %v", s, err)
		}
	}
	var c Cursor
	if err := c.UnmarshalGQL(7); !errors.Is(err, hackathon.Invalid) {
		t.Error(err)
	}
	c = positions{{number: 1, Position: hackathon.Position{Seq: 2, Tag: 3}}}.cursor(false)
	var buf bytes.Buffer
	c.MarshalGQL(&buf)
	if buf.String() != `"`+string(c)+`"` {
		t.Error(buf.String())
	}
}

func FuzzCursor(f *testing.F) {
	f.Add("AQECAAAAAw")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCursor(s)
		if err != nil || c == "" {
			return
		}
		at, unfinished, err := c.decode()
		if err != nil {
			t.Fatal(err)
		}
		back, _, err := at.cursor(unfinished).decode()
		if err != nil || !slices.Equal(at, back) {
			t.Fatalf("%v became %v, %v", at, back, err)
		}
	})
}
