package live

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

func TestCursorRoundTrip(t *testing.T) {
	t.Parallel()
	for _, places := range [][]place{nil, {{1, 0, 0}}, {{1, 7, 42}, {300, 1 << 40, 0xffffffff}}} {
		for _, unfinished := range []bool{false, true} {
			c := encodeCursor(slices.Clone(places), unfinished)
			got, u, err := c.decode()
			if err != nil || u != unfinished || !slices.Equal(got, places) {
				t.Errorf("%v, %v became %v, %v, %v", places, unfinished, got, u, err)
			}
		}
	}
	if a, b := encodeCursor([]place{{2, 1, 1}, {1, 1, 1}}, false),
		encodeCursor([]place{{1, 1, 1}, {2, 1, 1}}, false); a != b {
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
	c = encodeCursor([]place{{1, 2, 3}}, false)
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
		places, unfinished, err := c.decode()
		if err != nil {
			t.Fatal(err)
		}
		back, _, err := encodeCursor(slices.Clone(places), unfinished).decode()
		if err != nil || !slices.Equal(places, back) {
			t.Fatalf("%v became %v, %v", places, back, err)
		}
	})
}
