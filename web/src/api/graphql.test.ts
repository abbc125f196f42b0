import { expect, test } from 'vitest';
import { graphql, textOf } from './graphql';

test('a document is sent with all the fragments below it, each once', () => {
	const Name = graphql(`
		fragment Name on Person {
			displayName
		}
	`);
	const Author = graphql(
		`
			fragment Author on Idea {
				author {
					...Name
				}
			}
		`,
		[Name]
	);
	const Both = graphql(
		`
			query Both {
				viewer {
					person {
						...Name
					}
				}
				node(id: "1") {
					...Author
				}
			}
		`,
		[Author, Name]
	);
	expect(textOf(Both)).toBe(
		'query Both { viewer { person { ...Name } } node(id: "1") { ...Author } } ' +
			'fragment Author on Idea { author { ...Name } } fragment Name on Person { displayName }'
	);
});
