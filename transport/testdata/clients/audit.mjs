// Runs the GraphQL-over-HTTP audit suite against the URL given and prints one line of JSON per audit.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
for (const { id, name, fn } of serverAudits({ url, fetchFn: fetch })) {
  const result = await fn();
  console.log(JSON.stringify({ id, name, status: result.status, reason: result.reason }));
}
