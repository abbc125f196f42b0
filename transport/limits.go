package transport

import (
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// What one client, one person or one address can take from the server.
var (
	MaxBodyBytes = hackathon.NewLimit(hackathon.Limit{Name: "max-body-bytes", Most: 64 << 10,
		Bounds: "bytes of an HTTP request's body, or of its query string", Answer: "413, 414"})
	MaxMessageBytes = hackathon.NewLimit(hackathon.Limit{Name: "max-message-bytes", Most: 64 << 10,
		Bounds: "bytes of a message on a WebSocket", Answer: "close code 1009"})
	InitWait = hackathon.NewLimit(hackathon.Limit{Name: "init-wait", Time: 3 * time.Second,
		Bounds: "silence of a new WebSocket before `connection_init`", Answer: "close code 4408"})
	MaxOperations = hackathon.NewLimit(hackathon.Limit{Name: "max-operations", Most: 20,
		Bounds: "operations running on one connection"})
	// After a burst of MaxOperations.
	MaxSubscribesPerSecond = hackathon.NewLimit(hackathon.Limit{Name: "max-subscribes-per-second", Most: 10,
		Within: time.Second, PerClient: true, Bounds: "new operations on one connection, a second"})
	// After a burst of twice as many. On 1013 clients come back; 1008 would end them for good.
	MaxMessagesPerSecond = hackathon.NewLimit(hackathon.Limit{Name: "max-messages-per-second", Most: 50,
		Within: time.Second, PerClient: true, Bounds: "messages on one connection, a second", Answer: "close code 1013"})
	MaxConnections = hackathon.NewLimit(hackathon.Limit{Name: "max-connections", Most: 18_000,
		Bounds: "WebSockets and event streams of the process", Answer: full503})
	MaxConnectionsPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "max-connections-per-address", Most: 2000,
		PerClient: true, Bounds: "WebSockets and event streams of one address; a venue has hundreds of people behind one",
		Answer: full503})
	MaxPendingPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "max-pending-per-address", Most: 500, PerClient: true,
		Bounds: "WebSockets of one address that have not been acknowledged yet", Answer: full503})
	MaxConnectionsPerPerson = hackathon.NewLimit(hackathon.Limit{Name: "max-connections-per-person", Most: 20,
		PerClient: true, Bounds: "WebSockets and event streams of one person", Answer: "close code 1013"})
	// Each is one more execution of every change.
	MaxGroupsPerPerson = hackathon.NewLimit(hackathon.Limit{Name: "max-groups-per-person", Most: 50, PerClient: true,
		Bounds: "different subscriptions of one person, or one board, on all connections"})
	MaxGroupsPerAddress = hackathon.NewLimit(hackathon.Limit{Name: "max-groups-per-address", Most: 50, PerClient: true,
		Bounds: "different subscriptions of all of one address who are not signed in; what many ask for alike counts once"})
	ExecutionTimeout = hackathon.NewLimit(hackathon.Limit{Name: "execution-timeout", Time: 10 * time.Second,
		Bounds: "the time of one query or mutation, or of the opening of a subscription"})
	BodyTimeout = hackathon.NewLimit(hackathon.Limit{Name: "body-timeout", Time: 10 * time.Second,
		Bounds: "the time of a request's body", Answer: "408"})
	SocketWorkers = hackathon.NewLimit(hackathon.Limit{Name: "socket-workers", Most: 64,
		Bounds: "queries and mutations from connections executed at once", Answer: "they wait"})
	SocketWaiting = hackathon.NewLimit(hackathon.Limit{Name: "socket-waiting", Most: 1000,
		Bounds: "queries and mutations from connections that wait for their turn"})
	WriteTimeout = hackathon.NewLimit(hackathon.Limit{Name: "write-timeout", Time: 10 * time.Second,
		Bounds: "a blocked write of an event stream, or the rest of a long message", Answer: "close code 1013"})
	// The only queue that a slow reader has.
	SocketSendBuffer = hackathon.NewLimit(hackathon.Limit{Name: "socket-send-buffer", Most: 32 << 10,
		Bounds: "bytes of the kernel's send buffer of a WebSocket", Answer: "later frames wait"})
	DocumentCacheBytes = hackathon.NewLimit(hackathon.Limit{Name: "document-cache-bytes", Most: 64 << 20,
		Bounds: "bytes of memory for documents that were read, by estimate (`mano_document_cache_bytes`)",
		Answer: "the oldest are forgotten"})
)

const full503 = "503; an event stream is told when to come back"

// What a document may ask for, whatever transport brought it. A document is sized as soon as it is parsed: validating
// it costs more than its length tells, and so does answering it. Fragments count as often as they are used, and each
// operation of a document is held to what one may ask for.
var (
	MaxTokens     = hackathon.NewLimit(hackathon.Limit{Name: "max-tokens", Most: 5000, Bounds: "tokens of a document"})
	MaxSelections = hackathon.NewLimit(hackathon.Limit{Name: "max-selections", Most: 3000,
		Bounds: "fields and fragments of a document, in all its operations"})
	MaxNesting = hackathon.NewLimit(hackathon.Limit{Name: "max-nesting", Most: 30,
		Bounds: "levels of fields and fragments, and of values"})
	MaxComparisons = hackathon.NewLimit(hackathon.Limit{Name: "max-comparisons", Most: 5000,
		Bounds: "pairs of fields that answer under one name in one place, and of fragments; each pair has to be compared"})
	MaxValues = hackathon.NewLimit(hackathon.Limit{Name: "max-values", Most: 1000,
		Bounds: "arguments and values of a document; about as many in its variables"})
	MaxVariables = hackathon.NewLimit(hackathon.Limit{Name: "max-variables", Most: 100,
		Bounds: "variables of an operation"})
	MaxIntrospection = hackathon.NewLimit(hackathon.Limit{Name: "max-introspection", Most: 300_000,
		Bounds: "fields that the schema's own description answers, by estimate"})
	MaxDepth      = hackathon.NewLimit(hackathon.Limit{Name: "max-depth", Most: 10, Bounds: "levels of nested fields"})
	MaxAliases    = hackathon.NewLimit(hackathon.Limit{Name: "max-aliases", Most: 30, Bounds: "fields under another name"})
	MaxRootFields = hackathon.NewLimit(hackathon.Limit{Name: "max-root-fields", Most: 10,
		Bounds: "fields of an operation itself"})
	MaxFields     = hackathon.NewLimit(hackathon.Limit{Name: "max-fields", Most: 1000, Bounds: "fields of an operation"})
	MaxDirectives = hackathon.NewLimit(hackathon.Limit{Name: "max-directives", Most: 50,
		Bounds: "`@skip` and `@include` of an operation"})
	MaxComplexity = hackathon.NewLimit(hackathon.Limit{Name: "max-complexity", Most: 20_000,
		Bounds: "the complexity of an operation"})
)
