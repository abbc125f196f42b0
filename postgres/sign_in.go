package postgres

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// RequestCode gives whoever asks a challenge, with which alone a code of the address can be used, and a code for
// the caller to send. It does the same whether or not the address belongs to somebody. Nobody can keep an address from
// signing in by asking for it: while enough codes are on their way to it, the next one who asks can use those, and
// nothing more is sent (Code is empty).
func (s Sessions) RequestCode(ctx context.Context, in hackathon.RequestSignInCodeInput) (*hackathon.SignInCode,
	error) {
	if err := s.db.check(&in); err != nil {
		return nil, err
	}
	code := &hackathon.SignInCode{Email: in.Email, Locale: in.Locale, Challenge: rand.Text()}
	err := s.db.write(ctx, nil, func(t *tx) error {
		code.Code = ""
		if err := t.lockSignIn(in.Email); err != nil {
			return err
		}
		var asked int
		if err := t.get(&asked, `SELECT count(*) FROM sign_in_challenge WHERE email = $1 AND asked_at > $2`, in.Email,
			t.now.Add(-hackathon.SignInShortWithin)); err != nil {
			return err
		}
		long := asked >= hackathon.SignInShortCodes
		if err := t.mailCode(s.db, code, long); err != nil {
			return err
		}
		_, err := t.run(`INSERT INTO sign_in_challenge (challenge_hash, email, long, attempts_left, locale, asked_at)
			VALUES ($1, $2, $3, $4, $5, $6)`,
			hashOf(code.Challenge), in.Email, long, hackathon.SignInCodeAttempts, in.Locale, t.now)
		return err
	})
	if err != nil {
		return nil, err
	}
	return code, nil
}

// lockSignIn makes those who ask for the codes of an address, or use them, one after the other.
func (t *tx) lockSignIn(email string) error {
	_, err := t.run(`SELECT pg_advisory_xact_lock(hashtextextended('sign in ' || $1, 0))`, email)
	return err
}

// mailCode makes a code to be sent, unless enough are on their way.
func (t *tx) mailCode(s *DB, code *hackathon.SignInCode, long bool) error {
	var onTheirWay []time.Time
	if err := t.all(&onTheirWay, `SELECT expires_at FROM sign_in_mail WHERE email = $1 AND expires_at > $2 AND (long
		OR NOT $3) ORDER BY expires_at DESC`,
		code.Email, t.now, long); err != nil {
		return err
	}
	_, domain, _ := strings.Cut(code.Email, "@")
	spent, err := t.spentBudget(s.Limits, domain)
	if err != nil {
		return err
	}
	switch {
	case len(onTheirWay) > 0 && (spent != nil || len(onTheirWay) >= s.Limits.Most(hackathon.CodesPerEmail)):
		code.ExpiresAt = onTheirWay[0].UTC()
		return nil
	case spent != nil:
		return s.Limits.Reached(spent)
	}
	digits := hackathon.SignInCodeDigits
	if long {
		digits = hackathon.SignInLongDigits
	}
	n, err := rand.Int(rand.Reader, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	if err != nil {
		return err
	}
	code.Code, code.ExpiresAt = fmt.Sprintf("%0*d", digits, n), t.now.Add(hackathon.SignInCodeLife)
	hash, err := t.codeHash(s.Secret, code.Email, code.Code)
	if err != nil {
		return err
	}
	_, err = t.run(`INSERT INTO sign_in_mail (email, domain, code_hash, long, mailed_at, expires_at) VALUES ($1, $2, $3,
		$4, $5, $6)`,
		code.Email, domain, hash, long, t.now, code.ExpiresAt)
	return err
}

// spentBudget is the budget that has no room for one more mail; nil: there is room.
func (t *tx) spentBudget(limits hackathon.Limits, domain string) (*hackathon.Limit, error) {
	var sent struct{ Domain, All int }
	if err := t.get(&sent, `
		SELECT (SELECT count(*) FROM sign_in_mail WHERE domain = $1 AND mailed_at > $2) AS domain,
		       (SELECT count(*) FROM sign_in_mail WHERE mailed_at > $3) AS "all"`, domain,
		t.now.Add(-hackathon.CodesPerDomain.Within), t.now.Add(-hackathon.CodesInAll.Within)); err != nil {
		return nil, err
	}
	switch {
	case sent.Domain >= limits.Most(hackathon.CodesPerDomain):
		return hackathon.CodesPerDomain, nil
	case sent.All >= limits.Most(hackathon.CodesInAll):
		return hackathon.CodesInAll, nil
	}
	return nil, nil
}

// SignIn exchanges a code for a session. Somebody not seen before becomes a participant.
func (s Sessions) SignIn(ctx context.Context, in hackathon.SignInInput) (*hackathon.Session, error) {
	if err := s.db.check(&in); err != nil {
		return nil, err
	}
	session := &hackathon.Session{Token: rand.Text()}
	var wrong *hackathon.WrongCodeError // not fn's error: the attempt is counted in any case
	err := s.db.write(ctx, nil, func(t *tx) error {
		locale, left, ok, err := t.tryCode(s.db.Secret, in)
		if err != nil || !ok {
			wrong = &hackathon.WrongCodeError{AttemptsLeft: left}
			return err
		}
		wrong = nil
		person, err := t.personByEmail(in.Email)
		if noRows(err) {
			person, err = t.addPerson(newcomer{Name: in.DisplayName, Email: &in.Email, Locale: locale,
				Grants: []hackathon.Grant{{Role: hackathon.RoleParticipant}}})
		}
		if err != nil {
			return err
		}
		session.ExpiresAt = t.now.Add(hackathon.SessionLife)
		_, err = t.addSession(session.Token, person, hackathon.ID{}, session.ExpiresAt)
		return err
	})
	if err != nil {
		return nil, err
	}
	if wrong != nil {
		return nil, wrong
	}
	return s.db.withViewer(ctx, session)
}

// tryCode spends one of the challenge's attempts; a code that fits is spent, and the challenge with it. Any code will
// do that is in the mailbox: who has several mails need not know which one is theirs.
func (t *tx) tryCode(secret []byte, in hackathon.SignInInput) (locale hackathon.Locale, left int, ok bool, err error) {
	if err := t.lockSignIn(in.Email); err != nil {
		return "", 0, false, err
	}
	var challenge struct {
		Left   int              `db:"attempts_left"`
		Long   bool             `db:"long"`
		Locale hackathon.Locale `db:"locale"`
	}
	err = t.get(&challenge, `
		UPDATE sign_in_challenge SET attempts_left = attempts_left - 1 WHERE challenge_hash = $1 AND email = $2
			AND attempts_left > 0 AND asked_at > $3
		RETURNING attempts_left, long, locale`, hashOf(in.Challenge), in.Email, t.now.Add(-hackathon.SignInCodeLife))
	if noRows(err) {
		return "", 0, false, nil
	} else if err != nil {
		return "", 0, false, err
	}
	hash, err := t.codeHash(secret, in.Email, in.Code)
	if err != nil {
		return "", 0, false, err
	}
	n, err := t.run(`DELETE FROM sign_in_mail WHERE email = $1 AND code_hash = $2 AND expires_at > $3 AND (long
		OR NOT $4)`, in.Email, hash, t.now, challenge.Long)
	if err != nil || n == 0 {
		return "", challenge.Left, false, err
	}
	_, err = t.run(`DELETE FROM sign_in_challenge WHERE challenge_hash = $1`, hashOf(in.Challenge))
	return challenge.Locale, 0, true, err
}

// codeHash is what the database keeps of a code: bound to its address, and of no use to who has the table but not the
// secret.
func (t *tx) codeHash(secret []byte, email, code string) ([]byte, error) {
	if len(secret) == 0 {
		if err := t.get(&secret, `SELECT value FROM secret`); err != nil {
			return nil, fmt.Errorf("read the secret: %w", err)
		}
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(email + "\n" + code))
	return mac.Sum(nil), nil
}
