package postgres

import (
	"context"

	"github.com/loometalgud/mano/hackathon"
)

// Notices are what a person is told.
type Notices struct{ db *DB }

var noticeTable = newTable[hackathon.Notice]("notice", nil)

var noticeColumns = noticeTable.columns("")

// notify tells a person, in the transaction of what it tells: text says nothing private of anybody else. A notice to
// very many people goes in batches of transactions, since each person's stream is locked during COMMIT.
func (t *tx) notify(person hackathon.ID, kind hackathon.NoticeKind, text hackathon.Localized,
	subject hackathon.ID) error {
	n := hackathon.Notice{ID: hackathon.NewID(hackathon.KindNotice, t.now), Kind: kind, Text: text, SubjectID: subject,
		CreatedAt: t.now}
	if err := noticeTable.insert(t, &n, values{"person_id": person}); err != nil {
		return err
	}
	actor := t.viewer
	t.viewer = nil // nobody is named to the person told
	err := t.activity(person, hackathon.ActivityNoticeAdded, n.ID, 1, hackathon.AudienceOne, n)
	t.viewer = actor
	return err
}

// Find is one of the viewer's own; NotFound for everybody else.
func (s Notices) Find(ctx context.Context, viewer *hackathon.Viewer, id hackathon.ID) (*hackathon.Notice, error) {
	var n hackathon.Notice
	if err := s.db.pool.GetContext(ctx, &n, `SELECT `+noticeColumns+` FROM notice WHERE id = $1 AND person_id = $2`, id,
		viewer.PersonID); noRows(err) {
		return nil, hackathon.NotFoundf("there is no such Notice")
	} else if err != nil {
		return nil, err
	}
	return &n, nil
}

var noticeListing = listing[hackathon.Notice, *hackathon.Notice]{
	columns: noticeColumns, from: `notice`, id: `id`,
	item: itself[hackathon.Notice],
}

// OfViewer are the viewer's notices, newest first.
func (s Notices) OfViewer(viewer *hackathon.Viewer) hackathon.List[*hackathon.Notice] {
	return noticeListing.list(s.db, that(`person_id = ?`, viewer.PersonID), newest)
}

// MarkRead notes that the viewer has read those of the notices that are the viewer's, and returns how many were new.
func (s Notices) MarkRead(ctx context.Context, viewer *hackathon.Viewer,
	in hackathon.MarkNoticesReadInput) (read int, err error) {
	_, err = mutate(ctx, s.db, viewer, "markNoticesRead", &in, selves, func(t *tx) (self, error) {
		n, err := t.run(`UPDATE notice SET read_at = $3 WHERE id = ANY ($1::uuid[]) AND person_id = $2 AND read_at IS NULL`,
			idArray(in.NoticeIDs), viewer.PersonID, t.now)
		read = int(n)
		return self{viewer}, err
	})
	return read, err
}

// Unread is the opening of a person's stream of notices: what is unread, oldest first, at most the newest
// hackathon.MaxPageSize, and where the stream stood.
func (s Notices) Unread(ctx context.Context, streams []hackathon.ID) (hackathon.Snapshot, error) {
	person := streams[0]
	return s.db.present(ctx, func(t *tx) ([]hackathon.ID, error) {
		var rows []hackathon.Notice
		if err := t.all(&rows, `
			SELECT * FROM (SELECT `+noticeColumns+` FROM notice WHERE person_id = $1 AND read_at IS NULL
				ORDER BY id DESC LIMIT $2) newest ORDER BY id`,
			person, hackathon.MaxPageSize); err != nil {
			return nil, err
		}
		for i, n := range rows {
			if err := t.activity(person, hackathon.ActivityNoticeAdded, n.ID, 1, hackathon.AudienceOne, n); err != nil {
				return nil, err
			}
			t.log[i].At = n.CreatedAt
		}
		return streams, nil
	})
}
