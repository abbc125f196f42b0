package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/loometalgud/mano/hackathon"
)

// The methods of this file read the log; *DB is a live.Log. Whatever is live waits for them, so they go ahead.

// ReadLog returns, per stream in order of Seq, up to limit activities of each stream after the given positions.
func (s *DB) ReadLog(ctx context.Context, after []hackathon.Position, limit int) ([]hackathon.Activity, error) {
	streams, seqs := positionArrays(after)
	var rows []struct {
		Stream   hackathon.ID           `db:"stream_id"`
		Seq      int64                  `db:"seq"`
		Tag      int64                  `db:"tag"`
		Kind     hackathon.ActivityKind `db:"kind"`
		Entity   hackathon.ID           `db:"entity_id"`
		Version  int32                  `db:"entity_version"`
		Actor    hackathon.ID           `db:"actor_id"`
		Audience hackathon.Audience     `db:"audience"`
		Payload  []byte                 `db:"payload"`
		At       time.Time              `db:"at"`
	}
	if err := s.pool.SelectContext(ahead(ctx), &rows, `
		SELECT p.stream_id, p.seq, p.tag, a.kind, a.entity_id, a.entity_version, a.actor_id, a.audience, a.payload, a.at
		FROM unnest($1::uuid[], $2::bigint[]) AS want (stream_id, seq)
		CROSS JOIN LATERAL (
			SELECT stream_id, seq, tag, activity_id FROM activity_position
			WHERE stream_id = want.stream_id AND seq > want.seq ORDER BY seq LIMIT $3
		) p
		JOIN activity a ON a.id = p.activity_id
		ORDER BY p.stream_id, p.seq`, streams, seqs, limit); err != nil {
		return nil, err
	}
	activities := make([]hackathon.Activity, len(rows))
	for i, r := range rows {
		activities[i] = hackathon.Activity{
			Stream: r.Stream, Seq: r.Seq, Tag: uint32(r.Tag), Kind: r.Kind, Entity: r.Entity, Version: r.Version,
			Actor: r.Actor, Audience: r.Audience, Payload: r.Payload, At: r.At.UTC(),
		}
	}
	return activities, nil
}

// Heads returns where the streams stand; a stream that is not known is absent.
func (s *DB) Heads(ctx context.Context, streams []hackathon.ID) (heads []hackathon.Head, err error) {
	err = s.read(ahead(ctx), func(t *tx) error { heads, err = t.heads(streams); return err })
	return heads, err
}

func (t *tx) heads(streams []hackathon.ID) ([]hackathon.Head, error) {
	var rows []struct {
		Stream hackathon.ID `db:"id"`
		Seq    int64        `db:"last_seq"`
		Tag    int64        `db:"tag"`
		MinSeq int64        `db:"min_seq"`
	}
	if err := t.all(&rows, `
		SELECT s.id, s.last_seq, s.min_seq, COALESCE(p.tag, 0) AS tag
		FROM stream s LEFT JOIN activity_position p ON p.stream_id = s.id AND p.seq = s.last_seq
		WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id`, idArray(streams)); err != nil {
		return nil, err
	}
	heads := make([]hackathon.Head, len(rows))
	for i, r := range rows {
		heads[i] = hackathon.Head{Position: hackathon.Position{Stream: r.Stream, Seq: r.Seq, Tag: uint32(r.Tag)},
			MinSeq: r.MinSeq}
	}
	return heads, nil
}

// positions are the heads as a snapshot's place.
func (t *tx) positions(streams []hackathon.ID) ([]hackathon.Position, error) {
	heads, err := t.heads(streams)
	at := make([]hackathon.Position, len(heads))
	for i, h := range heads {
		at[i] = h.Position
	}
	return at, err
}

// Tags returns what the log holds at exactly the given streams and Seqs; what it does not hold is absent.
func (s *DB) Tags(ctx context.Context, at []hackathon.Position) ([]hackathon.Position, error) {
	streams, seqs := positionArrays(at)
	var rows []struct {
		Stream hackathon.ID `db:"stream_id"`
		Seq    int64        `db:"seq"`
		Tag    int64        `db:"tag"`
	}
	if err := s.pool.SelectContext(ahead(ctx), &rows, `
		SELECT p.stream_id, p.seq, p.tag FROM unnest($1::uuid[], $2::bigint[]) AS want (stream_id, seq)
		JOIN activity_position p USING (stream_id, seq) ORDER BY p.stream_id, p.seq`, streams, seqs); err != nil {
		return nil, err
	}
	found := make([]hackathon.Position, len(rows))
	for i, r := range rows {
		found[i] = hackathon.Position{Stream: r.Stream, Seq: r.Seq, Tag: uint32(r.Tag)}
	}
	return found, nil
}

// StreamNumbers returns the small number of every stream that exists.
func (s *DB) StreamNumbers(ctx context.Context, streams []hackathon.ID) (map[hackathon.ID]int64, error) {
	rows, err := s.streamNumbers(ctx, `SELECT id, number FROM stream WHERE id = ANY ($1::uuid[]) ORDER BY id`,
		idArray(streams))
	numbers := make(map[hackathon.ID]int64, len(rows))
	for _, r := range rows {
		numbers[r.ID] = r.Number
	}
	return numbers, err
}

// StreamsByNumber is the way back; a number that nobody has is absent.
func (s *DB) StreamsByNumber(ctx context.Context, numbers []int64) (map[int64]hackathon.ID, error) {
	rows, err := s.streamNumbers(ctx, `SELECT id, number FROM stream WHERE number = ANY ($1) ORDER BY id`,
		pq.Array(numbers))
	streams := make(map[int64]hackathon.ID, len(rows))
	for _, r := range rows {
		streams[r.Number] = r.ID
	}
	return streams, err
}

type streamNumber struct {
	ID     hackathon.ID `db:"id"`
	Number int64        `db:"number"`
}

func (s *DB) streamNumbers(ctx context.Context, query string, arg any) (rows []streamNumber, err error) {
	err = s.pool.SelectContext(ahead(ctx), &rows, query, arg)
	return rows, err
}

func positionArrays(ps []hackathon.Position) (streams, seqs any) {
	ids, nums := make([]hackathon.ID, len(ps)), make([]int64, len(ps))
	for i, p := range ps {
		ids[i], nums[i] = p.Stream, p.Seq
	}
	return idArray(ids), pq.Array(nums)
}
