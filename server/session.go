package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// signInWithin is how long looking up a token may take.
const signInWithin = 5 * time.Second

// authenticate finds the viewer of HTTP requests, event streams and websockets: by the token of connection_init, else
// of the Authorization header, else of the cookie. An invalid token is refused. An invalid cookie makes the viewer
// anonymous, so that a page opens after its sign-in has ended.
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

// holder returns the holder of the token. It counts the request for them, or for the address if the token is invalid.
func (s *Server) holder(ctx context.Context, token string) (*hackathon.Viewer, time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, signInWithin)
	defer cancel()
	viewer, ends, err := s.db.Sessions.ViewerByToken(ctx, token)
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

// refresh reads a viewer's current rights.
func (s *Server) refresh(ctx context.Context, v *hackathon.Viewer) (*hackathon.Viewer, error) {
	if v == nil || v.SessionID.IsZero() {
		return v, nil
	}
	return s.db.Sessions.ViewerBySession(ctx, v.SessionID)
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

// cookieName has, with https, the prefix that makes browsers protect the cookie.
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
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(token, ends))
	w.WriteHeader(http.StatusNoContent)
}

// fail answers why a session could not begin or end.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, hackathon.Unauthenticated):
		problem(w, http.StatusUnauthorized, &hackathon.Error{Kind: hackathon.Unauthenticated, Message: err.Error()})
	case errors.Is(err, hackathon.RateLimited):
		s.refuse(w, r, err)
	default:
		s.internal(w, r, err)
	}
}

// endSession signs the holder of the cookie out and deletes the cookie.
func (s *Server) endSession(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(hackathon.WithTurn(r.Context()))
	if c, err := r.Cookie(s.cookieName()); err == nil {
		if err := s.signOut(r.Context(), c.Value); err != nil && !errors.Is(err, hackathon.Unauthenticated) {
			s.fail(w, r, err)
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
	return s.db.Sessions.SignOut(ctx, viewer)
}

// sameOrigin refuses requests that a page of another origin makes a browser send.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.protected.Check(r); err != nil {
			problem(w, http.StatusForbidden, hackathon.Forbiddenf("a page of another origin may not do this"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
