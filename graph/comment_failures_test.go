package graph_test

import (
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

var commentFailures = failures{
	"addComment": {
		"ValidationFailed": byAuthor("", vars{"body": ""}),
		"StateConflict":    byAuthor("MERGED", vars{"body": "Hea!"}),
		"LimitReached": onIdea("", func(i *theIdea) (*hackathon.Viewer, vars) {
			i.db.Limits[hackathon.CommentsPerHour] = 1
			i.comment()
			return i.author, vars{"ideaId": i.id, "body": "Veel"}
		}),
	},
	"hideComment": {
		"ValidationFailed": onComment(vars{"reason": ""}, false),
		"StateConflict":    onComment(vars{"reason": "Solvav"}, true),
	},
}

func TestComments_failures(t *testing.T) { t.Parallel(); raiseAll(t, commentFailures) }

// comment makes one and returns its id.
func (i *theIdea) comment() string {
	i.t.Helper()
	return idIn(i.t, i.mutate(i.author, "addComment", `... on AddCommentSuccess { comment { id } }`,
		vars{"ideaId": i.id, "body": "Hea!"}))
}

// onComment calls a mutation of a comment, one that is hidden or not, as a moderator.
func onComment(input vars, hidden bool) raise {
	return onIdea("", func(i *theIdea) (*hackathon.Viewer, vars) {
		id := i.comment()
		if hidden {
			i.sql(`UPDATE comment SET hidden_reason = 'Solvav', version = 2`)
		}
		return i.person("Tõnu V.", hackathon.RoleModerator), with(input, "commentId", id)
	})
}
