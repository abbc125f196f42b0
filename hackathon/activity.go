package hackathon

import (
	"encoding/json"
	"slices"
	"time"
)

// Activity is one committed change, as the log keeps it. Its position (Stream, Seq) is dense: within a stream the
// numbers have no gap, and their order is the order of commits.
type Activity struct {
	Stream  ID           `db:"stream_id"` // the event concerned, the person concerned, GlobalStream or RightsStream
	Seq     int64        `db:"seq"`       // from 1
	Tag     uint32       `db:"tag"`
	Kind    ActivityKind `db:"kind"`
	Entity  ID           `db:"entity_id"`      // what changed
	Version int32        `db:"entity_version"` // of the entity, after the change
	Actor   ID           `db:"actor_id"`       // who did it; zero where nobody may know or a clock did it
	// Audience is who may be shown the change; it is fixed when the change is written.
	Audience Audience `db:"audience"`
	// Payload is the entity as the change left it, in the shape of its public type; never anything private.
	Payload json.RawMessage `db:"payload"`
	At      time.Time       `db:"at"`
}

// GlobalStream holds what stands outside any event: events coming and going.
var GlobalStream = ID{6: 0x80, 7: byte(KindStream) << 4, 8: 0x80, 15: 1}

// RightsStream tells whose rights have changed, where text was taken back and which topic has changed, and nothing
// else. It is for the processes themselves: no client sees it.
var RightsStream = ID{6: 0x80, 7: byte(KindStream) << 4, 8: 0x80, 15: 2}

// Topics stand for what is read of many things at once, where the stream of each would be too much to follow. They have
// no rows in the log: RightsStream tells when one has changed. What depends on one watches it like a stream.
var (
	TopicEvents = topic(3) // which events there are, in which order, and what lists of them go by
	TopicPeople = topic(4) // what people are called
	TopicPlaces = topic(5) // venues, what is known of them, and organisations
)

func topic(n byte) ID { return ID{6: 0x80, 7: byte(KindStream) << 4, 8: 0x80, 15: n} }

// Audience is who may be shown an activity.
type Audience string

const (
	AudiencePublic     Audience = "PUBLIC"     // anyone, the projected board included
	AudienceVolunteers Audience = "VOLUNTEERS" // signed-in volunteers and the staff of the event
	AudienceStaff      Audience = "STAFF"      // coordinators and organisers of the event
	AudienceOne        Audience = "ONE"        // the person whose stream it is
)

// ActivityKind says what happened.
type ActivityKind string

const (
	ActivityEventPublished     ActivityKind = "EVENT_PUBLISHED"      // on the event's stream and on GlobalStream
	ActivityEventChanged       ActivityKind = "EVENT_CHANGED"        // text, time, accessibility
	ActivityEventStatusChanged ActivityKind = "EVENT_STATUS_CHANGED" // on both streams
	// somebody joined, left or was checked in; no name
	ActivityAttendanceChanged      ActivityKind = "ATTENDANCE_CHANGED"
	ActivityIdeaSubmitted          ActivityKind = "IDEA_SUBMITTED"
	ActivityIdeaChanged            ActivityKind = "IDEA_CHANGED"
	ActivityIdeaSupportChanged     ActivityKind = "IDEA_SUPPORT_CHANGED"
	ActivityIdeaStatusChanged      ActivityKind = "IDEA_STATUS_CHANGED"
	ActivityCommentAdded           ActivityKind = "COMMENT_ADDED"
	ActivityCommentHidden          ActivityKind = "COMMENT_HIDDEN"
	ActivityWorkingGroupFormed     ActivityKind = "WORKING_GROUP_FORMED"
	ActivityWorkingGroupChanged    ActivityKind = "WORKING_GROUP_CHANGED"
	ActivityWorkingGroupMembership ActivityKind = "WORKING_GROUP_MEMBERSHIP"
	ActivityHelpRequestOpened      ActivityKind = "HELP_REQUEST_OPENED"  // also when it opens again
	ActivityHelpRequestChanged     ActivityKind = "HELP_REQUEST_CHANGED" // still to be had, with other facts
	// offered, taken, cancelled, expired …: not to be had
	ActivityHelpRequestClosed ActivityKind = "HELP_REQUEST_CLOSED"
	// a move between two states neither of which is to be had
	ActivityHelpRequestProgress ActivityKind = "HELP_REQUEST_PROGRESS"
	// on RightsStream, of the person, board session or event that is the Entity
	ActivityRightsChanged ActivityKind = "RIGHTS_CHANGED"
	// on RightsStream: text was taken out of what the stream that is the Entity holds
	ActivityTextRedacted      ActivityKind = "TEXT_TAKEN_BACK"
	ActivityTopicChanged      ActivityKind = "TOPIC_CHANGED"      // on RightsStream, of the topic that is the Entity
	ActivityProfileChanged    ActivityKind = "PROFILE_CHANGED"    // on the person's stream
	ActivityOrganisationAdded ActivityKind = "ORGANISATION_ADDED" // on GlobalStream
	ActivityVenueChanged      ActivityKind = "VENUE_CHANGED"      // on GlobalStream; also when it is new
	ActivityNoticeAdded       ActivityKind = "NOTICE_ADDED"       // on the person's stream
)

// ActivityRule is what an activity of a kind is about, and whom it concerns.
type ActivityRule struct {
	Entity   Kind
	Board    bool // the board of its event may look different after it
	Timeline bool // eventActivity tells it, when it is public
	Topic    ID   // that changes with it
}

var activityRules = map[ActivityKind]ActivityRule{
	ActivityEventPublished:         {Entity: KindEvent, Board: true, Timeline: true, Topic: TopicEvents},
	ActivityEventChanged:           {Entity: KindEvent, Board: true, Timeline: true, Topic: TopicEvents},
	ActivityEventStatusChanged:     {Entity: KindEvent, Board: true, Timeline: true, Topic: TopicEvents},
	ActivityAttendanceChanged:      {Entity: KindEvent, Board: true, Timeline: true},
	ActivityIdeaSubmitted:          {Entity: KindIdea, Board: true, Timeline: true},
	ActivityIdeaChanged:            {Entity: KindIdea, Board: true, Timeline: true},
	ActivityIdeaSupportChanged:     {Entity: KindIdea, Board: true, Timeline: true},
	ActivityIdeaStatusChanged:      {Entity: KindIdea, Board: true, Timeline: true},
	ActivityCommentAdded:           {Entity: KindComment, Timeline: true},
	ActivityCommentHidden:          {Entity: KindComment, Timeline: true},
	ActivityWorkingGroupFormed:     {Entity: KindWorkingGroup, Board: true, Timeline: true},
	ActivityWorkingGroupChanged:    {Entity: KindWorkingGroup, Board: true, Timeline: true},
	ActivityWorkingGroupMembership: {Entity: KindWorkingGroup, Board: true, Timeline: true},
	ActivityHelpRequestOpened:      {Entity: KindHelpRequest, Board: true},
	ActivityHelpRequestChanged:     {Entity: KindHelpRequest, Board: true},
	ActivityHelpRequestClosed:      {Entity: KindHelpRequest, Board: true},
	ActivityHelpRequestProgress:    {Entity: KindHelpRequest, Board: true},
	ActivityRightsChanged:          {},
	ActivityTextRedacted:           {},
	ActivityTopicChanged:           {},
	ActivityProfileChanged:         {Entity: KindPerson, Topic: TopicPeople},
	ActivityOrganisationAdded:      {Entity: KindOrganisation, Topic: TopicPlaces},
	ActivityVenueChanged:           {Entity: KindVenue, Topic: TopicPlaces},
	ActivityNoticeAdded:            {Entity: KindNotice},
}

// Rule is what the table says of the kind.
func (k ActivityKind) Rule() ActivityRule { return activityRules[k] }

// ActivitiesOf are the kinds of activities that tell of things of a kind.
func ActivitiesOf(entity Kind) (kinds []ActivityKind) {
	for kind, rule := range activityRules {
		if rule.Entity == entity {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// Position is a place in one stream: the reader has everything up to and including Seq. Tag is the random mark stored
// with that row; a mark that differs proves that the history was replaced since (a restore, a lossy failover).
type Position struct {
	Stream ID     `db:"stream_id"`
	Seq    int64  `db:"seq"`
	Tag    uint32 `db:"tag"`
}

// Head is where a stream stands: its last position and the oldest Seq still kept.
type Head struct {
	Position
	MinSeq int64 `db:"min_seq"`
}

// Snapshot is the current state in the form of activities, and the positions of exactly the requested streams (Seq 0
// for one without activity) at which it was read.
type Snapshot struct {
	Items []Activity
	At    []Position
}
