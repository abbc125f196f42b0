import { Failed, graphql, LocalizedParts, type ResultOf } from './graphql';

export const IdeaParts = graphql(
	`
		fragment IdeaParts on Idea {
			id
			version
			title {
				...LocalizedParts
			}
			problem {
				...LocalizedParts
			}
			solution {
				...LocalizedParts
			}
			status
			authorship
			author {
				displayName
			}
			supportCount
			commentCount
		}
	`,
	[LocalizedParts]
);
/** What the viewer has to do with an idea: for no shared stream. */
export const IdeaOfViewer = graphql(`
	fragment IdeaOfViewer on Idea {
		viewerSupports
		viewerActs
		viewerMoves
	}
`);

/** As the stream tells of it to everybody. */
export type ToldIdea = ResultOf<typeof IdeaParts>;
export type Idea = ToldIdea & ResultOf<typeof IdeaOfViewer>;

export const SubmitIdea = graphql(
	`
		mutation SubmitIdea($input: SubmitIdeaInput!) {
			outcome: submitIdea(input: $input) {
				__typename
				... on SubmitIdeaSuccess {
					idea {
						id
						status
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const SupportIdea = graphql(
	`
		mutation SupportIdea($input: SupportIdeaInput!) {
			outcome: supportIdea(input: $input) {
				__typename
				... on SupportIdeaSuccess {
					idea {
						supportCount
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const WithdrawIdeaSupport = graphql(
	`
		mutation WithdrawIdeaSupport($input: WithdrawIdeaSupportInput!) {
			outcome: withdrawIdeaSupport(input: $input) {
				__typename
				... on WithdrawIdeaSupportSuccess {
					idea {
						supportCount
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const ChangeIdeaStatus = graphql(
	`
		mutation ChangeIdeaStatus($input: ChangeIdeaStatusInput!) {
			outcome: changeIdeaStatus(input: $input) {
				__typename
				... on ChangeIdeaStatusSuccess {
					idea {
						status
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);
