package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

func TestSignIn_codeWorksOnceAndNotForAnother(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	a, b := p.request("a@naidis.ee"), p.request("b@naidis.ee")
	_, err := p.try(b, wrongFor(b.Code))
	wrongCode(t, err, hackathon.SignInCodeAttempts-1)
	_, err = p.Sessions.SignIn(t.Context(), hackathon.SignInInput{Challenge: b.Challenge, Email: "a@naidis.ee",
		Code: a.Code})
	wrongCode(t, err, 0)
	_, err = p.Sessions.SignIn(t.Context(), hackathon.SignInInput{Challenge: "guessed", Email: "a@naidis.ee",
		Code: a.Code})
	wrongCode(t, err, 0)
	_, err = p.try(a, a.Code)
	failIf(t, err)
	_, err = p.try(a, a.Code)
	wrongCode(t, err, 0)
	again := p.request("a@naidis.ee")
	if again.Code != a.Code { // but once in a million times
		_, err = p.try(again, a.Code)
		wrongCode(t, err, hackathon.SignInCodeAttempts-1)
	}
}

func TestSignIn_fiveAttempts(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	code := p.request("a@naidis.ee")
	for left := hackathon.SignInCodeAttempts - 1; left >= 0; left-- {
		_, err := p.try(code, wrongFor(code.Code))
		wrongCode(t, err, left)
	}
	_, err := p.try(code, code.Code)
	wrongCode(t, err, 0)
}

func TestSignIn_codeLapses(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	code := p.request("a@naidis.ee")
	p.at(code.ExpiresAt)
	_, err := p.try(code, code.Code)
	wrongCode(t, err, 0)
}

func TestSignIn_oneOfManyAtOnce(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	code, other := p.request("a@naidis.ee"), p.request("a@naidis.ee")
	var won atomic.Int32
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			asked := code
			if i%2 == 1 {
				asked = other // another browser of the same person
			}
			if _, err := p.try(asked, code.Code); err == nil {
				won.Add(1)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d signed in with one code", won.Load())
	}
}

// However often a stranger asks for the codes of an address, and tries wrong ones, whoever reads its mails signs in.
// Not more mails come than may be on their way at once, and what comes once the address was asked for often is not to
// be guessed.
func TestSignIn_nobodyLocksAnAddressOut(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	var mailbox []string
	ask := func() *hackathon.SignInCode {
		code := p.request("a@naidis.ee")
		if code.Code != "" {
			mailbox = append(mailbox, code.Code)
		}
		return code
	}
	for hour := range 3 {
		for range 11 {
			stranger := ask()
			for range hackathon.SignInCodeAttempts + 1 {
				_, err := p.try(stranger, "0000000000")
				if !errors.As(err, new(*hackathon.WrongCodeError)) {
					t.Fatal(err)
				}
			}
			p.later(time.Minute)
		}
		own := ask()
		if own.ExpiresAt.Before(p.Now().Add(time.Minute)) {
			t.Error("the code that is in the mailbox ends before it can be typed:", own.ExpiresAt.Sub(p.Now()))
		}
		newest := mailbox[len(mailbox)-1]
		if len(newest) != hackathon.SignInLongDigits {
			t.Errorf("after twelve requests within the hour a code has %d digits", len(newest))
		}
		if _, err := p.try(own, newest); err != nil {
			t.Errorf("hour %d: whoever reads the mails cannot sign in: %v", hour, err)
		}
	}
	if len(mailbox) > 36 || len(mailbox) < 6 {
		t.Errorf("%d mails in 33 minutes", len(mailbox))
	}
	first := openPeople(t)
	for range 2 * hackathon.SignInShortCodes { // who signs in each time is asked for six digits always
		code := first.request("b@naidis.ee")
		if len(code.Code) != hackathon.SignInCodeDigits {
			t.Fatalf("%d digits", len(code.Code))
		}
		if _, err := first.try(code, code.Code); err != nil {
			t.Fatal(err)
		}
	}
}

// A challenge of somebody who asked often does not take the short codes that are still on their way: they could be
// guessed.
func TestSignIn_shortCodesAreNotTriedForEver(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	short := p.request("a@naidis.ee").Code
	var asked *hackathon.SignInCode
	for range hackathon.SignInShortCodes {
		asked = p.request("a@naidis.ee")
	}
	_, err := p.try(asked, short)
	wrongCode(t, err, hackathon.SignInCodeAttempts-1)
}

func TestRequestSignInCode_budgets(t *testing.T) {
	t.Parallel()
	p := openPeople(t)
	p.Limits = hackathon.Limits{hackathon.CodesPerEmail: 2, hackathon.CodesPerDomain: 3, hackathon.CodesInAll: 5}
	ask := func(email string) error {
		_, err := p.Sessions.RequestCode(t.Context(), hackathon.RequestSignInCodeInput{Email: email,
			Locale: hackathon.LocaleEn})
		return err
	}
	for i := range 3 {
		failIf(t, ask(fmt.Sprintf("n%d@naidis.ee", i)))
	}
	refused := func(email, setting string) {
		t.Helper()
		err := ask(email)
		isKind(t, err, hackathon.RateLimited)
		if err == nil || !strings.Contains(err.Error(), setting) {
			t.Error(err)
		}
	}
	refused("n3@naidis.ee", "MANO_CODES_PER_DOMAIN")
	failIf(t, ask("N0@naidis.ee")) // a code is on its way there
	failIf(t, ask("a@teine.ee"))
	failIf(t, ask("b@teine.ee"))
	refused("a@kolmas.ee", "MANO_CODES_IN_ALL")
	p.later(time.Hour)
	failIf(t, ask("n3@naidis.ee"))
	isKind(t, ask("not an address"), hackathon.Invalid)
}

// Who has a copy of the table, and not the secret, cannot find the codes by trying them all; replicas with the same
// secret agree.
func TestSignIn_secret(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Database(t)
	open := func(secret string) *people {
		s, err := postgres.Open(t.Context(), dsn, postgres.Config{MaxConns: 2})
		failIf(t, err)
		t.Cleanup(func() { _ = s.Close() })
		s.Secret = []byte(secret)
		return &people{DB: s, t: t}
	}
	one, same, other := open("a secret of the operator"), open("a secret of the operator"), open("")
	code := one.request("a@naidis.ee")
	_, err := other.try(code, code.Code)
	wrongCode(t, err, hackathon.SignInCodeAttempts-1)
	_, err = same.try(code, code.Code)
	failIf(t, err)
}

func wrongFor(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func wrongCode(t *testing.T, err error, left int) {
	t.Helper()
	wrong, ok := errors.AsType[*hackathon.WrongCodeError](err)
	if !ok || wrong.AttemptsLeft != left {
		t.Errorf("%#v instead of a wrong code with %d attempts left", err, left)
	}
}
