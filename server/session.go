package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// signInWithin is how long the database may take to say who holds a token.
const signInWithin = 5 * time.Second

// authenticate says who asks, for HTTP requests, event streams and websockets alike: the token of connection_init comes
// first, then that of the Authorization header, then the cookie's. A token that is shown and does not hold is refused;
// a cookie that does not is that of nobody, so that a page opens after its sign-in has ended.
func (s *Server) authenticate(ctx context.Context, r *http.Request, init map[string]any) (*hackathon.Viewer, time.Time,
	error) {
	token, cookie, err := s.tokenOf(r, init)
	if err != nil {
		return nil, time.Time{}, err
	}
	if token == "" {
		return nil, time.Time{}, s.notSignedIn(ctx, false)
	}
	viewer, ends, err := s.holder(ctx, token)
	if cookie && errors.Is(err, hackathon.Unauthenticated) {
		return nil, time.Time{}, nil
	}
	return viewer, ends, err
}

// holder is whose the token is; it counts the request for them, or for the address when it does not hold.
func (s *Server) holder(ctx context.Context, token string) (*hackathon.Viewer, time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, signInWithin)
	defer cancel()
	viewer, ends, err := s.store.ViewerByToken(ctx, token)
	switch {
	case errors.Is(err, hackathon.Unauthenticated):
		s.holders.forget(token)
		if no := s.notSignedIn(ctx, true); no != nil {
			err = no
		}
	case err == nil:
		who := viewer.RightsOf()
		s.holders.note(token, who)
		err = s.signedIn(ctx, who)
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	return viewer, ends, nil
}

// refresh reads a viewer's rights of this moment.
func (s *Server) refresh(ctx context.Context, v *hackathon.Viewer) (*hackathon.Viewer, error) {
	if v == nil || v.SessionID.IsZero() {
		return v, nil
	}
	return s.store.ViewerBySession(ctx, v.SessionID)
}

func (s *Server) tokenOf(r *http.Request, init map[string]any) (token string, cookie bool, err error) {
	for _, key := range []string{"authorization", "Authorization"} {
		switch shown := init[key].(type) {
		case nil:
		case string:
			token, err = bearer(shown)
			return token, false, err
		default:
			return "", false, hackathon.Invalidf("authorization in connection_init is a text: Bearer TOKEN")
		}
	}
	if shown := r.Header.Get("Authorization"); shown != "" {
		token, err = bearer(shown)
		return token, false, err
	}
	if c, err := r.Cookie(s.cookieName()); err == nil {
		return c.Value, true, nil
	}
	return "", false, nil
}

func bearer(shown string) (string, error) {
	scheme, token, _ := strings.Cut(strings.TrimSpace(shown), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return "", &hackathon.Error{Kind: hackathon.Unauthenticated,
			Message: "the Authorization header has the form: Bearer TOKEN"}
	}
	return token, nil
}

// cookieName has the prefix that browsers guard where they can: with https.
func (s *Server) cookieName() string {
	if s.secure {
		return "__Host-mano_session"
	}
	return "mano_session"
}

func (s *Server) cookie(token string, ends time.Time) *http.Cookie {
	return &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", Expires: ends, HttpOnly: true, Secure: s.secure,
		SameSite: http.SameSiteLaxMode}
}

// beginSession exchanges the bearer token of a sign-in for a cookie that scripts cannot read.
func (s *Server) beginSession(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(hackathon.WithTurn(r.Context()))
	token, err := bearer(r.Header.Get("Authorization"))
	var ends time.Time
	if err == nil {
		_, ends, err = s.holder(r.Context(), token)
	}
	switch {
	case errors.Is(err, hackathon.Unauthenticated):
		problem(w, http.StatusUnauthorized, &hackathon.Error{Kind: hackathon.Unauthenticated, Message: err.Error()})
	case errors.Is(err, hackathon.RateLimited):
		s.refuse(w, r, err)
	case err != nil:
		s.internal(w, r, err)
	default:
		http.SetCookie(w, s.cookie(token, ends))
		w.WriteHeader(http.StatusNoContent)
	}
}

// endSession signs the cookie's holder out and takes the cookie away.
func (s *Server) endSession(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(hackathon.WithTurn(r.Context()))
	if c, err := r.Cookie(s.cookieName()); err == nil {
		err := s.signOut(r.Context(), c.Value)
		switch {
		case errors.Is(err, hackathon.RateLimited):
			s.refuse(w, r, err)
			return
		case err != nil && !errors.Is(err, hackathon.Unauthenticated):
			s.internal(w, r, err)
			return
		}
	}
	gone := s.cookie("", time.Unix(1, 0))
	gone.MaxAge = -1
	http.SetCookie(w, gone)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) signOut(ctx context.Context, token string) error {
	ctx, cancel := context.WithTimeout(ctx, signInWithin)
	defer cancel()
	viewer, _, err := s.holder(ctx, token)
	if err != nil {
		return err
	}
	return s.store.SignOut(ctx, viewer)
}

// sameOrigin refuses what a page of another origin makes a browser send.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.protected.Check(r); err != nil {
			problem(w, http.StatusForbidden, hackathon.Forbiddenf("a page of another origin may not do this"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
