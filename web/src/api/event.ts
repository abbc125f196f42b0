import { graphql, LocalizedParts, type ResultOf } from './graphql';
import { IdeaOfViewer, IdeaParts } from './idea';
import { GroupOfViewer, GroupParts } from './working-group';

export const EventParts = graphql(
	`
		fragment EventParts on Event {
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
export type EventSummary = ResultOf<typeof EventParts>;

export const EventsQuery = graphql(
	`
		query Events($filter: EventFilter!, $after: String) {
			live: events(first: 5, filter: { status: [LIVE] }) {
				nodes {
					...EventParts
					attendance {
						going
					}
				}
			}
			upcoming: events(first: 50, after: $after, filter: $filter) {
				nodes {
					...EventParts
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
					...EventParts
				}
			}
		}
	`,
	[EventParts]
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

/** The same for everybody: who has signed in asks EventOfViewer beside it. */
export const EventQuery = graphql(
	`
		query Event($id: ID!) {
			event(id: $id) {
				...EventParts
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
						...LocalizedParts
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
						...LocalizedParts
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
					}
				}
				workingGroups(first: 100) {
					nodes {
						...GroupParts
					}
				}
			}
		}
	`,
	[EventParts, LocalizedParts, IdeaParts, GroupParts]
);
/**
 * What of it is the viewer's, asked anew when something there has changed its state. Ideas in these states may be open to who
 * brought them, or moderates, and to nobody else.
 */
export const EventOfViewer = graphql(
	`
		query EventOfViewer($id: ID!) {
			event(id: $id) {
				viewerAttendance {
					status
					online
					companions
				}
				viewerActs
				joinUrl
				joinCode
				ideas(first: 100, orderBy: { field: SUPPORT_COUNT, direction: DESC }) {
					nodes {
						id
						...IdeaOfViewer
					}
				}
				unread: ideas(
					first: 100
					filter: { status: [DRAFT, SUBMITTED, IN_REVIEW, DECLINED, MERGED, WITHDRAWN] }
				) {
					nodes {
						...IdeaParts
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
	[IdeaParts, IdeaOfViewer, GroupOfViewer]
);

type Found<Document> = NonNullable<(ResultOf<Document> & { event: unknown })['event']>;
export type OfViewer = Found<typeof EventOfViewer>;
/** An event without the lists that change under the eye, which are held as such. */
export type EventDetail = Omit<Found<typeof EventQuery>, 'ideas' | 'workingGroups'> &
	Omit<OfViewer, 'ideas' | 'unread' | 'workingGroups'>;

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

/** The same for everybody; see `ask`. */
export const forAll = [EventsQuery, LiveEventQuery, EventQuery];
