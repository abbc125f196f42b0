import { Failed, graphql, LocalizedParts, type Document, type ResultOf, type VariablesOf } from './graphql';

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
export type Act = Mine['viewerActs'][number];

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

export const RequestHelp = graphql(
	`
		mutation RequestHelp($input: RequestHelpInput!) {
			requestHelp(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

/** The moves that need nothing but the request: one document each, so that each is checked against the contract. */
const documents = {
	ACCEPT_OFFER: graphql(
		`
			mutation AcceptOffer($input: AcceptOfferInput!) {
				outcome: acceptOffer(input: $input) {
					__typename
					... on AcceptOfferSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	DECLINE_OFFER: graphql(
		`
			mutation DeclineOffer($input: DeclineOfferInput!) {
				outcome: declineOffer(input: $input) {
					__typename
					... on DeclineOfferSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	RELEASE: graphql(
		`
			mutation ReleaseHelpRequest($input: ReleaseHelpRequestInput!) {
				outcome: releaseHelpRequest(input: $input) {
					__typename
					... on ReleaseHelpRequestSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	START: graphql(
		`
			mutation StartHelpRequest($input: StartHelpRequestInput!) {
				outcome: startHelpRequest(input: $input) {
					__typename
					... on StartHelpRequestSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	COMPLETE: graphql(
		`
			mutation CompleteHelpRequest($input: CompleteHelpRequestInput!) {
				outcome: completeHelpRequest(input: $input) {
					__typename
					... on CompleteHelpRequestSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	CANCEL: graphql(
		`
			mutation CancelHelpRequest($input: CancelHelpRequestInput!) {
				outcome: cancelHelpRequest(input: $input) {
					__typename
					... on CancelHelpRequestSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	CLOSE: graphql(
		`
			mutation CloseHelpRequest($input: CloseHelpRequestInput!) {
				outcome: closeHelpRequest(input: $input) {
					__typename
					... on CloseHelpRequestSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	REOPEN: graphql(
		`
			mutation ReopenHelpRequest($input: ReopenHelpRequestInput!) {
				outcome: reopenHelpRequest(input: $input) {
					__typename
					... on ReopenHelpRequestSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	),
	REPORT_NO_SHOW: graphql(
		`
			mutation ReportNoShow($input: ReportNoShowInput!) {
				outcome: reportNoShow(input: $input) {
					__typename
					... on ReportNoShowSuccess {
						helpRequest {
							status
						}
					}
					...Failed
				}
			}
		`,
		[Failed]
	)
};
type OfAct = (typeof documents)[keyof typeof documents];

/** The document of each thing that may be done with a request. */
export const acts: Record<Act, Document<ResultOf<OfAct>, VariablesOf<OfAct>>> = documents;
