/** Top-level errors of the API: faults, as opposed to the named failures inside mutation payloads. */
export interface GraphQLFault {
	message: string;
	path?: readonly (string | number)[];
	extensions?: { code?: string; [key: string]: unknown };
}

/** Codes that asking again with the same operation and the same person cannot change. */
const finalCodes = new Set(['INVALID', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT']);

export function isFinal(errors: readonly GraphQLFault[]): boolean {
	return errors.every((error) => {
		const code = error.extensions?.code;
		return code !== undefined && (finalCodes.has(code) || code.startsWith('GRAPHQL_'));
	});
}

/** After how many seconds the server says that trying again is right; 0: it does not say. */
export function retryAfter(errors: readonly GraphQLFault[]): number {
	return Math.max(0, ...errors.map((error) => Number(error.extensions?.retryAfter) || 0));
}

/** The GraphQL errors in what ended an operation; empty for a lost connection or a completion. */
export function errorsOf(why: unknown): readonly GraphQLFault[] {
	return Array.isArray(why) && why.every((error) => typeof error?.message === 'string') ? why : [];
}

export function codeOf(errors: readonly GraphQLFault[]): string {
	return errors[0]?.extensions?.code ?? 'INTERNAL';
}
