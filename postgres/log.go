package postgres

import (
	"context"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// The methods of this file read the log; *DB is a live.Log. Whatever is live waits for them, so they go ahead.

// ReadLog returns, per stream in order of Seq, up to limit activities of each stream after the given positions.
func (s *DB) ReadLog(ctx context.Context, after []hackathon.Position, limit int) ([]hackathon.Activity, error) {
	streams, seqs := positionArrays(after)
	var activities []hackathon.Activity
	err := s.pool.SelectContext(ahead(ctx), &activities, `
		SELECT p.stream_id, p.seq, p.tag, a.kind, a.entity_id, a.entity_version, a.actor_id, a.audience, a.payload, a.at
		FROM unnest($1::uuid[], $2::bigint[]) AS want (stream_id, seq)
		CROSS JOIN LATERAL (
			SELECT stream_id, seq, tag, activity_id FROM activity_position
			WHERE stream_id = want.stream_id AND seq > want.seq ORDER BY seq LIMIT $3
		) p
		JOIN activity a ON a.id = p.activity_id
		ORDER BY p.stream_id, p.seq`, streams, seqs, limit)
	return activities, err
}

// Heads returns where the streams stand; a stream that is not known is absent.
func (s *DB) Heads(ctx context.Context, streams []hackathon.ID) (heads []hackathon.Head, err error) {
	err = s.read(ahead(ctx), func(t *tx) error { heads, err = t.heads(streams); return err })
	return heads, err
}

func (t *tx) heads(streams []hackathon.ID) (heads []hackathon.Head, err error) {
	err = t.all(&heads, `
		SELECT s.id AS stream_id, s.last_seq AS seq, s.min_seq, COALESCE(p.tag, 0) AS tag
		FROM stream s LEFT JOIN activity_position p ON p.stream_id = s.id AND p.seq = s.last_seq
		WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id`, idArray(streams))
	return heads, err
}

// present is what read notes in its transaction, whose log is written nowhere, and where the streams that it returns
// stood at that moment.
func (s *DB) present(ctx context.Context, read func(*tx) ([]hackathon.ID, error)) (now hackathon.Snapshot, err error) {
	err = s.read(ctx, func(t *tx) error {
		streams, err := read(t)
		if err != nil {
			return err
		}
		heads, err := t.heads(streams)
		now = hackathon.Snapshot{Items: t.log, At: make([]hackathon.Position, len(heads))}
		for i, h := range heads {
			now.At[i] = h.Position
		}
		return err
	})
	return now, err
}

// Tags returns what the log holds at exactly the given streams and Seqs; what it does not hold is absent.
func (s *DB) Tags(ctx context.Context, at []hackathon.Position) (found []hackathon.Position, err error) {
	streams, seqs := positionArrays(at)
	err = s.pool.SelectContext(ahead(ctx), &found, `
		SELECT p.stream_id, p.seq, p.tag FROM unnest($1::uuid[], $2::bigint[]) AS want (stream_id, seq)
		JOIN activity_position p USING (stream_id, seq) ORDER BY p.stream_id, p.seq`, streams, seqs)
	return found, err
}

// StreamNumbers returns the small number of every stream that exists.
func (s *DB) StreamNumbers(ctx context.Context, streams []hackathon.ID) (map[hackathon.ID]int64, error) {
	return tellOne[int64](ahead(ctx), s.pool, `SELECT id, number FROM stream WHERE id = ANY ($1::uuid[]) ORDER BY id`,
		idArray(streams))
}

// StreamsByNumber is the way back; a number that nobody has is absent.
func (s *DB) StreamsByNumber(ctx context.Context, numbers []int64) (map[int64]hackathon.ID, error) {
	found, err := tellOne[int64](ahead(ctx), s.pool, `SELECT id, number FROM stream WHERE number = ANY ($1) ORDER BY id`,
		pq.Array(numbers))
	streams := make(map[int64]hackathon.ID, len(found))
	for id, number := range found {
		streams[number] = id
	}
	return streams, err
}

func positionArrays(ps []hackathon.Position) (streams, seqs any) {
	ids, nums := make([]hackathon.ID, len(ps)), make([]int64, len(ps))
	for i, p := range ps {
		ids[i], nums[i] = p.Stream, p.Seq
	}
	return idArray(ids), pq.Array(nums)
}
