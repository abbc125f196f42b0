import { Failed, graphql, LocalizedParts } from './graphql';

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
