import { ask } from './client';
import { graphql, LocalizedParts, type ResultOf } from './graphql';

export const PlacesQuery = graphql(
	`
		query Places($search: String!, $first: Int!) {
			places(search: $search, first: $first) {
				id
				name {
					...LocalizedParts
				}
				municipality {
					...LocalizedParts
				}
				county {
					...LocalizedParts
				}
			}
		}
	`,
	[LocalizedParts]
);

export type Place = ResultOf<typeof PlacesQuery>['places'][number];

/** The places that the words mean, best first. */
export async function findPlaces(search: string, first: number): Promise<Place[]> {
	return (await ask(PlacesQuery, { search, first })).places;
}

/**
 * The id of the place that is called so. What is none is given back as it was written: the server is who says that it is not
 * in the list.
 */
export async function placeId(text: string): Promise<string> {
	const name = text.trim();
	if (!name) return '';
	const called = name.toLocaleLowerCase('et');
	const found = (await findPlaces(name.slice(0, 40), 100)).find((place) =>
		[place.name.et, place.name.en].some((one) => one?.toLocaleLowerCase('et') === called)
	);
	return found?.id ?? name;
}
