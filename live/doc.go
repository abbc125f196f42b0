// Package live is the hub: it reads the log of changes once per process, executes each change once per group of equal
// subscriptions, and delivers the rendered bytes to every subscriber. It knows no SQL, no GraphQL and no sockets.
package live
