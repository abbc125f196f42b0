declare module 'virtual:hashes' {
	/** SHA-256 of the texts of the queries that are the same for everybody, by their names; from scripts/operations.ts. */
	const hashes: Partial<Record<string, string>>;
	export default hashes;
}

declare namespace App {}
