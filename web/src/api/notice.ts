import { graphql, LocalizedParts } from './graphql';

export const NoticesStream = graphql(
	`
		subscription Notifications($after: Cursor) {
			notifications(after: $after) {
				cursor
				at
				change {
					__typename
					... on NoticeAdded {
						notice {
							id
							text {
								...LocalizedParts
							}
						}
					}
					... on StreamReset {
						reason
					}
				}
			}
		}
	`,
	[LocalizedParts]
);

export const MarkNoticesRead = graphql(`
	mutation MarkNoticesRead($input: MarkNoticesReadInput!) {
		markNoticesRead(input: $input) {
			__typename
		}
	}
`);
