import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/graphiql.css';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

import { examples } from './examples.js';

// The token of a tab's headers is what a subscription signs in with too: the socket is opened anew when it changes.
let authorization;
let socket;

function client(token) {
	if (!socket || token !== authorization) {
		socket?.dispose();
		authorization = token;
		socket = createClient({
			url: location.origin.replace(/^http/, 'ws') + '/graphql',
			connectionParams: token ? { authorization: token } : {},
			shouldRetry: () => true,
			retryAttempts: Infinity,
			keepAlive: 10_000,
		});
	}
	return socket;
}

function fetcher(params, options) {
	const headers = options?.headers ?? {};
	const token = headers.Authorization ?? headers.authorization;
	return createGraphiQLFetcher({ url: '/graphql', wsClient: client(token) })(params, options);
}

createRoot(document.getElementById('graphiql')).render(
	<GraphiQL
		fetcher={fetcher}
		defaultTabs={examples}
		defaultEditorToolsVisibility="headers"
		isHeadersEditorEnabled
		shouldPersistHeaders={false}
	/>,
);
