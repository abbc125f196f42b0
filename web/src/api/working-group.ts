import { Failed, graphql, LocalizedParts, type ResultOf } from './graphql';

export const GroupParts = graphql(
	`
		fragment GroupParts on WorkingGroup {
			id
			version
			name {
				...LocalizedParts
			}
			purpose {
				...LocalizedParts
			}
			phase
			lead {
				displayName
			}
			memberCount
			sides {
				side
				count
				required
				missing
			}
		}
	`,
	[LocalizedParts]
);
/** What the viewer has to do with a group: for no shared stream. */
export const GroupOfViewer = graphql(`
	fragment GroupOfViewer on WorkingGroup {
		viewerMembership {
			id
			role
		}
		viewerActs
	}
`);

/** As the stream tells of it to everybody. */
export type ToldGroup = ResultOf<typeof GroupParts>;
export type Group = ToldGroup & ResultOf<typeof GroupOfViewer>;
export type Side = Group['sides'][number]['side'];

/** The sides in the order in which they are offered for choice. */
export const sides: readonly Side[] = [
	'CITIZEN',
	'LIVED_EXPERIENCE',
	'FAMILY_CARER',
	'COMMUNITY',
	'ENTREPRENEUR',
	'EXPERT',
	'OFFICIAL',
	'SERVICE_PROVIDER',
	'RESEARCHER'
];

export const FormWorkingGroup = graphql(
	`
		mutation FormWorkingGroup($input: FormWorkingGroupInput!) {
			outcome: formWorkingGroup(input: $input) {
				__typename
				... on FormWorkingGroupSuccess {
					workingGroup {
						id
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const LeaveWorkingGroup = graphql(
	`
		mutation LeaveWorkingGroup($input: LeaveWorkingGroupInput!) {
			outcome: leaveWorkingGroup(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

export const HandOverLead = graphql(
	`
		mutation HandOverLead($input: HandOverLeadInput!) {
			outcome: handOverLead(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);
