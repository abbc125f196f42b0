import { Failed, graphql, LocalizedParts, type ResultOf } from './graphql';

/** A count that is told only in words where it is small. */
const SmallParts = graphql(`
	fragment SmallParts on SmallCount {
		value
		et: text(locale: ET)
		en: text(locale: EN)
	}
`);
export type SmallCount = ResultOf<typeof SmallParts>;

/** What the wall shows: aggregates only, no field of a person. */
export const BoardStream = graphql(
	`
		subscription Board($eventId: ID!, $after: Cursor) {
			board(eventId: $eventId, after: $after) {
				cursor
				at
				change {
					__typename
					... on BoardUpdated {
						board {
							event {
								id
								title {
									...LocalizedParts
								}
								status
								startsAt
								endsAt
								venueName {
									...LocalizedParts
								}
							}
							attendance {
								going
								online
								checkedIn
							}
							ideaCount
							supportCount
							workingGroups {
								id
								name {
									...LocalizedParts
								}
								phase
								memberCount
								missingSides
								complete
							}
							needs {
								kind
								open {
									...SmallParts
								}
								taken {
									...SmallParts
								}
							}
							openNeeds {
								...SmallParts
							}
							takenNeeds {
								...SmallParts
							}
							volunteersOnDuty {
								...SmallParts
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
	[LocalizedParts, SmallParts]
);

type Change = ResultOf<typeof BoardStream>['board']['change'];
export type Board = Extract<Change, { __typename: 'BoardUpdated' }>['board'];

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
