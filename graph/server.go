package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

func (q queryResolver) Server(context.Context) (*generated.Server, error) {
	server := q.r.Server
	if server.DemoTokens == nil {
		server.DemoTokens = []string{}
	}
	return &server, nil
}

func (q queryResolver) Labels(_ context.Context, enum *string) ([]*hackathon.EnumLabel, error) {
	if enum == nil {
		return pointers(hackathon.Labels("")), nil
	}
	found := hackathon.Labels(*enum)
	if len(found) == 0 {
		return nil, hackathon.Invalidf("there is no enum of this name with labels; leave enum out to see them all")
	}
	return pointers(found), nil
}
