package graph

import (
	"github.com/loometalgud/mano/graph/generated"
	"github.com/loometalgud/mano/hackathon"
)

// complexity says what a field costs: every field one, and a list its page size times what is selected of each item.
// gqlgen adds it up before anything runs, for subscriptions too.
func complexity() generated.ComplexityRoot {
	var c generated.ComplexityRoot
	page := func(child int, first int32, _ *string) int { return times(child, first) }
	c.Query.Events = func(child int, _ *hackathon.EventFilter, _ hackathon.EventOrder, first int32, _ *string) int {
		return times(child, first)
	}
	c.Query.AssistanceNeeds = func(child int, _ *hackathon.ID, _ *hackathon.NeedFilter, first int32, _ *string) int {
		return times(child, first)
	}
	c.Query.Venues, c.Query.Organisations = page, page
	c.Event.Attendances = func(child int, _ []hackathon.AttendanceStatus, _ *string, first int32, _ *string) int {
		return times(child, first)
	}
	c.Event.Ideas = func(child int, _ *hackathon.IdeaFilter, _ hackathon.IdeaOrder, first int32, _ *string) int {
		return times(child, first)
	}
	c.Event.WorkingGroups = func(child int, _ *hackathon.WorkingGroupFilter, _ hackathon.WorkingGroupOrder, first int32, _ *string) int {
		return times(child, first)
	}
	c.Event.HelpRequests = func(child int, _ *hackathon.HelpRequestFilter, _ hackathon.HelpRequestOrder, first int32, _ *string) int {
		return times(child, first)
	}
	c.Idea.Comments, c.WorkingGroup.Members = page, page
	c.Viewer.Attendances, c.Viewer.HelpRequests, c.Viewer.Matches, c.Viewer.Notices = page, page, page, page
	return c
}

// times is the cost of a page; a size that will be refused anyway costs as the largest.
func times(child int, first int32) int {
	return 1 + child*int(min(max(first, 1), hackathon.MaxPageSize))
}
