package live

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// Log is what the hub reads: the append-only record of every committed change. Positions in a stream count from 1
// without gaps and become visible in order. All methods are safe for concurrent use.
type Log interface {
	// ReadLog returns up to limit activities of each stream, after the given position, in order of Seq. It uses only
	// Stream and Seq of a position. The activities of a stream come together; the order of streams is free.
	ReadLog(ctx context.Context, after []hackathon.Position, limit int) ([]hackathon.Activity, error)
	// Heads returns the newest positions of the streams. A stream without activity has Seq and Tag 0, or is absent.
	Heads(ctx context.Context, streams []hackathon.ID) ([]hackathon.Head, error)
	// Tags returns the positions that the log has at exactly the given streams and Seqs; others are absent.
	Tags(ctx context.Context, at []hackathon.Position) ([]hackathon.Position, error)
	// StreamNumbers returns the number of every stream that exists. It is positive and never changes.
	StreamNumbers(ctx context.Context, streams []hackathon.ID) (map[hackathon.ID]int64, error)
	// StreamsByNumber is the inverse; an unknown number is absent.
	StreamsByNumber(ctx context.Context, numbers []int64) (map[int64]hackathon.ID, error)
}
