package graph_test

import (
	"testing"

	"github.com/loometalgud/mano/hackathon"
)

var ideaFailures = failures{
	"submitIdea": {
		"ValidationFailed": onIdea("", func(i *theIdea) (*hackathon.Viewer, vars) {
			return i.author, vars{"eventId": i.event, "title": vars{}, "problem": vars{"et": "Poes on lärmakas"}}
		}),
		"StateConflict": onIdea("", func(i *theIdea) (*hackathon.Viewer, vars) {
			i.sql(`UPDATE event SET status = 'CANCELLED'`)
			return i.author, i.submission()
		}),
		"LimitReached": onIdea("", func(i *theIdea) (*hackathon.Viewer, vars) {
			i.db.Limits[hackathon.IdeasPerPerson] = 1
			return i.author, i.submission()
		}),
	},
	"updateIdea": {
		"ValidationFailed": byAuthor("", vars{"title": vars{}}),
		"StateConflict":    byAuthor("CHOSEN", vars{"title": vars{"et": "Uus"}}),
		"VersionConflict":  byAuthor("", vars{"title": vars{"et": "Uus"}, "ifVersion": 9}),
	},
	"changeIdeaStatus": {
		"ValidationFailed": byAuthor("", vars{"status": "DECLINED"}),
		"StateConflict":    byAuthor("", vars{"status": "IMPLEMENTED"}),
	},
	"supportIdea": {
		"ValidationFailed": onPersonAs("ideaId"),
		"StateConflict":    byAuthor("DECLINED", nil),
	},
	"withdrawIdeaSupport": {"ValidationFailed": onPersonAs("ideaId")},
}

func TestIdeas_failures(t *testing.T) { t.Parallel(); raiseAll(t, ideaFailures) }

// What a change of an idea does not name stays as it was; null empties, and so does a solution without any text.
func TestUpdateIdea_leftOutStaysAndNullEmpties(t *testing.T) {
	t.Parallel()
	onIdea("", func(i *theIdea) (*hackathon.Viewer, vars) {
		for _, step := range []struct {
			change vars
			want   string
		}{
			{vars{"solution": vars{"et": "Tund"}, "targetGroups": []string{"MENTAL_HEALTH"}, "ifVersion": 1},
				`{"version":2,"solution":{"et":"Tund"},"targetGroups":["MENTAL_HEALTH"]}`},
			{vars{"problem": nil}, `{"version":2,"solution":{"et":"Tund"},"targetGroups":["MENTAL_HEALTH"]}`},
			{vars{"solution": nil}, `{"version":3,"solution":null,"targetGroups":["MENTAL_HEALTH"]}`},
			{vars{"solution": vars{"et": "Taas"}, "targetGroups": nil},
				`{"version":4,"solution":{"et":"Taas"},"targetGroups":[]}`},
			{vars{"solution": vars{}}, `{"version":5,"solution":null,"targetGroups":[]}`},
		} {
			contains(t, "change", i.mutate(i.author, "updateIdea", `... on UpdateIdeaSuccess { idea { version solution { et }
				targetGroups } }`, with(step.change, "ideaId", i.id)), step.want)
		}
		return nil, nil
	})(newAPI(t))
}

// theIdea is an idea of a running event.
type theIdea struct {
	*api
	author    *hackathon.Viewer
	event, id string
}

// onIdea calls a mutation about an idea that has come to a state; empty: it is open.
func onIdea(status string, call func(*theIdea) (*hackathon.Viewer, vars)) raise {
	return func(a *api) (*hackathon.Viewer, vars) {
		i := &theIdea{api: a, author: a.person("Maarja K."), event: a.liveEvent().String()}
		i.id = idIn(a.t, a.mutate(i.author, "submitIdea", `... on SubmitIdeaSuccess { idea { id } }`, i.submission()))
		if status != "" {
			i.sql(`UPDATE idea SET status = $1`, status)
		}
		return call(i)
	}
}

func (i *theIdea) submission() vars {
	return vars{"eventId": i.event, "title": vars{"et": "Vaikne tund"}, "problem": vars{"et": "Poes on lärmakas"}}
}

func byAuthor(status string, input vars) raise {
	return onIdea(status, func(i *theIdea) (*hackathon.Viewer, vars) { return i.author, with(input, "ideaId", i.id) })
}
