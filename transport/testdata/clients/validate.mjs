// Reads messages of a graphql-transport-ws server, one JSON text per line, and puts each before the reference
// implementation's own judge. It prints the ones that it refuses.
import { createInterface } from 'node:readline';
import { validateMessage } from 'graphql-ws';

const fromServer = new Set(['connection_ack', 'ping', 'pong', 'next', 'error', 'complete']);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const message = validateMessage(JSON.parse(line));
    if (!fromServer.has(message.type)) throw new Error('not a message of a server');
  } catch (err) {
    console.log(`${err.message}: ${line}`);
  }
}
