/**
 * What somebody has begun to write, so that Back and a reload do not take it. It stays in the tab, where it may be private, and
 * is gone with the tab, with the end of the session and when somebody else signs in there.
 */
const mark = 'mano.form ';

export interface SavedForm {
	key: string;
	values: Record<string, unknown>;
}

/** The place of one person's form. */
export const placeOf = (person: string, form: string): string => `${mark}${person} ${form}`;

export function savedForm(place: string): SavedForm | undefined {
	try {
		return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined;
	} catch {
		return undefined;
	}
}

export function saveForm(place: string, what: SavedForm | undefined): void {
	try {
		if (what) sessionStorage.setItem(place, JSON.stringify(what));
		else sessionStorage.removeItem(place);
	} catch {
		// Then it lasts as long as the page.
	}
}

/** Forgets the forms of everybody but this person. */
export function forgetOthers(person = ''): void {
	try {
		for (const place of Object.keys(sessionStorage))
			if (place.startsWith(mark) && !(person && place.startsWith(placeOf(person, ''))))
				sessionStorage.removeItem(place);
	} catch {
		// Nothing was saved, then.
	}
}
