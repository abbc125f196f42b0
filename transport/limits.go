package transport

import "time"

// Limits bounds what one client, one person or one address can take from the server. A zero field takes its
// default; a negative one means no limit. The comment of each field names the setting under which the program offers
// it, and every refusal names that setting, so that whoever meets a limit can find it.
type Limits struct {
	// BodyBytes is the longest HTTP request body (and query string), 64 KiB. Answer: 413 (414).  MANO_MAX_BODY_BYTES
	BodyBytes int64
	// MessageBytes is the longest message on a websocket, 64 KiB. Close code: 1009.  MANO_MAX_MESSAGE_BYTES
	MessageBytes int
	// InitWait is how long a new websocket may be silent before connection_init, 3 s. Close code: 4408.  MANO_INIT_WAIT
	InitWait time.Duration
	// Operations is how many operations one connection may have running, 20. Answer: error for that operation.
	// MANO_MAX_OPERATIONS
	Operations int
	// SubscribesPerSecond on one connection, 10, after a burst of Operations. Answer: error for that operation.
	// MANO_MAX_SUBSCRIBES_PER_SECOND
	SubscribesPerSecond int
	// MessagesPerSecond on one connection, 50, after a burst of twice as many. Close code: 1013, on which clients come
	// back; 1008 ends them for good.  MANO_MAX_MESSAGES_PER_SECOND
	MessagesPerSecond int
	// Connections is how many websockets and event streams the process serves, 18 000. Answer here and below: 503; an
	// event stream is told when to come back.  MANO_MAX_CONNECTIONS
	Connections int
	// ConnectionsPerAddress, 2000: a venue has hundreds of people behind one address. Answer: 503.
	// MANO_MAX_CONNECTIONS_PER_ADDRESS
	ConnectionsPerAddress int
	// PendingPerAddress is how many websockets of one address may be before their connection_ack, 500. Answer: 503.
	// MANO_MAX_PENDING_PER_ADDRESS
	PendingPerAddress int
	// ConnectionsPerPerson, 20. Close code: 1013.  MANO_MAX_CONNECTIONS_PER_PERSON
	ConnectionsPerPerson int
	// GroupsPerPerson is how many different subscriptions one person, or one board, may have live on all connections, 50:
	// each is one more execution of every change. Equal ones count once. Answer: error for that operation.
	// MANO_MAX_GROUPS_PER_PERSON
	GroupsPerPerson int
	// GroupsPerAddress is the same for all of an address who are not signed in, 50: the phones in a hall ask for the same.
	// MANO_MAX_GROUPS_PER_ADDRESS
	GroupsPerAddress int
	// ExecutionTime is how long one query or mutation, or the opening of a subscription, may take, 10 s.
	// MANO_EXECUTION_TIMEOUT
	ExecutionTime time.Duration
	// Workers is how many queries and mutations from websockets and event streams are executed at once, 64.
	// MANO_SOCKET_WORKERS
	Workers int
	// Waiting is how many more may wait for a worker, 1000. Answer: error for that operation.  MANO_SOCKET_WAITING
	Waiting int
	// WriteTime is how long the start of an event stream, or a long message on its way here, may take before the client
	// counts as gone, 10 s. Close code: 1013.  MANO_WRITE_TIMEOUT
	WriteTime time.Duration
	// SendBuffer caps the kernel's send buffer of a websocket in bytes, 32 KiB: the only queue a slow reader has.
	// MANO_SOCKET_SEND_BUFFER
	SendBuffer int
	// DocumentBytes is how much memory may hold documents that were read, so that they are not read again, 64 MiB by
	// estimate.  MANO_DOCUMENT_CACHE_BYTES
	DocumentBytes int64
}

// Unlimited is a positive stand-in for "no limit" in comparisons.
const unlimited = int(^uint(0) >> 2)

func (l Limits) withDefaults() Limits {
	number := func(n *int, def int) {
		switch {
		case *n == 0:
			*n = def
		case *n < 0:
			*n = unlimited
		}
	}
	duration := func(d *time.Duration, def time.Duration) {
		switch {
		case *d == 0:
			*d = def
		case *d < 0:
			*d = 100 * 365 * 24 * time.Hour
		}
	}
	switch {
	case l.BodyBytes == 0:
		l.BodyBytes = 64 << 10
	case l.BodyBytes < 0:
		l.BodyBytes = int64(unlimited)
	}
	switch {
	case l.DocumentBytes == 0:
		l.DocumentBytes = 64 << 20
	case l.DocumentBytes < 0:
		l.DocumentBytes = int64(unlimited)
	}
	number(&l.MessageBytes, 64<<10)
	duration(&l.InitWait, 3*time.Second)
	number(&l.Operations, 20)
	number(&l.SubscribesPerSecond, 10)
	number(&l.MessagesPerSecond, 50)
	number(&l.Connections, 18_000)
	number(&l.ConnectionsPerAddress, 2000)
	number(&l.PendingPerAddress, 500)
	number(&l.ConnectionsPerPerson, 20)
	number(&l.GroupsPerPerson, 50)
	number(&l.GroupsPerAddress, 50)
	duration(&l.ExecutionTime, 10*time.Second)
	number(&l.Workers, 64)
	number(&l.Waiting, 1000)
	duration(&l.WriteTime, 10*time.Second)
	number(&l.SendBuffer, 32<<10)
	return l
}
