package graph

import (
	"context"
	"errors"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (m mutationResolver) RequestSignInCode(ctx context.Context,
	in hackathon.RequestSignInCodeInput) (generated.RequestSignInCodePayload, error) {
	if _, err := m.r.spend(ctx, SendCodeAction); err != nil {
		return nil, err
	}
	code, err := m.r.DB.Sessions.RequestCode(ctx, in)
	if err == nil && code.Code != "" {
		err = m.r.SendCode(*code)
	}
	if err != nil {
		return failure[generated.RequestSignInCodePayload](err)
	}
	return generated.RequestSignInCodeSuccess{Challenge: code.Challenge, ExpiresAt: code.ExpiresAt}, nil
}

func (m mutationResolver) SignIn(ctx context.Context, in hackathon.SignInInput) (generated.SignInPayload, error) {
	session, err := m.r.DB.Sessions.SignIn(ctx, in)
	if err != nil {
		if errors.As(err, new(*hackathon.WrongCodeError)) {
			if _, err := m.r.spend(ctx, SignInAction); err != nil {
				return nil, err
			}
		}
		return failure[generated.SignInPayload](err)
	}
	return generated.SignInSuccess{Token: session.Token, ExpiresAt: session.ExpiresAt, Viewer: session.Viewer}, nil
}

func (m mutationResolver) JoinAsGuest(ctx context.Context, in hackathon.JoinAsGuestInput) (generated.JoinAsGuestPayload,
	error) {
	if _, err := m.r.spend(ctx, GuestAction); err != nil {
		return nil, err
	}
	session, err := m.r.DB.Sessions.JoinAsGuest(ctx, in)
	if err != nil {
		m.r.giveBack(ctx, GuestAction)
	}
	// A right code lets in whoever has it, however often others from the same hall were wrong: it is too long to be
	// guessed.
	if wrong, ok := errors.AsType[*hackathon.WrongCodeError](err); ok {
		if wrong.AttemptsLeft, err = m.r.spend(ctx, JoinAction); err != nil {
			return nil, err
		}
		err = wrong
	}
	if err != nil {
		return failure[generated.JoinAsGuestPayload](err)
	}
	return generated.JoinAsGuestSuccess{Token: session.Token, ExpiresAt: session.ExpiresAt, Viewer: session.Viewer}, nil
}

func (m mutationResolver) SignOut(ctx context.Context) (generated.SignOutPayload, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err == nil {
		err = m.r.DB.Sessions.SignOut(ctx, viewer)
	}
	if err != nil {
		return nil, err
	}
	return generated.SignOutSuccess{Done: true}, nil
}

// recheck is what a stream asks again while it runs: whether the sign-in it was opened with still holds, and then rule,
// with the rights of that moment. A viewer without a sign-in is asked about with the rights of nobody.
func (r *Resolver) recheck(viewer *hackathon.Viewer, rule func(*hackathon.Viewer) error) func(context.Context) error {
	session := viewer.SessionID
	return func(ctx context.Context) error {
		now := &hackathon.Viewer{}
		if !session.IsZero() {
			var err error
			if now, err = r.DB.Sessions.ViewerBySession(ctx, session); err != nil {
				return err
			}
		}
		return rule(now)
	}
}
