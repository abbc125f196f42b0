import { Failed, graphql, LocalizedParts, type ResultOf } from './graphql';

export const NeedParts = graphql(
	`
		fragment NeedParts on HelpRequest {
			id
			version
			kind
			status
			teaser {
				...LocalizedParts
			}
			area
			areaEn: area(locale: EN)
			startsAt
			endsAt
			languages
			onSite
			escalated
			minimumVerification
			details {
				__typename
				notice {
					et
					en
				}
				... on TransportDetails {
					fromArea
					fromAreaEn: fromArea(locale: EN)
					toArea
					toAreaEn: toArea(locale: EN)
					wheelchair
					canTransfer
					seats
					assistanceDog
					leg
				}
				... on InterpretingDetails {
					fromLanguage
					toLanguage
					online
				}
			}
			event {
				id
				title {
					...LocalizedParts
				}
			}
		}
	`,
	[LocalizedParts]
);
export type Need = ResultOf<typeof NeedParts>;

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

export const ClaimHelpRequest = graphql(
	`
		mutation ClaimHelpRequest($input: ClaimHelpRequestInput!) {
			claimHelpRequest(input: $input) {
				__typename
				... on ClaimHelpRequestSuccess {
					helpRequest {
						...NeedParts
					}
				}
				... on NotEligible {
					obstacles {
						code
						message {
							et
							en
						}
					}
				}
				...Failed
			}
		}
	`,
	[NeedParts, Failed]
);

/** A request of one's own, or one taken: with the private side, which the server gives to these two people alone. */
export const MineParts = graphql(
	`
		fragment MineParts on HelpRequest {
			...NeedParts
			viewerActs
			match {
				asker {
					displayName
				}
				volunteer {
					displayName
				}
				offer
				expiresAt
				private {
					description
					phone
					address
					volunteerEmail
				}
			}
		}
	`,
	[NeedParts]
);
export type Mine = ResultOf<typeof MineParts>;

export const MyHelpRequests = graphql(
	`
		query MyHelpRequests {
			viewer {
				helpRequests(first: 50) {
					nodes {
						...MineParts
					}
				}
				matches(first: 50) {
					nodes {
						...MineParts
					}
				}
				notices(first: 20) {
					nodes {
						id
						kind
						text {
							...LocalizedParts
						}
						createdAt
						readAt
					}
				}
			}
		}
	`,
	[MineParts, LocalizedParts]
);

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
			readCount
		}
	}
`);

export const RequestHelp = graphql(
	`
		mutation RequestHelp($input: RequestHelpInput!) {
			requestHelp(input: $input) {
				__typename
				... on RequestHelpSuccess {
					helpRequest {
						id
					}
					returnRequest {
						id
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

/** The moves that need nothing but the request: one document each, so that each is checked against the contract. */
const Outcome = graphql(
	`
		fragment Outcome on HelpRequestPayload {
			__typename
			... on HelpRequestSuccess {
				helpRequest {
					id
					status
				}
			}
			...Failed
		}
	`,
	[Failed]
);

export const moves = {
	accept: graphql(
		`
			mutation AcceptOffer($input: HelpRequestReferenceInput!) {
				outcome: acceptOffer(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	decline: graphql(
		`
			mutation DeclineOffer($input: HelpRequestReferenceInput!) {
				outcome: declineOffer(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	release: graphql(
		`
			mutation ReleaseHelpRequest($input: HelpRequestReferenceInput!) {
				outcome: releaseHelpRequest(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	start: graphql(
		`
			mutation StartHelpRequest($input: HelpRequestReferenceInput!) {
				outcome: startHelpRequest(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	complete: graphql(
		`
			mutation CompleteHelpRequest($input: HelpRequestReferenceInput!) {
				outcome: completeHelpRequest(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	cancel: graphql(
		`
			mutation CancelHelpRequest($input: HelpRequestReferenceInput!) {
				outcome: cancelHelpRequest(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	close: graphql(
		`
			mutation CloseHelpRequest($input: HelpRequestReferenceInput!) {
				outcome: closeHelpRequest(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	reopen: graphql(
		`
			mutation ReopenHelpRequest($input: HelpRequestReferenceInput!) {
				outcome: reopenHelpRequest(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	),
	noShow: graphql(
		`
			mutation ReportNoShow($input: HelpRequestReferenceInput!) {
				outcome: reportNoShow(input: $input) {
					...Outcome
				}
			}
		`,
		[Outcome]
	)
};
export type Move = keyof typeof moves;
