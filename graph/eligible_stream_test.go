package graph_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// What a volunteer may take is on their live list on every replica, also when it opened before they could: going on
// duty in one process tells the needs of the room in another, and going off duty takes them away.
func TestAssistanceNeeds_eligibleOnlyIsResetByDuty(t *testing.T) {
	t.Parallel()
	for _, notify := range []bool{true, false} {
		here, there := replicas(t, notify)
		asker, anete := here.signIn("asker@naidis.ee"), here.volunteer("anete@naidis.ee")
		here.sql(`INSERT INTO attendance (id, event_id, person_id, status, capacity, created_at, queued_at) VALUES ($1, $2,
			$3, 'CHECKED_IN', 'SELF', now(), now())`,
			hackathon.NewID(hackathon.KindAttendance, time.Now()), here.event, anete.PersonID)
		conn := there.join(anete, `subscription { assistanceNeeds(eventId: "EVENT", filter: {eligibleOnly: true}) { cursor }
			}`, "")
		need := here.ask(asker, `, onSite: true`)
		duty := func(until *time.Time) {
			if _, err := here.Volunteers.SetOnDuty(t.Context(), anete, hackathon.SetOnDutyInput{Until: until}); err != nil {
				t.Fatal(err)
			}
		}
		// since is what came after the newest reset.
		since := func() (resets int, needs []string, caughtUp bool) {
			for _, f := range conn.Frames() {
				switch {
				case f.Item.Reset == live.ResetFilter:
					resets, needs, caughtUp = resets+1, nil, false
				case f.Item.CaughtUp:
					caughtUp = true
				case f.Item.Entity != "":
					needs = append(needs, f.Item.Entity)
				}
			}
			return resets, needs, caughtUp
		}
		for n, want := range [][]string{{need}, nil} {
			if want != nil {
				duty(new(here.Now().Add(time.Hour)))
			} else {
				duty(nil)
			}
			conn.Wait(t, "the state as it is for them now", func() bool {
				resets, _, caughtUp := since()
				return resets == n+1 && caughtUp
			})
			if _, got, _ := since(); !slices.Equal(got, want) {
				t.Errorf("reset %d: %v, want %v", n+1, got, want)
			}
		}
	}
}

// One's own need is not on one's own list of what one may take, also when somebody had taken it as the list was opened
// and gives it back; and that it is taken changes nothing in what one may take.
func TestAssistanceNeeds_eligibleOnlyNeverTellsOnesOwn(t *testing.T) {
	t.Parallel()
	here, there := replicas(t, true)
	asker, own, anete, oskar := here.signIn("asker@naidis.ee"), here.volunteer("own@naidis.ee"),
		here.volunteer("anete@naidis.ee"), here.volunteer("oskar@naidis.ee")
	do := func(v *hackathon.Viewer, act, need string) {
		t.Helper()
		if data, code := here.run(v, `mutation { `+act+`(input: {helpRequestId: "`+need+`"}) { __typename } }`,
			nil); code != "" || !strings.Contains(data, "Success") {
			t.Fatal(data, code)
		}
	}
	need := here.ask(own, "")
	do(anete, "claimHelpRequest", need)
	conn := there.join(own, `subscription { assistanceNeeds(eventId: "EVENT", filter: {eligibleOnly: true}) { cursor } }`,
		"")
	reaches := func() (told []string, resets int) {
		t.Helper()
		last := here.ask(asker, "")
		conn.Wait(t, "a need of somebody else", func() bool {
			told, resets = nil, 0
			for _, f := range conn.Frames() {
				if f.Item.Reset != "" {
					resets++
				}
				told = append(told, f.Item.Entity)
			}
			return slices.Contains(told, last)
		})
		return told, resets
	}
	reaches()
	do(anete, "releaseHelpRequest", need)
	if told, _ := reaches(); slices.Contains(told, need) {
		t.Error("told of one's own need as of one to take")
	}
	again := func() {
		here.want(own, `mutation { updateVolunteer(input: {kinds: [ONSITE_HELP, OTHER], languages: ["et"],
			place: "voru-linn"}) { __typename } }`, nil, `{"updateVolunteer":{"__typename":"UpdateVolunteerSuccess"}}`)
	}
	again() // has the list ask how one stands
	_, before := reaches()
	do(oskar, "claimHelpRequest", need)
	again()
	if _, resets := reaches(); resets != before {
		t.Error("the list began anew because one's own need was taken")
	}
}
