package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// The tokens of the privacy test besides those of the demo.
const (
	nobody      = ""
	quietAsker  = "privaatne-abikusija" // does nothing that others may see
	quietAuthor = "privaatne-nimetu"    // neither does this one
	otherStaff  = "privaatne-teine-korraldaja"
	moderator   = "privaatne-modereerija"
	evaluator   = "privaatne-hindaja"
	participant = "demo-participant"
	matched     = "demo-volunteer"
	another     = "demo-volunteer-2"
	organiser   = "demo-organiser"
	coordinator = "demo-coordinator"
	admin       = "demo-admin"
	operator    = "the operator" // not a token: what the programs print
	theLog      = "the log"      // not a token: the log of all changes
)

// owner stands in the table for the person whose secret it is.
const owner = "the owner"

var (
	staff      = []string{organiser, coordinator, admin}
	moderators = []string{organiser, coordinator, admin, moderator}
)

// Who may see which secret. Nobody else may, whatever they ask for.
var seenBy = map[string][]string{
	"the private part of a need, of who asked and who took it": {quietAsker, matched},
	"the private part of a need, of who asked":                 {quietAsker}, // nobody has it, offers, or had it
	"who asks for help":       {quietAsker, matched},
	"where somebody lives":    {}, // whatever the precision
	"somebody's e-mail":       {owner},
	"somebody's notice":       {owner, theLog}, // its id
	"somebody's registration": append(staff, owner),
	"somebody's registration, at an event with another staff": append(staff, owner, otherStaff),
	"who brought an unnamed idea":                             {quietAuthor},
	"an unnamed idea in review":                               append(moderators, theLog),
	// and the comments of others on it
	"what was said of an idea that was withdrawn or taken back": append(moderators, participant),
	"a hidden comment":                     {},
	"what a moderator took out of an idea": {},
	"a draft of an event":                  append(staff, theLog),
	"where to join an event online":        staff, // and attendants, of whom there are none
	"the code to join an event":            staff,
	"a token":                              {},
	"a session":                            {},
}

// act does something that must succeed and returns the id of its subject.
func (s *stage) act(token, name, of, input string) string {
	s.t.Helper()
	var got map[string]struct {
		Typename string `json:"__typename"`
		Done     struct{ ID string }
		Message  any
	}
	s.all[0].mustAsk(s.t, token, fmt.Sprintf(`mutation { %s(input: {%s}) { __typename
		... on %sSuccess { done: %s { id } } ... on Failure { message { en } } } }`,
		name, input, strings.ToUpper(name[:1])+name[1:], of), nil, &got)
	if got[name].Done.ID == "" {
		s.t.Fatalf("%s: %+v", name, got)
	}
	return got[name].Done.ID
}

// plants makes all secrets, and the tokens of a guest and a board.
func (s *stage) plants() (guestToken, boardToken string) {
	t := s.t
	in := `eventId: "` + s.event + `"`
	words := func(field, text string) string { return fmt.Sprintf(`%s: {et: %q}`, field, text) }

	// Private parts of needs: for the quietAsker, and for whom the quietAsker accepted, as long as they have the need.
	n := 0
	need := func(acceptFirst bool, who string) string {
		n++
		description, phone, address := fmt.Sprint("Salakirjeldus", n), fmt.Sprintf("+372 5550 01%02d", n),
			fmt.Sprint("Salatänav ", n, "-12")
		id := s.act(quietAsker, "requestHelp", "helpRequest",
			fmt.Sprintf(`%s, kind: READING_WRITING, acceptFirst: %v, private: {description: %q, phone: %q, address: %q}`, in,
				acceptFirst, description, phone, address))
		for _, text := range []string{description, phone, address} {
			s.secret("the private part of a need, of who asked"+who, text)
		}
		s.needs = append(s.needs, id)
		return id
	}
	s.act(matched, "claimHelpRequest", "helpRequest", fmt.Sprintf(`helpRequestId: %q`, need(true, " and who took it")))
	released := need(true, "")
	s.act(another, "claimHelpRequest", "helpRequest", fmt.Sprintf(`helpRequestId: %q`, released))
	s.act(another, "releaseHelpRequest", "helpRequest", fmt.Sprintf(`helpRequestId: %q`, released))
	s.act(another, "claimHelpRequest", "helpRequest", fmt.Sprintf(`helpRequestId: %q`, need(false, "")))
	need(false, "")
	s.act(quietAsker, "cancelHelpRequest", "helpRequest", fmt.Sprintf(`helpRequestId: %q`, need(false, "")))

	// Texts of ideas and comments.
	submit := func(token, text, more string) string {
		return s.act(token, "submitIdea", "idea", in+", "+words("title", text+" pealkiri")+", "+words("problem",
			text+" mure")+", "+words("solution", text+" lahendus")+more)
	}
	comment := func(idea, text, more string) string {
		return s.act(another, "addComment", "comment", fmt.Sprintf(`ideaId: %q, body: %q%s`, idea, text, more))
	}
	move := func(token, idea, to, answer string) {
		s.act(token, "changeIdeaStatus", "idea", fmt.Sprintf(`ideaId: %q, status: %s, answer: {et: %q}`, idea, to, answer))
	}
	submit(quietAuthor, "Nimetusala", ", authorship: UNNAMED")
	s.secret("an unnamed idea in review", "Nimetusala")
	move(moderator, submit(quietAuthor, "Nimetu avalik", ", authorship: UNNAMED"), "OPEN", "Avatud")

	withdrawn := submit(participant, "Tagasivõetu", "")
	top := comment(withdrawn, "Kommentaarisala1", "")
	comment(withdrawn, "Kommentaarisala2", fmt.Sprintf(`, replyTo: %q`, top))
	move(participant, withdrawn, "WITHDRAWN", "Võtan tagasi")
	target := submit(participant, "Ülevaatusel", "")
	comment(target, "Kommentaarisala3", "")
	merged := submit(participant, "Ühendatu", "")
	s.act(moderator, "changeIdeaStatus", "idea",
		fmt.Sprintf(`ideaId: %q, status: MERGED, mergedInto: %q, answer: {et: "Sama mõte"}`, merged, target))
	move(moderator, target, "IN_REVIEW", "Vastusesala")
	for _, text := range []string{"Tagasivõetu", "Ülevaatusel", "Kommentaarisala1", "Kommentaarisala2", "Kommentaarisala3",
		"Vastusesala"} {
		s.takenBack("what was said of an idea that was withdrawn or taken back", text)
	}
	open := submit(participant, "Avatud idee", "")
	s.act(moderator, "hideComment", "comment", fmt.Sprintf(`commentId: %q, reason: "Solvav"`,
		comment(open, "Peidusala", "")))
	s.takenBack("a hidden comment", "Peidusala")
	edited := submit(participant, "Eemaldatusala", "")
	s.act(moderator, "updateIdea", "idea",
		fmt.Sprintf(`ideaId: %q, title: {et: "Muudetud"}, problem: {et: "Muudetud"}, solution: {et: "Muudetud"}`, edited))
	s.takenBack("what a moderator took out of an idea", "Eemaldatusala")

	// For the staff.
	begin, end := time.Now().AddDate(0, 1, 0).UTC().Format(time.RFC3339),
		time.Now().AddDate(0, 1, 1).UTC().Format(time.RFC3339)
	online := func(text string) string {
		return s.act(organiser, "createEvent", "event",
			fmt.Sprintf(`kind: WEBINAR, format: ONLINE, title: {et: %q}, description: {et: %q},
				startsAt: %q, endsAt: %q, joinUrl: "https://saal.example/%s"`,
				text, text, begin, end, strings.ReplaceAll(text, " ", "-")))
	}
	online("Mustandisala")
	s.secret("a draft of an event", "Mustandisala")
	published := online("Liitumissala")
	s.act(organiser, "publishEvent", "event", fmt.Sprintf(`eventId: %q`, published))
	s.secret("where to join an event online", "saal.example/Liitumissala")
	var code struct{ Event struct{ JoinCode string } }
	s.all[0].mustAsk(t, organiser, `query($id: ID!) { event(id: $id) { joinCode } }`, map[string]any{"id": s.event}, &code)
	s.secret("the code to join an event", code.Event.JoinCode)

	var guest struct {
		JoinAsGuest      struct{ Token string }
		CreateBoardToken struct{ Token string }
	}
	s.all[0].mustAsk(t, nobody, fmt.Sprintf(`mutation { joinAsGuest(input: {joinCode: %q, displayName: "Külaline"}) {
		... on JoinAsGuestSuccess { token } } }`, code.Event.JoinCode), nil, &guest)
	s.all[0].mustAsk(t, organiser, fmt.Sprintf(`mutation { createBoardToken(input: {%s}) {
		... on CreateBoardTokenSuccess { token } } }`, in), nil, &guest)
	s.secret("a token", guest.JoinAsGuest.Token)
	s.secret("a token", guest.CreateBoardToken.Token)
	return guest.JoinAsGuest.Token, guest.CreateBoardToken.Token
}

// plantsOf returns the secrets of each person, from the database.
func (s *stage) plantsOf(persons map[string]hackathon.ID) {
	tokenOf := map[hackathon.ID]string{}
	for token, id := range persons {
		tokenOf[id] = token
	}
	for token, what := range map[string]string{quietAsker: "who asks for help",
		quietAuthor: "who brought an unnamed idea"} {
		s.secret(what, persons[token].String())
		s.secrets[len(s.secrets)-1].person = true
		s.secret("a token", token)
	}
	s.rows(`SELECT person_id, email FROM person_contact WHERE email IS NOT NULL ORDER BY email`,
		func(id hackathon.ID, text string) {
			s.secretOf(tokenOf[id], "somebody's e-mail", text)
		})
	s.rows(`SELECT person_id, id::text AS text FROM notice ORDER BY 2`, func(id hackathon.ID, text string) {
		s.secretOf(tokenOf[id], "somebody's notice", s.id(text))
	})
	for of, with := range map[string]string{"NOT": "", "": ", at an event with another staff"} {
		s.rows(`SELECT person_id, id::text AS text FROM attendance a
			WHERE `+of+` EXISTS (SELECT FROM role_grant g WHERE g.event_id = a.event_id AND g.person_id = $1) ORDER BY 2`,
			func(id hackathon.ID, text string) {
				s.secretOf(tokenOf[id], "somebody's registration"+with, s.id(text))
			}, persons[otherStaff])
	}
	s.rows(`SELECT id, id::text AS text FROM session ORDER BY 1`,
		func(_ hackathon.ID, text string) { s.secret("a session", s.id(text)) })

	// Homes, far away: as planted to the decimetre, and as they may be stored.
	home, err := s.db.SQL().ExecContext(s.t.Context(),
		`UPDATE volunteer SET lat = 63.613784, lon = 71.337193 WHERE person_id = $1`, persons[matched])
	if err != nil {
		s.t.Fatal(err)
	}
	if n, _ := home.RowsAffected(); n != 1 {
		s.t.Fatal("the volunteer has no home")
	}
	if _, err := s.db.SQL().ExecContext(s.t.Context(),
		`UPDATE help_request SET lat = 64.624195, lon = 72.348204 WHERE id IN (SELECT help_request_id
			FROM help_request_private WHERE asker_id = $1)`, persons[quietAsker]); err != nil {
		s.t.Fatal(err)
	}
	for _, text := range []string{"63.613784", "71.337193", ":63.61", ":71.33", ":71.34", ":64.62", ":72.34", ":72.35"} {
		s.secret("where somebody lives", text)
	}
}

func (s *stage) id(text string) string {
	var id hackathon.ID
	if err := id.Scan(text); err != nil {
		s.t.Fatal(err)
	}
	return id.String()
}

func (s *stage) rows(query string, use func(id hackathon.ID, text string), args ...any) {
	s.t.Helper()
	rows, err := s.db.SQL().QueryContext(s.t.Context(), query, args...)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id hackathon.ID
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			s.t.Fatal(err)
		}
		use(id, text)
	}
	if err := rows.Err(); err != nil {
		s.t.Fatal(err)
	}
}
