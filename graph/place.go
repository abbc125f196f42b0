package graph

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

func (queryResolver) Places(_ context.Context, search *string, first int32) ([]*hackathon.Place, error) {
	words := ""
	if search != nil {
		words = *search
	}
	return hackathon.Places(words, int(first))
}
