// The contract as it was last published, ../schema/published.graphql, against the contract as it stands. What would break
// a client of the published one fails. With --renew the present contract is published in its place, which is refused
// until CHANGELOG.md names, under "Changed (breaking)" of what is unreleased, every type and field that breaks.
import {
	buildSchema,
	findBreakingChanges,
	findDangerousChanges,
	lexicographicSortSchema,
	printSchema
} from 'graphql';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { contract } from './contract.mjs';

const root = new URL('../../', import.meta.url);
const file = new URL('schema/published.graphql', root);
const now = buildSchema(contract());
const before = existsSync(file) ? buildSchema(readFileSync(file, 'utf8')) : now;
const breaking = findBreakingChanges(before, now).map(({ description }) => description);

if (process.argv.includes('--renew')) {
	const log = readFileSync(new URL('CHANGELOG.md', root), 'utf8');
	const unreleased = log.split(/^## /m).find((part) => part.startsWith('[Unreleased]')) ?? '';
	const told = unreleased.split(/^### /m).find((part) => part.startsWith('Changed (breaking)')) ?? '';
	const untold = breaking.filter((change) => !told.includes('`' + subject(change) + '`'));
	if (untold.length > 0) fail('CHANGELOG.md says nothing under "Changed (breaking)" of', untold);
	writeFileSync(file, printSchema(lexicographicSortSchema(now)) + '\n');
	console.log('schema/published.graphql is the present contract');
} else if (!existsSync(file)) {
	fail('nothing is published: npm --prefix web run publish-schema', []);
} else if (breaking.length > 0) {
	fail(
		'the schema breaks clients of schema/published.graphql (see "The schema is a promise" in CONTRIBUTING.md)',
		breaking
	);
} else {
	for (const { description } of findDangerousChanges(before, now)) console.log('schema: mind:', description);
}

/** subject is what a change is told of: a field as "Idea.title", else a type as "IdeaOrder". */
function subject(change) {
	const [, type] = change.match(/(?:enum type|union type|input type|directive) (\w+)/) ?? [];
	return change.match(/\w+\.\w+/)?.[0] ?? type ?? change.match(/\w+/)[0];
}

function fail(why, changes) {
	console.error([why, ...changes.map((change) => `  ${change}`)].join('\n'));
	process.exit(1);
}
