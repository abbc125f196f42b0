package loadtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// api makes the changes and asks what they cost the servers.
type api struct {
	servers  []string // that are subscribed to and counted
	all      []string // that take changes
	failover []string
	tokens   struct{ asker, organiser string }
	events   []string
	made     bool // the events are the load test's own
	http     *http.Client
	turn     atomic.Int64
	patient  bool // also of one server: it may be started again
}

func newAPI(ctx context.Context, cfg *Config) (*api, error) {
	a := &api{patient: cfg.Reconnect, servers: strings.Split(cfg.URL, ","), failover: cfg.failover(),
		http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	a.all = append(slices.Clone(a.servers), a.failover...)
	a.tokens.asker, a.tokens.organiser = cfg.Asker, cfg.Organiser
	switch {
	case cfg.Events > 1:
		return a, a.makeEvents(ctx, cfg)
	case cfg.Event != "":
		a.events = []string{cfg.Event}
		return a, nil
	}
	var live struct {
		Events struct{ Nodes []struct{ ID string } }
	}
	if err := a.query(ctx, cfg.Asker, `{ events(first: 1, filter: {status: [LIVE]}) { nodes { id } } }`, nil,
		&live); err != nil {
		return nil, err
	}
	if len(live.Events.Nodes) == 0 {
		return nil, errNoEvent
	}
	a.events = []string{live.Events.Nodes[0].ID}
	return a, nil
}

var errNoEvent = errors.New("no event is live: name one with --event")

// makeEvents makes and publishes as many events as the subscribers are spread over.
func (a *api) makeEvents(ctx context.Context, cfg *Config) error {
	cfg.Progress("making %d events", cfg.Events)
	a.made = true
	starts := time.Now().Add(48 * time.Hour).UTC().Truncate(time.Second)
	for i := range cfg.Events {
		var made struct {
			CreateEvent struct {
				Event   struct{ ID string }
				Message struct{ En string }
			}
		}
		err := a.query(ctx, cfg.Organiser, `mutation($in: CreateEventInput!) { createEvent(input: $in) {
			... on CreateEventSuccess { event { id } } ... on Failure { message { en } } } }`,
			map[string]any{"in": map[string]any{
				"kind": "WEBINAR", "format": "ONLINE", "title": map[string]string{"en": fmt.Sprintf("Load test %d", i+1)},
				"startsAt": starts, "endsAt": starts.Add(8 * time.Hour), "joinUrl": "https://example.org/meet",
			}}, &made)
		if err == nil && made.CreateEvent.Event.ID == "" {
			err = errors.New(made.CreateEvent.Message.En)
		}
		if err != nil {
			return fmt.Errorf("making an event: %w", err)
		}
		id := made.CreateEvent.Event.ID
		var published struct {
			PublishEvent struct {
				Event   struct{ ID string }
				Message struct{ En string }
			}
		}
		err = a.query(ctx, cfg.Organiser, `mutation($id: ID!) { publishEvent(input: {eventId: $id}) {
			... on PublishEventSuccess { event { id } }
				... on Failure { message { en } } } }`, map[string]any{"id": id}, &published)
		if err == nil && published.PublishEvent.Event.ID == "" {
			err = errors.New(published.PublishEvent.Message.En)
		}
		if err != nil {
			return fmt.Errorf("publishing an event: %w", err)
		}
		a.events = append(a.events, id)
	}
	return nil
}

// change states a need, or calls off the one that is named, and returns the key under which subscribers see the change.
func (a *api) change(ctx context.Context, event int, need string) (key, id string, err error) {
	var got map[string]struct {
		Typename    string `json:"__typename"`
		HelpRequest struct {
			ID      string
			Version int
		}
		Message struct{ En string }
	}
	answer := `{ __typename ... on %s { helpRequest { id version } } ... on Failure { message { en } } } }`
	variables := map[string]any{"key": strconv.FormatUint(rand.Uint64(), 36)}
	if need == "" {
		variables["event"] = a.events[event]
		ask := `kind: ONSITE_HELP, onSite: true`
		if a.made { // they are held online, where nobody is on site
			ask = `kind: ONLINE_HELP, acceptFirst: true`
		}
		err = a.insist(ctx, `mutation($event: ID!, $key: String) { requestHelp(input: {eventId: $event,
			`+ask+`, idempotencyKey: $key}) `+fmt.Sprintf(answer, "RequestHelpSuccess"), variables, &got)
	} else {
		variables["need"] = need
		err = a.insist(ctx, `mutation($need: ID!, $key: String) { cancelHelpRequest(input: {helpRequestId: $need,
			idempotencyKey: $key}) `+fmt.Sprintf(answer, "CancelHelpRequestSuccess"), variables, &got)
	}
	if err != nil {
		return "", "", err
	}
	for _, g := range got {
		if g.HelpRequest.ID == "" {
			return "", "", fmt.Errorf("%s: %s", g.Typename, g.Message.En)
		}
		return keyOf(g.HelpRequest.ID, strconv.Itoa(g.HelpRequest.Version)), g.HelpRequest.ID, nil
	}
	return "", "", errors.New("the answer was empty")
}

// insist sends a mutation until a replica has answered it. Its idempotency key makes it one change however often that
// was.
func (a *api) insist(ctx context.Context, mutation string, variables map[string]any, into any) error {
	deadline := time.Now().Add(10 * time.Second)
	for pause := 20 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := a.query(ctx, a.tokens.asker, mutation, variables, into)
		if err == nil || !errors.Is(err, errUnanswered) || len(a.all) == 1 && !a.patient || time.Now().After(deadline) ||
			ctx.Err() != nil {
			return err
		}
		wait(ctx, pause)
	}
}

// errUnanswered is of a request whose outcome is not known, or that a server would not take.
var errUnanswered = errors.New("no answer")

func (a *api) query(ctx context.Context, token, query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	server := a.all[int(a.turn.Add(1))%len(a.all)]
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server+"/graphql", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := a.http.Do(req)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnanswered, err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnanswered, err)
	}
	if resp.StatusCode >= 500 {
		return fmt.Errorf("%w: %s", errUnanswered, resp.Status)
	}
	answer := struct {
		Data   any
		Errors []struct{ Message string }
	}{Data: into}
	if err := json.Unmarshal(text, &answer); err != nil {
		return fmt.Errorf("%s: %.200s", resp.Status, text)
	}
	if len(answer.Errors) > 0 {
		return errors.New(answer.Errors[0].Message)
	}
	return nil
}
