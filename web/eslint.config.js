// Few rules, each one meant: what they find is a mistake, not a matter of taste. Formatting is prettier's, names and
// types are svelte-check's.
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const always = {
	eqeqeq: ['error', 'always', { null: 'ignore' }], // '' and 0 are answers, not absences
	'no-async-promise-executor': 'error', // what it throws is lost
	'no-cond-assign': 'error', // = where === was meant
	'no-console': ['error', { allow: ['error'] }], // left over from trying
	'no-constant-binary-expression': 'error', // a comparison or ?? that cannot go the other way
	'no-constant-condition': 'error', // a branch that is never taken
	'no-dupe-else-if': 'error', // a branch that is never reached
	'no-empty': 'error', // an error swallowed without a word why
	'no-fallthrough': 'error', // a case that runs into the next by accident
	'no-loss-of-precision': 'error', // a number that is not the one that was written
	'no-self-assign': 'error', // another name was meant
	'no-self-compare': 'error',
	'no-sparse-arrays': 'error', // a comma too many
	'no-template-curly-in-string': 'error', // quotes where backticks were meant
	'no-unsafe-finally': 'error', // a return that swallows the error
	'no-unsafe-optional-chaining': 'error', // throws where it was meant not to
	'no-useless-escape': 'error', // an escape that means something else than its writer thought
	'@typescript-eslint/ban-ts-comment': 'error', // a type error hidden, not mended
	'@typescript-eslint/no-explicit-any': 'error', // nothing is checked behind it, the contract least of all
	'@typescript-eslint/no-unused-expressions': 'error', // a call without its brackets
	'@typescript-eslint/no-unused-vars': 'error' // nobody misses it
};

// These ask the types.
const typed = {
	'@typescript-eslint/await-thenable': 'error', // await on what is no promise
	'@typescript-eslint/no-floating-promises': 'error', // a failure that nobody hears of; void says that it is meant
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }], // a promise is always true
	'@typescript-eslint/switch-exhaustiveness-check': 'error' // a state or kind that a later schema adds and no case meets
};

const components = {
	'svelte/button-has-type': 'error', // without one it sends the form
	'svelte/infinite-reactive-loop': 'error', // the page stands still
	'svelte/no-at-html-tags': 'error', // texts are people's: never markup
	'svelte/no-dom-manipulating': 'error', // Svelte loses what it did not do itself
	'svelte/no-dupe-style-properties': 'error', // one of the two does nothing
	'svelte/no-inline-styles': 'error', // the content security policy refuses style attributes
	'svelte/no-not-function-handler': 'error', // a click that does nothing
	'svelte/no-object-in-text-mustaches': 'error', // [object Object] on the page
	'svelte/no-target-blank': 'error', // the other page gets a hand on ours
	'svelte/no-unknown-style-directive-property': 'error', // a style that no browser knows
	'svelte/no-unused-props': 'error', // asked of every caller, used by nobody
	'svelte/no-unused-svelte-ignore': 'error', // a warning silenced that is no longer there
	'svelte/require-each-key': 'error', // a live list without keys moves the focus to another row
	'svelte/valid-prop-names-in-kit-pages': 'error' // Kit fills no other name
};

export default defineConfig(
	{ ignores: ['dist/', '.svelte-kit/', 'test-results/', 'src/graphql-env.d.ts'] },
	...svelte.configs.base,
	{
		files: ['**/*.{js,mjs,ts,svelte}'],
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		plugins: { '@typescript-eslint': ts.plugin },
		rules: always
	},
	{
		files: ['src/**/*.ts', 'src/**/*.svelte', 'e2e/**/*.ts'],
		ignores: ['src/service-worker.ts'], // Kit keeps it out of the project, because it runs in no page
		languageOptions: {
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				tsconfigRootDir: import.meta.dirname
			}
		},
		rules: typed
	},
	{ files: ['**/*.ts'], languageOptions: { parser: ts.parser } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: components
	},
	{ files: ['scripts/**', 'e2e/**'], rules: { 'no-console': 'off' } } // these speak to the terminal
);
