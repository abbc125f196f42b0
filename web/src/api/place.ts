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

/** The place that is called so. */
export async function placeCalled(name: string): Promise<Place | undefined> {
	const called = name.trim().toLocaleLowerCase('et');
	return (await findPlaces(name.trim().slice(0, 40), 100)).find((place) =>
		[place.name.et, place.name.en].some((one) => one?.toLocaleLowerCase('et') === called)
	);
}

/** Its id. What is none is given back as it was written: the server is who says that it is not in the list. */
export async function placeId(text: string): Promise<string> {
	const name = text.trim();
	return name && ((await placeCalled(name))?.id ?? name);
}

/** The same for everybody; see `ask`. */
export const forAll = [PlacesQuery];
