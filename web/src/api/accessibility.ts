import { graphql } from './graphql';

/** The words for what one can filter events by; the server has them, so that a new feature needs no new page. */
export const FeatureLabels = graphql(`
	query FeatureLabels {
		features: labels(enum: "VenueFeature") {
			value
			label {
				et
				en
			}
		}
		services: labels(enum: "EventService") {
			value
			label {
				et
				en
			}
		}
	}
`);

/** The same for everybody; see `ask`. */
export const forAll = [FeatureLabels];
