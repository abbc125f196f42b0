package graph_test

import (
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/graph"
)

func TestPlaces_forAnybody(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.want(nil, `{ places(search: "rou", first: 2) { id name { et en } municipality { et en } county { et en } } }`, nil,
		`{"places":[{"id":"rouge","name":{"et":"Rõuge","en":"Rõuge"},"municipality":{"et":"Rõuge vald",`+
			`"en":"Rõuge municipality"},"county":{"et":"Võru maakond","en":"Võru County"}},`+
			`{"id":"rouge-vald","name":{"et":"Rõuge vald","en":"Rõuge municipality"},"municipality":{"et":"Rõuge `+
			`vald","en":"Rõuge municipality"},"county":{"et":"Võru maakond","en":"Võru County"}}]}`)
	s.want(nil, `{ places(search: "Pargi tn 5-12") { id } }`, nil, `{"places":[]}`)
}

// A page that states a volunteer's data can be opened again with what it stated.
func TestVolunteer_givesBackAllThatItTakes(t *testing.T) {
	t.Parallel()
	schema := graph.NewSchema(nil).Schema()
	volunteer := schema.Types["Volunteer"]
	for _, f := range schema.Types["UpdateVolunteerInput"].Fields {
		if f.Name != "idempotencyKey" && volunteer.Fields.ForName(f.Name) == nil {
			t.Errorf("Volunteer does not give back %s", f.Name)
		}
	}
	for _, f := range schema.Types["VehicleInput"].Fields {
		if schema.Types["Vehicle"].Fields.ForName(f.Name) == nil {
			t.Errorf("Vehicle does not give back %s", f.Name)
		}
	}
	s := newStage(t)
	v := s.volunteer("anete@example.org")
	s.want(v, `mutation { updateVolunteer(input: {kinds: [TRANSPORT, SIGN_LANGUAGE_INTERPRETER],
		qualifiedFor: [SIGN_LANGUAGE_INTERPRETER], languages: ["et", "eso"], place: "rouge", radiusKm: 50,
		vehicle: {seats: 3, wheelchairPlaces: 1, rampOrLift: true, dogWelcome: false}}) { __typename } }`, nil,
		`{"updateVolunteer":{"__typename":"UpdateVolunteerSuccess"}}`)
	s.want(v, `{ viewer { volunteer { kinds qualifiedFor languages place { id name { et } } radiusKm vehicle
		{ seats wheelchairPlaces rampOrLift dogWelcome } } } }`, nil,
		`{"viewer":{"volunteer":{"kinds":["TRANSPORT","SIGN_LANGUAGE_INTERPRETER"],`+
			`"qualifiedFor":["SIGN_LANGUAGE_INTERPRETER"],"languages":["et","eso"],"place":{"id":"rouge",`+
			`"name":{"et":"Rõuge"}},`+
			`"radiusKm":50,"vehicle":{"seats":3,"wheelchairPlaces":1,"rampOrLift":true,"dogWelcome":false}}}}`)
	s.sql(`UPDATE volunteer SET place = NULL`) // as an earlier version stated it
	s.want(v, `{ viewer { volunteer { place { id } } } }`, nil, `{"viewer":{"volunteer":{"place":null}}}`)
}

// No input takes words for a place, so that none can hold an address: what is not in the list is refused by the field's
// name.
func TestPlaces_areTheOnlyWayToSayWhere(t *testing.T) {
	t.Parallel()
	schema := graph.NewSchema(nil).Schema()
	for _, input := range []string{"RequestHelpInput", "TransportInput", "UpdateVolunteerInput", "NeedFilter"} {
		for _, f := range schema.Types[input].Fields {
			if slices.Contains([]string{"area", "fromArea", "toArea", "coordinates", "fromCoordinates"}, f.Name) ||
				f.Type.Name() == "CoordinatesInput" {
				t.Errorf("%s.%s says where in free words or numbers", input, f.Name)
			}
		}
	}
	s := newStage(t)
	asker, event := s.signIn("leida@example.org"), s.event
	args := map[string]any{"e": event.String(), "at": time.Now().Add(time.Hour).UTC().Format(time.RFC3339)}
	s.want(asker, `mutation ($e: ID!, $at: Time!) { requestHelp(input: {eventId: $e, kind: TRANSPORT, startsAt: $at,
		transport: {fromPlace: "Jüri tn 12-5"}}) { __typename ... on ValidationFailed { fields { path code } } } }`,
		args, `{"requestHelp":{"__typename":"ValidationFailed","fields":[{"path":["transport","fromPlace"],`+
			`"code":"UNKNOWN"}]}}`)
	s.want(asker, `mutation ($e: ID!, $at: Time!) { requestHelp(input: {eventId: $e, kind: TRANSPORT, startsAt: $at,
		transport: {fromPlace: "rouge-vald"}}) { ... on RequestHelpSuccess { helpRequest {
		area areaEn: area(locale: EN) details { ... on TransportDetails { fromArea(locale: EN) toArea } } } } } }`,
		args, `{"requestHelp":{"helpRequest":{"area":"Rõuge vald","areaEn":"Rõuge municipality",`+
			`"details":{"fromArea":"Rõuge municipality","toArea":"Võru"}}}}`)
}
