// The tabs that a newcomer finds, in the order of the story: who is live, ask, watch, take.

const as = (token) => JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2);

export const examples = [
	{
		headers: '',
		query: `# 1. The live event, its groups and what they lack. Nobody needs to sign in for this.
query LiveEvent {
  events(first: 1, filter: { status: [LIVE] }) {
    nodes {
      id
      title { et en }
      accessibility { feature state note { text } origin }
      workingGroups(first: 10) {
        nodes { name { text } missingSides }
      }
    }
  }
}
`,
	},
	{
		headers: as('demo-volunteer'),
		query: `# 2. The live stream of needs, as a volunteer sees it. Leave it running and ask for help in the next tab.
subscription Needs {
  assistanceNeeds {
    cursor
    at
    change {
      __typename
      ... on NeedOpened { helpRequest { id kind teaser { et en } status version } }
      ... on NeedChanged { helpRequest { id kind status version } }
      ... on NeedClosed { helpRequest { id kind status version } }
      ... on StreamReset { reason }
    }
  }
}
`,
	},
	{
		headers: as('demo-participant'),
		query: `# 3. Ask for help. Put the live event's id of tab 1 into the variables.
mutation Ask($event: ID!) {
  requestHelp(
    input: {
      eventId: $event
      kind: ONSITE_HELP
      onSite: true
      private: { description: "Only the volunteer whom I accept reads this." }
    }
  ) {
    __typename
    ... on RequestHelpSuccess { helpRequest { id status teaser { et en } } }
    ... on Failure { code message { et en } }
    ... on ValidationFailed { fields { path code message { en } } }
  }
}
`,
		variables: JSON.stringify({ event: 'the id from tab 1' }, null, 2),
	},
	{
		headers: as('demo-volunteer'),
		query: `# 4. Take it. A second volunteer (demo-volunteer-2) gets AlreadyTaken.
mutation Take($need: ID!) {
  claimHelpRequest(input: { helpRequestId: $need }) {
    __typename
    ... on ClaimHelpRequestSuccess {
      helpRequest { id status match { offer private { description phone address } } }
    }
    ... on AlreadyTaken { message { et en } helpRequest { status } }
    ... on NotEligible { obstacles { code message { en } } }
  }
}
`,
		variables: JSON.stringify({ need: 'the id from tab 2 or 3' }, null, 2),
	},
	{
		headers: as('demo-board'),
		query: `# 5. What the hall sees. Counts of 1 to 4 are not told apart.
query Board($event: ID!) {
  board(eventId: $event) {
    event { title { et en } status }
    attendance { going checkedIn }
    openNeeds { text }
    needs { kind open { text } taken { text } }
    workingGroups { name { text } missingSides }
  }
}
`,
		variables: JSON.stringify({ event: 'the id from tab 1' }, null, 2),
	},
];
