package graph_test

import (
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

var personFailures = failures{
	"updateProfile": {"ValidationFailed": asPerson(vars{"displayName": ""})},
	"grantRole": {"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
		v := a.person("Haldur", hackathon.RoleAdmin)
		return v, vars{"personId": v.PersonID.String(), "role": "BOARD"}
	}},
	"revokeRole": {"ValidationFailed": func(a *api) (*hackathon.Viewer, vars) {
		v := a.person("Haldur", hackathon.RoleAdmin)
		return v, vars{"personId": v.PersonID.String(), "role": "ADMIN"} // the last one
	}},
}

var sessionFailures = failures{
	"requestSignInCode": {"ValidationFailed": asNobody(vars{"email": "mari"})},
	"signIn": {
		"ValidationFailed": asNobody(vars{"challenge": "c", "email": "mari@naidis.ee", "code": "1"}),
		"WrongCode":        asNobody(vars{"challenge": "c", "email": "mari@naidis.ee", "code": "123456"}),
	},
	"joinAsGuest": {
		"ValidationFailed": asNobody(vars{"joinCode": "VUNKI7", "displayName": ""}),
		"WrongCode":        asNobody(vars{"joinCode": "VUNKI7", "displayName": "Leida"}),
	},
}

var boardFailures = failures{
	"createBoardToken":  {"ValidationFailed": onPersonAs("eventId"), "StateConflict": onCancelledEvent(nil)},
	"revokeBoardTokens": {"ValidationFailed": onPersonAs("eventId")},
}

var noticeFailures = failures{"markNoticesRead": {"ValidationFailed": asPerson(vars{"noticeIds": []string{}})}}

var attendanceFailures = failures{
	"attendEvent": {
		"ValidationFailed": onEvent(true, vars{"companions": hackathon.MaxCompanions + 1}),
		"StateConflict":    onCancelledEvent(nil),
	},
	"cancelAttendance": {
		"ValidationFailed": onPersonAs("eventId"),
		"StateConflict": func(a *api) (*hackathon.Viewer, vars) {
			v, in := onEvent(true, nil)(a)
			a.run(v, `mutation ($id: ID!) { checkIn(input: {attendanceId: $id}) { __typename } }`,
				vars{"id": a.attend(v, in)})
			return v, in
		},
	},
	"checkIn": {
		"ValidationFailed": onPersonAs("attendanceId"),
		"StateConflict": func(a *api) (*hackathon.Viewer, vars) {
			v, in := onEvent(true, nil)(a)
			id := a.attend(v, in)
			a.run(v, `mutation ($in: CancelAttendanceInput!) { cancelAttendance(input: $in) { __typename } }`, vars{"in": in})
			return v, vars{"attendanceId": id}
		},
	},
}

func TestPeople_failures(t *testing.T)      { t.Parallel(); raiseAll(t, personFailures) }
func TestSessions_failures(t *testing.T)    { t.Parallel(); raiseAll(t, sessionFailures) }
func TestBoards_failures(t *testing.T)      { t.Parallel(); raiseAll(t, boardFailures) }
func TestNotices_failures(t *testing.T)     { t.Parallel(); raiseAll(t, noticeFailures) }
func TestAttendances_failures(t *testing.T) { t.Parallel(); raiseAll(t, attendanceFailures) }

func asNobody(input vars) raise {
	return func(*api) (*hackathon.Viewer, vars) { return &hackathon.Viewer{}, input }
}

func asPerson(input vars) raise {
	return func(a *api) (*hackathon.Viewer, vars) { return a.person("Leida P."), input }
}

// onPersonAs names a person where the id of something else belongs.
func onPersonAs(field string) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		v := a.organiser()
		return v, vars{field: v.PersonID.String()}
	}
}

// attend registers the viewer and returns the registration's id.
func (a *api) attend(v *hackathon.Viewer, in vars) string {
	a.t.Helper()
	var got struct {
		AttendEvent struct{ Attendance struct{ ID string } }
	}
	a.into(&got, v, `mutation ($in: AttendEventInput!) { attendEvent(input: $in) { ... on AttendEventSuccess {
		attendance { id } } } }`, vars{"in": in})
	return got.AttendEvent.Attendance.ID
}
