package graph_test

import (
	"strings"
	"testing"
	"time"
)

// What is left out stays, and null empties: all that is private, or one text of it.
func TestUpdateHelpRequest_nullEmpties(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker := s.signIn("asker@naidis.ee")
	id := s.ask(asker, "")
	for _, c := range []struct{ private, want string }{
		{``, `{"description":"salajane","phone":"+372 5555 5555","address":"Salajane 1"}`},
		{`startsAt: null`, `{"description":"salajane","phone":"+372 5555 5555","address":"Salajane 1"}`},
		{`private: {phone: null}`, `{"description":"salajane","phone":null,"address":"Salajane 1"}`},
		{`private: {address: ""}`, `{"description":"salajane","phone":null,"address":null}`},
		{`private: null`, `{"description":null,"phone":null,"address":null}`},
	} {
		got, fault := s.run(asker, `mutation { updateHelpRequest(input: {helpRequestId: "`+id+`" `+c.private+`}) {
			... on UpdateHelpRequestSuccess { helpRequest { match { private { description phone address } } } } } }`, nil)
		if fault != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s %s", c.private, got, fault)
		}
	}
}

func TestRide_leadsToItsOtherLeg(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker := s.signIn("asker@naidis.ee")
	at := time.Now().Add(time.Hour).UTC()
	there, fault := s.run(asker, `mutation { requestHelp(input: {eventId: "`+s.event.String()+`", kind: TRANSPORT,
		startsAt: "`+at.Format(time.RFC3339)+`", transport: {fromPlace: "rouge", returnAt: "`+
		at.Add(time.Hour).Format(time.RFC3339)+`"}}) { ... on RequestHelpSuccess { returnRequest { details {
		... on TransportDetails { otherLeg { id details { ... on TransportDetails { leg otherLeg { kind } } } } } } } } } }`,
		nil)
	if fault != "" || !strings.Contains(there, `"leg":"OUTWARD","otherLeg":{"kind":"TRANSPORT"}`) {
		t.Error(there, fault)
	}
}
