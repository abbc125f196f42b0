package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// demoToken is one that everybody knows, and who acts with it.
type demoToken struct{ token, who string }

func tokenTexts(tokens []demoToken) []string {
	texts := []string{}
	for _, t := range tokens {
		texts = append(texts, t.token)
	}
	return texts
}

// loadDemo makes the people of the demo tokens.
func loadDemo(ctx context.Context, s *postgres.Store) ([]demoToken, error) {
	var tokens []demoToken
	for _, p := range []struct {
		token, name string
		roles       []hackathon.PlatformRole
	}{
		{"demo-organiser", "Maarja K.", []hackathon.PlatformRole{hackathon.RoleOrganiser}},
		{"demo-coordinator", "Tõnu V.", []hackathon.PlatformRole{hackathon.RoleCoordinator, hackathon.RoleModerator}},
		{"demo-volunteer", "Anete L.", []hackathon.PlatformRole{hackathon.RoleVolunteer}},
		{"demo-volunteer-2", "Oskar R.", []hackathon.PlatformRole{hackathon.RoleVolunteer}},
		{"demo-participant", "Leida P.", nil},
		{"demo-admin", "Õie Ü.", []hackathon.PlatformRole{hackathon.RoleAdmin}},
	} {
		id := hackathon.NewID(hackathon.KindPerson, time.Date(2018, 5, 1, 0, 0, 0, 0, time.UTC))
		h := sha256.Sum256([]byte(p.token))
		copy(id[9:], h[:])
		id[7], id[8] = id[7]&0xf0, 0x80
		if _, err := s.PutDemoPerson(ctx, postgres.DemoPerson{ID: id, DisplayName: p.name, Email: p.token + "@example.org", Roles: p.roles, Token: p.token}); err != nil {
			return nil, err
		}
		tokens = append(tokens, demoToken{p.token, p.name})
	}
	return tokens, nil
}

type demoCommand struct {
	databaseFlags `embed:""`
	logFlags      `embed:""`
}

func (c *demoCommand) Run(ctx context.Context, out *output) error {
	return errors.New("the demo's script is not part of this build")
}
