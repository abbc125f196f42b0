import { graphql } from './graphql';

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
