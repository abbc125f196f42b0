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
	return live.Serve(ctx, func(ctx context.Context) (live.Source, error) {
		viewer, err := hackathon.ViewerFrom(ctx)
		if err != nil {
			return live.Source{}, err
		}
		return live.Source{
			Name: "board", Scope: "board:" + eventID.String(), After: cursorOf(after), Wants: concernsBoard,
			Streams: streamsOf(eventID), Conflate: true,
			Snapshot: func(ctx context.Context, streams []hackathon.ID) (live.Snapshot, error) {
				items, at, err := s.r.DB.Boards.Position(ctx, streams)
				return live.Snapshot{Items: items, At: at}, err
			},
			RightsOf: viewer.RightsOf(),
			Recheck:  s.r.recheck(viewer, func(now *hackathon.Viewer) error { return now.MaySeeBoard(eventID) }),
		}, s.r.DB.Boards.SeenBy(ctx, viewer, eventID)
	}, func(ctx context.Context, c live.Change) (*generated.BoardItem, error) {
		item := &generated.BoardItem{Cursor: c.Cursor, At: c.At}
		switch {
		case c.CaughtUp:
			item.Change = generated.CaughtUp{At: c.At}
			return item, nil
		case c.Reset != "":
			item.Change = generated.StreamReset{Reason: c.Reset, Cursor: c.Cursor}
			return item, nil
		}
		board, err := s.r.DB.Boards.Find(ctx, eventID)
		item.Change = generated.BoardUpdated{Board: board}
		return item, err
	})
}

// concernsBoard reports whether the board may look different after the change: it counts needs too, whoever may see
// them.
func concernsBoard(a *hackathon.Activity) bool {
	switch a.Kind {
	case hackathon.ActivityCommentAdded, hackathon.ActivityCommentHidden:
		return false
	}
	return true
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
