package graph

import (
	"context"

	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

func (q queryResolver) Board(ctx context.Context, eventID hackathon.ID) (*hackathon.Board, error) {
	viewer, err := hackathon.ViewerFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := q.r.DB.Boards.SeenBy(ctx, viewer, eventID); err != nil {
		return foundOrNil[hackathon.Board](nil, err)
	}
	return foundOrNil(q.r.DB.Boards.Find(ctx, eventID))
}

// Board streams the whole board at each change. The state is read when it is rendered, once for all boards of the
// event, so who was away or is slow gets the newest and misses nothing that matters.
func (s subscriptionResolver) Board(ctx context.Context, eventID hackathon.ID,
	after *live.Cursor) (<-chan *generated.BoardItem, error) {
	return stream[generated.BoardItem](ctx, after,
		func(ctx context.Context, viewer *hackathon.Viewer) (live.Source, error) {
			return live.Source{
				Name: "board", Scope: "board:" + eventID.String(), Streams: ofStream(eventID), Conflate: true,
				// It counts needs too, whoever may see them.
				Wants:    func(a *hackathon.Activity) bool { return a.Kind.Rule().Board },
				Snapshot: s.r.DB.Boards.Position,
				RightsOf: viewer.RightsOf(),
				Recheck:  s.r.recheck(viewer, func(now *hackathon.Viewer) error { return now.MaySeeBoard(eventID) }),
			}, s.r.DB.Boards.SeenBy(ctx, viewer, eventID)
		}, func(ctx context.Context, _ *hackathon.Activity) (generated.BoardChange, error) {
			board, err := s.r.DB.Boards.Find(ctx, eventID)
			return generated.BoardUpdated{Board: board}, err
		})
}

func (m mutationResolver) CreateBoardToken(ctx context.Context,
	in hackathon.CreateBoardTokenInput) (generated.CreateBoardTokenPayload, error) {
	return mutation(ctx, in, m.r.DB.Boards.CreateToken, func(t *hackathon.BoardToken) generated.CreateBoardTokenPayload {
		return generated.CreateBoardTokenSuccess{Token: t.Token, ExpiresAt: t.ExpiresAt}
	})
}

func (m mutationResolver) RevokeBoardTokens(ctx context.Context,
	in hackathon.RevokeBoardTokensInput) (generated.RevokeBoardTokensPayload, error) {
	return mutation(ctx, in, m.r.DB.Boards.RevokeTokens, func(n int) generated.RevokeBoardTokensPayload {
		return generated.RevokeBoardTokensSuccess{RevokedCount: int32(n)}
	})
}
