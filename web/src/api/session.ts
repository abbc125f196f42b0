import { Failed, graphql } from './graphql';

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
