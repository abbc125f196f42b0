import { graphql, type ResultOf } from './graphql';
import { NeedParts } from './help-request';

export const NeedsStream = graphql(
	`
		subscription AssistanceNeeds($eventId: ID, $filter: NeedFilter, $after: Cursor) {
			assistanceNeeds(eventId: $eventId, filter: $filter, after: $after) {
				cursor
				at
				change {
					__typename
					... on NeedOpened {
						helpRequest {
							...NeedParts
						}
					}
					... on NeedChanged {
						helpRequest {
							...NeedParts
						}
					}
					... on NeedClosed {
						helpRequest {
							...NeedParts
						}
					}
					... on StreamReset {
						reason
					}
				}
			}
		}
	`,
	[NeedParts]
);
export type NeedsChange = ResultOf<typeof NeedsStream>['assistanceNeeds']['change'];
