import { Failed, graphql, LocalizedParts, type ResultOf } from './graphql';

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
									value
									et: text(locale: ET)
									en: text(locale: EN)
								}
								taken {
									value
									et: text(locale: ET)
									en: text(locale: EN)
								}
							}
							openNeeds {
								value
								et: text(locale: ET)
								en: text(locale: EN)
							}
							takenNeeds {
								value
								et: text(locale: ET)
								en: text(locale: EN)
							}
							volunteersOnDuty {
								value
								et: text(locale: ET)
								en: text(locale: EN)
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

type Change = ResultOf<typeof BoardStream>['board']['change'];
export type Board = Extract<Change, { __typename: 'BoardUpdated' }>['board'];
export type SmallCount = Board['openNeeds'];

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
