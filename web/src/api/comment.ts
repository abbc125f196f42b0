import { Failed, graphql, type ResultOf } from './graphql';

const CommentParts = graphql(`
	fragment CommentParts on Comment {
		id
		author {
			displayName
		}
		body
		hiddenReason
		createdAt
	}
`);

export const IdeaComments = graphql(
	`
		query IdeaComments($id: ID!, $after: String) {
			node(id: $id) {
				... on Idea {
					comments(first: 50, after: $after) {
						nodes {
							...CommentParts
							replies(first: 20) {
								nodes {
									...CommentParts
								}
								pageInfo {
									hasNextPage
									endCursor
								}
							}
						}
						pageInfo {
							hasNextPage
							endCursor
						}
					}
				}
			}
		}
	`,
	[CommentParts]
);
export const CommentReplies = graphql(
	`
		query CommentReplies($id: ID!, $after: String) {
			node(id: $id) {
				... on Comment {
					replies(first: 50, after: $after) {
						nodes {
							...CommentParts
						}
						pageInfo {
							hasNextPage
							endCursor
						}
					}
				}
			}
		}
	`,
	[CommentParts]
);
export type Comment = ResultOf<typeof CommentParts>;

export const AddComment = graphql(
	`
		mutation AddComment($input: AddCommentInput!) {
			outcome: addComment(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

export const HideComment = graphql(
	`
		mutation HideComment($input: HideCommentInput!) {
			outcome: hideComment(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

/** The same for everybody; see `ask`. */
export const forAll = [IdeaComments, CommentReplies];
