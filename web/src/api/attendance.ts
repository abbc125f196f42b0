import { Failed, graphql } from './graphql';

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
