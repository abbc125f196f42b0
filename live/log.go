package live

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// Log is what the hub reads: the append-only record of every committed change. Positions within a stream are dense
// from 1 and become visible in their order. A method may be called from several goroutines at once.
type Log interface {
	// ReadLog returns, for each stream named in after, up to limit activities behind that position in order of Seq. Only
	// Stream and Seq of a position are used. Streams may come in any order, each as one run.
	ReadLog(ctx context.Context, after []hackathon.Position, limit int) ([]hackathon.Activity, error)
	// Heads returns where the streams stand. A stream without activity has Seq and Tag 0; one that is not known yet may
	// be absent, which means the same.
	Heads(ctx context.Context, streams []hackathon.ID) ([]hackathon.Head, error)
	// Tags returns what the log holds at exactly the given streams and Seqs; what it does not hold (any more) is absent.
	Tags(ctx context.Context, at []hackathon.Position) ([]hackathon.Position, error)
	// StreamNumbers returns the small number of every stream that exists; a number is positive and never changes.
	StreamNumbers(ctx context.Context, streams []hackathon.ID) (map[hackathon.ID]int64, error)
	// StreamsByNumber is the way back; a number that nobody has is absent.
	StreamsByNumber(ctx context.Context, numbers []int64) (map[int64]hackathon.ID, error)
}
