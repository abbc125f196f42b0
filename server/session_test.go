package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"net/url"

	"github.com/loometalgud/mano/hackathon"
)

func TestAuthentication(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	session := s.signIn("a@naidis.example")
	id := session.Viewer.PersonID.String()
	for name, c := range map[string]struct {
		header []string
		status int
		holds  string
	}{
		"nobody":               {nil, 200, `"viewer":null`},
		"bearer":               {[]string{"Authorization", "Bearer " + session.Token}, 200, id},
		"bearer in small":      {[]string{"Authorization", "bearer " + session.Token}, 200, id},
		"unknown":              {[]string{"Authorization", "Bearer nonsense"}, 401, "UNAUTHENTICATED"},
		"demo, but not a demo": {[]string{"Authorization", "Bearer demo-admin"}, 401, "UNAUTHENTICATED"},
		"another scheme":       {[]string{"Authorization", "Basic YTpi"}, 401, "UNAUTHENTICATED"},
		"empty":                {[]string{"Authorization", "Bearer "}, 401, "UNAUTHENTICATED"},
		"cookie":               {[]string{"Cookie", "mano_session=" + session.Token}, 200, id},
		"old cookie":           {[]string{"Cookie", "mano_session=nonsense"}, 200, `"viewer":null`},
		"bearer before cookie": {[]string{"Cookie", "mano_session=" + session.Token, "Authorization", "Bearer nonsense"},
			401, "UNAUTHENTICATED"},
		"not in the query text": {[]string{"X-Token", session.Token}, 200, `"viewer":null`},
	} {
		a := s.graphql(whoAmI, c.header...)
		if a.Code != c.status || !strings.Contains(a.Body.String(), c.holds) {
			t.Errorf("%s: %d %s", name, a.Code, a.Body)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
	r.Header.Set("Cookie", "mano_session=nonsense")
	for name, c := range map[string]struct {
		init map[string]any
		kind hackathon.ErrorKind
		who  bool
	}{
		"init":      {map[string]any{"authorization": "Bearer " + session.Token}, "", true},
		"Init":      {map[string]any{"Authorization": "Bearer " + session.Token}, "", true},
		"none":      {map[string]any{}, "", false},
		"unknown":   {map[string]any{"authorization": "Bearer nonsense"}, hackathon.Unauthenticated, false},
		"no scheme": {map[string]any{"authorization": session.Token}, hackathon.Unauthenticated, false},
		"a number":  {map[string]any{"authorization": 7}, hackathon.Invalid, false},
	} {
		v, ends, err := s.authenticate(t.Context(), r, c.init)
		if (err != nil) != (c.kind != "") || err != nil && hackathon.KindOf(err) != c.kind || v.SignedIn() != c.who ||
			c.who && !ends.Equal(session.ExpiresAt) {
			t.Errorf("websocket, %s: %+v %v %v", name, v, ends, err)
		}
	}
}

func TestSession_cookie(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		s := newServer(t, func(c *Config) {
			if secure {
				c.PublicURL = &url.URL{Scheme: "https", Host: "mano.example"}
			}
		})
		session := s.signIn("a@naidis.example")
		a := s.send(http.MethodPost, "/session", "", "Authorization", "Bearer "+session.Token)
		got := a.Result().Cookies()
		if a.Code != http.StatusNoContent || len(got) != 1 {
			t.Fatal(a.Code, got)
		}
		if c := got[0]; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.Path != "/" ||
			c.Domain != "" || (c.Name == "__Host-mano_session") != secure {
			t.Errorf("%+v", c)
		}
		if (a.Header().Get("Strict-Transport-Security") != "") != secure {
			t.Error(a.Header())
		}
		cookie := got[0].Name + "=" + got[0].Value
		if a := s.graphql(whoAmI, "Cookie", cookie); !strings.Contains(a.Body.String(), session.Viewer.PersonID.String()) {
			t.Error(a.Body)
		}
		for name, header := range map[string][]string{
			"of another site": {"Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
			"of a neighbour":  {"Cookie", cookie, "Sec-Fetch-Site", "same-site", "Origin", "https://other.example"},
		} {
			if a := s.send(http.MethodDelete, "/session", "", header...); a.Code != http.StatusForbidden {
				t.Errorf("a page %s signs out: %d", name, a.Code)
			}
			if a := s.graphql(`mutation { signOut { __typename } }`, header...); a.Code != http.StatusForbidden {
				t.Errorf("a page %s acts with the cookie: %d %s", name, a.Code, a.Body)
			}
		}
		a = s.send(http.MethodDelete, "/session", "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
		if got := a.Result().Cookies(); a.Code != http.StatusNoContent || len(got) != 1 || got[0].MaxAge >= 0 {
			t.Error(a.Code, got)
		}
		if a := s.graphql(whoAmI, "Authorization", "Bearer "+session.Token); a.Code != http.StatusUnauthorized {
			t.Error("signed out, and still in:", a.Code)
		}
		if a := s.send(http.MethodPost, "/session", "", "Authorization",
			"Bearer "+session.Token); a.Code != http.StatusUnauthorized || len(a.Result().Cookies()) != 0 {
			t.Error(a.Code)
		}
		if a := s.send(http.MethodDelete, "/session", ""); a.Code != http.StatusNoContent {
			t.Error("nobody signs out:", a.Code)
		}
	}
}
