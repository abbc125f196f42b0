import { EventParts } from './event';
import { graphql, type ResultOf } from './graphql';
import { IdeaParts } from './idea';
import { GroupParts } from './working-group';

/** For everybody alike: what depends on the viewer is asked by EventOfViewer, so that all who watch share one execution. */
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
							...EventParts
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
	[EventParts, IdeaParts, GroupParts]
);
export type EventChange = ResultOf<typeof EventStream>['eventActivity']['change'];
