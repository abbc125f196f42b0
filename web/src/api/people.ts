import { Failed, graphql, LocalizedParts } from './graphql';

export const ViewerQuery = graphql(`
	query Viewer {
		viewer {
			person {
				id
				displayName
			}
			guest
			locale
			roles {
				role
				event {
					id
				}
			}
		}
		server {
			demo
			demoTokens
		}
	}
`);

export const RequestSignInCode = graphql(
	`
		mutation RequestSignInCode($input: RequestSignInCodeInput!) {
			requestSignInCode(input: $input) {
				__typename
				... on RequestSignInCodeSuccess {
					challenge
					expiresAt
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const SignIn = graphql(
	`
		mutation SignIn($input: SignInInput!) {
			signIn(input: $input) {
				__typename
				... on SignInSuccess {
					token
				}
				... on WrongCode {
					attemptsLeft
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const JoinAsGuest = graphql(
	`
		mutation JoinAsGuest($input: JoinAsGuestInput!) {
			joinAsGuest(input: $input) {
				__typename
				... on JoinAsGuestSuccess {
					token
					viewer {
						roles {
							event {
								id
							}
						}
					}
				}
				... on WrongCode {
					attemptsLeft
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const VolunteerQuery = graphql(`
	query Volunteer {
		viewer {
			volunteer {
				onDutyUntil
			}
		}
	}
`);

export const MyVolunteer = graphql(
	`
		query MyVolunteer {
			viewer {
				volunteer {
					kinds
					qualifiedFor
					languages
					place {
						name {
							...LocalizedParts
						}
					}
					radiusKm
					vehicle {
						seats
						wheelchairPlaces
						rampOrLift
						dogWelcome
					}
				}
			}
		}
	`,
	[LocalizedParts]
);

export const UpdateVolunteer = graphql(
	`
		mutation UpdateVolunteer($input: UpdateVolunteerInput!) {
			updateVolunteer(input: $input) {
				__typename
				...Failed
			}
		}
	`,
	[Failed]
);

export const SetOnDuty = graphql(
	`
		mutation SetOnDuty($input: SetOnDutyInput!) {
			setOnDuty(input: $input) {
				__typename
				... on SetOnDutySuccess {
					volunteer {
						onDutyUntil
					}
				}
				...Failed
			}
		}
	`,
	[Failed]
);

export const StopVolunteering = graphql(`
	mutation StopVolunteering($input: StopVolunteeringInput!) {
		stopVolunteering(input: $input) {
			__typename
		}
	}
`);
