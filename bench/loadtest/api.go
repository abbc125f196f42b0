package loadtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// api makes the changes and asks what they cost the server.
type api struct {
	server, asker, event string
	http                 *http.Client
}

func newAPI(ctx context.Context, cfg *Config) (*api, error) {
	a := &api{server: strings.Split(cfg.URL, ",")[0], asker: cfg.Asker, http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	if cfg.Event == "" {
		var live struct {
			Events struct{ Nodes []struct{ ID string } }
		}
		if err := a.query(ctx, `{ events(first: 1, filter: {status: [LIVE]}) { nodes { id } } }`, nil, &live); err != nil {
			return nil, err
		}
		if len(live.Events.Nodes) == 0 {
			return nil, errNoEvent
		}
		cfg.Event = live.Events.Nodes[0].ID
	}
	a.event = cfg.Event
	return a, nil
}

// change states a need, or calls off the one that is named, and returns the key under which subscribers see the change.
func (a *api) change(ctx context.Context, need string) (key, id string, err error) {
	var got map[string]struct {
		Typename    string `json:"__typename"`
		HelpRequest struct {
			ID      string
			Version int
		}
		Message struct{ En string }
	}
	answer := `{ __typename ... on %s { helpRequest { id version } } ... on Failure { message { en } } } }`
	if need == "" {
		err = a.query(ctx, `mutation($event: ID!) { requestHelp(input: {eventId: $event, kind: ONSITE_HELP, onSite: true}) `+fmt.Sprintf(answer, "RequestHelpSuccess"),
			map[string]any{"event": a.event}, &got)
	} else {
		err = a.query(ctx, `mutation($need: ID!) { cancelHelpRequest(input: {helpRequestId: $need}) `+fmt.Sprintf(answer, "HelpRequestSuccess"), map[string]any{"need": need}, &got)
	}
	if err != nil {
		return "", "", err
	}
	for _, g := range got {
		if g.HelpRequest.ID == "" {
			return "", "", fmt.Errorf("%s: %s", g.Typename, g.Message.En)
		}
		return g.HelpRequest.ID + " " + strconv.Itoa(g.HelpRequest.Version), g.HelpRequest.ID, nil
	}
	return "", "", fmt.Errorf("the answer was empty")
}

func (a *api) query(ctx context.Context, query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.server+"/graphql", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+a.asker)
	resp, err := a.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	answer := struct {
		Data   any
		Errors []struct{ Message string }
	}{Data: into}
	if err := json.Unmarshal(text, &answer); err != nil {
		return fmt.Errorf("%s: %.200s", resp.Status, text)
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("%s", answer.Errors[0].Message)
	}
	return nil
}

// ServerCost is what the run cost the server process.
type ServerCost struct {
	CPUMicrosPerDelivery float64 `json:"cpuMicrosPerDelivery"`
	CPUMicrosPerConnect  float64 `json:"cpuMicrosPerConnect"` // handshake, sign-in, subscription and opening state
	BytesPerSubscriber   float64 `json:"residentBytesPerSubscriber"`
	ResidentBytes        float64 `json:"residentBytes"`
}

type cost struct {
	cpu, resident float64
	known         bool
}

// cost reads the standard process figures of Prometheus from the server's /metrics.
func (a *api) cost(ctx context.Context) cost {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.server+"/metrics", nil)
	if err != nil {
		return cost{}
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return cost{}
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return cost{}
	}
	c := cost{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			continue
		}
		switch name {
		case "process_cpu_seconds_total":
			c.cpu, c.known = n, true
		case "process_resident_memory_bytes":
			c.resident = n
		}
	}
	return c
}

// costBetween holds only with one server: with several, the figures would be those of the first.
func costBetween(idle, connected, after cost, r *Report) *ServerCost {
	if !idle.known || !connected.known || !after.known || r.Delivered == 0 {
		return nil
	}
	return &ServerCost{
		CPUMicrosPerDelivery: (after.cpu - connected.cpu) * 1e6 / float64(r.Delivered),
		CPUMicrosPerConnect:  (connected.cpu - idle.cpu) * 1e6 / float64(r.Subscribers),
		BytesPerSubscriber:   (connected.resident - idle.resident) / float64(r.Subscribers),
		ResidentBytes:        after.resident,
	}
}
