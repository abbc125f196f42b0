package postgres_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// people is a DB on a new database, with a clock that the test moves.
type people struct {
	*postgres.DB
	t   *testing.T
	now atomic.Pointer[time.Time]
}

func openPeople(t *testing.T) *people {
	t.Helper()
	s, err := postgres.Open(t.Context(), postgrestest.Database(t), postgres.Config{MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	p := &people{DB: s, t: t}
	p.at(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	s.Now = func() time.Time { return *p.now.Load() }
	return p
}

func (p *people) at(now time.Time)           { p.now.Store(&now) }
func (p *people) later(by time.Duration)     { p.at(p.Now().Add(by)) }
func (p *people) check(err error)            { p.t.Helper(); failIf(p.t, err) }
func (p *people) exec(q string, args ...any) { p.t.Helper(); p.rows().Exec(q, args...) }
func (p *people) rows() postgrestest.Rows {
	return postgrestest.Rows{T: p.t, DB: p.SQL(), At: p.Now()}
}

func failIf(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (p *people) request(email string) *hackathon.SignInCode {
	p.t.Helper()
	code, err := p.Sessions.RequestCode(p.t.Context(), hackathon.RequestSignInCodeInput{Email: email,
		Locale: hackathon.LocaleEt})
	p.check(err)
	return code
}

// try enters a code in the browser that asked for one.
func (p *people) try(asked *hackathon.SignInCode, code string) (*hackathon.Session, error) {
	return p.Sessions.SignIn(context.WithoutCancel(p.t.Context()),
		hackathon.SignInInput{Challenge: asked.Challenge, Email: asked.Email, Code: code})
}

// signIn is a viewer who came by e-mail.
func (p *people) signIn(email string) *hackathon.Session {
	p.t.Helper()
	code := p.request(email)
	s, err := p.try(code, code.Code)
	p.check(err)
	return s
}

// event makes an event that takes place tomorrow and has the join code.
func (p *people) event(joinCode string) hackathon.ID {
	p.t.Helper()
	return p.rows().Event(postgrestest.Event{Status: hackathon.EventPublished, JoinCode: joinCode,
		From: p.Now().Add(24 * time.Hour), To: p.Now().Add(26 * time.Hour)})
}

// rightsChanges are how often RightsStream says that the rights of a person or board session have changed.
func (p *people) rightsChanges(whose hackathon.ID) (n int) {
	p.t.Helper()
	p.check(p.SQL().QueryRow(`SELECT count(*) FROM activity WHERE stream_id = $1 AND kind = 'RIGHTS_CHANGED'
		AND entity_id = $2`, hackathon.RightsStream, whose).Scan(&n))
	return n
}

func isKind(t *testing.T, err error, kind hackathon.ErrorKind) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%v instead of %s", err, kind)
	}
}

func TestSignIn_newPersonAndBack(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	name := "Maarja K."
	code := p.request(" maarja@naidis.EE ")
	first, err := p.Sessions.SignIn(t.Context(), hackathon.SignInInput{Challenge: code.Challenge,
		Email: "Maarja@Naidis.ee",
		Code:  code.Code, DisplayName: &name})
	failIf(t, err)
	if !first.Viewer.SignedIn() || !first.Viewer.Has(hackathon.ID{}, hackathon.RoleParticipant) || first.Viewer.Guest {
		t.Errorf("%+v", first.Viewer)
	}
	second := p.signIn("maarja@naidis.ee")
	if second.Viewer.PersonID != first.Viewer.PersonID || second.Token == first.Token {
		t.Error("another person, or the same token")
	}
	found, err := p.People.ByID(t.Context(), []hackathon.ID{first.Viewer.PersonID})
	failIf(t, err)
	if len(found) != 1 || found[0].DisplayName != name {
		t.Error(found)
	}
	email, err := p.People.Email(t.Context(), first.Viewer)
	failIf(t, err)
	if email == nil || *email != "maarja@naidis.ee" {
		t.Error(email)
	}
	var plain int
	p.check(p.SQL().QueryRow(`SELECT count(*) FROM session WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`,
		first.Token).Scan(&plain))
	if plain != 0 {
		t.Error("the token is stored as it is")
	}
}

func TestSession_ends(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	s := p.signIn("a@naidis.ee")
	v, until, err := p.Sessions.ViewerByToken(t.Context(), s.Token)
	failIf(t, err)
	if v.PersonID != s.Viewer.PersonID || !until.Equal(s.ExpiresAt) {
		t.Error(v, until)
	}
	for _, token := range []string{"", "nobody", "demo-admin", s.Token + "x", "\x00"} {
		_, _, err := p.Sessions.ViewerByToken(t.Context(), token)
		isKind(t, err, hackathon.Unauthenticated)
	}
	p.at(s.ExpiresAt)
	_, _, err = p.Sessions.ViewerByToken(t.Context(), s.Token)
	isKind(t, err, hackathon.Unauthenticated)
}

func TestSignOut_endsTheSessionAndTellsItsStreams(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	one, other := p.signIn("a@naidis.ee"), p.signIn("a@naidis.ee")
	var told []hackathon.ID
	p.Committed = func(streams []hackathon.ID) { told = append(told, streams...) }
	failIf(t, p.Sessions.SignOut(t.Context(), one.Viewer))
	_, _, err := p.Sessions.ViewerByToken(t.Context(), one.Token)
	isKind(t, err, hackathon.Unauthenticated)
	_, err = p.Sessions.ViewerBySession(t.Context(), one.Viewer.SessionID)
	isKind(t, err, hackathon.Unauthenticated)
	_, _, err = p.Sessions.ViewerByToken(t.Context(), other.Token)
	failIf(t, err)
	if p.rightsChanges(one.Viewer.PersonID) != 1 || !slices.Equal(told, []hackathon.ID{hackathon.RightsStream}) {
		t.Error("nobody is told:", told)
	}
	failIf(t, p.Sessions.SignOut(t.Context(), one.Viewer)) // again: nothing to do
	if p.rightsChanges(one.Viewer.PersonID) != 1 {
		t.Error("said twice")
	}
}

func TestSignOut_leavesWhatEverybodyHolds(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	failIf(t, p.ClaimInstance(t.Context(), true))
	_, err := p.PutDemoPerson(t.Context(), postgres.DemoPerson{ID: hackathon.NewID(hackathon.KindPerson, p.Now()),
		DisplayName: "Maarja K.",
		Email:       "naidis@example.org", Token: "demo-organiser"})
	failIf(t, err)
	for range 2 {
		v, _, err := p.Sessions.ViewerByToken(t.Context(), "demo-organiser")
		failIf(t, err)
		failIf(t, p.Sessions.SignOut(t.Context(), v))
	}
}

func TestJoinAsGuest(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	event := p.event("VUNKI7")
	join := func(code string) (*hackathon.Session, error) {
		return p.Sessions.JoinAsGuest(t.Context(), hackathon.JoinAsGuestInput{JoinCode: code, DisplayName: "Leida"})
	}
	s, err := join(" vunki 7")
	failIf(t, err)
	if !s.Viewer.Guest || !s.Viewer.Has(event, hackathon.RoleParticipant) ||
		s.Viewer.Has(hackathon.ID{15: 1}, hackathon.RoleParticipant) {
		t.Errorf("%+v", s.Viewer)
	}
	if email, err := p.People.Email(t.Context(), s.Viewer); err != nil || email != nil {
		t.Error("a guest with an address", err)
	}
	_, err = join("VUNKI8")
	wrongCode(t, err, 0)
	_, err = p.Sessions.JoinAsGuest(t.Context(), hackathon.JoinAsGuestInput{JoinCode: "VUNKI7", DisplayName: "5123 4567"})
	isKind(t, err, hackathon.Invalid)
	for _, status := range []string{"ENDED", "CANCELLED"} {
		p.exec(`UPDATE event SET status = $1`, status)
		_, err = join("VUNKI7")
		wrongCode(t, err, 0)
	}
	p.at(s.ExpiresAt)
	_, _, err = p.Sessions.ViewerByToken(t.Context(), s.Token)
	isKind(t, err, hackathon.Unauthenticated)
}

// A guest whose answers were lost is one guest, in one seat, whichever of the answers arrives.
func TestJoinAsGuest_repeatedWithItsKeyIsTheSameGuest(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	event := p.event("VUNKI7")
	join := func(key, name string) (*hackathon.Session, error) {
		return p.Sessions.JoinAsGuest(context.WithoutCancel(t.Context()),
			hackathon.JoinAsGuestInput{JoinCode: "VUNKI7", DisplayName: name, Keyed: hackathon.Keyed{IdempotencyKey: &key}})
	}
	guests := func(want int) {
		t.Helper()
		var people, going int
		failIf(t, p.SQL().QueryRow(`SELECT (SELECT count(*) FROM person WHERE guest), (SELECT count(*) FROM attendance
			WHERE event_id = $1 AND status = 'GOING')`, event).Scan(&people, &going))
		if people != want || going != want {
			t.Errorf("%d guests, %d of them going; want %d", people, going, want)
		}
	}
	key := "0123456789abcdef0123456789abcdef"
	type answer struct {
		*hackathon.Session
		err error
	}
	answers := make(chan answer)
	for range 10 {
		go func() {
			s, err := join(key, "Leida")
			answers <- answer{s, err}
		}()
	}
	var all []answer
	for range 10 {
		a := <-answers
		failIf(t, a.err)
		all = append(all, a)
	}
	for _, a := range all {
		v, _, err := p.Sessions.ViewerByToken(t.Context(), a.Token)
		failIf(t, err)
		if v.PersonID != all[0].Viewer.PersonID {
			t.Error("another guest")
		}
	}
	guests(1)
	_, err := join(key, "Maret")
	isKind(t, err, hackathon.Conflict)
	_, err = join("0123456789", "Leida") // could be guessed
	isKind(t, err, hackathon.Invalid)
	guests(1)

	failIf(t, p.Sessions.SignOut(t.Context(), all[0].Viewer))
	for _, a := range all {
		_, _, err := p.Sessions.ViewerByToken(t.Context(), a.Token)
		isKind(t, err, hackathon.Unauthenticated)
	}
	again, err := join(key, "Leida")
	failIf(t, err)
	if again.Viewer.PersonID == all[0].Viewer.PersonID {
		t.Error("a key brings back who has signed out")
	}
	guests(2)
	p.later(postgres.IdempotencyLife + time.Second)
	_, err = join(key, "Leida")
	failIf(t, err)
	guests(3)
}

func TestBoardToken(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	event, elsewhere := p.event("A"), p.event("B")
	organiser := p.signIn("a@naidis.ee").Viewer
	create := func(key *string) (*hackathon.BoardToken, error) {
		return p.Boards.CreateToken(t.Context(), organiser,
			hackathon.CreateBoardTokenInput{EventID: event, Keyed: hackathon.Keyed{IdempotencyKey: key}})
	}
	_, err := create(nil)
	isKind(t, err, hackathon.Forbidden)
	p.rows().Grant(organiser.PersonID, hackathon.RoleOrganiser, event)
	organiser, err = p.Sessions.ViewerBySession(t.Context(), organiser.SessionID)
	failIf(t, err)
	key := "k"
	lost, err := create(&key)
	failIf(t, err)
	again, err := create(&key)
	failIf(t, err)
	_, _, err = p.Sessions.ViewerByToken(t.Context(), lost.Token)
	isKind(t, err, hackathon.Unauthenticated)
	board, until, err := p.Sessions.ViewerByToken(t.Context(), again.Token)
	failIf(t, err)
	if board.SignedIn() || !board.Has(event, hackathon.RoleBoard) || board.Has(elsewhere, hackathon.RoleBoard) ||
		len(board.Grants) != 1 || !until.Equal(again.ExpiresAt) {
		t.Errorf("%+v until %v", board, until)
	}
	p.exec(`UPDATE event SET ends_at = ends_at + interval '1 hour' WHERE id = $1`, event)
	p.later(postgres.ViewerCacheLife) // it was moved behind the back of DB
	if _, until, err = p.Sessions.ViewerByToken(t.Context(), again.Token); err != nil ||
		!until.Equal(again.ExpiresAt.Add(time.Hour)) {
		t.Error("the board does not follow the event:", until, err)
	}
	failIf(t, p.Sessions.SignOut(t.Context(), board))
	_, _, err = p.Sessions.ViewerByToken(t.Context(), again.Token)
	isKind(t, err, hackathon.Unauthenticated)
	if p.rightsChanges(board.SessionID) != 1 {
		t.Error("the streams of a board that signs out are not told")
	}
	one, err := create(nil)
	failIf(t, err)
	board, _, err = p.Sessions.ViewerByToken(t.Context(), one.Token)
	failIf(t, err)
	n, err := p.Boards.RevokeTokens(t.Context(), organiser, hackathon.RevokeBoardTokensInput{EventID: event})
	if err != nil || n != 1 {
		t.Error(n, err)
	}
	_, _, err = p.Sessions.ViewerByToken(t.Context(), one.Token)
	isKind(t, err, hackathon.Unauthenticated)
	if p.rightsChanges(board.SessionID) != 1 || p.rightsChanges(event) != 0 {
		t.Error("the streams of a board that is revoked are not told, or all who look at the event are")
	}
	_, err = create(&key)
	isKind(t, err, hackathon.Conflict)
	p.later(10 * 24 * time.Hour)
	_, err = create(nil)
	if _, ok := errors.AsType[*hackathon.StateConflictError](err); !ok {
		t.Error("a board for an event that is over:", err)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	event := p.event("A")
	old := p.signIn("a@naidis.ee")
	p.request("b@naidis.ee")
	// by a process of the version before
	_, err := p.SQL().Exec(`INSERT INTO sign_in_code (email, code_hash, attempts_left, expires_at) VALUES ('d@naidis.ee',
		'', 5, $1)`, old.ExpiresAt)
	failIf(t, err)
	organiser := p.withRole("organiser@naidis.ee", hackathon.RoleOrganiser, event)
	_, err = p.Boards.CreateToken(t.Context(), organiser, hackathon.CreateBoardTokenInput{EventID: event})
	failIf(t, err)
	count := func(table string) (n int) {
		p.check(p.SQL().QueryRow(`SELECT count(*) FROM ` + table).Scan(&n))
		return n
	}
	failIf(t, p.Sessions.Sweep(t.Context()))
	if count("session") != 3 || count("sign_in_mail") != 1 || count("sign_in_challenge") != 1 ||
		count("sign_in_code") != 1 {
		t.Error("too much was removed")
	}
	p.at(old.ExpiresAt.Add(time.Second))
	fresh := p.signIn("c@naidis.ee")
	failIf(t, p.Sessions.Sweep(t.Context()))
	if count("session") != 1 || count("sign_in_mail")+count("sign_in_challenge")+count("sign_in_code") != 0 {
		t.Error(count("session"), count("sign_in_mail"), count("sign_in_challenge"), count("sign_in_code"))
	}
	_, _, err = p.Sessions.ViewerByToken(t.Context(), fresh.Token)
	failIf(t, err)
}
