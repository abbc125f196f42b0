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
	c.Event.WorkingGroups = func(child int, _ *hackathon.WorkingGroupFilter, _ hackathon.WorkingGroupOrder, first int32,
		_ *string) int {
		return times(child, first)
	}
	c.Event.HelpRequests = func(child int, _ *hackathon.HelpRequestFilter, _ hackathon.HelpRequestOrder, first int32,
		_ *string) int {
		return times(child, first)
	}
	c.Idea.Comments, c.WorkingGroup.Members = page, page
	c.Viewer.Attendances, c.Viewer.HelpRequests, c.Viewer.Matches, c.Viewer.Notices = page, page, page, page
	c.Query.Places = func(child int, _ *string, first int32) int { return times(child, first) }
	labels := each(len(hackathon.Labels("")))
	c.Query.Labels = func(child int, enum *string) int {
		if enum != nil {
			return each(len(hackathon.Labels(*enum)))(child)
		}
		return labels(child)
	}
	c.Venue.Facts, c.Event.Accessibility = each(len(hackathon.VenueFeatures)), each(len(hackathon.VenueFeatures))
	c.Event.Services = each(len(hackathon.EventServices))
	c.Event.Sides, c.WorkingGroup.Sides = each(len(hackathon.Sides)), each(len(hackathon.Sides))
	c.Event.History, c.Idea.History, c.HelpRequest.History = each(several), each(several), each(several)
	c.Idea.Brings, c.WorkingGroup.Ideas, c.Comment.Replies = each(several), each(several), each(several)
	c.Eligibility.Obstacles, c.NotEligible.Obstacles, c.Viewer.Grants = each(several), each(several), each(several)
	c.Board.WorkingGroups, c.Board.Needs = each(hackathon.MaxPageSize), each(hackathon.MaxPageSize)
	return c
}

// several is how long a list is thought to be that has no size to go by.
const several = 10

// each is the cost of a list of so many.
func each(n int) func(child int) int {
	return func(child int) int { return 1 + child*max(n, 1) }
}

// times is the cost of a page; a size that will be refused anyway costs as the largest.
func times(child int, first int32) int {
	return 1 + child*int(min(max(first, 1), hackathon.MaxPageSize))
}
