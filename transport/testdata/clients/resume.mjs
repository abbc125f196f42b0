// Follows the posts with one of the published clients, through whatever happens to its connections, and prints each
// result as a line of JSON. The clients are used as they come: to resume, their payload's variable is changed in place,
// and EventSource sends Last-Event-ID by itself.
//
// usage: resume.mjs graphql-ws|graphql-sse|eventsource URL LAST-TITLE
import { EventSource } from 'eventsource';
import { createClient as createSSE } from 'graphql-sse';
import { createClient as createWS } from 'graphql-ws';
import WebSocket from 'ws';

const [kind, url, last] = process.argv.slice(2);
const variables = { after: null };
const query = `subscription ($after: Cursor) {
  posts(after: $after) { cursor snapshot caughtUp reset post { title } }
}`;
const soon = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20));

let done;
const finished = new Promise((resolve) => (done = resolve));

function next(result) {
  console.log(JSON.stringify(result));
  const item = result.data?.posts;
  if (!item || item.post?.title === last) done();
  else variables.after = item.cursor;
}
const sink = {
  next,
  error: (err) => {
    console.log(JSON.stringify({ failed: String(err?.message ?? JSON.stringify(err)) }));
    done();
  },
  complete: () => {
    console.log(JSON.stringify({ failed: 'completed' }));
    done();
  },
};

let close;
switch (kind) {
  case 'graphql-ws': {
    const client = createWS({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: soon,
      connectionParams: { authorization: 'Bearer alice' },
    });
    client.subscribe({ query, variables }, sink);
    close = () => client.dispose();
    break;
  }
  case 'graphql-sse': {
    const client = createSSE({ url, retryAttempts: Infinity, retry: soon });
    client.subscribe({ query, variables }, sink);
    close = () => client.dispose();
    break;
  }
  case 'eventsource': {
    const source = new EventSource(`${url}?query=${encodeURIComponent(query)}`);
    source.addEventListener('next', (event) => next(JSON.parse(event.data)));
    source.addEventListener('complete', sink.complete);
    source.addEventListener('error', (event) => {
      if (source.readyState === EventSource.CLOSED) sink.error(event);
    });
    close = () => source.close();
    break;
  }
}
await finished;
close();
process.exit(0);
