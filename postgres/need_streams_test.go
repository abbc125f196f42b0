package postgres

import (
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// SQL finds the events on whose streams needs can be by the rule of hackathon that says of each need whether it is
// looked for.
func TestNeedStreams_areWhereNeedsAreLookedFor(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	type form struct {
		status   hackathon.HelpRequestStatus
		leg      string
		startsAt time.Duration // after the end of the event
	}
	for status := range hackathon.EventMoves {
		for _, f := range []form{{"OPEN", "", -time.Hour}, {"OPEN", "", 0}, {"MATCHED", "OUTWARD", time.Hour},
			{"OPEN", "RETURN", -time.Hour}, {"IN_PROGRESS", "RETURN", time.Hour}, {"COMPLETED", "RETURN", time.Hour}} {
			ends := testNow.Add(4 * time.Hour)
			event := h.addEvent(hackathon.EventLive, testNow.Add(-time.Hour), ends)
			r := h.request(hackathon.RequestHelpInput{EventID: &event, Kind: hackathon.KindOther})
			r.Status, r.StartsAt = f.status, ends.Add(f.startsAt)
			r.Transport = &hackathon.TransportDetails{Leg: hackathon.TransportLeg(f.leg)}
			h.exec(`UPDATE help_request SET status = $2, starts_at = $3::timestamptz,
				ends_at = $3::timestamptz + interval '1 hour',
				transport = jsonb_build_object('leg', $4::text) WHERE id = $1`, r.ID, f.status, r.StartsAt, f.leg)
			h.exec(`UPDATE event SET status = $2 WHERE id = $1`, event, status)
			streams, err := h.AssistanceNeeds.Streams(t.Context(),
				&hackathon.NeedsReach{Events: []hackathon.ID{event}})
			if err != nil {
				t.Fatal(err)
			}
			// Where needs can still be asked for there may be some at any time.
			want := slices.Contains(hackathon.EventsWithNeeds, status) || status != hackathon.EventDraft &&
				slices.Contains(hackathon.NeedsUnderWay, f.status) && r.LookedFor(&hackathon.Event{Status: status,
				EventContent: hackathon.EventContent{EndsAt: ends}})
			if slices.Contains(streams, event) != want {
				t.Errorf("%s, %+v: the stream is followed: %v", status, f, !want)
			}
		}
	}
}
