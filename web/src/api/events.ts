import { Failed, graphql, LocalizedParts, type ResultOf } from './graphql';
import { GroupOfViewer, GroupParts } from './groups';
import { IdeaOfViewer, IdeaParts } from './ideas';

const Summary = graphql(
	`
		fragment Summary on Event {
			id
			kind
			format
			status
			title {
				...LocalizedParts
			}
			startsAt
			endsAt
			venue {
				name {
					...LocalizedParts
				}
				municipality
			}
		}
	`,
	[LocalizedParts]
);
export type EventSummary = ResultOf<typeof Summary>;

export const EventsQuery = graphql(
	`
		query Events($filter: EventFilter!, $after: String) {
			live: events(first: 5, filter: { status: [LIVE] }) {
				nodes {
					...Summary
					attendance {
						going
					}
				}
			}
			upcoming: events(first: 50, after: $after, filter: $filter) {
				nodes {
					...Summary
				}
				pageInfo {
					hasNextPage
					endCursor
				}
			}
			past: events(
				first: 10
				orderBy: { field: STARTS_AT, direction: DESC }
				filter: { status: [ENDED, FOLLOW_UP, CANCELLED] }
			) {
				nodes {
					...Summary
				}
			}
		}
	`,
	[Summary]
);

/** The live event, for links that say "live" in place of an id. */
export const LiveEventQuery = graphql(`
	query LiveEvent {
		events(first: 1, filter: { status: [LIVE] }) {
			nodes {
				id
			}
		}
	}
`);

export const EventQuery = graphql(
	`
		query Event($id: ID!) {
			event(id: $id) {
				...Summary
				version
				description {
					...LocalizedParts
				}
				easyText {
					...LocalizedParts
				}
				venue {
					address
					coordinates {
						lat
						lon
					}
				}
				accessContact {
					name
					phone
					email
				}
				requestDeadline
				targetGroups
				seats
				accessibility {
					feature
					state
					label {
						et
						en
					}
					note {
						...LocalizedParts
					}
					measure
					unit
					checkedOn
					checkedBy
					stale
				}
				services {
					service
					state
					label {
						et
						en
					}
					note {
						...LocalizedParts
					}
					measure
					unit
					requestBy
					checkedOn
					checkedBy
					stale
				}
				attendance {
					going
					online
					checkedIn
					waiting
				}
				ideas(first: 100, orderBy: { field: SUPPORT_COUNT, direction: DESC }) {
					nodes {
						...IdeaParts
						...IdeaOfViewer
					}
				}
				workingGroups(first: 100) {
					nodes {
						...GroupParts
						...GroupOfViewer
					}
				}
				viewerAttendance {
					status
					online
					companions
				}
				viewerActs
				joinUrl
				joinCode
			}
		}
	`,
	[Summary, LocalizedParts, IdeaParts, IdeaOfViewer, GroupParts, GroupOfViewer]
);
/** An event without the lists that change under the eye, which are held as such. */
export type EventDetail = Omit<NonNullable<ResultOf<typeof EventQuery>['event']>, 'ideas' | 'workingGroups'>;

/** What the viewer may do at the event, asked anew when something there has changed its state. */
export const EventActs = graphql(
	`
		query EventActs($id: ID!) {
			event(id: $id) {
				viewerActs
				ideas(first: 100, orderBy: { field: SUPPORT_COUNT, direction: DESC }) {
					nodes {
						id
						...IdeaOfViewer
					}
				}
				workingGroups(first: 100) {
					nodes {
						id
						...GroupOfViewer
					}
				}
			}
		}
	`,
	[IdeaOfViewer, GroupOfViewer]
);

/** For everybody alike: what depends on the viewer is asked by EventQuery, so that all who watch share one execution. */
export const EventStream = graphql(
	`
		subscription EventActivity($eventId: ID!, $after: Cursor) {
			eventActivity(eventId: $eventId, after: $after) {
				cursor
				at
				change {
					__typename
					... on EventChanged {
						event {
							...Summary
						}
					}
					... on AttendanceChanged {
						attendance {
							going
							online
							checkedIn
							waiting
						}
					}
					... on IdeaChanged {
						idea {
							...IdeaParts
						}
					}
					... on WorkingGroupChanged {
						workingGroup {
							...GroupParts
						}
					}
					... on StreamReset {
						reason
					}
				}
			}
		}
	`,
	[Summary, IdeaParts, GroupParts]
);
export type EventChange = ResultOf<typeof EventStream>['eventActivity']['change'];

export const AttendEvent = graphql(
	`
		mutation AttendEvent($input: AttendEventInput!) {
			outcome: attendEvent(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

export const CancelAttendance = graphql(
	`
		mutation CancelAttendance($input: CancelAttendanceInput!) {
			outcome: cancelAttendance(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

/** Who comes, for the desk: only the staff may ask. */
export const DeskQuery = graphql(`
	query Desk($id: ID!, $search: String, $first: Int!, $after: String) {
		event(id: $id) {
			attendances(search: $search, first: $first, after: $after) {
				nodes {
					id
					version
					status
					viewerActs
					online
					companions
					createdAt
					person {
						displayName
					}
				}
				pageInfo {
					hasNextPage
					endCursor
				}
			}
		}
	}
`);

export const CheckIn = graphql(
	`
		mutation CheckIn($input: CheckInInput!) {
			outcome: checkIn(input: $input) {
				__typename
				... on CheckInSuccess {
					attendance {
						version
						status
						viewerActs
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

/** Only what the form for asking help must know. */
export const EventHeadQuery = graphql(
	`
		query EventHead($id: ID!) {
			event(id: $id) {
				id
				viewerActs
				title {
					...LocalizedParts
				}
			}
		}
	`,
	[LocalizedParts]
);

export const CreateBoardToken = graphql(
	`
		mutation CreateBoardToken($input: CreateBoardTokenInput!) {
			outcome: createBoardToken(input: $input) {
				__typename
				... on CreateBoardTokenSuccess {
					token
					expiresAt
				}
				...Failed
			}
		}
	`,
	[Failed]
);

/** The words for what one can filter events by; the server has them, so that a new feature needs no new page. */
export const FeatureLabels = graphql(`
	query FeatureLabels {
		features: labels(enum: "VenueFeature") {
			value
			label {
				et
				en
			}
		}
		services: labels(enum: "EventService") {
			value
			label {
				et
				en
			}
		}
	}
`);
