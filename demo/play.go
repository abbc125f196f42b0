package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// take lets somebody do the step with a need.
func (st step) take(ctx context.Context, s *postgres.DB, who *hackathon.Viewer, need hackathon.ID,
	key hackathon.Keyed) (err error) {
	if st.does == claim {
		_, err = s.HelpRequests.Claim(ctx, who, hackathon.ClaimHelpRequestInput{HelpRequestID: need, Keyed: key})
	} else {
		_, err = s.HelpRequests.Do(st.does)(ctx, who, hackathon.HelpRequestReference{HelpRequestID: need, Keyed: key})
	}
	if err != nil {
		return fmt.Errorf("%s of the need by %s: %w", st.does, st.who, err)
	}
	return nil
}

// scene is one need of the script and what becomes of it. A pause is before each step.
type scene struct {
	kind  hackathon.AssistanceKind
	asker string
	steps []step
}

// Every scene ends its need, so that the hall does not fill up however long the script runs.
var scenes = []scene{
	{hackathon.KindOnsiteHelp, "linda", []step{{"volunteer", claim}, {"volunteer", start}, {"linda", complete}}},
	{hackathon.KindReadingWriting, "peeter", []step{{"toomas", claim}, {"toomas", release}, {"volunteer2", claim},
		{"volunteer2", start}, {"peeter", complete}}},
	{hackathon.KindSupportPerson, "tiina", []step{{"galina", claim}, {"galina", start}, {"tiina", complete}}},
	{hackathon.KindOther, "hille", []step{{"hille", cancel}}},
	{hackathon.KindCompanion, "eha", []step{{"galina", claim}, {"galina", start}, {"eha", complete}}},
	{hackathon.KindSignLanguageInterpreter, "juhan", []step{{"volunteer2", claim}, {"volunteer2", start},
		{"juhan", complete}}},
	{hackathon.KindOnsiteHelp, "mare", []step{{"toomas", claim}, {"toomas", start}, {"mare", complete}}},
}

// Play lets needs arrive in the live demo event and be taken at a human pace, until ctx ends. Pace is the mean time
// between two steps; several scenes run beside each other.
func Play(ctx context.Context, s *postgres.DB, pace time.Duration, log *slog.Logger) error {
	page, err := s.Events.List(&hackathon.Viewer{},
		hackathon.EventFilter{Status: []hackathon.EventStatus{hackathon.EventLive}})(ctx, hackathon.PageArgs{First: 1})
	if err != nil {
		return err
	}
	if len(page.Items) == 0 {
		return errors.New("play the demo: no event is live")
	}
	viewers := map[string]*hackathon.Viewer{}
	for _, p := range people {
		viewers[p.key] = &hackathon.Viewer{PersonID: personID(p.key),
			Grants: []hackathon.Grant{{Role: hackathon.RoleParticipant}}}
		for _, r := range p.roles {
			viewers[p.key].Grants = append(viewers[p.key].Grants, hackathon.Grant{Role: r})
		}
	}
	playing := make(chan struct{}, 4) // scenes at once
	for {
		select {
		case <-ctx.Done():
			for range cap(playing) { // what is played comes to its end
				playing <- struct{}{}
			}
			return nil
		case playing <- struct{}{}:
		}
		sc := scenes[rand.IntN(len(scenes))]
		go func() {
			defer func() { <-playing }()
			if err := sc.play(ctx, s, page.Items[0].ID, viewers, pace); err != nil && ctx.Err() == nil {
				log.Warn("a scene of the demo ended early", "kind", sc.kind, "error", err)
			}
		}()
		pause(ctx, pace)
	}
}

func (sc scene) play(ctx context.Context, s *postgres.DB, event hackathon.ID, viewers map[string]*hackathon.Viewer,
	pace time.Duration) error {
	asked, err := s.HelpRequests.Request(ctx, viewers[sc.asker],
		hackathon.RequestHelpInput{EventID: &event, Kind: sc.kind, OnSite: true,
			Private: private("Näidisstseen.", "", "")})
	if e, ok := errors.AsType[*hackathon.Error](err); ok && e.Limit != nil {
		return nil // the audience has left theirs open
	}
	if err != nil {
		return err
	}
	ended := false
	defer func() {
		if ended {
			return
		}
		// The script was stopped in the middle: nobody is to be left with a need, or with help that they promised.
		ctx, end := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer end()
		_ = step{sc.asker, cancel}.take(ctx, s, viewers[sc.asker], asked.ID, hackathon.Keyed{})
	}()
	for _, st := range sc.steps {
		pause(ctx, pace)
		err := st.take(ctx, s, viewers[st.who], asked.ID, hackathon.Keyed{})
		if offDuty(err) {
			if err = onDuty(ctx, s, viewers[st.who]); err == nil {
				err = st.take(ctx, s, viewers[st.who], asked.ID, hackathon.Keyed{})
			}
		}
		if _, taken := errors.AsType[*hackathon.AlreadyTakenError](err); taken {
			ended = true
			return nil // by somebody in the audience: theirs to finish
		}
		if _, busy := errors.AsType[*hackathon.NotEligibleError](err); busy {
			return nil // with other scenes
		}
		if err != nil {
			return err
		}
	}
	ended = true
	return nil
}

// offDuty reports whether a claim failed because a day has passed since the volunteer went on duty.
func offDuty(err error) bool {
	e, ok := errors.AsType[*hackathon.NotEligibleError](err)
	return ok && slices.ContainsFunc(e.Obstacles,
		func(o hackathon.Obstacle) bool { return o.Code == hackathon.ObstacleNotOnDuty })
}

// pause waits for between half and one and a half times the mean.
func pause(ctx context.Context, mean time.Duration) {
	t := time.NewTimer(mean/2 + rand.N(mean))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
