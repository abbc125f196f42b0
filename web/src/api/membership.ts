import { Failed, graphql } from './graphql';

export const JoinWorkingGroup = graphql(
	`
		mutation JoinWorkingGroup($input: JoinWorkingGroupInput!) {
			outcome: joinWorkingGroup(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

/** Whom the lead can be handed over to. */
export const GroupMembers = graphql(`
	query GroupMembers($id: ID!) {
		node(id: $id) {
			... on WorkingGroup {
				members(first: 100) {
					nodes {
						id
						role
						person {
							id
							displayName
						}
					}
				}
			}
		}
	}
`);
